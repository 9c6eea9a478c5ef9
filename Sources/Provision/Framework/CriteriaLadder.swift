/// One thing that a rating rests on, such as stable funding: an area says beside its rating whether it is met.
public struct Criterion: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<Criterion>

    public let id: ID
    public let name: String
    public let meaning: String?
    public let source: Source.ID?
    public let section: String?

    public init(id: ID, name: String, meaning: String? = nil, source: Source.ID? = nil, section: String? = nil) {
        self.id = id
        self.name = name
        self.meaning = meaning
        self.source = source
        self.section = section
    }

    /// What an area says of one.
    public enum State: String, CaseIterable, Hashable, Sendable {
        case met
        case notMet = "not-met"
        case notKnown = "not-known"
    }
}

/// A criterion as an area stated it beside a rating.
public struct StatedCriterion: Hashable, Sendable {
    public let criterion: Criterion.ID
    public let state: Criterion.State

    public init(_ criterion: Criterion.ID, _ state: Criterion.State) {
        self.criterion = criterion
        self.state = state
    }
}

/// Which criteria make which level of the scale: a rung for a level, which holds where so many of its criteria are met.
///
/// The level that criteria give is that of the highest rung that holds. A rung without criteria always does: the level that is left where
/// nothing is met. A level without a rung, such as a plan, is given by no criteria.
public struct CriteriaLadder: Hashable, Sendable {
    public let criteria: [Criterion]
    public let rungs: [Rung]

    public init(criteria: [Criterion], rungs: [Rung]) {
        self.criteria = criteria
        self.rungs = rungs
    }

    public struct Rung: Hashable, Sendable {
        /// The code of a level of the scale.
        public let level: String
        /// The service type it is for; nil for every type without rungs of its own.
        public let serviceType: ServiceType.ID?
        public let criteria: [Criterion.ID]
        /// How many of them must be met: all, unless told.
        public let atLeast: Int

        public init(level: String, serviceType: ServiceType.ID? = nil, criteria: [Criterion.ID], atLeast: Int? = nil) {
            self.level = level
            self.serviceType = serviceType
            self.criteria = criteria
            self.atLeast = atLeast ?? criteria.count
        }

        func holds(_ met: Set<Criterion.ID>) -> Bool { criteria.count(where: met.contains) >= atLeast }
    }

    /// The rungs of a service type, the highest level first.
    public func rungs(of type: ServiceType.ID, on scale: RatingScale) -> [Rung] {
        let own = rungs.filter { $0.serviceType == type }
        func order(_ rung: Rung) -> Double { scale.level(code: rung.level)?.order ?? 0 }
        return (own.isEmpty ? rungs.filter { $0.serviceType == nil } : own).sorted { order($0) > order($1) }
    }

    /// What stated criteria make of a service type: the level if whatever is not known were not met, and if it were.
    public struct Levels: Hashable, Sendable {
        /// Nil where no rung holds.
        public let least: Level?
        public let most: Level?

        /// The level, where it does not hang on what is not known.
        public var only: Level? { least == most ? least : nil }

        /// Whether a level that was stated can be what the criteria make.
        ///
        /// A state outside the ranks, such as a plan, disagrees only where the criteria make more of it than it says.
        public func allow(_ stated: Level) -> Bool {
            if let least, least.order > stated.order { return false }
            guard stated.rank != nil, let most else { return true }
            return most.order >= stated.order
        }
    }

    /// - Returns: nil where nothing is stated, or no rung is for the type.
    public func levels(_ stated: [StatedCriterion], of type: ServiceType.ID, on scale: RatingScale) -> Levels? {
        let rungs = rungs(of: type, on: scale)
        guard !stated.isEmpty, !rungs.isEmpty else { return nil }
        let met = Set(stated.filter { $0.state == .met }.map(\.criterion))
        let denied = Set(stated.filter { $0.state == .notMet }.map(\.criterion))
        let hoped = Set(rungs.flatMap(\.criteria)).subtracting(denied).union(met)
        func level(_ met: Set<Criterion.ID>) -> Level? {
            rungs.first { $0.holds(met) }.flatMap { scale.level(code: $0.level) }
        }
        return Levels(least: level(met), most: level(hoped))
    }
}

