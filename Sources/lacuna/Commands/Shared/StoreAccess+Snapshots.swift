import Provision

extension StoreAccess {
    /// The snapshot a call asks for, and what to call the part of the map it shows.
    ///
    /// - Parameters:
    ///   - other: another date than the call's own, on the same areas.
    ///   - scenario: another model than the store's.
    ///   - isWhole: of all areas, whatever part the call asks for.
    ///   - given: the areas, where the call itself does not say them.
    func snapshot(
        _ invocation: Invocation,
        _ console: inout Console,
        at other: CalendarDate? = nil,
        in scenario: ProvisionModel? = nil,
        isWhole: Bool = false,
        basis given: AreaBasis? = nil
    ) throws -> (snapshot: Snapshot, heading: String) {
        let date = try date(invocation)
        let knownAt = try knownAt(invocation)
        var basis = try basis(invocation, asOf: date)
        if let given {
            basis = basis == .current ? given : basis.steady(on: other ?? date)
        } else if other != nil {
            basis = basis.steady(on: date)
        }
        let within = try within(invocation, &console, asOf: other ?? date, basis: basis)
        let rule = rule(invocation)
        let snapshot = (scenario ?? model).snapshot(
            asOf: other ?? date,
            knownAt: knownAt,
            within: isWhole ? nil : within,
            basis: basis,
            rule: rule
        )
        if let note = model.emptyNote(of: snapshot, within: within) { console.noteOnce(note) }
        return (snapshot, within.map { model.areas.areas[$0].name } ?? networkName)
    }

    /// The snapshot at a round's reference date, on the areas of that date; nil where the part of the map that the call asks for did
    /// not exist then.
    func snapshot(
        _ invocation: Invocation,
        _ scopes: inout ScopeOverRounds,
        atRound round: Round
    ) throws -> Snapshot? {
        let within = try area(Options.within, of: invocation, asOf: round.referenceDate)
        let basis = try basisOfRounds(invocation)
        if let within, !scopes.shows(within, in: round, of: model, basis: basis) { return nil }
        return model.snapshot(
            asOf: round.referenceDate,
            knownAt: try knownAt(invocation),
            within: within,
            basis: basis,
            rule: rule(invocation)
        )
    }

    /// The snapshot of the whole map at a date, on some areas.
    func snapshot(
        asOf date: CalendarDate,
        knownAt: Instant?,
        basis: AreaBasis,
        _ invocation: Invocation
    ) throws -> (snapshot: Snapshot, heading: String) {
        let rule = rule(invocation)
        return (model.snapshot(asOf: date, knownAt: knownAt, basis: basis, rule: rule), networkName)
    }
}
