import Provision

/// `denominator`: a published figure of need counts other children than official figures do for the ages it is about. Where
/// another official count of the area matches it to the unit, the sentence says which ages were counted.
struct DenominatorRule: FindingRule {
    let kind = GapKind.denominator
    let definition = "Denominator: a published population does not match the official one for the ages it is about."
    let source =
        "Table 4 of the service model of July 2023, against mid-2020 estimates of the Office for National Statistics."

    func findings(in context: GapContext) -> Findings {
        let shown = Set(
            context.snapshot.rows.map { context.model.group(of: $0, on: context.snapshot.areasAsOf) }
                + context.snapshot.rows
        )
        let published = context.framework.need?.published ?? []
        return Findings(
            published.enumerated().compactMap { place, row in
                guard let index = context.model.areas.index(of: row.area), shown.contains(index),
                    let official = context.model.areas.areas[index].statedChildrenUnderFive, official != row.children
                else { return nil }
                return context.finding(kind, area: index, subject: "need", since: nil, detail: place)
            }
        )
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        let area = context.model.areas.areas[Int(finding.area)]
        let place = Int(finding.detail)
        guard let need = context.framework.need, need.published.indices.contains(place),
            let official = area.statedChildrenUnderFive
        else {
            assertionFailure("a figure that was found is there")
            return GapWords(why: "", closing: "")
        }
        let published = need.published[place].children
        let match = area.populations.first { $0.children == published }
        let whom = match.map { "; by official figures that is the number of children \($0.ages.displayText)" } ?? ""
        return GapWords(
            topic: "the published need",
            why:
                "The published need of \(area.name) rests on \(counted(published, "child", "children")), given as aged 0 to 4\(whom). The official count of ages 0 to 4 is \(grouped(official)).",
            closing: "It closes when the figure is worked out anew from \(counted(official, "child", "children")).",
            evidence: [
                Evidence(
                    text: "Published: \(counted(published, "child", "children")).",
                    source: need.source,
                    section: need.section
                )
            ]
        )
    }
}
