public import Provision

/// A return that somebody hands in, read: as a form, as XML, or as the fields of a request.
///
/// It becomes a document only with the revision before it at hand: see `document(after:)`. Whatever is wrong with it is told
/// where it stands in what was handed in.
public struct Submission: Sendable {
    /// Who hands it in and when, and what was said with it.
    public struct Terms: Sendable {
        public let recorded: Return.Recorded
        /// The state to record it in; nil for the one it states itself.
        public let state: ReturnState?
        /// The revision it builds on, where that is said beside it.
        public let basedOn: Int?
        /// Whether ratings that stood before may be left out.
        public let drops: Bool

        public init(recorded: Return.Recorded, state: ReturnState? = nil, basedOn: Int? = nil, drops: Bool = false) {
            self.recorded = recorded
            self.state = state
            self.basedOn = basedOn
            self.drops = drops
        }
    }

    /// What it says of everything but ratings; nil for nothing, so that it stays as the revision before has it.
    struct Rest: Sendable {
        var jointWith: [Area.ID]?
        var register: (services: [Service], interventions: [DeliveredIntervention])?
        var assessments: [Assessment]?
        var posts: [Post]?
        var outcomes: [Outcome]?
    }

    public let area: Area.ID
    public let round: Round.ID
    /// The revision it builds on, 0 for none; nil for whichever is the latest.
    public let basedOn: Int?
    public let ratings: [Rating]
    /// What was understood otherwise than it was written, or is not recorded, and does no harm: to be told.
    public let remarks: [DocumentFault]

    let terms: Terms
    let source: ReturnSource
    let state: ReturnState
    let isSimulated: Bool
    let respondent: Return.Respondent?
    let rest: Rest
    let origin: Origin
    /// What it says of queries, mostly answers.
    package var queries: [StatedQuery] = []

    /// The document to record after a revision, or as the first.
    package func document(after latest: Return?) -> Return {
        Return(
            area: area,
            round: round,
            revision: (latest?.revision ?? 0) + 1,
            source: source,
            state: state,
            isSimulated: isSimulated,
            recorded: terms.recorded,
            respondent: respondent ?? (origin.isRequest ? latest?.respondent : nil),
            jointWith: rest.jointWith ?? latest?.jointWith ?? [],
            ratings: ratings,
            services: rest.register?.services ?? latest?.services ?? [],
            interventions: rest.register?.interventions ?? latest?.interventions ?? [],
            assessments: rest.assessments ?? latest?.assessments ?? [],
            posts: rest.posts ?? latest?.posts ?? [],
            outcomes: rest.outcomes ?? latest?.outcomes ?? [],
            queries: conversation(latest)
        ).recoveringOutcomes(from: latest)
    }

    /// The document to record after a revision, checked.
    ///
    /// - Throws: everything that is wrong with it, by its place in what was handed in.
    public func checked(after latest: Return?, _ references: References) throws(WriteFailure) -> Return {
        let document = document(after: latest)
        var faults = Self.faults(
            of: document,
            after: latest,
            framework: references.framework,
            areas: references.areas,
            rounds: references.rounds
        ).map { origin.located($0) }
        // Whether it was made from another revision is a question of its own.
        if !references.isOutdated { faults += queryFaults(latest).map { origin.located($0) } }
        if state != .draft, !terms.drops, !references.isOutdated {
            let kept = Set(ratings.map(\.service))
            for rating in latest?.ratings ?? [] where !kept.contains(rating.service) {
                let name = references.framework.serviceType(rating.service)?.name ?? rating.service.text
                let fault = ModelFault(
                    .whole,
                    "\(name) has no rating here, and the latest revision has one",
                    hint: Self.dropAdvice
                )
                faults.append(origin.located(fault))
            }
        }
        guard faults.isEmpty else { throw .invalid(DocumentFaults(faults).faults) }
        return document
    }

    package static let dropAdvice =
        "put it back, or say that it is meant to be left out: --drop at the command line, \"drop\": true in a request"

    /// What is wrong with a document that is to be recorded, by the rules that every way of handing in obeys.
    static func faults(
        of document: Return,
        after latest: Return?,
        framework: Framework,
        areas: AreaHierarchy,
        rounds: [Round]
    ) -> [ModelFault] {
        var faults = document.faults(framework: framework, areas: areas, rounds: rounds) + document.textFaults()
        if document.state != .draft {
            faults += document.missingReasons(framework: framework, known: latest?.ratings ?? [])
        }
        return faults
    }

    /// What is told of a fault found by the store: by its place, where it has one here.
    public func faults(of failure: WriteFailure) -> [DocumentFault]? {
        switch failure {
        case .invalid(let faults): faults
        case .conflict, .actionConflict: [origin.located(ModelFault(.init(.recorded, 3), failure.description))]
        default: nil
        }
    }
}

/// Where the entries of something handed in stand.
enum Origin: Sendable {
    /// A form, which knows where the entries stand in it.
    case form(@Sendable (ModelFault) -> DocumentFault)
    case document(file: String)
    /// The fields of a request.
    case request

