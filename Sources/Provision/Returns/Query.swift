/// A question that the network asks about a return, and the answer, once there is one.
///
/// Both stand in the return's own revisions, so that the conversation lies beside what it is about.
public struct Query: Hashable, Sendable {
    /// Counted from 1 within the return, in the order asked. A query keeps its number.
    public let number: Int
    /// The service type whose cell it asks about; nil where it is about the return as a whole.
    public let service: ServiceType.ID?
    public let asked: Signature
    public let text: String
    /// Nil while it is open.
    public package(set) var answer: Answer?

    /// The most queries of one return.
    public static let most = 200

    public init(number: Int, service: ServiceType.ID?, asked: Signature, text: String, answer: Answer? = nil) {
        self.number = number
        self.service = service
        self.asked = asked
        self.text = text
        self.answer = answer
    }

    public var isOpen: Bool { answer == nil }

    /// Whose words something is, and since when.
    public struct Signature: Hashable, Sendable {
        public let at: Instant
        public let by: String
        public let role: String

        public init(at: Instant, by: String, role: String) {
            self.at = at
            self.by = by
            self.role = role
        }
    }

    public struct Answer: Hashable, Sendable {
        public let signature: Signature
        public let text: String

        public init(_ signature: Signature, text: String) {
            self.signature = signature
            self.text = text
        }
    }

    /// The same query, answered.
    public func answered(_ signature: Signature, text: String) -> Query {
        var changed = self
        changed.answer = Answer(signature, text: text)
        return changed
    }
}

extension Return {
    /// What is still to be answered.
    public var openQueries: [Query] { queries.filter(\.isOpen) }

    /// The same return with other queries.
    public func with(queries: [Query]) -> Return {
        var changed = self
        changed.queries = queries
        return changed
    }

    /// What a schema cannot see of the queries: numbers that do not rise, a service type that does not exist, an answer before the
    /// question.
    func queryFaults(framework: Framework) -> [ModelFault] {
        var faults: [ModelFault] = []
        var last = 0
        for (index, query) in queries.enumerated() {
            let place = ModelFault.Place(.query, index)
            if query.number <= last {
                faults.append(
                    ModelFault(
                        place,
                        "query \(query.number) stands after query \(last)",
                        hint: "each query has a number of its own, and they rise from 1"
                    )
                )
            }
            last = max(last, query.number)
            if let service = query.service, framework.index(of: service) == nil {
                let known = framework.serviceTypes.map(\.id.text)
                faults.append(.unknown("service type", service.text, known: known, at: place))
            }
            if let answer = query.answer, answer.signature.at < query.asked.at {
                faults.append(ModelFault(place, "query \(query.number) was answered before it was asked"))
            }
        }
        if queries.count > Query.most {
            faults.append(
                ModelFault(
                    .init(.query, Query.most),
                    "a return has at most \(Query.most) queries, this one \(queries.count)",
                    hint: "speak to the area, and ask it for another return"
                )
            )
        }
        return faults
    }
}
