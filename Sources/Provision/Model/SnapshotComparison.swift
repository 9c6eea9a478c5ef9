/// What moved between two snapshots of the same areas.
public struct SnapshotComparison: Sendable {
    public let from: CalendarDate
    public let to: CalendarDate
    /// Cells whose state differs, by row and column.
    public let moves: [Move]
    /// How many cells both snapshots have.
    public let compared: Int
    /// Areas that only one of the two has, by place in the hierarchy.
    public let notCompared: [Int]

    public struct Move: Hashable, Sendable {
        /// The area, by place in the hierarchy.
        public let area: Int
        /// The service type, by place in the framework.
        public let service: Int
        public let before: CellState
        public let after: CellState
        public let direction: Direction
    }

    public enum Direction: String, CaseIterable, Hashable, Sendable {
        /// To a higher level; into development from none, or out of it into provision.
        case up
        case down
        /// From no rating to one.
        case new
        /// From a rating to none.
        case lost
        /// To or from "not expected".
        case restated
    }

    public init(from before: Snapshot, to after: Snapshot, in model: ProvisionModel) {
        let scale = model.framework.scale
        var moves: [Move] = []
        var compared = 0
        for (row, area) in after.rows.enumerated() {
            guard let past = before.row(of: area) else { continue }
            for column in 0..<after.columns {
                compared += 1
                let old = before.state(row: past, column: column)
                let new = after.state(row: row, column: column)
                guard old != new else { continue }
                moves.append(
                    Move(
                        area: area,
                        service: column,
                        before: old,
                        after: new,
                        direction: Self.direction(from: old, to: new, scale)
                    )
                )
            }
        }
        from = before.asOf
        to = after.asOf
        self.moves = moves
        self.compared = compared
        notCompared = Set(before.rows).symmetricDifference(after.rows).sorted()
    }

    private static func direction(from old: CellState, to new: CellState, _ scale: RatingScale) -> Direction {
        if old == .unrated { return .new }
        if new == .unrated { return .lost }
        guard let first = scale.level(of: old), let second = scale.level(of: new) else { return .restated }
        return second.order > first.order ? .up : .down
    }
}
