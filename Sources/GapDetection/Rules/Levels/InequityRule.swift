import Provision

/// `inequity`: within an ICS, children of some areas have full provision of a service type and children of others have none.
struct InequityRule: FindingRule {
    let kind = GapKind.inequity
    let definition = "Inequity: within an ICS some children have full provision of a service type and others none."
    let source = "The finding of the scoping reports that provision varies between areas of one ICS."

    func findings(in context: GapContext) -> Findings {
        let (full, none) = (context.stands(.full), context.stands(.none))
        let both = SystemPass.Flag.full | SystemPass.Flag.none
        var pass = SystemPass(columns: context.snapshot.columns, context.gradesOfScale)
        var found: [Finding] = []
        for (place, group) in context.groups.enumerated() where group.rows.count > 1 {
            pass.look(at: context.grades.span, rows: group.rows)
            for column in pass.flags.indices where pass.flags[column] & both == both {
                let states = group.rows.map { context.snapshot.state(row: $0, column: column) }
                guard states.contains(where: full.contains), states.contains(where: none.contains) else { continue }
                let without = zip(group.rows, states).filter { none.contains($0.1) }.map(\.0)
                found.append(
                    context.finding(
                        kind,
                        area: group.index,
                        group: place,
                        people: context.people(rows: without),
                        column: column,
                        since: context.since(rows: group.rows, column: column) { states in
                            states.contains(where: full.contains) && states.contains(where: none.contains)
                        }
                    )
                )
            }
        }
        return Findings(found)
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        let (group, column) = (context.groups[Int(finding.row)], Int(finding.service))
        let type = context.framework.serviceTypes[column]
        let full = group.rows.filter { context.isStanding(.full, row: $0, column: column) }
        let none = group.rows.filter { context.isStanding(.none, row: $0, column: column) }
        let (with, without) = (context.people(rows: full), context.people(rows: none))
        let behind = { (people: Severity.People) in
            people.children.map { " (\(counted($0, "child", "children")) aged 0 to 4)" } ?? ""
        }
        return GapWords(
            people: without,
            why:
                "Within \(group.head.name): \(names(full, context)) \(verb(full.count, "has", "have")) \(type.name) in full\(behind(with)), while \(names(none, context)) \(verb(none.count, "has", "have")) none\(behind(without)).",
            closing:
                "It closes when \(names(none, context)) \(verb(none.count, "provides", "provide")) it too, or \(verb(none.count, "plans", "plan")) to."
        )
    }

    private func names(_ rows: [Int], _ context: GapContext) -> String {
        listed(rows.map { context.area(row: $0).name })
    }
}
