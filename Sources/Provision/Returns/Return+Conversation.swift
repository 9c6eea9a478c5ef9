// How the conversation goes on from one revision of a return to the next.

extension Return {
    /// The same return with the conversation of the revision before: none of its queries is lost or altered. What this one asks or
    /// answers anew is signed, and a query about a cell that it changes is answered by the change.
    ///
    /// - Parameters:
    ///   - latest: the revision before; nil for the first.
    ///   - counting: the last revision that counts, which is another than the latest where that is a draft.
    ///   - signature: who records this revision, and when.
    package func continuing(_ latest: Return?, counting: Return?, signed signature: Query.Signature) -> Return {
        guard !queries.isEmpty || !(latest?.queries.isEmpty ?? true) else { return self }
        let before = latest?.queries ?? []
        var conversation = before.map { query in
            guard query.isOpen, let said = queries.first(where: { $0.number == query.number })?.answer else {
                return query
            }
            return query.answered(signature, text: said.text)
        }
        let last = before.last?.number ?? 0
        for query in queries where query.number > last {
            conversation.append(
                Query(number: query.number, service: query.service, asked: signature, text: query.text)
            )
        }
        if state != .draft, let counting {
            conversation = conversation.map { query in
                guard query.isOpen, let service = query.service, let change = change(of: service, since: counting)
                else { return query }
                return query.answered(signature, text: change)
            }
        }
        return with(queries: conversation)
    }

    /// Whether it has a query of the revision before as that has it, or answered since.
    package func keeps(_ query: Query) -> Bool {
        queries.contains { own in
            own.number == query.number && own.service == query.service && own.asked == query.asked
                && own.text == query.text && (query.isOpen || own.answer == query.answer)
        }
    }

    /// What this revision says otherwise of a cell than another did: "Rating changed from A to G. Evidence changed."; nil where both
    /// say the same.
    public func change(of service: ServiceType.ID, since other: Return) -> String? {
        let (before, after) = (other.rating(of: service), rating(of: service))
        guard before != after else { return nil }
        guard let after else { return before.map { "Rating taken back; it was \($0.value.words)." } }
        guard let before else { return "Rated \(after.value.words); it was not rated before." }
        var changes: [String] = []
        if before.value != after.value {
            changes.append("Rating changed from \(before.value.words) to \(after.value.words).")
        }
        if before.parts != after.parts { changes.append("Parts changed.") }
        if before.causes != after.causes { changes.append("Causes changed.") }
        if before.evidence != after.evidence { changes.append("Evidence changed.") }
        if before.value == after.value, before.carriedFrom != nil, after.carriedFrom == nil {
            changes.append("Rated anew as \(after.value.words).")
        }
        return changes.isEmpty ? nil : changes.joined(separator: " ")
    }

    /// What it says of a service type; nil where it says nothing.
    public func rating(of service: ServiceType.ID) -> Rating? { ratings.first { $0.service == service } }
}

extension Rating.Value {
    /// A level's code, or "not expected".
    public var words: String {
        switch self {
        case .level(let code): code
        case .notExpected: "not expected"
        }
    }
}
