import Provision

/// `needs-group`: nothing delivered in the area is among the interventions that the framework lists for one of the needs
/// groups (THRIVE's five).
///
/// A cross-cutting intervention, such as peer support, goes along with help of every kind and fills no group by itself. An
/// intervention that the framework lists for no group is not known to fill any: the sentence counts them. Areas of which no
/// intervention is on record at all, or none of whose interventions the framework has placed, are not judged.
struct NeedsGroupRule: GapRule {
    let kind = GapKind.needsGroup
    let definition =
        "Needs group: no intervention delivered in the area is one the framework lists for this group of families."
    let source = "The THRIVE framework, as section 4.2 of the service model of July 2023 maps interventions to it."

    func findings(in context: GapContext) -> GapFindings {
        let framework = context.framework
        let kinds = Dictionary(framework.interventions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var gaps: [Gap] = []
        var silent: [Area.ID] = []
        var unplaced: [Area.ID] = []
        for row in context.snapshot.rows.indices {
            let area = context.area(row: row)
            let delivered = Set(context.delivered(row: row))
            guard !delivered.isEmpty else {
                silent.append(area.id)
                continue
            }
            let known = delivered.compactMap { kinds[$0] }
            let specific = known.filter { !$0.isCrossCutting && !$0.needsGroups.isEmpty }
            let crossCutting = known.filter(\.isCrossCutting)
            guard !specific.isEmpty || !crossCutting.isEmpty else {
                unplaced.append(area.id)
                continue
            }
            let open = delivered.count - specific.count - crossCutting.count
            let reached = Set(specific.flatMap(\.needsGroups))
            for group in framework.needsGroups where !reached.contains(group.id) {
                let beside = crossCutting.map { $0.name.lowercased() }.sorted()
                gaps.append(
                    context.gap(
                        kind,
                        area: area,
                        subject: group.id.text,
                        topic: "families who are \(group.name.lowercased())",
                        since: nil,
                        why: [
                            delivered.count == 1
                                ? "The only intervention on record in \(area.name) is not listed for families who are \(group.name.lowercased())."
                                : "None of the \(counted(delivered.count, "intervention")) on record in \(area.name) is listed for families who are \(group.name.lowercased()).",
                            open == 0 ? nil : "The framework lists \(grouped(open)) of them for no group.",
                            beside.isEmpty
                                ? nil
                                : "\(capitalised(listed(beside))), which \(verb(beside.count, "goes", "go")) with all help, \(verb(beside.count, "does", "do")) not count.",
                        ].compactMap { $0 }.joined(separator: " "),
                        closing:
                            "It closes when an intervention that the framework lists for \u{201C}\(group.name)\u{201D} is delivered there.",
                        document: context.registers[row].document
                    )
                )
            }
        }
        return GapFindings(
            gaps,
            notJudged: [
                ("no intervention is on record", silent),
                ("the framework lists none of the interventions on record for a needs group", unplaced),
            ].filter { !$0.1.isEmpty }.map { NotJudged(kind, $0.0, areas: $0.1) }
        )
    }
}

extension GapContext {
    /// The interventions that an area's register says are delivered: by services that may be live, or by nobody named.
    func delivered(row: Int) -> [Intervention.ID] {
        let register = registers[row]
        return register.services.map(\.service).filter { $0.mayBeLive(at: asOf) }
            .flatMap(\.interventions) + register.interventions.map(\.intervention)
    }
}
