import Provision
import ScopingStore
import TestSupport
import Testing

@testable import Exhibits

@Suite("What is asked of a heatmap")
struct HeatmapRequestTests {
    private func model() throws -> ProvisionModel {
        try MadeTable.model(rounds: [["RA", "GG"], ["AA", "GG"], ["GA", "R-"]])
    }

    private func ask(_ change: (inout HeatmapRequest) throws -> Void) throws -> (text: String, remarks: [String]) {
        let model = try model()
        var request = HeatmapRequest(asOf: try date("2023-01-01"))
        try change(&request)
        let answer = try request.answer(model, leftOut: [])
        let picture = try Picture(answer.svg)
        #expect(picture.collisions == [])
        return (String(decoding: answer.svg, as: UTF8.self), answer.remarks)
    }

    private func refusal(_ change: (inout HeatmapRequest) throws -> Void) -> HeatmapRequest.Refusal? {
        do {
            _ = try ask(change)
            return nil
        } catch {
            return error as? HeatmapRequest.Refusal
        }
    }

    @Test("Every layout draws; the table counts open gaps")
    func layouts() throws {
        let table = try ask { _ in }
        #expect(table.text.contains("gaps=") && table.text.contains(">Open gaps<"))
        #expect(try ask { $0.layout = .tiles }.text.contains("Tile maps, one for each service type"))
        #expect(try ask { $0.layout = .timeline }.text.contains("each cell a strip through the rounds"))
        let one = try ask {
            $0.layout = .timeline
            $0.service = 1
        }
        #expect(one.text.contains("a column for each round") && one.text.contains("Service 2: "))
        let tiles = try ask {
            $0.layout = .tiles
            $0.service = 1
        }
        #expect(tiles.text.contains("Service 2") && !tiles.text.contains("Service 1<"))
    }

    @Test("Options that name no layout ask for the one they go with")
    func implied() throws {
        #expect(
            try ask { $0.from = try date("2022-01-01") }.text.contains("Ratings through 2 rounds from 1 January 2022")
        )
        #expect(
            try ask { $0.to = try date("2022-01-01") }.text.contains("Ratings through 2 rounds up to 1 January 2022")
        )
        let layout = try TileLayout(shape: .square, tiles: [.init(area: "area-1", place: .init(column: 0, row: 0))])
        let tiles = try ask { $0.tiles = layout }
        #expect(tiles.remarks == ["No tile was found for Area 2."])
    }

    @Test("What matches no boundary is told")
    func boundaries() throws {
        let file = """
            {"type": "FeatureCollection", "features": [
              {"type": "Feature", "properties": {"name": "Area 1"}, "geometry": {"type": "Polygon", "coordinates": [[[0, 50], [1, 50], [1, 51], [0, 50]]]}},
              {"type": "Feature", "properties": {"name": "Elsewhere"}, "geometry": {"type": "Polygon", "coordinates": [[[2, 50], [3, 50], [3, 51], [2, 50]]]}}]}
            """
        let shapes = try GeoJSON.boundaries(Array(file.utf8))
        #expect(
            try ask { $0.boundaries = shapes }.remarks == [
                "No boundary was found for Area 2.", "Boundaries that belong to no area shown: Elsewhere.",
            ]
        )
    }

    @Test("An option that does not fit the layout says what it fits")
    func misfits() throws {
        let refused = refusal {
            $0.layout = .tiles
            $0.order = .name
        }
        #expect(refused?.option == "order")
        #expect(refused?.hint == "It goes with the layout table.")
        #expect(refusal { $0.service = 0 }?.hint == "It goes with the layout tiles or timeline.")
        #expect(
            refusal {
                $0.layout = .timeline
                $0.rowsByChildren = true
            }?.option == "rowsByChildren"
        )
    }

    @Test("Dates that fit no round say which would")
    func dates() throws {
        #expect(
            refusal { $0.compare = try date("2020-01-01") }?.hint
                == "Give a date from 2021-01-01, the first round's, to the day before 2023-01-01."
        )
        #expect(refusal { $0.compare = try date("2023-01-01") } != nil)
        #expect(refusal { $0.compare = try date("2021-06-01") } == nil)
        #expect(
            refusal { $0.from = try date("2024-01-01") }?.hint
                == "The rounds' reference dates are 2021-01-01, 2022-01-01, 2023-01-01."
        )
        #expect(
            refusal {
                $0.asOf = try date("2021-01-01")
                $0.compare = try date("2020-01-01")
            }?.message == "nothing is rated before 2021-01-01"
        )
    }

    @Test("An empty selection gives a picture that says so", arguments: HeatmapRequest.Layout.allCases)
    func empty(layout: HeatmapRequest.Layout) throws {
        let text = try ask {
            $0.layout = layout
            $0.asOf = try date("2001-01-01")
        }.text
        #expect(text.contains("No area has been asked") || text.contains("There is no"))
    }
}
