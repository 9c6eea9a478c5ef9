import Markup
public import Provision

/// How a cell moved since an earlier date.
public struct CellMove: Hashable, Sendable {
    public let direction: SnapshotComparison.Direction
    /// What it was.
    public let before: CellState

    /// For each area that moved its cells' moves, one for each column.
    static func byArea(_ comparison: SnapshotComparison?, columns: Int) -> [Int: [CellMove?]] {
        var moves: [Int: [CellMove?]] = [:]
        for move in comparison?.moves ?? [] where (0..<columns).contains(move.service) {
            moves[move.area, default: Array(repeating: nil, count: columns)][move.service] = CellMove(
                direction: move.direction,
                before: move.before
            )
        }
        return moves
    }

    /// "up from no provision"; for a first rating nothing was before.
    func words(from before: String) -> String {
        switch direction {
        case .up: "up from \(before)"
        case .down: "down from \(before)"
        case .new: "newly rated"
        case .lost: "lost: before \(before)"
        case .restated: "restated: before \(before)"
        }
    }
}

extension SnapshotComparison.Direction {
    /// As a summary counts it: "3 newly rated".
    var words: String {
        switch self {
        case .up: "up"
        case .down: "down"
        case .new: "newly rated"
        case .lost: "lost"
        case .restated: "restated"
        }
    }

    /// As the legend has it.
    var name: String { words.prefix(1).uppercased() + words.dropFirst() }

    /// As the legend explains it.
    var meaning: String {
        switch self {
        case .up: "At a higher level than before."
        case .down: "At a lower level than before."
        case .new: "Rated now, and not before."
        case .lost: "Rated before, and not now."
        case .restated: "Expected now and not before, or the other way round."
        }
    }

    /// How much wider the disc of a sign is than the sign, without its line.
    static let discRim = 2.2

    /// Draws its sign on a plain disc, as one element: a triangle upwards or downwards, a plus for newly rated, a minus for lost, an unequal sign for restated.
    func draw(x: Double, y: Double, radius: Double, to writer: inout MarkupWriter) {
        let r = radius
        let disc = r + Self.discRim
        writer.element("g") { writer in
            writer.path(
                circle(x, y, disc),
                fill: Colour.paper.hex,
                stroke: .ink
            )
            let stroke = max(1.4, r * 0.45)
            switch self {
            case .up, .down:
                let tip = self == .up ? -r : r
                writer.path(
                    "M\(length(x)) \(length(y + tip)) L\(length(x + r)) \(length(y - tip * 0.7)) "
                        + "H\(length(x - r)) Z",
                    fill: Colour.ink.hex
                )
            case .new, .lost:
                let upright = self == .new ? " M\(length(x)) \(length(y - r)) V\(length(y + r))" : ""
                writer.path("M\(length(x - r)) \(length(y)) H\(length(x + r))" + upright, stroke: .ink, width: stroke)
            case .restated:
                let lines = [-0.45, 0.45].map { "M\(length(x - r)) \(length(y + $0 * r)) H\(length(x + r))" }
                writer.path(
                    lines.joined(separator: " ")
                        + " M\(length(x - r * 0.6)) \(length(y + r)) L\(length(x + r * 0.6)) \(length(y - r))",
                    stroke: .ink,
                    width: stroke * 0.7
                )
            }
        }
    }
}

extension ProvisionTable {
    /// What moved since an earlier date.
    public struct Change: Sendable {
        public let since: CalendarDate
        public let counts: [(direction: SnapshotComparison.Direction, count: Int)]
        /// How many cells both dates have.
        public let compared: Int
        /// Areas that only one of the dates has, by name.
        public let notCompared: [String]

        init(_ comparison: SnapshotComparison, _ model: ProvisionModel) {
            since = comparison.from
            counts = SnapshotComparison.Direction.allCases.compactMap { direction in
                let count = comparison.moves.count { $0.direction == direction }
                return count == 0 ? nil : (direction, count)
            }
            compared = comparison.compared
            notCompared = comparison.notCompared.map { model.areas.areas[$0].name }
        }

        /// "Since 1 November 2021: 5 up, 2 down, 3 newly rated, 1 lost, of 187 cells compared."
        public var summary: String {
            let moved = counts.map { "\(grouped($0.count)) \($0.direction.words)" }.joined(separator: ", ")
            return
                "Since \(since.displayText): \(counts.isEmpty ? "nothing moved" : moved), of \(grouped(compared)) cells compared."
        }
    }
}
