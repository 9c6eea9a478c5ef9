/// What one area answered in one round, in one revision.
public struct Return: Hashable, Sendable {
    public package(set) var area: Area.ID
    public package(set) var round: Round.ID
    /// 1 for the first; a correction is the next.
    public package(set) var revision: Int
    public let source: ReturnSource
    public package(set) var state: ReturnState
    /// Made up by `lacuna simulate`.
    public let isSimulated: Bool
    public package(set) var recorded: Recorded
    public let respondent: Respondent?
    /// Other areas that gave this answer together with this one.
    public let jointWith: [Area.ID]
    /// What the network asked about it, and what was answered, in the order asked.
    public package(set) var queries: [Query]
    private(set) var body: ReturnBody

    /// The highest revision of a return.
    public static let latestRevision = 999_999

    public init(
        area: Area.ID,
        round: Round.ID,
        revision: Int,
        source: ReturnSource,
        state: ReturnState = .submitted,
        isSimulated: Bool = false,
        recorded: Recorded,
        respondent: Respondent? = nil,
        jointWith: [Area.ID] = [],
        ratings: [Rating] = [],
        services: [Service] = [],
        interventions: [DeliveredIntervention] = [],
        assessments: [Assessment] = [],
        posts: [Post] = [],
        outcomes: [Outcome] = [],
        queries: [Query] = []
    ) {
        self.area = area
        self.round = round
        self.revision = revision
        self.source = source
        self.state = state
        self.isSimulated = isSimulated
        self.recorded = recorded
        self.respondent = respondent
        self.jointWith = jointWith
        self.queries = queries
        body = ReturnBody(
            ratings: ratings,
            services: services,
            interventions: interventions,
            assessments: assessments,
            posts: posts,
            outcomes: outcomes
        )
    }

    /// The same return with ratings and lists that are read when they are asked for.
    package func reading(_ body: ReturnBody) -> Return {
        var changed = self
        changed.body = body
        return changed
    }

    public package(set) var ratings: [Rating] {
        get { body.ratings }
        set { body = body.with(ratings: newValue) }
    }

    public var services: [Service] { body.services }

    public var interventions: [DeliveredIntervention] { body.interventions }

    /// How far the area meets standards, as it says itself.
    public package(set) var assessments: [Assessment] {
        get { body.assessments }
        set { body = body.with(assessments: newValue) }
    }

    /// Who works there, or would if the posts were filled.
    public package(set) var posts: [Post] {
        get { body.posts }
        set { body = body.with(posts: newValue) }
    }

    /// What its services came to for families.
    public package(set) var outcomes: [Outcome] {
        get { body.outcomes }
        set { body = body.with(outcomes: newValue) }
    }

    /// How many ratings it has; known without reading them.
    public var ratingCount: Int { body.counts.ratings }

    /// What its ratings come to, and the numbers by which that names rounds, where it is known without reading them: see `RatingMark`.
    package var marks: (list: ArraySlice<RatingMark>, rounds: RoundNumbers)? { body.marks }

    /// Who put the document on record, in what role, when, and why.
    public struct Recorded: Hashable, Sendable {
        public package(set) var at: Instant
        public let by: String
        public let role: String
        /// The digest of the revision before this one; nil for the first.
        public let predecessor: String?
        public let note: String?

        public init(at: Instant, by: String, role: String, predecessor: String? = nil, note: String? = nil) {
            self.at = at
            self.by = by
            self.role = role
            self.predecessor = predecessor
            self.note = note
        }
    }

    /// Who answered for the area.
    public struct Respondent: Hashable, Sendable {
        public let role: String
        public let organisation: String?
        public let name: String?

        public init(role: String, organisation: String? = nil, name: String? = nil) {
            self.role = role
            self.organisation = organisation
            self.name = name
        }
    }
}

/// Whose words a document is.
public enum ReturnSource: String, CaseIterable, Hashable, Sendable {
    /// The area's own answer.
    case areaReturn = "return"
    /// Filled in by the network, from conversations.
    case collated
}

/// What an area says of one service type.
public struct Rating: Hashable, Sendable {
    public let service: ServiceType.ID
    public let value: Value
    /// The earlier round it was carried forward from; nil for a new rating.
    public let carriedFrom: Round.ID?
    /// Parts of the area that the level does not hold for.
    public let parts: [RatedPart]
    /// Why provision falls short.
    public let causes: [Cause.ID]
    /// What the area says of the criteria that make the level.
    public let criteria: [StatedCriterion]
    public let evidence: [Evidence]
    /// Whether it was assumed in a scenario. No document says so: nothing of a scenario is stored.
    public let isAssumed: Bool

    public init(
        service: ServiceType.ID,
        value: Value,
        carriedFrom: Round.ID? = nil,
        parts: [RatedPart] = [],
        causes: [Cause.ID] = [],
        criteria: [StatedCriterion] = [],
        evidence: [Evidence] = [],
        isAssumed: Bool = false
    ) {
        self.isAssumed = isAssumed
        self.service = service
        self.value = value
        self.carriedFrom = carriedFrom
        self.parts = parts
        self.causes = causes
        self.criteria = criteria
        self.evidence = evidence
    }

    /// How "not expected" is written where a level's code could stand.
    public static let notExpectedWord = "not-expected"

    public enum Value: Hashable, Sendable {
        /// The code of a level of the framework's scale.
        case level(String)
        /// The area states that the service type is not expected there: neither a gap nor unrated.
        case notExpected

        /// What stands for it in forms and receipts: the level's code, or the sign for what is not expected.
        public var sign: String {
            switch self {
            case .level(let code): code
            case .notExpected: CellState.notExpected.sign(as: nil)
            }
        }
    }
}

/// A part of an area with a level of its own: South Cumbria within Morecambe Bay.
public struct RatedPart: Hashable, Sendable {
    /// In words; parts of areas have no codes.
    public let name: String
    /// The code of a level of the framework's scale.
    public let level: String

    public init(name: String, level: String) {
        self.name = name
        self.level = level
    }
}

/// Where a rating came from.
public enum RatingOrigin: String, CaseIterable, Hashable, Sendable {
    /// The area's own return.
    case areaReturn = "return"
    /// Collated by the network.
    case collated
    /// Carried forward from an earlier round.
    case carriedForward = "carried-forward"
    /// Assumed in a scenario; nothing of it is stored.
    case assumed
}
