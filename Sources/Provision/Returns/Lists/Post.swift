/// A post that an area, or an ICS, has for the work, whether or not somebody fills it.
///
/// A return's list of posts stands until the area, or one that succeeded it, makes another, as its lists of services do.
public struct Post: Hashable, Sendable {
    /// The job, as it is called there.
    public let title: String
    /// The role group that it belongs to; nil where that is not known.
    public let role: RoleGroup.ID?
    /// The service of the same return that it is part of; nil where it is of none, or that is not known.
    public let service: Service.ID?
    /// How large it is, in whole-time equivalents; nil where that is not known: it is a post all the same.
    public let wte: Hundredths?
    /// How much of it is filled; nil where that is not known.
    public let filled: Hundredths?
    /// The last day for which there is money; nil where no end is known.
    public let fundedUntil: CalendarDate?
    public let evidence: [Evidence]

    /// The largest post, in whole-time equivalents: one entry can stand for a team.
    public static let largest = Hundredths(50_000)

    public init(
        title: String,
        role: RoleGroup.ID? = nil,
        service: Service.ID? = nil,
        wte: Hundredths? = nil,
        filled: Hundredths? = nil,
        fundedUntil: CalendarDate? = nil,
        evidence: [Evidence] = []
    ) {
        self.title = title
        self.role = role
        self.service = service
        self.wte = wte
        self.filled = filled
        self.fundedUntil = fundedUntil
        self.evidence = evidence
    }

    /// How much of it is known to be vacant; nil where its size, or what is filled, is not known.
    public var vacant: Hundredths? {
        guard let wte, let filled else { return nil }
        return wte - filled
    }

    /// Whether it counts at a date: its money is not known to have ended before.
    public func isFunded(at date: CalendarDate) -> Bool { fundedUntil.map { $0 >= date } ?? true }
}

extension Return {
    /// The same return with other posts.
    public func with(posts: [Post]) -> Return {
        var changed = self
        changed.posts = posts
        return changed
    }

    /// Posts of role groups and services that are not there, filled beyond their size, or of no size that a post can have.
    func postFaults(framework: Framework) -> [ModelFault] {
        var faults: [ModelFault] = []
        let groups = framework.workforce?.roleGroups ?? []
        for (index, post) in posts.enumerated() {
            let place = ModelFault.Place(.post, index)
            if let role = post.role, !groups.contains(where: { $0.id == role }) {
                faults.append(
                    groups.isEmpty
                        ? ModelFault(
                            place,
                            "the post '\(post.title)' is of the role group '\(role)', and the framework has none",
                            hint: "add <workforce> to framework.xml, or leave the role group out"
                        ) : .unknown("role group", role.text, known: groups.map(\.id.text), at: place)
                )
            }
            if let service = post.service, !services.contains(where: { $0.id == service }) {
                faults.append(.unknown("service", service.text, known: services.map(\.id.text), at: place))
            }
            if let wte = post.wte, wte == .zero || wte > Post.largest {
                let message = "the post '\(post.title)' has \(wte) WTE"
                faults.append(
                    ModelFault(
                        place,
                        message,
                        hint: "above 0 and at most \(Post.largest); leave it out where it is not known"
                    )
                )
            }
            if let filled = post.filled {
                if let wte = post.wte {
                    if filled > wte {
                        let message = "the post '\(post.title)' has \(wte) WTE, and \(filled) of it filled"
                        faults.append(ModelFault(place, message, hint: "a post is filled at most to its size"))
                    }
                } else {
                    let message = "the post '\(post.title)' is filled to \(filled) WTE, and its size is not stated"
                    faults.append(ModelFault(place, message, hint: "state its size too: wte=\"\(filled)\" or more"))
                }
            }
            for source in post.evidence.compactMap(\.source) where !framework.knows(source) {
                faults.append(.unknown("source", source.text, known: framework.sources.map(\.id.text), at: place))
            }
        }
        return faults
    }
}
