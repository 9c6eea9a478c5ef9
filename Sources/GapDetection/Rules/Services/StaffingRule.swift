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

    /// What is lacking of a role group in an area at a date.
    private struct Lack: Sendable {
        let group: RoleGroup?
        let vacant: [PostOnRecord]
        let ending: [PostOnRecord]
        /// What is in post, and required.
        let few: (inPost: Hundredths, required: Fraction)?
        let document: Gap.Document?

        /// - Parameters:
        ///   - own: the posts of the area itself.
        ///   - counted: those that count towards what is required there.
        init(
            of group: RoleGroup?,
            _ own: [PostOnRecord],
            _ counted: [PostOnRecord],
            _ required: Fraction?,
            at date: CalendarDate,
            _ thresholds: GapThresholds
        ) {
            let own = own.filter { $0.post.role == group?.id }
            self.group = group
            vacant = own.filter { $0.post.isFunded(at: date) && ($0.post.vacant ?? .zero) > .zero }
            ending = own.filter { entry in
                entry.post.fundedUntil.map { thresholds.endsSoon(moneyUntil: $0, asOf: date) } ?? false
            }
            let staff = Staff(counted.filter { $0.post.role == group?.id }, at: date)
            // A post of no stated size may be all that is lacking.
            let isFew = !counted.isEmpty && staff.unsized == 0 && required.map { Fraction(staff.inPost) < $0 } ?? false
            few = isFew ? required.map { (staff.inPost, $0) } : nil
            document = (own.first ?? counted.first)?.document
        }

        var isAny: Bool { !vacant.isEmpty || !ending.isEmpty || few != nil }
    }

    func findings(in context: GapContext) -> Findings {
        guard let workforce = context.framework.workforce else { return Findings() }
        var findings: [Finding] = []
        var workings: [Lack] = []
        for (place, group) in context.groups.enumerated() {
            let areas = group.rows.map { (area: context.snapshot.rows[$0], row: Int?.some($0)) }
            let isAlone = areas.contains { $0.area == group.index }
            for (area, row) in areas + (isAlone ? [] : [(group.index, nil)]) {
                let own = context.model.posts(of: area, row: row, in: context.snapshot)
                let counted = row == nil ? context.posts(ofGroup: place) : own
                guard !counted.isEmpty else { continue }
                for role in workforce.roleGroups.map(Optional.some) + [nil] {
                    let asked = role.flatMap { group in
                        required(group, area, isHead: row == nil, workforce, context)
                    }
                    let lack = Lack(of: role, own, counted, asked, at: context.asOf, context.thresholds)
                    guard lack.isAny else { continue }
                    func lacks(_ own: [PostOnRecord], _ counted: [PostOnRecord], _ date: CalendarDate) -> Bool {
                        Lack(of: role, own, counted, asked, at: date, context.thresholds).isAny
                    }
                    // What an ICS lacks in all is told of the posts of its areas as well.
                    let isOfAll = row == nil && lack.few != nil
                    let since =
                        isOfAll
                        ? context.since(group: place) { posts, date in lacks([], posts, date) }
                        : context.since(area) { posts, date in lacks(posts, posts, date) }
                    findings.append(
                        context.finding(
                            kind,
                            area: area,
                            subject: role?.id.text ?? "other",
                            since: since,
                            detail: workings.count
                        )
                    )
                    workings.append(lack)
                }
            }
        }
        return Findings(findings, workings: workings)
    }

    /// What the framework's ratio asks for in an area; nil where it has none for the role group, the options do not agree on the tier,
    /// or the area is not of that tier.
    private func required(
        _ group: RoleGroup,
        _ area: Int,
        isHead: Bool,
        _ workforce: Workforce,
        _ context: GapContext
    ) -> Fraction? {
        guard let ratio = workforce.ratios.first(where: { $0.group == group.id }),
            workforce.tier(of: group.id) == (isHead ? .ics : .place),
            let target = context.framework.need?.expected(of: context.facts.areas[area])?.target
        else { return nil }
        return Fraction(target, over: 1) * Fraction(100, over: ratio.childrenPerWTE.value)
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
            evidence: (lack.vacant + lack.ending).flatMap(\.post.evidence),
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
