/// How far a round has come, area by area.
public struct RoundProgress: Sendable {
    public let round: Round
    /// The areas asked, one for each succession, in the order of the hierarchy.
    public let areas: [Entry]

    public struct Entry: Hashable, Sendable {
        /// By place in the hierarchy.
        public let area: Int
        public let state: State
        /// When the area's own return was first on record.
        public let answered: Instant?
        /// Service types without a rating in the standing return, by place in the framework.
        public let missing: [Int]
        /// What the network asked about its return and was not told yet.
        public let openQueries: [Query]

        /// Whether someone must write to the area: it has not answered, left cells open, owes changes or the answer to a query.
        public var isToChase: Bool {
            ![.inTime, .late, .accepted].contains(state) || !missing.isEmpty || !openQueries.isEmpty
        }
    }

    public enum State: String, CaseIterable, Hashable, Sendable {
        case accepted
        case inTime = "in time"
        case late
        /// It has answered, and the network has asked it to change the answer.
        case changesRequested = "changes requested"
        case draft
        /// Only the network's collation is on record.
        case collated = "collated only"
        case silent
    }

    public init(_ round: Round, in model: ProvisionModel, knownAt: Instant? = nil) {
        self.round = round
        let revisions = model.returns.filter { document in
            document.round == round.id && knownAt.map { document.recorded.at <= $0 } ?? true
        }
        areas = model.asked(in: round).map { area in
            let own = revisions.filter { $0.area == model.areas.areas[area].id }
            let counting = own.filter { $0.state != .draft }
            let answers = counting.filter { $0.source == .areaReturn }
            let answered = answers.map(\.recorded.at).min()
            let standing = counting.max { $0.revision < $1.revision }
            let state: State
            if standing?.state == .accepted, answered != nil {
                state = .accepted
            } else if standing?.state == .changesRequested, answered != nil {
                state = .changesRequested
            } else if let answered {
                state = round.due.map { answered > Instant(endOf: $0) } ?? false ? .late : .inTime
            } else if own.contains(where: { $0.state == .draft }) {
                state = .draft
            } else {
                state = counting.isEmpty ? .silent : .collated
            }
            let rated = Set(standing?.ratedServices(in: model.framework) ?? [])
            return Entry(
                area: area,
                state: state,
                answered: answered,
                missing: model.framework.serviceTypes.indices.filter { !rated.contains($0) },
                openQueries: own.max { $0.revision < $1.revision }?.openQueries ?? []
            )
        }
    }
}
