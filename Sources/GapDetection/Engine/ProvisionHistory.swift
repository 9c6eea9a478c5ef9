public import Provision

/// The same areas at the reference date of each round: what a gap's age and the rules about change are read from.
///
/// The areas are those of one date at every date, so that a change of boundaries neither opens nor closes a gap.
public struct ProvisionHistory: Sendable {
    /// One a round, the earliest first.
    public let snapshots: [Snapshot]

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
    }

    /// The snapshots up to a date, with the row of an area in each where it has one, the latest first.
    func past(ofArea area: Int, upTo date: CalendarDate) -> [(snapshot: Snapshot, row: Int?)] {
        snapshots.reversed().filter { $0.asOf <= date }.map { ($0, $0.row(of: area)) }
    }

    /// The first date of the unbroken run in which an area's cell has been in a state, up to the last date.
    public func since(ofArea area: Int, column: Int, state: CellState) -> CalendarDate? {
        Self.since(in: snapshots.reversed().lazy.map { ($0, $0.row(of: area)) }, column: column) { $0 == state }
    }

    /// The first date of the unbroken run, up to the latest, in which a cell's state satisfies a condition.
    ///
    /// - Parameter past: snapshots, the latest first, each with the row where it has one; a snapshot without it ends the run.
    static func since(
        in past: some Sequence<(snapshot: Snapshot, row: Int?)>,
        column: Int,
        _ condition: (CellState) -> Bool
    ) -> CalendarDate? {
        past.prefix { snapshot, row in row.map { condition(snapshot.state(row: $0, column: column)) } ?? false }
            .reduce(nil) { $1.snapshot.asOf }
    }
}
