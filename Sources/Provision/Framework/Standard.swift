/// One thing that the network's model of a good service asks for: what areas are audited against.
public struct Standard: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<Standard>

    public let id: ID
    public let kind: Kind
    /// A few words for a table.
    public let title: String
    /// What it asks, in a sentence or two.
    public let text: String
    public let source: Source.ID
    /// The section of the source, as it is numbered there.
    public let section: String?
    /// Who is asked whether it is met.
    public let answeredBy: Answerer
    /// What the data on record can say of it; nil where they can say nothing.
    public let judge: Judge?

    public init(
        id: ID,
        kind: Kind,
        title: String,
        text: String,
        source: Source.ID,
        section: String? = nil,
        answeredBy: Answerer = .area,
        judge: Judge? = nil
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.text = text
        self.source = source
        self.section = section
        self.answeredBy = answeredBy
        self.judge = judge
    }

    /// What part of the model it belongs to.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case principle
        /// A layer of the system around a child.
        case element
        case outcomePrinciple = "outcome-principle"
        case trainingTopic = "training-topic"
        case recommendation
        case other
    }

    /// Who answers for it.
    public enum Answerer: String, CaseIterable, Hashable, Sendable {
        /// Each area that is rated.
        case area
        /// Whatever heads the areas in a table: their ICS.
        case ics
        /// The network as a whole.
        case network
    }

    /// A rule by which the data on record are held against a standard, and how far they can carry.
    public struct Judge: Hashable, Sendable {
        public let rule: Rule
        /// Whether the data see only a part of what the standard asks, so that they can deny it and never show all of it.
        public let seesPart: Bool
        /// Whether nothing on record says nothing: areas are not asked for it in so many words, so that a list without it denies nothing.
        public let absenceIsUnknown: Bool

        public init(_ rule: Rule, seesPart: Bool = false, absenceIsUnknown: Bool = false) {
            self.rule = rule
            self.seesPart = seesPart
            self.absenceIsUnknown = absenceIsUnknown
        }

        /// What must be on record.
        public enum Rule: Hashable, Sendable {
            /// Provision made for the early years that covers these ages.
            case ages(AgeRange)
            /// At least so many of these interventions, delivered.
            case interventions([Intervention.ID], atLeast: Int)
            /// Interventions delivered for each of these groups of families.
            case needsGroups([NeedsGroup.ID])
            /// These service types, rated as provided.
            case serviceTypes([ServiceType.ID])
            /// Services that are to meet the need for specialist help, each with families measured twice by a core measure.
            case measures

            /// As documents name it.
            public var word: String {
                switch self {
                case .ages: "ages"
                case .interventions: "interventions"
                case .needsGroups: "needs-groups"
                case .serviceTypes: "service-types"
                case .measures: "measures"
                }
            }
        }
    }
}

extension Framework {
    public func standard(_ id: Standard.ID) -> Standard? { standards.first { $0.id == id } }

    /// What is wrong with the standards of a framework that has these sources, interventions, needs groups and service types.
    static func faults(
        of standards: [Standard],
        sources: [Source],
        interventions: [Intervention],
        needsGroups: [NeedsGroup],
        serviceTypes: [ServiceType]
    ) -> [ModelFault] {
        var faults = repeatedIDs(of: standards, in: .standard, called: "standards")
        for (index, standard) in standards.enumerated() {
            let place = ModelFault.Place(.standard, index)
            func check<ID: Hashable>(_ what: String, _ named: [ID], among known: [ID], text: (ID) -> String) {
                if named.isEmpty {
                    let message = "the judge of '\(standard.id)' names no \(what)"
                    faults.append(ModelFault(place, message, hint: "name at least one, or leave the judge out"))
                }
                var seen: Set<ID> = []
                for id in named {
                    if !known.contains(id) {
                        faults.append(.unknown(what, text(id), known: known.map(text), at: place))
                    } else if !seen.insert(id).inserted {
                        let message = "the judge of '\(standard.id)' names the \(what) '\(text(id))' twice"
                        faults.append(ModelFault(place, message, hint: "keep one of the two"))
                    }
                }
            }
            check("source", [standard.source], among: sources.map(\.id)) { $0.text }
            switch standard.judge?.rule {
            case .interventions(let named, let atLeast):
                check("intervention", named, among: interventions.map(\.id)) { $0.text }
                if !named.isEmpty, !(1...named.count).contains(atLeast) {
                    let message = "at-least is \(atLeast), and the judge of '\(standard.id)' names \(named.count)"
                    faults.append(ModelFault(place, message, hint: "write a number from 1 to \(named.count)"))
                }
            case .needsGroups(let named):
                check("needs group", named, among: needsGroups.map(\.id)) { $0.text }
            case .serviceTypes(let named):
                check("service type", named, among: serviceTypes.map(\.id)) { $0.text }
            case .ages, .measures, nil: break
            }
        }
        return faults
    }
}
