public import Provision

/// The same areas at the reference date of each round: what a gap's age and the rules about change are read from.
///
/// The areas are those of one date at every date, so that a change of boundaries neither opens nor closes a gap.
public struct ProvisionHistory: Sendable {
    /// One a round, the earliest first.
    public let snapshots: [Snapshot]
    private let rows: [[Int: Int]]

    /// - Parameter date: rounds with a later reference date are left out.
    public init(
        _ model: ProvisionModel,
        upTo date: CalendarDate,
        knownAt: Instant? = nil,
        basis: AreaBasis,
        rule: CombinationRule = .worst
    ) {
        let basis = basis.steady(on: date)
        snapshots = model.rounds.map(\.referenceDate).filter { $0 <= date }.map {
            model.snapshot(asOf: $0, knownAt: knownAt, basis: basis, rule: rule)
        }
        rows = snapshots.map { snapshot in
            Dictionary(snapshot.rows.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// The snapshots up to a date, with the row of an area in each where it has one, the latest first.
    func past(ofArea area: Int, upTo date: CalendarDate) -> [(snapshot: Snapshot, row: Int?)] {
        var found: [(snapshot: Snapshot, row: Int?)] = []
        for (snapshot, rows) in zip(snapshots, rows).reversed() where snapshot.asOf <= date {
            found.append((snapshot, rows[area]))
        }
        return found
    }

    /// The first date of the unbroken run in which an area's cell has been in a state, up to the last date.
    public func since(ofArea area: Int, column: Int, state: CellState) -> CalendarDate? {
        var first: CalendarDate?
        for (snapshot, rows) in zip(snapshots, rows).reversed() {
            guard let row = rows[area], snapshot.state(row: row, column: column) == state else { break }
            first = snapshot.asOf
        }
        return first
    }
}
