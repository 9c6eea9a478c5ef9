public import Provision

/// The same areas at the reference date of each round: what a gap's age and the rules about change are read from.
///
/// The areas are those of one date at every date, so that a change of boundaries neither opens nor closes a gap.
public struct ProvisionHistory: Sendable {
    /// One a round, the earliest first.
    public let snapshots: [Snapshot]
    /// Their states as flat arrays.
    let states: StateHistory
    /// What is known of the areas on the day whose areas they are.
    let facts: AreaFacts

    /// - Parameter date: rounds with a later reference date are left out.
    public init(
        _ model: ProvisionModel,
        upTo date: CalendarDate,
        knownAt: Instant? = nil,
        basis: AreaBasis,
        rule: CombinationRule = .worst
    ) {
        self.init(model, upTo: date, knownAt: knownAt, basis: basis, rule: rule, subjects: SubjectNames())
    }

    /// - Parameter subjects: names that findings of another history have numbers of.
    init(
        _ model: ProvisionModel,
        upTo date: CalendarDate,
        knownAt: Instant? = nil,
        basis: AreaBasis,
        rule: CombinationRule = .worst,
        subjects: SubjectNames
    ) {
        let basis = basis.steady(on: date)
        let dates = model.rounds.map(\.referenceDate).filter { $0 <= date }
        snapshots = model.snapshots(asOf: dates, knownAt: knownAt, basis: basis, rule: rule)
        states = StateHistory(snapshots, of: model.areas.areas.count)
        facts = AreaFacts(model, on: snapshots.last?.areasAsOf ?? date, subjects)
    }

    /// The first date of the unbroken run in which an area's cell has been in a state, up to the last date.
    public func since(ofArea area: Int, column: Int, state: CellState) -> CalendarDate? {
        guard let row = states.row(ofArea: area) else { return nil }
        var set = StateSet()
        set.insert(state)
        return states.runStart(of: set, row: row, column: column, before: states.dates.count).map { states.dates[$0] }
    }

    /// The first date of the unbroken run in which one area's cell has been in a state, at the rounds up to a date on the areas of that
    /// date: as a whole history tells it, from the few areas that it takes.
    public static func since(
        _ model: ProvisionModel,
        ofArea area: Int,
        column: Int,
        state: CellState,
        upTo date: CalendarDate,
        knownAt: Instant? = nil
    ) -> CalendarDate? {
        let snapshots = model.snapshots(
            asOf: model.rounds.map(\.referenceDate).filter { $0 <= date },
            knownAt: knownAt,
            basis: .date(date),
            of: model.areas.succession(of: area)
        )
        var since: CalendarDate?
        for snapshot in snapshots.reversed() {
            guard let row = snapshot.row(of: area), snapshot.state(row: row, column: column) == state else { break }
            since = snapshot.asOf
        }
        return since
    }
}
