/// What a service in an area came to in a period, by one measure: whom it saw, how many were measured twice, how many did better.
///
/// A return's list of outcomes stands until the area, or one that succeeded it, makes another, as its lists of services do.
public struct Outcome: Hashable, Sendable {
    /// A service of the register.
    public let service: Service.ID
    /// By what it was measured; nil where nothing was.
    public let measure: Measure.ID?
    public let from: CalendarDate
    /// The last day of the period.
    public let until: CalendarDate
    /// Families referred to it in the period.
    public let referred: OutcomeCount?
    /// How often families were met, by whatever means: not families.
    public let contacts: OutcomeCount?
    /// Families seen in the period.
    public let seen: OutcomeCount?
    /// Those of them measured at the beginning and at the end.
    public let paired: OutcomeCount?
    /// Those of these who did better, as the measure defines it.
    public let improved: OutcomeCount?
    /// Of those seen, how many have their ethnic group on record, …
    public let ethnicityRecorded: OutcomeCount?
    /// … and how many their neighbourhood's deprivation.
    public let deprivationRecorded: OutcomeCount?
    public let evidence: [Evidence]

    public init(
        service: Service.ID,
        measure: Measure.ID? = nil,
        from: CalendarDate,
        until: CalendarDate,
        referred: OutcomeCount? = nil,
        contacts: OutcomeCount? = nil,
        seen: OutcomeCount? = nil,
        paired: OutcomeCount? = nil,
        improved: OutcomeCount? = nil,
        ethnicityRecorded: OutcomeCount? = nil,
        deprivationRecorded: OutcomeCount? = nil,
        evidence: [Evidence] = []
    ) {
        self.service = service
        self.measure = measure
        self.from = from
        self.until = until
        self.referred = referred
        self.contacts = contacts
        self.seen = seen
        self.paired = paired
        self.improved = improved
        self.ethnicityRecorded = ethnicityRecorded
        self.deprivationRecorded = deprivationRecorded
        self.evidence = evidence
    }

    /// What it counts.
    public enum Count: String, CaseIterable, Hashable, Sendable {
        case referred
        case contacts
        case seen
        case paired
        case improved
        case ethnicityRecorded = "ethnicity-recorded"
        case deprivationRecorded = "deprivation-recorded"

        /// What it is a part of; nil for what is a part of nothing counted.
        public var whole: Count? {
            switch self {
            case .referred, .contacts, .seen: nil
            case .improved: .paired
            case .paired, .ethnicityRecorded, .deprivationRecorded: .seen
            }
        }

        /// As a sentence names them: "seen", "measured twice".
        public var words: String {
            switch self {
            case .referred: "referred"
            case .contacts: "contacts"
            case .seen: "seen"
            case .paired: "measured twice"
            case .improved: "improved"
            case .ethnicityRecorded: "with their ethnic group on record"
            case .deprivationRecorded: "with deprivation on record"
            }
        }
    }

    public subscript(count: Count) -> OutcomeCount? {
        switch count {
        case .referred: referred
        case .contacts: contacts
        case .seen: seen
        case .paired: paired
        case .improved: improved
        case .ethnicityRecorded: ethnicityRecorded
        case .deprivationRecorded: deprivationRecorded
        }
    }

    /// The same with other counts.
    func with(_ counts: (Count) -> OutcomeCount?) -> Outcome {
        Outcome(
            service: service,
            measure: measure,
            from: from,
            until: until,
            referred: counts(.referred),
            contacts: counts(.contacts),
            seen: counts(.seen),
            paired: counts(.paired),
            improved: counts(.improved),
            ethnicityRecorded: counts(.ethnicityRecorded),
            deprivationRecorded: counts(.deprivationRecorded),
            evidence: evidence
        )
    }
}

extension Return {
    /// The same return with other outcomes.
    public func with(outcomes: [Outcome]) -> Return {
        var changed = self
        changed.outcomes = outcomes
        return changed
    }

    /// Outcomes of services and measures that are not there, of periods that end before they begin, and counts that do not fit what
    /// they are a part of.
    func outcomeFaults(framework: Framework) -> [ModelFault] {
        var faults: [ModelFault] = []
        struct Key: Hashable {
            let service: Service.ID
            let measure: Measure.ID?
            let from: CalendarDate
        }
        var seen: Set<Key> = []
        for (index, outcome) in outcomes.enumerated() {
            let place = ModelFault.Place(.outcome, index)
            func fault(_ message: String, _ hint: String) {
                faults.append(ModelFault(place, "outcomes of '\(outcome.service)': \(message)", hint: hint))
            }
            if !services.isEmpty, !services.contains(where: { $0.id == outcome.service }) {
                faults.append(.unknown("service", outcome.service.text, known: services.map(\.id.text), at: place))
            }
            if let measure = outcome.measure, !framework.measures.contains(where: { $0.id == measure }) {
                faults.append(
                    .unknown("measure", measure.text, known: framework.measures.map(\.id.text), at: place)
                )
            }
            if outcome.until < outcome.from {
                fault("the period ends (\(outcome.until)) before it begins (\(outcome.from))", "turn the dates round")
            }
            if !seen.insert(Key(service: outcome.service, measure: outcome.measure, from: outcome.from)).inserted {
                fault("the same service, measure and period twice", "keep one of the two")
            }
            if outcome.measure == nil, outcome.paired != nil || outcome.improved != nil {
                fault("families measured, and no measure named", "name it, or leave paired and improved out")
            }
            for count in Outcome.Count.allCases {
                guard let whole = count.whole, let part = outcome[count]?.number else { continue }
                guard let base = outcome[whole] else {
                    fault("\(part) \(count.words), and nothing says of how many", "state \(whole.rawValue) too")
                    continue
                }
                if let base = base.number, part > base {
                    fault("\(part) \(count.words) of \(base) \(whole.words)", "a part is at most the whole")
                }
            }
            for source in outcome.evidence.compactMap(\.source) where !framework.knows(source) {
                faults.append(.unknown("source", source.text, known: framework.sources.map(\.id.text), at: place))
            }
        }
        return faults
    }
}
