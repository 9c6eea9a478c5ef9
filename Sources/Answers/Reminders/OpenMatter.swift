import Provision

/// Something that is open with an area's return: a question, or a change that is asked for.
package struct OpenMatter: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case query, change }

    /// By place in the hierarchy.
    package let area: Int
    package let kind: Kind
    /// In words, on one line: "IAPT 0-5s: which posts are vacant?"
    package let text: String

    package init(area: Int, kind: Kind, text: String) {
        self.area = area
        self.kind = kind
        self.text = text
    }
}

extension OpenMatter {
    /// What is open with an area: the changes that its standing return waits for, in the words of who asked, and its open queries.
    static func all(of entry: RoundProgress.Entry, in round: Round, _ model: ProvisionModel, on day: CalendarDate)
        -> [OpenMatter]
    {
        let queries = entry.openQueries.map { query in
            let type = query.service.flatMap { model.framework.serviceType($0)?.name }
            return OpenMatter(area: entry.area, kind: .query, text: (type.map { "\($0): " } ?? "") + query.text)
        }
        guard entry.state == .changesRequested else { return queries }
        let id = model.areas.areas[entry.area].id
        let standing = model.returns.filter {
            $0.area == id && $0.round == round.id && $0.state != .draft && $0.recorded.at <= Instant(endOf: day)
        }.max { $0.revision < $1.revision }
        let words = standing?.recorded.note ?? "the return as a whole; we will tell you what"
        return [OpenMatter(area: entry.area, kind: .change, text: words)] + queries
    }
}
