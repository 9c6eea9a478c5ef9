import Provision

/// The columns of the table of posts.
enum PostColumn: String, CaseIterable, Hashable, Sendable {
    case title = "Post"
    case roleGroup = "Role group"
    case service = "By service"
    case size = "WTE"
    case filled = "WTE filled"
    case fundedUntil = "Money until"
    case evidence = "Evidence"
    case lastStated = "Last stated"

    /// Those without which the table is not that of a form.
    static let needed: [PostColumn] = [.title, .roleGroup, .size]

    func column(_ workforce: Workforce) -> FormColumn {
        switch self {
        case .title: FormColumn(rawValue, .shortText, "The job, as it is called. One row for each post.", width: 44)
        case .roleGroup:
            FormColumn(
                rawValue,
                .choice(workforce.roleGroups.map(\.name)),
                "Empty where it is not known to which it belongs.",
                width: 30
            )
        case .service:
            FormColumn(
                rawValue,
                .shortText,
                "The name of a service of the table of services, where it is of one.",
                width: 34
            )
        case .size:
            FormColumn(
                rawValue,
                .decimal,
                "Its size in whole-time equivalents: 0.6. Empty where it is not known.",
                width: 10
            )
        case .filled:
            FormColumn(
                rawValue,
                .decimal,
                "How much of it is filled; 0 where it is vacant. Empty where it is not known.",
                width: 10
            )
        case .fundedUntil:
            FormColumn(rawValue, .date, "The last day there is money for it; empty where no end is known.", width: 14)
        case .evidence: FormColumn(rawValue, .text, "Where from it is known.", width: 60)
        case .lastStated: FormColumn(rawValue, .given, width: 12)
        }
    }

    /// What the form writes for a post on record.
    func text(_ entry: FormBase.PostEntry, _ base: FormBase, _ workforce: Workforce) -> String {
        let post = entry.post
        return switch self {
        case .title: post.title
        case .roleGroup: post.role.map { workforce.roleGroup($0)?.name ?? $0.text } ?? ""
        case .service:
            post.service.map { id in base.services.first { $0.service.id == id }?.service.name ?? id.text } ?? ""
        case .size: post.wte?.description ?? ""
        case .filled: post.filled?.description ?? ""
        case .fundedUntil: post.fundedUntil?.description ?? ""
        case .evidence: FormWords.evidence(post.evidence)
        case .lastStated: entry.date?.description ?? ""
        }
    }
}

extension FormTable {
    /// A row for each post on record, and room for more; nil where the network does not ask for posts.
    static func posts(_ base: FormBase, _ framework: Framework) -> FormTable? {
        guard let workforce = framework.workforce, workforce.asksPosts else { return nil }
        return FormTable(
            part: .posts,
            columns: PostColumn.allCases.map { $0.column(workforce) },
            rows: base.posts.map { entry in PostColumn.allCases.map { $0.text(entry, base, workforce) } },
            emptyRows: 15
        )
    }
}
