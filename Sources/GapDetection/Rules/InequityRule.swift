import Provision

/// `inequity`: within an ICS, children of some areas have full provision of a service type and children of others have none.
struct InequityRule: GapRule {
    let kind = GapKind.inequity
    let definition = "Inequity: within an ICS some children have full provision of a service type and others none."
    let source = "The finding of the scoping reports that provision varies between areas of one ICS."

    func findings(in context: GapContext) -> GapFindings {
        let scale = context.framework.scale
        var gaps: [Gap] = []
        for (head, rows) in context.groups where rows.count > 1 {
            for (column, type) in context.framework.serviceTypes.enumerated() {
                let full = rows.filter { context.standing(row: $0, column: column) == .full }
                let none = rows.filter { context.standing(row: $0, column: column) == Level.Standing.none }
                guard !full.isEmpty, !none.isEmpty else { continue }
                let without = Severity.People(of: none.map { context.area(row: $0) })
                let with = Severity.People(of: full.map { context.area(row: $0) })
                let behind = { (people: Severity.People) in
                    people.children.map { " (\(counted($0, "child", "children")) aged 0 to 4)" } ?? ""
                }
                gaps.append(
                    context.gap(
                        kind,
                        area: head,
                        service: type,
                        people: without,
                        since: context.since(rows: rows, column: column) { states in
                            let standings = states.compactMap { scale.level(of: $0)?.standing }
                            return standings.contains(.full) && standings.contains(Level.Standing.none)
                        },
                        why:
                            "Within \(head.name): \(names(full, context)) \(verb(full.count, "has", "have")) \(type.name) in full\(behind(with)), while \(names(none, context)) \(verb(none.count, "has", "have")) none\(behind(without)).",
                        closing:
                            "It closes when \(names(none, context)) \(verb(none.count, "provides", "provide")) it too, or \(verb(none.count, "plans", "plan")) to."
                    )
                )
            }
        }
        return GapFindings(gaps)
    }

    private func names(_ rows: [Int], _ context: GapContext) -> String {
        listed(rows.map { context.area(row: $0).name })
    }
}
