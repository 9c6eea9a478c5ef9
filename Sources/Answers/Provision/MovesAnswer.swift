import GapDetection
package import Provision

/// What moved, up or down, between two dates.
package struct MovesAnswer: Answer {
    let from: String
    let to: String
    let compared: Int
    let moves: [Row]
    private let heading: String
    private let notCompared: [String]
    private let counts: [String]

    private enum CodingKeys: CodingKey { case from, to, compared, moves }

    struct Row: Encodable {
        let area: String
        let areaName: String
        let service: String
        let serviceName: String
        let from: String
        let to: String
        let direction: String
    }

    /// - Parameter heading: what part of the map it is of.
    package init(_ comparison: SnapshotComparison, _ model: ProvisionModel, heading: String) {
        self.heading = heading
        notCompared = comparison.notCompared.map { model.areas.areas[$0].id.text }
        counts = SnapshotComparison.Direction.allCases.compactMap { direction in
            let count = comparison.moves.count { $0.direction == direction }
            return count == 0 ? nil : "\(count) \(direction.rawValue)"
        }
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
    package var table: AnswerTable? { rows }

    private var rows: AnswerTable {
        AnswerTable(
            moves,
            data: [
                .text("area") { $0.area }, .text("area name") { $0.areaName }, .text("service") { $0.service },
                .text("service name") { $0.serviceName }, .text("from") { $0.from }, .text("to") { $0.to },
                .text("direction") { $0.direction },
            ],
            shown: [
                .text("MOVED") { $0.direction }, .text("AREA") { $0.areaName },
                .text("SERVICE TYPE") { $0.serviceName }, .text("LEVEL") { "\($0.from) -> \($0.to)" },
            ]
        )
    }

    package var text: AnswerText {
        let summary = counts.isEmpty ? "nothing moved" : counts.joined(separator: ", ")
        var text = AnswerText([
            "\(heading), \(inWords(from)) to \(inWords(to)): \(summary); \(compared) cells compared."
        ])
        if !notCompared.isEmpty {
            text.line("Not compared, being in one of the two only: \(notCompared.joined(separator: ", ")).")
        }
        if !moves.isEmpty {
            text.line()
            text.rows(of: rows)
        }
        return text
    }
}
