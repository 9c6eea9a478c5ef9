import Provision

/// `needs-group`: nothing delivered in the area is among the interventions that the framework lists for one of the needs
/// groups (THRIVE's five). Areas whose register lists no intervention that the framework knows a group for are not judged.
struct NeedsGroupRule: GapRule {
    let kind = GapKind.needsGroup
    let definition =
        "Needs group: no intervention delivered in the area is one the framework lists for this group of families."
    let source = "The THRIVE framework, as section 4.2 of the service model of July 2023 maps interventions to it."

    func findings(in view: GapView) -> GapFindings {
        var gaps: [Gap] = []
        var unknown: [Area.ID] = []
        for row in view.snapshot.rows.indices {
            let area = view.area(row: row)
            let register = view.registers[row]
            let delivered = Set(
                register.services.map(\.service).filter { $0.mayBeLive(at: view.asOf) }.flatMap(\.interventions)
                    + register.interventions.map(\.intervention)
            )
            let reached = Set(
                view.framework.interventions.filter { delivered.contains($0.id) }.flatMap(\.needsGroups)
            )
            guard !reached.isEmpty else {
                unknown.append(area.id)
                continue
            }
            for group in view.framework.needsGroups where !reached.contains(group.id) {
                gaps.append(
                    view.gap(
                        kind,
                        area: area,
                        subject: group.id.text,
                        since: nil,
                        why:
                            "None of the \(counted(delivered.count, "intervention")) on record in \(area.name) is listed for families who are \(group.name.lowercased()).",
                        closing: "An intervention that the framework lists for \"\(group.name)\".",
                        document: register.document
                    )
                )
            }
        }
        let reason = "no intervention is on record that the framework lists for a needs group"
        return GapFindings(gaps, notJudged: unknown.isEmpty ? [] : [NotJudged(kind, reason, areas: unknown)])
    }
}
