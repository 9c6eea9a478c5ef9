import Provision

// What something handed in says of the queries about the return before it: it may answer what is open, and no more.

extension Submission {
    /// A query as something handed in repeats it.
    package struct StatedQuery: Sendable {
        package let number: Int
        /// The answer, on one line; nil where there is none.
        package let answer: String?

        package init(number: Int, answer: String?) {
            self.number = number
            self.answer = answer
        }
    }

    /// The queries of the revision before, with the answers given here to those that are open.
    func conversation(_ latest: Return?) -> [Query] {
        let signature = Query.Signature(at: terms.recorded.at, by: terms.recorded.by, role: terms.recorded.role)
        return (latest?.queries ?? []).map { query in
            guard query.isOpen, let text = queries.first(where: { $0.number == query.number })?.answer else {
                return query
            }
            return query.answered(signature, text: text)
        }
    }

    /// Queries that nobody asked, and answers to what was answered otherwise.
    func queryFaults(_ latest: Return?) -> [ModelFault] {
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
}
