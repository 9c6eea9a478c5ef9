import Provision

/// `role-absent`: a role group that the model asks for, whichever option is taken, and that no post on record is of, in an ICS where
/// posts are on record. Where a network has chosen an option its role groups are those that are asked for. Of an ICS, not of each of
/// its areas: most role groups work across several.
struct RoleAbsentRule: FindingRule {
    let kind = GapKind.roleAbsent
    let definition =
        "Role absent: posts are on record in the ICS, and none of them is of a role group that every option of the model asks for."
    let source = "Tables 1 and 2 of the service model of July 2023: the role groups of the two options."

    private struct Absence: Sendable {
        let group: RoleGroup
        let staff: Staff
        let document: Gap.Document?
    }

    func findings(in context: GapContext) -> Findings {
        guard let workforce = context.framework.workforce, !workforce.askedInAnyCase.isEmpty else { return Findings() }
        var findings: [Finding] = []
        var workings: [Absence] = []
        for (place, group) in context.groups.enumerated() {
            let posts = context.posts(ofGroup: place)
            let staff = Staff(posts, at: context.asOf)
            guard staff.posts > 0 else { continue }
            for role in workforce.askedInAnyCase {
                guard !posts.contains(where: { $0.post.role == role.id && $0.post.isFunded(at: context.asOf) }) else {
                    continue
                }
                findings.append(
                    context.finding(
                        kind,
                        area: group.index,
                        group: place,
                        subject: role.id.text,
                        since: context.since(group: place) { posts, date in
                            posts.contains { $0.post.isFunded(at: date) }
                                && !posts.contains { $0.post.role == role.id && $0.post.isFunded(at: date) }
                        },
                        detail: workings.count
                    )
                )
                workings.append(Absence(group: role, staff: staff, document: posts.first?.document))
            }
        }
        return Findings(findings, workings: workings)
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [Absence], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let absence = found[Int(finding.detail)]
        let name = context.facts.areas[Int(finding.area)].name
        let examples =
            absence.group.roles.isEmpty ? "" : " Roles of it might be: \(listed(absence.group.roles, most: 3))."
        return GapWords(
            topic: absence.group.name.lowercased(),
            why:
                "\(counted(absence.staff.posts, "post")) \(verb(absence.staff.posts, "is", "are")) on record in \(name), and none of them in \(absence.group.name.lowercased()), which the model asks for.\(examples)",
            closing: "It closes when a post of that role group is on record.",
            document: absence.document
        )
    }
}
