public import Provision

/// A step in the conversation about a return, which leaves what it says of the area as it is: to accept it, to send it back, to ask
/// and to answer.
public struct ConversationStep: Sendable {
    public enum Kind: Sendable {
        case accept
        /// What is to be changed stands in the author's note.
        case requestChanges
        /// - Parameter service: nil to ask about the return as a whole.
        case query(service: ServiceType.ID?, text: String)
        case answer(Subject, text: String)

        public var step: ReturnStep {
            switch self {
            case .accept: .accept
            case .requestChanges: .requestChanges
            case .query: .query
            case .answer: .answer
            }
        }
    }

    /// Which query is answered.
    public enum Subject: Hashable, Sendable {
        case number(Int)
        /// The only open one about this service type.
        case service(ServiceType.ID)
    }

    public let area: Area.ID
    public let round: Round.ID
    public let kind: Kind
    public let author: StoreWriter.Author

    /// Texts are put on one line, as documents keep them.
    public init(_ kind: Kind, of area: Area.ID, in round: Round.ID, by author: StoreWriter.Author) {
        self.area = area
        self.round = round
        self.kind =
            switch kind {
            case .accept, .requestChanges: kind
            case .query(let service, let text): .query(service: service, text: collapsed(text))
            case .answer(let subject, let text): .answer(subject, text: collapsed(text))
            }
        self.author = author
    }

    /// The revision after the latest, for `StoreWriter.record`.
    ///
    /// - Throws: why the step cannot be taken, with the mend.
    public func document(after latest: Return?, _ references: References) throws(WriteFailure) -> Return {
        let refuse = { (message: String, hint: String?) -> WriteFailure in
            .invalid([DocumentFault(file: label, message: message, hint: hint)])
        }
        let state: ReturnState
        do throws(ReturnStep.Refusal) {
            state = try kind.step.after(latest?.state)
        } catch {
            throw refuse(error.message, error.hint)
        }
        guard let latest else { throw refuse("there is no return", nil) }
        switch kind {
        case .accept:
            if references.framework.acceptsByAnother, latest.state != .accepted {
                let recorder = try references.recorder(of: latest)
                if searchKey(recorder) == searchKey(author.name) {
                    throw refuse(
                        "\(recorder) recorded what it says, and another person has to accept it",
                        "the framework asks for two persons (accept-by-another)"
                    )
                }
            }
            return latest.with(state: state)
        case .requestChanges:
            guard author.note != nil else {
                throw refuse("a request for changes says what is to be changed", "add a note")
            }
            return latest.with(state: state)
        case .query(let service, let text):
            return latest.with(queries: asking(latest, service, text))
        case .answer(let subject, let text):
            return try answering(latest, subject, text)
        }
    }

    private var label: String { StoreWriter.label(area, round) }

    /// With one query more; with none where the same one is open already.
    private func asking(_ latest: Return, _ service: ServiceType.ID?, _ text: String) -> [Query] {
        let isAsked = latest.openQueries.contains { query in
            query.service == service && query.text == text && query.asked.by == author.name
        }
        guard !isAsked else { return latest.queries }
        let signature = Query.Signature(at: latest.recorded.at, by: author.name, role: author.role)
        let number = (latest.queries.last?.number ?? 0) + 1
        return latest.queries + [Query(number: number, service: service, asked: signature, text: text)]
    }

    private func answering(_ latest: Return, _ subject: Subject, _ text: String) throws(WriteFailure) -> Return {
        func refusal(_ message: String, _ hint: String? = nil) -> WriteFailure {
            .invalid([DocumentFault(file: label, message: message, hint: hint ?? Self.open(in: latest))])
        }
        let query: Query
        switch subject {
        case .number(let number):
            guard let found = latest.queries.first(where: { $0.number == number }) else {
                throw refusal("there is no query \(number)")
            }
            query = found
        case .service(let service):
            let about = latest.queries.filter { $0.service == service }
            let open = about.filter(\.isOpen)
            guard open.count < 2 else {
                throw refusal(
                    "several queries about \(service) are open: \(listed(open.map { String($0.number) }))",
                    "name the one that is answered by its number"
                )
            }
            guard let found = open.first ?? about.last else { throw refusal("nothing was asked about \(service)") }
            query = found
        }
        if let answer = query.answer {
            // The same answer again is no other.
            if answer.text == text { return latest }
            let when = answer.signature.at.displayText
            throw refusal("query \(query.number) was answered by \(answer.signature.by) on \(when): \(answer.text)")
        }
        let signature = Query.Signature(at: latest.recorded.at, by: author.name, role: author.role)
        return latest.with(
            queries: latest.queries.map {
                $0.number == query.number ? $0.answered(signature, text: text) : $0
            }
        )
    }

    /// What is to be answered: "open: 2 (camhs-0-5), 3".
    private static func open(in latest: Return) -> String {
        let open = latest.openQueries.map { query in "\(query.number)" + (query.service.map { " (\($0))" } ?? "") }
        return open.isEmpty ? "no query is open" : "open: \(listed(open))"
    }
}

extension StoreWriter {
    /// Takes a step in the conversation about a return, as its next revision.
    public func take(_ step: ConversationStep, basedOn: Int?, now: Instant) throws(WriteFailure) -> Receipt {
        try record(
            area: step.area,
            round: step.round,
            basedOn: basedOn,
            by: step.author,
            now: now,
            heedsNote: step.kind.step == .requestChanges
        ) { latest, references throws(WriteFailure) in try step.document(after: latest, references) }
    }
}
