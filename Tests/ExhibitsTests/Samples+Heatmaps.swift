import Provision
import ScopingStore
import TestSupport

@testable import Exhibits

extension Samples {
    static let heatmaps: [(name: String, draw: @Sendable () throws -> [UInt8])] = [
        ("heatmap-compare", { HeatmapDrawing(of: try compared(8, 9), options("heatmap-compare")).svg() }),
        (
            "heatmap-dense",
            { HeatmapDrawing(of: try compared(30, 28), options("heatmap-dense"), order: .severity).svg() }
        ),
        (
            "heatmap-nhs",
            {
                let model = try RealData.model()
                var request = HeatmapRequest(asOf: try date("2022-05-01"))
                request.within = model.areas.index(of: try SmallWorld.id("ics-lancashire-and-south-cumbria"))
                request.name = "heatmap-nhs"
                request.palette = .nhs
                request.order = .similarity
                request.rowsByChildren = true
                return try request.answer(model, leftOut: []).svg
            }
        ),
    ]

    /// A made-up table of the real scale's levels, compared with an earlier round.
    private static func compared(_ rows: Int, _ columns: Int) throws -> ProvisionTable {
        let names = [
            "Health visiting", "Parent infant mental health service", "Family hubs", "Antenatal education",
            "Talking therapies for parents", "Perinatal midwives", "Play sessions",
        ]
        let model = try MadeTable.model(
            rounds: [0, 1].map { MadeTable.letters(rows, columns, round: $0) },
            groups: 2,
            levels: try levels(),
            name: { $0 > 1_000 ? "ICS number \($0 - 1_000)" : "Area number \($0)" },
            service: { names[$0 % names.count] + ($0 < names.count ? "" : " \($0)") },
            reach: { $0 == 4 ? .universal : $0 % 3 == 0 ? .specialist : nil },
            children: { $0 == 3 ? nil : 900 + $0 * 631 % 4_000 }
        )
        return try MadeTable.table(model, heading: "A made-up network")
    }
}
