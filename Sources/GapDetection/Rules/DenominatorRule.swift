import Provision

/// `denominator`: a published figure of need counts other children than official figures do for the ages it is about. Where
/// another official count of the area matches it to the unit, the sentence says which ages were counted.
struct DenominatorRule: GapRule {
    let kind = GapKind.denominator
    let definition = "Denominator: a published population does not match the official one for the ages it is about."
    let source =
        "Table 4 of the service model of July 2023, against mid-2020 estimates of the Office for National Statistics."

    func findings(in context: GapContext) -> GapFindings {
        let shown = Set(
            context.snapshot.rows.map { context.model.group(of: $0, on: context.snapshot.areasAsOf) }
                + context.snapshot.rows
        )
        let published = context.framework.need?.published ?? []
        return GapFindings(
            published.compactMap { row in
                guard let index = context.model.areas.index(of: row.area), shown.contains(index) else { return nil }
                let area = context.model.areas.areas[index]
                guard let official = area.statedChildrenUnderFive, official != row.children else { return nil }
                let match = area.populations.first { $0.children == row.children }
                let whom =
                    match.map { "; by official figures that is the number of children \($0.ages.displayText)" } ?? ""
                return context.gap(
                    kind,
                    area: area,
                    subject: "need",
                    topic: "the published need",
                    since: nil,
                    why:
                        "The published need of \(area.name) rests on \(counted(row.children, "child", "children")), given as aged 0 to 4\(whom). The official count of ages 0 to 4 is \(grouped(official)).",
                    closing:
                        "It closes when the figure is worked out anew from \(counted(official, "child", "children")).",
                    evidence: context.framework.need.map {
                        [
                            Evidence(
                                text: "Published: \(counted(row.children, "child", "children")).",
                                source: $0.source,
                                section: $0.section
                            )
                        ]
                    } ?? []
                )
            }
        )
    }
}
