package import Provision

/// What a service came to in a period, and the return it was read from.
package struct OutcomeOnRecord: Sendable {
    package let outcome: Outcome
    package let document: Gap.Document
    /// The area that returned it, or whose successor has it now, by place in the hierarchy.
    package let area: Int

    /// Whether families were measured twice by anything.
    var isMeasured: Bool { outcome.measure != nil && outcome.paired.map { $0 != .exactly(0) } ?? false }
}

extension ProvisionModel {
    /// The outcomes that stand for an area at a date: of a row by the snapshot, else the area's own or those of the areas it came from.
    ///
    /// - Parameters:
    ///   - area: by place in the hierarchy.
    ///   - row: its row, where it has one.
    package func outcomes(of area: Int, row: Int?, in snapshot: Snapshot) -> [OutcomeOnRecord] {
        guard let row else { return outcomes(standingFor: area, asOf: snapshot.asOf, knownAt: snapshot.knownAt) }
        return outcomes(of: area, in: snapshot.returns(listing: .outcomes, row: row))
    }

    /// The outcomes that an area listed or, where it listed none, those it came from.
    func outcomes(standingFor area: Int, asOf: CalendarDate, knownAt: Instant?) -> [OutcomeOnRecord] {
        outcomes(of: area, in: lists(.outcomes, standingFor: area, asOf: asOf, knownAt: knownAt))
    }

    func outcomes(of area: Int, in places: [Int]) -> [OutcomeOnRecord] {
        places.flatMap { place -> [OutcomeOnRecord] in
            let source = returns[place]
            let document = Gap.Document(listOf: source)
            return source.outcomes.map { OutcomeOnRecord(outcome: $0, document: document, area: area) }
        }
    }
}

extension GapContext {
    /// The outcomes of each row.
    func outcomes(row: Int) -> [OutcomeOnRecord] { model.outcomes(of: snapshot.rows[row], row: row, in: snapshot) }

    /// The outcomes of what heads a group, where that is no row itself.
    func outcomes(ofHead group: Int) -> [OutcomeOnRecord] {
        let group = groups[group]
        guard !group.rows.contains(where: { snapshot.rows[$0] == group.index }) else { return [] }
        return model.outcomes(of: group.index, row: nil, in: snapshot)
    }

    /// Since when something has held of the outcomes of some areas without a break, by the dates of the rounds; nil where it does not
    /// now.
    func since(_ areas: [Int], _ passes: ([OutcomeOnRecord]) -> Bool) -> CalendarDate? {
        var first: CalendarDate?
        for round in model.rounds.reversed() where round.referenceDate <= asOf {
            let date = round.referenceDate
            let outcomes = areas.flatMap { model.outcomes(standingFor: $0, asOf: date, knownAt: snapshot.knownAt) }
            guard passes(outcomes) else { break }
            first = date
        }
        return first
    }

    /// Whether outcomes are asked of a service: it is of a type that is to meet the need for specialist help. Of every service where
    /// the framework says of none that it is.
    func isToBeMeasured(_ service: Service) -> Bool {
        let types = framework.need?.serviceTypes ?? []
        return types.isEmpty || service.type.map(types.contains) ?? false
    }
}
