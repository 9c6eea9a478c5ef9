/// What areas are asked about and rated by. Everything a network may want to word otherwise is here, as data.
public struct Framework: Sendable {
    public let title: String
    public private(set) var network: String
    /// Made up by `lacuna simulate`.
    public let isSimulated: Bool
    public let sources: [Source]
    public let scale: RatingScale
    public let causes: [Cause]
    public let ageBands: [AgeBand]
    public let needsGroups: [NeedsGroup]
    /// The columns of every table, in order. A rating's service type is kept as its place in this array.
    public let serviceTypes: [ServiceType]
    public let interventions: [Intervention]
    /// By what services measure what they do for families.
    public let measures: [Measure]
    /// Which criteria make which level; nil where the framework says nothing of it.
    public let criteria: CriteriaLadder?
    /// What areas are audited against, in the order of the framework's document.
    public let standards: [Standard]
    /// Who does the work by the network's model; nil where it says nothing of it.
    public let workforce: Workforce?
    public private(set) var need: NeedModel?
    /// Figures that documents print and that should agree with others.
    public private(set) var figures: [PublishedFigure]
    public let severity: SeverityWeights
    public let thresholds: GapThresholds
    /// Whether a return is accepted only by another person than the one who recorded what it says.
    public let acceptsByAnother: Bool
    /// Whether forms ask how far the standards are met.
    public let asksAssessments: Bool

    private let indexOfServiceType: [ServiceType.ID: Int]
    private let interventionIDs: Set<Intervention.ID>
    private let causeIDs: Set<Cause.ID>
    private let sourceIDs: Set<Source.ID>

    /// The most service types a framework can have.
    public static let maxServiceTypes = 250

    /// Checks that ids and names are unique and that every reference inside the framework is answered.
    ///
    /// - Throws: every fault found, placed at the entry it concerns.
    public init(
        title: String,
        network: String,
        isSimulated: Bool = false,
        sources: [Source],
        scale: RatingScale,
        causes: [Cause] = [],
        ageBands: [AgeBand] = [],
        needsGroups: [NeedsGroup] = [],
        serviceTypes: [ServiceType],
        interventions: [Intervention] = [],
        measures: [Measure] = [],
        criteria: CriteriaLadder? = nil,
        standards: [Standard] = [],
        workforce: Workforce? = nil,
        need: NeedModel? = nil,
        figures: [PublishedFigure] = [],
        severity: SeverityWeights,
        thresholds: GapThresholds = .usual,
        acceptsByAnother: Bool = false,
        asksAssessments: Bool = false
    ) throws(ModelFaults) {
        var faults: [ModelFault] = []
        faults += repeatedIDs(of: sources, in: .source, called: "sources")
        faults += repeatedIDs(of: causes, in: .cause, called: "causes")
        faults += repeatedIDs(of: ageBands, in: .ageBand, called: "age bands")
        faults += repeatedIDs(of: needsGroups, in: .needsGroup, called: "needs groups")
        faults += repeatedIDs(of: serviceTypes, in: .serviceType, called: "service types")
        faults += repeatedIDs(of: interventions, in: .intervention, called: "interventions")
        faults += repeatedIDs(of: measures, in: .measure, called: "measures")
        faults += Self.sharedNames(of: serviceTypes)
        faults += Self.faults(
            of: standards,
            sources: sources,
            interventions: interventions,
            needsGroups: needsGroups,
            serviceTypes: serviceTypes
        )
        faults += Self.faults(of: figures, sources: sources)
        if let criteria {
            faults += Self.faults(of: criteria, sources: sources, scale: scale, serviceTypes: serviceTypes)
        }
        faults += workforce?.faults(sources: sources) ?? []
        if serviceTypes.isEmpty || serviceTypes.count > Self.maxServiceTypes {
            faults.append(
                ModelFault(
                    .whole,
                    "a framework has 1 to \(Self.maxServiceTypes) service types, this one \(serviceTypes.count)"
                )
            )
        }
        let groupIDs = Set(needsGroups.map(\.id))
        let sourceIDs = Set(sources.map(\.id))
        for (index, intervention) in interventions.enumerated() {
            let place = ModelFault.Place(.intervention, index)
            for group in intervention.needsGroups where !groupIDs.contains(group) {
                faults.append(.unknown("needs group", group.text, known: needsGroups.map(\.id.text), at: place))
            }
            if let source = intervention.source, !sourceIDs.contains(source) {
                faults.append(.unknown("source", source.text, known: sources.map(\.id.text), at: place))
            }
        }
        for (index, measure) in measures.enumerated() {
            if let source = measure.source, !sourceIDs.contains(source) {
                faults.append(
                    .unknown("source", source.text, known: sources.map(\.id.text), at: .init(.measure, index))
                )
            }
        }
        for type in need?.serviceTypes ?? [] where !serviceTypes.contains(where: { $0.id == type }) {
            faults.append(.unknown("service type", type.text, known: serviceTypes.map(\.id.text), at: .whole))
        }
        if let need, !sourceIDs.contains(need.source) {
            faults.append(.unknown("source", need.source.text, known: sources.map(\.id.text), at: .whole))
        }
        guard faults.isEmpty else { throw ModelFaults(faults) }

        self.title = title
        self.network = network
        self.isSimulated = isSimulated
        self.sources = sources
        self.scale = scale
        self.causes = causes
        self.ageBands = ageBands
        self.needsGroups = needsGroups
        self.serviceTypes = serviceTypes
        self.interventions = interventions
        self.measures = measures
        self.criteria = criteria
        self.standards = standards
        self.workforce = workforce
        self.need = need
        self.figures = figures
        self.severity = severity
        self.thresholds = thresholds
        self.acceptsByAnother = acceptsByAnother
        self.asksAssessments = asksAssessments
        self.indexOfServiceType = positions(of: serviceTypes)
        self.interventionIDs = Set(interventions.map(\.id))
        self.causeIDs = Set(causes.map(\.id))
        self.sourceIDs = sourceIDs
    }

