import Provision
import TestSupport
import Testing

@testable import Exhibits

@Suite("Heatmaps compared with an earlier date")
struct HeatmapChangeTests {
    @Test("Cells that moved are marked, told in their titles and in the description, and summed up in a line")
    func moved() throws {
        let model = try MadeTable.model(rounds: [["RGR.G-B", "RRRRRRR"], ["AAB.GGR", "RRRRRRR"]])
        let table = try MadeTable.table(model)
        let picture = try Picture(HeatmapDrawing(of: table, name: "x").svg())
        #expect(
            picture.cells.prefix(7).map(\.title) == [
                "Area 1, Service 1: Level A (up from level r)", "Area 1, Service 2: Level A (down from level g)",
                "Area 1, Service 3: Level B (up from level r)", "Area 1, Service 4: Not rated",
                "Area 1, Service 5: Level G",
                "Area 1, Service 6: Level G (restated: before not expected here)",
                "Area 1, Service 7: Level R (down from level b)",
            ]
        )
        let summary = "Since 1 January 2021: 2 up, 2 down, 1 restated, of 14 cells compared."
        #expect(picture.texts.contains { $0.text == summary && $0.isBold })
        let text = String(decoding: HeatmapDrawing(of: table, name: "x").svg(), as: UTF8.self)
        #expect(text.contains("Moved: Area 1, Service 1 up from level r; Area 1, Service 2 down from level g;"))
        #expect(text.contains(#"moves="up down up - - restated down""#))
        #expect(text.contains(#"<compared since="2021-01-01" cells="14"/>"#))
        for name in ["Up", "Down", "Restated"] { #expect(picture.texts.contains { $0.text == name }, "in the legend") }
        #expect(!picture.texts.contains { $0.text == "Lost" }, "only what occurs")
    }

    @Test("Newly rated and lost are told apart from up and down")
    func newAndLost() throws {
        let comparison = try MadeTable.model(rounds: [[".R"], ["R."]])
        let first = comparison.snapshot(asOf: try date("2021-01-01"))
        let only = try MadeTable.model(rounds: [["R."]]).snapshot(asOf: try date("2021-01-01"))
        let table = ProvisionTable(
            model: comparison,
            snapshot: only,
            heading: "X",
            leftOut: [],
            comparison: SnapshotComparison(from: first, to: only, in: comparison)
        )
        let picture = try Picture(HeatmapDrawing(of: table, name: "x").svg())
        #expect(
            picture.cells.map(\.title) == [
                "Area 1, Service 1: Level R (newly rated)", "Area 1, Service 2: Not rated (lost: before level r)",
            ]
        )
        #expect(table.change?.summary == "Since 1 January 2021: 1 newly rated, 1 lost, of 2 cells compared.")
    }

    @Test("Where nothing moved the line says so")
    func nothing() throws {
        let table = try MadeTable.table(try MadeTable.model(rounds: [["R"], ["R"]]))
        #expect(table.change?.summary == "Since 1 January 2021: nothing moved, of 1 cells compared.")
    }

    @Test("Every sign is a shape of its own")
    func signs() {
        let paths = SnapshotComparison.Direction.allCases.map { direction in
            Drawn.bytes { direction.draw(x: 10, y: 10, radius: 4, to: &$0) }
        }
        #expect(Set(paths).count == SnapshotComparison.Direction.allCases.count)
    }
}
