import Provision

/// `needs-group`: nothing delivered in the area is among the interventions that the framework lists for one of the needs
/// groups (THRIVE's five).
///
/// A cross-cutting intervention, such as peer support, goes along with help of every kind and fills no group by itself. An
/// intervention that the framework lists for no group is not known to fill any: the sentence counts them. Areas of which no
/// intervention is on record at all, or none of whose interventions the framework has placed, are not judged.
struct NeedsGroupRule: FindingRule {
    let kind = GapKind.needsGroup
    let definition =
        "Needs group: no intervention delivered in the area is one the framework lists for this group of families."
    let source = "The THRIVE framework, as section 4.2 of the service model of July 2023 maps interventions to it."

    func findings(in context: GapContext) -> Findings {
        let groups = context.framework.needsGroups
        var findings = Findings()
        var silent: [Area.ID] = []
        var unplaced: [Area.ID] = []
        let placing = NeedsReach.Placing(context.framework)
        for row in context.snapshot.rows.indices {
            let reach = placing.reach(of: context.delivered(row: row))
            switch reach.record {
            case .absent: silent.append(context.area(row: row).id)
            case .unplaced: unplaced.append(context.area(row: row).id)
            case .known:
                for (place, group) in groups.enumerated() where !reach.reaches(group.id) {
                    findings.found.append(
                        context.finding(kind, row: row, subject: group.id.text, since: nil, detail: place)
                    )
                }
            }
        }
        findings.stayedSilent(kind, "no intervention is on record", about: silent)
        findings.stayedSilent(
            kind,
            "the framework lists none of the interventions on record for a needs group",
            about: unplaced
        )
        return findings
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        let row = Int(finding.row)
        let area = context.area(row: row)
        let group = context.framework.needsGroups[Int(finding.detail)]
        let reach = NeedsReach.Placing(context.framework).reach(of: context.delivered(row: row))
        let open = reach.unplaced
        let beside = reach.crossCutting.map { $0.name.lowercased() }.sorted()
        let families = "families who are \(group.name.lowercased())"
        return GapWords(
            topic: families,
            why: [
                reach.delivered == 1
                    ? "The only intervention on record in \(area.name) is not listed for \(families)."
                    : "None of the \(counted(reach.delivered, "intervention")) on record in \(area.name) is listed for \(families).",
                open == 0 ? nil : "The framework lists \(grouped(open)) of them for no group.",
                beside.isEmpty
                    ? nil
                    : "\(capitalised(listed(beside))), which \(verb(beside.count, "goes", "go")) with all help, \(verb(beside.count, "does", "do")) not count.",
            ].compactMap { $0 }.joined(separator: " "),
            closing:
                "It closes when an intervention that the framework lists for \u{201C}\(group.name)\u{201D} is delivered there.",
            document: context.registers[row].document
        )
    }
}

extension GapContext {
    /// The interventions that an area's register says are delivered.
    func delivered(row: Int) -> [Intervention.ID] { registers[row].delivered(asOf: asOf) }
}