    /// The same for another network: without the figures that were printed of this one's areas.
    public func forNetwork(_ name: String) -> Framework {
        var other = self
        other.network = name
        other.need = need.map { $0.withoutPublished }
        other.figures = []
        return other
    }

    /// The place of a service type in `serviceTypes`; nil when the framework has none with this id.
    public func index(of id: ServiceType.ID) -> Int? { indexOfServiceType[id] }

    /// The same for someone who reads a list in the framework's order, and so expects a place: one comparison mostly.
    func index(of id: ServiceType.ID, expecting place: Int) -> Int? {
        serviceTypes.indices.contains(place) && serviceTypes[place].id == id ? place : index(of: id)
    }

    public func serviceType(_ id: ServiceType.ID) -> ServiceType? { index(of: id).map { serviceTypes[$0] } }

    public func source(_ id: Source.ID) -> Source? { sources.first { $0.id == id } }

    func knows(_ id: Intervention.ID) -> Bool { interventionIDs.contains(id) }
    func knows(_ id: Cause.ID) -> Bool { causeIDs.contains(id) }
    func knows(_ id: Source.ID) -> Bool { sourceIDs.contains(id) }

    /// What is wrong with the framework's references to areas: printed figures of areas that do not exist.
    public func faults(against areas: AreaHierarchy) -> [ModelFault] {
        guard let need else { return [] }
        return need.published.enumerated().compactMap { index, row in
            areas.index(of: row.area) == nil
                ? .unknown("area", row.area.text, known: areas.areas.map(\.id.text), at: .init(.published, index)) : nil
        }
    }

    /// A heading must lead to one service type, so names and aliases may not be shared.
    private static func sharedNames(of serviceTypes: [ServiceType]) -> [ModelFault] {
        var owner: [String: Int] = [:]
        var faults: [ModelFault] = []
        for (index, type) in serviceTypes.enumerated() {
            for name in [type.name] + type.aliases {
                let earlier = owner.updateValue(index, forKey: searchKey(name))
                if let earlier, earlier != index {
                    faults.append(
                        ModelFault(
                            .init(.serviceType, index),
                            "'\(name)' also names the service type '\(serviceTypes[earlier].id)'",
                            hint: "give each service type names of its own"
                        )
                    )
                }
            }
        }
        return faults
    }
}

/// A fault for every entry whose id an earlier entry has.
func repeatedIDs<Entry: Identifiable>(
    of entries: [Entry],
    in list: ModelFault.List,
    called plural: String
) -> [ModelFault] {
    var seen: Set<Entry.ID> = []
    return entries.enumerated().compactMap { index, entry in
        seen.insert(entry.id).inserted
            ? nil
            : ModelFault(.init(list, index), "two \(plural) have the id '\(entry.id)'", hint: "give each its own id")
    }
}

/// Each entry's place by its id, the first where an id is repeated.
func positions<Entry: Identifiable>(of entries: [Entry]) -> [Entry.ID: Int] {
    Dictionary(entries.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
}

extension ModelFault {
    /// A reference to something that does not exist, with the nearest thing that does.
    static func unknown(_ what: String, _ id: String, known: [String], at place: Place) -> ModelFault {
        let nearest = Suggestion.nearest(to: id, among: known)
        return ModelFault(place, "unknown \(what) '\(id)'", hint: nearest.map { "did you mean '\($0)'?" })
    }
}
