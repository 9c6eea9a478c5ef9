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

    /// What it says of everything but ratings.
    enum Rest: Sendable {
        /// Nothing: that stays as the revision before has it.
        case asBefore
        case stated(jointWith: [Area.ID], services: [Service], interventions: [DeliveredIntervention])
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
    var queries: [StatedQuery] = []

    /// A query as something handed in repeats it.
    struct StatedQuery: Sendable {
        let number: Int
        /// The answer; nil where there is none.
        let answer: String?
    }

    /// The document to record after a revision, or as the first.
    func document(after latest: Return?) -> Return {
        let (joint, services, interventions) =
            switch rest {
            case .asBefore: (latest?.jointWith ?? [], latest?.services ?? [], latest?.interventions ?? [])
            case .stated(let joint, let services, let interventions): (joint, services, interventions)
            }
        return Return(
            area: area,
            round: round,
            revision: (latest?.revision ?? 0) + 1,
            source: source,
            state: state,
            isSimulated: isSimulated,
            recorded: terms.recorded,
            respondent: respondent ?? (origin.isRequest ? latest?.respondent : nil),
            jointWith: joint,
            ratings: ratings,
            services: services,
            interventions: interventions,
            queries: conversation(latest)
        )
    }

    /// The queries of the revision before, with the answers given here to those that are open.
    private func conversation(_ latest: Return?) -> [Query] {
        let signature = Query.Signature(at: terms.recorded.at, by: terms.recorded.by, role: terms.recorded.role)
        return (latest?.queries ?? []).map { query in
            guard query.isOpen, let text = queries.first(where: { $0.number == query.number })?.answer else {
                return query
            }
            return query.answered(signature, text: text)
        }
    }

    /// Queries that nobody asked, and answers to what was answered otherwise.
    private func queryFaults(_ latest: Return?) -> [ModelFault] {
        queries.enumerated().compactMap { index, stated in
            let place = ModelFault.Place(.query, index)
            guard let query = latest?.queries.first(where: { $0.number == stated.number }) else {
                return ModelFault(
                    place,
                    "query \(stated.number) is not on record",
                    hint: "leave it out; what is asked is recorded by 'lacuna return query'"
                )
            }
            guard let answer = stated.answer, let recorded = query.answer, recorded.text != answer else { return nil }
            return ModelFault(
                place,
                "query \(query.number) has been answered otherwise: \(recorded.text)",
                hint: "leave the query out"
            )
        }
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

    static let dropAdvice =
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
        case .conflict: [origin.located(ModelFault(.init(.recorded, 3), failure.description))]
        default: nil
        }
    }
}

/// Where the entries of something handed in stand.
enum Origin: Sendable {
    case form(file: String, FormPlaces)
    case document(file: String)
    /// The fields of a request.
    case request

    var isRequest: Bool { if case .request = self { true } else { false } }

    /// A fault with its place in what was handed in.
    func located(_ fault: ModelFault) -> DocumentFault {
        switch self {
        case .form(let file, let places):
            let (row, column) = places.place(of: fault.place)
            let name = column.map { "column \(SpreadsheetTable.columnName($0)): " } ?? ""
            return DocumentFault(file: file, line: row, message: name + fault.message, hint: fault.hint)
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

/// In which rows and columns of a form the entries of a return stand.
struct FormPlaces: Sendable {
    /// Of the form's head.
    var head: [ReturnForm.HeadRow: Int] = [:]
    /// Of each rating, in the order of the ratings.
    var ratings: [Int] = []
    /// The columns of level, causes and evidence.
    var level = 1
    var evidence = 3

    func place(of place: ModelFault.Place) -> (row: Int?, column: Int?) {
        switch place.list {
        case .rating where ratings.indices.contains(place.index): (ratings[place.index], evidence)
        case .round: (head[.round], 1)
        case .respondent:
            (head[place.index == 0 ? .role : place.index == 1 ? .organisation : .name], 1)
        case .recorded where place.index == 3: (head[.basedOn], 1)
        case .whole: (head[.area], 1)
        default: (nil, nil)
        }
    }
}

extension Submission {
    /// Reads a return that was handed in as a file: XML, or a form saved by a spreadsheet.
    ///
    /// - Parameters:
    ///   - file: its name for messages.
    /// - Throws: every fault found, by line, or by row and column.
    public init(
        _ bytes: [UInt8],
        file: String,
        terms: Terms,
        model: ProvisionModel
    ) throws(DocumentFaults) {
        let isXML =
            bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0x00].contains($0) }
            == UInt8(ascii: "<")
        self =
            try isXML
            ? Self(xml: bytes, file: file, terms: terms, model: model)
            : ReturnForm.read(bytes, file: file, terms: terms, model: model)
    }

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
        rest = .stated(
            jointWith: document.jointWith,
            services: document.services,
            interventions: document.interventions
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
        rest = .asBefore
        origin = .request
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