    var isRequest: Bool { if case .request = self { true } else { false } }

    /// A fault with its place in what was handed in.
    func located(_ fault: ModelFault) -> DocumentFault {
        switch self {
        case .form(let locate): return locate(fault)
        case .document(let file):
            return DocumentFault(file: file, message: fault.message, hint: fault.hint)
        case .request:
            return DocumentFault(file: Self.path(fault.place), message: fault.message, hint: fault.hint)
        }
    }

    private static func path(_ place: ModelFault.Place) -> String {
        switch place.list {
        case .whole, .round: "return"
        case .respondent: "role"
        case .recorded: place.index == 3 ? "basedOn" : "return"
        case .query: "queries[\(place.index)]"
        default: "\(place.list)s[\(place.index)]"
        }
    }
}

extension Submission {
    /// Reads a return that was handed in as XML.
    public init(
        xml bytes: [UInt8],
        file: String,
        terms: Terms,
        model: ProvisionModel
    ) throws(DocumentFaults) {
        let document = try ReturnDocument.read(
            bytes,
            file: file,
            framework: model.framework,
            areas: model.areas,
            rounds: model.rounds,
            asksReasons: terms.state == .draft
                ? nil : { area, round in model.returns.last { $0.area == area && $0.round == round }?.ratings ?? [] }
        )
        area = document.area
        round = document.round
        basedOn = terms.basedOn ?? document.revision - 1
        ratings = document.ratings
        let isHandedIn = [.draft, .submitted].contains(document.state)
        remarks =
            isHandedIn || terms.state != nil
            ? []
            : [
                DocumentFault(
                    file: file,
                    message:
                        "it states '\(document.state.rawValue)', which is not for who hands it in to say: it is recorded as submitted"
                )
            ]
        self.terms = terms
        source = document.source
        state = terms.state ?? (isHandedIn ? document.state : .submitted)
        isSimulated = document.isSimulated
        respondent = document.respondent
        rest = Rest(
            jointWith: document.jointWith,
            register: (document.services, document.interventions),
            assessments: document.assessments,
            posts: document.posts,
            outcomes: document.outcomes
        )
        origin = .document(file: file)
        queries = document.queries.map { StatedQuery(number: $0.number, answer: $0.answer?.text) }
    }

    /// A return that was handed in as the fields of a request: ratings, and in what role. What a request cannot say stays as the
    /// revision before has it.
    public init(area: Area.ID, round: Round.ID, role: String?, ratings: [Rating], terms: Terms, isSimulated: Bool) {
        self.area = area
        self.round = round
        basedOn = terms.basedOn
        self.ratings = ratings
        remarks = []
        self.terms = terms
        source = .areaReturn
        state = terms.state ?? .submitted
        self.isSimulated = isSimulated
        respondent = role.map { Return.Respondent(role: $0) }
        rest = Rest()
        origin = .request
    }

    /// A return that was handed in as a form.
    ///
    /// - Parameters:
    ///   - basedOn: the revision that the form was made from.
    ///   - register: the services and interventions that it states; nil where it leaves them as they are.
    ///   - assessments: what it says of standards; nil where it leaves that as it is.
    ///   - posts: the posts that it states; nil where it leaves them as they are.
    ///   - locate: a fault with its place in the form.
    package init(
        area: Area.ID,
        round: Round.ID,
        basedOn: Int,
        respondent: Return.Respondent?,
        ratings: [Rating],
        register: (services: [Service], interventions: [DeliveredIntervention])?,
        assessments: [Assessment]? = nil,
        posts: [Post]? = nil,
        remarks: [DocumentFault],
        terms: Terms,
        isSimulated: Bool,
        locate: @escaping @Sendable (ModelFault) -> DocumentFault
    ) {
        self.area = area
        self.round = round
        self.basedOn = basedOn
        self.ratings = ratings
        self.remarks = remarks
        self.terms = terms
        source = .areaReturn
        state = terms.state ?? .submitted
        self.isSimulated = isSimulated
        self.respondent = respondent
        rest = Rest(register: register, assessments: assessments, posts: posts)
        origin = .form(locate)
    }

    /// What is wrong with the document that this makes after a revision.
    package func faults(after latest: Return?, in model: ProvisionModel) -> [ModelFault] {
        Self.faults(
            of: document(after: latest),
            after: latest,
            framework: model.framework,
            areas: model.areas,
            rounds: model.rounds
        )
    }
}

extension StoreWriter {
    /// Records what was handed in; or, rehearsing, does all that comes before the disk, and records nothing.
    ///
    /// - Throws: the same failure whether it rehearses or not, but for the disk's own and the lock's.
    public func submit(_ submission: Submission, rehearsing: Bool = false) throws(WriteFailure) -> Receipt {
        let recorded = submission.terms.recorded
        return try record(
            area: submission.area,
            round: submission.round,
            basedOn: submission.basedOn,
            by: Author(name: recorded.by, role: recorded.role, note: recorded.note),
            now: recorded.at,
            rehearsing: rehearsing
        ) { latest, references throws(WriteFailure) in try submission.checked(after: latest, references) }
    }
}
