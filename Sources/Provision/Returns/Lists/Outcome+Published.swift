extension Return {
    /// The return as a copy of it may be given to anybody: without figures of outcomes. A small one may be among them, and another
    /// could tell it; what may be told is worked out over all areas.
    public var published: Return {
        guard hasOutcomes else { return self }
        return with(outcomes: outcomes.map { outcome in outcome.with { outcome[$0].map { _ in .withheld } } })
    }

    /// The return with the figures that an earlier one has wherever this one says that they are withheld: a copy that comes back takes
    /// nothing away.
    package func recoveringOutcomes(from earlier: Return?) -> Return {
        guard hasOutcomes, let earlier, earlier.hasOutcomes else { return self }
        return with(
            outcomes: outcomes.map { outcome in
                let known = earlier.outcomes.first {
                    $0.service == outcome.service && $0.measure == outcome.measure && $0.from == outcome.from
                        && $0.until == outcome.until
                }
                guard let known else { return outcome }
                return outcome.with { outcome[$0] == .withheld ? known[$0] ?? .withheld : outcome[$0] }
            }
        )
    }
}