extension RatingScale {
    fileprivate func level(code: String) -> Level? { index(of: code).flatMap(level(at:)) }
}

extension Framework {
    public func criterion(_ id: Criterion.ID) -> Criterion? { criteria?.criteria.first { $0.id == id } }

    /// What is wrong with a ladder beside these sources, levels and service types.
    static func faults(
        of ladder: CriteriaLadder,
        sources: [Source],
        scale: RatingScale,
        serviceTypes: [ServiceType]
    ) -> [ModelFault] {
        var faults = repeatedIDs(of: ladder.criteria, in: .criterion, called: "criteria")
        for (index, criterion) in ladder.criteria.enumerated() {
            guard let source = criterion.source, !sources.contains(where: { $0.id == source }) else { continue }
            faults.append(
                .unknown("source", source.text, known: sources.map(\.id.text), at: ModelFault.Place(.criterion, index))
            )
        }
        var seen: Set<String> = []
        for (index, rung) in ladder.rungs.enumerated() {
            let place = ModelFault.Place(.rung, index)
            let type = rung.serviceType.map { " for '\($0)'" } ?? ""
            if scale.index(of: rung.level) == nil {
                let message = "'\(rung.level)' is no level of the rating scale (a rung\(type))"
                faults.append(ModelFault(place, message, hint: "the levels are \(scale.codes)"))
            }
            if let type = rung.serviceType, !serviceTypes.contains(where: { $0.id == type }) {
                faults.append(.unknown("service type", type.text, known: serviceTypes.map(\.id.text), at: place))
            }
            if !seen.insert("\(rung.level) \(rung.serviceType?.text ?? "")").inserted {
                let message = "the level '\(rung.level)' has two rungs\(type)"
                faults.append(ModelFault(place, message, hint: "keep one of the two"))
            }
            for id in rung.criteria where !ladder.criteria.contains(where: { $0.id == id }) {
                faults.append(.unknown("criterion", id.text, known: ladder.criteria.map(\.id.text), at: place))
            }
            if Set(rung.criteria).count != rung.criteria.count {
                let message = "the rung of '\(rung.level)'\(type) names a criterion twice"
                faults.append(ModelFault(place, message, hint: "keep one of the two"))
            }
            if !(rung.criteria.isEmpty ? 0...0 : 1...rung.criteria.count).contains(rung.atLeast) {
                let message =
                    "at-least is \(rung.atLeast), and the rung of '\(rung.level)'\(type) names \(rung.criteria.count)"
                faults.append(
                    ModelFault(place, message, hint: "write a number from 1 to \(rung.criteria.count), or leave it out")
                )
            }
        }
        return faults
    }
}

extension Rating {
    /// The same with other criteria.
    package func with(criteria: [StatedCriterion]) -> Rating {
        Rating(
            service: service,
            value: value,
            carriedFrom: carriedFrom,
            parts: parts,
            causes: causes,
            criteria: criteria,
            evidence: evidence,
            isAssumed: isAssumed
        )
    }

    /// Criteria that the framework does not have, and one that is stated twice.
    func criteriaFaults(framework: Framework, at place: ModelFault.Place) -> [ModelFault] {
        var faults: [ModelFault] = []
        var seen: Set<Criterion.ID> = []
        for stated in criteria {
            if framework.criterion(stated.criterion) == nil {
                let known = framework.criteria?.criteria.map(\.id.text) ?? []
                faults.append(.unknown("criterion", stated.criterion.text, known: known, at: place))
            }
            if !seen.insert(stated.criterion).inserted {
                let message = "the criterion '\(stated.criterion)' is stated twice (rating of '\(service)')"
                faults.append(ModelFault(place, message, hint: "keep one of the two"))
            }
        }
        return faults
    }
}
