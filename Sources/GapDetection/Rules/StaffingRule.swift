import Provision

/// `staffing`: posts of a role group that are on record for an area and are vacant, or whose money has ended or ends within the
/// framework's limit, or that are fewer than the framework's own ratios ask for. One gap for each area and role group.
///
/// Too few is judged where the framework has a ratio for the role group, and all options (or the one that the network has chosen) count
/// it by the same tier. Where what is filled of a post is not known nothing is taken to be vacant.
struct StaffingRule: FindingRule {
    let kind = GapKind.staffing
    let definition =
        "Staffing: posts on record are vacant, their money ends within the framework's limit, or they are fewer than its ratios ask for."
    let source =
        "Section 4.9 of the service model of July 2023: a workforce by role groups, sized by the need of each area."

    private struct Lack: Sendable {
        let group: RoleGroup?
        let vacant: [PostOnRecord]
        let ending: [PostOnRecord]
        /// What is in post, and required.
        let few: (inPost: Hundredths, required: Fraction)?
        let evidence: [Evidence]
        let document: Gap.Document?
    }

    func findings(in context: GapContext) -> Findings {
        guard let workforce = context.framework.workforce else { return Findings() }
        var findings: [Finding] = []
        var workings: [Lack] = []
        func look(_ area: Int, _ posts: [PostOnRecord], all: [PostOnRecord], isHead: Bool) {
            guard !all.isEmpty else { return }
            for role in workforce.roleGroups.map(Optional.some) + [nil] {
                let own = posts.filter { $0.post.role == role?.id }
                let vacant = own.filter { isVacant($0.post, context.asOf) }
                let ending = own.filter { ends($0.post, context.asOf, context.thresholds) }
                let few = role.flatMap { tooFew($0, area, all, isHead, workforce, context) }
                guard !vacant.isEmpty || !ending.isEmpty || few != nil else { continue }
                findings.append(
                    context.finding(
                        kind,
                        area: area,
                        subject: role?.id.text ?? "other",
                        since: context.since(area) { posts, date in
                            posts.contains {
                                $0.post.role == role?.id
                                    && (isVacant($0.post, date) || ends($0.post, date, context.thresholds))
                            }
                        },
                        detail: workings.count
                    )
                )
                workings.append(
                    Lack(
                        group: role,
                        vacant: vacant,
                        ending: ending,
                        few: few,
                        evidence: (vacant + ending).flatMap(\.post.evidence),
                        document: (own.first ?? all.first)?.document
                    )
                )
            }
        }
        for (place, group) in context.groups.enumerated() {
            for row in group.rows {
                let posts = context.model.posts(of: context.snapshot.rows[row], row: row, in: context.snapshot)
                look(context.snapshot.rows[row], posts, all: posts, isHead: false)
            }
            if !group.rows.contains(where: { context.snapshot.rows[$0] == group.index }) {
                let own = context.model.posts(of: group.index, row: nil, in: context.snapshot)
                look(group.index, own, all: context.posts(ofGroup: place), isHead: true)
            }
        }
        return Findings(findings, workings: workings)
    }

    private func isVacant(_ post: Post, _ date: CalendarDate) -> Bool {
        post.isFunded(at: date) && (post.vacant ?? .zero) > .zero
    }

    private func ends(_ post: Post, _ date: CalendarDate, _ thresholds: GapThresholds) -> Bool {
        post.fundedUntil.map { thresholds.endsSoon(moneyUntil: $0, asOf: date) } ?? false
    }

    private func tooFew(
        _ group: RoleGroup,
        _ area: Int,
        _ posts: [PostOnRecord],
        _ isHead: Bool,
        _ workforce: Workforce,
        _ context: GapContext
    ) -> (inPost: Hundredths, required: Fraction)? {
        guard let ratio = workforce.ratios.first(where: { $0.group == group.id }),
            workforce.tier(of: group.id) == (isHead ? .ics : .place),
            let target = context.framework.need?.expected(of: context.facts.areas[area])?.target
        else { return nil }
        let staff = Staff(posts.filter { $0.post.role == group.id }, at: context.asOf)
        // A post of no stated size may be all that is lacking.
        guard staff.unsized == 0 else { return nil }
        let required = Fraction(target, over: 1) * Fraction(100, over: ratio.childrenPerWTE.value)
        return Fraction(staff.inPost) < required ? (staff.inPost, required) : nil
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [Lack], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let lack = found[Int(finding.detail)]
        let name = context.facts.areas[Int(finding.area)].name
        let group = lack.group?.name.lowercased() ?? "no known role group"
        var why: [String] = []
        var closing: [String] = []
        if !lack.vacant.isEmpty {
            let vacant = lack.vacant.compactMap(\.post.vacant).total
            let size = lack.vacant.compactMap(\.post.wte).total
            let titles = listed(lack.vacant.map { "\($0.post.title) \($0.post.vacant ?? .zero)" }, most: 4)
            why.append(
                "\(vacant) of \(size) WTE in \(lack.vacant.count == 1 ? "a post" : "posts") of \(group) \(vacant == Hundredths(100) ? "is" : "are") vacant in \(name) (\(titles))."
            )
            closing.append("the \(lack.vacant.count == 1 ? "post is" : "posts are") filled")
        }
        if !lack.ending.isEmpty {
            let parts = lack.ending.map { entry -> String in
                let last = entry.post.fundedUntil ?? context.asOf
                return "\(entry.post.title), \(last < context.asOf ? "ended" : "ends") on \(last.displayText)"
            }
            why.append(
                "The money of \(counted(lack.ending.count, "post")) of \(group) in \(name) has ended or ends soon: \(listed(parts, most: 4))."
            )
            closing.append(
                "money for more than \(counted(context.thresholds.fundingMonths, "month")) to come is on record"
            )
        }
        if let few = lack.few {
            let required = Hundredths(few.required.rounded(to: 100))
            why.append(
                "\(few.inPost) WTE of \(group) are in post in \(name), and the framework's ratio asks for \(required)."
            )
            closing.append("\(required) WTE are in post")
        }
        return GapWords(
            topic: lack.group?.name.lowercased() ?? "posts of no known role group",
            why: why.joined(separator: " "),
            closing: "It closes when \(listed(closing)).",
            evidence: lack.evidence,
            document: lack.document
        )
    }
}

extension Workforce {
    /// The tier by which a role group is counted, if the options that count agree on it.
    fileprivate func tier(of group: RoleGroup.ID) -> WorkforceOption.Tier? {
        let options = chosen.flatMap(option).map { [$0] } ?? options
        let tiers = options.map { option in option.works.first { $0.group == group }?.counted }
        guard let first = tiers.first ?? nil, tiers.allSatisfy({ $0 == first }) else { return nil }
        return first
    }
}
