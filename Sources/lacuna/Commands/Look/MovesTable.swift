import Exhibits
import LacunaService
import Markup
import Provision

/// What moved between two dates, as text, CSV or JSON.
enum MovesTable {
    static func write(
        _ comparison: SnapshotComparison,
        format: String,
        _ heading: String,
        _ model: ProvisionModel,
        to console: inout Console
    ) throws {
        switch format {
        case "json": console.write(try JSONText.bytes(MovesAnswer(comparison, model)))
        case "csv":
            var writer = CSVWriter(header: ["area", "area name", "service", "service name", "from", "to", "direction"])
            for row in MovesAnswer(comparison, model).moves {
                writer.row([row.area, row.areaName, row.service, row.serviceName, row.from, row.to, row.direction])
            }
            console.write(writer.bytes)
        default: printTable(comparison, heading, model, to: &console)
        }
    }

    private static func printTable(
        _ comparison: SnapshotComparison,
        _ heading: String,
        _ model: ProvisionModel,
        to console: inout Console
    ) {
        let counts = SnapshotComparison.Direction.allCases.compactMap { direction in
            let count = comparison.moves.count { $0.direction == direction }
            return count == 0 ? nil : "\(count) \(direction.rawValue)"
        }
        let summary = counts.isEmpty ? "nothing moved" : counts.joined(separator: ", ")
        console.print(
            "\(heading), \(comparison.from) to \(comparison.to): \(summary); \(comparison.compared) cells compared."
        )
        if !comparison.notCompared.isEmpty {
            let names = comparison.notCompared.map { model.areas.areas[$0].id.text }.joined(separator: ", ")
            console.print("Not compared, being in one of the two only: \(names).")
        }
        guard !comparison.moves.isEmpty else { return }
        console.print()
        let rows = MovesAnswer(comparison, model).moves.map { row in
            [row.direction, row.areaName, row.serviceName, "\(row.from) -> \(row.to)"]
        }
        TextTable.print(header: ["MOVED", "AREA", "SERVICE TYPE", "LEVEL"], rows, to: &console)
    }
}

private struct MovesAnswer: Encodable {
    let from: String
    let to: String
    let compared: Int
    let moves: [Row]

    struct Row: Encodable {
        let area: String
        let areaName: String
        let service: String
        let serviceName: String
        let from: String
        let to: String
        let direction: String
    }

    init(_ comparison: SnapshotComparison, _ model: ProvisionModel) {
        from = comparison.from.description
        to = comparison.to.description
        compared = comparison.compared
        moves = comparison.moves.map { move in
            let area = model.areas.areas[move.area]
            let type = model.framework.serviceTypes[move.service]
            return Row(
                area: area.id.text,
                areaName: area.name,
                service: type.id.text,
                serviceName: type.name,
                from: model.code(of: move.before),
                to: model.code(of: move.after),
                direction: move.direction.rawValue
            )
        }
    }
}
