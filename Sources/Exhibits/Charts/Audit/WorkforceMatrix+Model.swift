import GapDetection
import Provision

extension WorkforceMatrix {
    /// With more areas than these that have posts, what heads them is drawn; with more heads, all together.
    private static let maxAreas = 8

    /// The posts on record by role group, and what the framework's own ratios require; nil where the framework has no role groups or no
    /// post is on record.
    ///
    /// What is required is counted by the option that the network has chosen, else by the first that has the role group.
    public init?(_ scope: ExhibitScope) {
        let model = scope.model
        guard let workforce = model.framework.workforce, let option = workforce.whole else { return nil }
        let snapshot = scope.snapshot()
        let estimate = WorkforceEstimate(model, option, at: snapshot, within: scope.within)
        guard estimate.areas.contains(where: { $0.posts > 0 }) else { return nil }
        let found = estimate.areas.filter { $0.posts > 0 }
        let heads = found.filter(\.isHead)
        let columns = found.count <= Self.maxAreas ? found : heads.count <= Self.maxAreas ? heads : []
        func cell(_ cell: WorkforceEstimate.Cell) -> Cell {
            Cell(
                posts: cell.staff.posts,
                unsized: cell.staff.unsized,
                inPost: cell.staff.inPost.value,
                required: cell.required?.rounded(to: 100)
            )
        }
        let groups = option.works.enumerated().compactMap { place, work in
            workforce.roleGroup(work.group).map { group in
                Group(
                    name: group.name,
                    tiers: workforce.tiers(of: group.id),
                    cells: columns.isEmpty
                        ? [cell(estimate.totals[place])] : columns.map { cell($0.cells[place]) }
                )
            }
        }
        let posts = estimate.posts.count - estimate.ended.count
        let missing = zip(groups, estimate.totals).filter { $1.staff.posts == 0 }.map { $0.0.name.lowercased() }
        let finding =
            missing.isEmpty
            ? "\(counted(posts, "post")) on record, in every role group"
            : "No post is on record in \(listed(missing))"
        let others = estimate.areas.filter(\.isHead).reduce(0) { $0 + $1.others.posts }
        var notes: [String] = []
        if others > 0 {
            notes.append("\(counted(others, "post")) of no known role group \(others == 1 ? "is" : "are") not drawn.")
        }
        if columns.count < found.count, !columns.isEmpty {
            notes.append("Of what heads areas the posts of all its areas are counted.")
        }
        if columns.contains(where: \.isHead), columns.contains(where: { !$0.isHead }) {
            notes.append("What heads areas counts their posts with its own.")
        }
        let hasRatios = groups.contains { $0.cells.contains { $0.required != nil } }
        var caption = scope.caption(
            "posts by role group",
            finding: finding,
            "Posts by role group and area, and what each role group works across by the options of the service model, as of \(scope.asOf.displayText). "
                + (hasRatios
                    ? "Required: by the framework's own ratios of children to one whole-time equivalent."
                    : "What would be required is not known: the framework has no ratios."),
            notes: notes
        )
        let citing = Set(option.works.isEmpty ? [] : workforce.options.map(\.source))
        let cited = Set(estimate.posts.flatMap(\.post.evidence).compactMap(\.source)).union(citing)
        caption.sources = model.framework.sources.filter { cited.contains($0.id) }.map { source in
            source.published.map { "\(source.title) (\($0))" } ?? source.title
        }
        self.init(
            caption: caption,
            areas: columns.isEmpty ? [scope.heading] : columns.map { model.areas.areas[$0.area].name },
            groups: groups
        )
    }
}

extension Workforce {
    /// All role groups as if they were one option's: each as in the option that the network has chosen, else in the first that has it.
    fileprivate var whole: WorkforceOption? {
        let ordered = (chosen.flatMap(option).map { [$0] } ?? []) + options
        guard let first = ordered.first else { return nil }
        return WorkforceOption(
            id: first.id,
            title: first.title,
            text: first.text,
            source: first.source,
            works: roleGroups.compactMap { group in ordered.lazy.flatMap(\.works).first { $0.group == group.id } }
        )
    }

    /// "A: ICS and locality; B: Place".
    fileprivate func tiers(of group: RoleGroup.ID) -> String {
        let parts = options.compactMap { option in
            option.works.first { $0.group == group }.map { work in
                "\(option.id.text.uppercased()): \(listed(work.tiers.map(\.name)))"
            }
        }
        return parts.joined(separator: "; ")
    }
}
