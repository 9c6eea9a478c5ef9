import Provision

/// `not-assessed`: an area has assessed some of the standards that it answers for, and not others. One that has assessed none
/// was not asked, and is told nothing.
struct NotAssessedRule: FindingRule {
    let kind = GapKind.notAssessed
    let definition =
        "Not assessed: the area has assessed some of the standards that it answers for, and not the others."
    let source = "The service model of July 2023: an audit that leaves out the hard questions is none."

    func findings(in context: GapContext) -> Findings {
        let audit = StandardsAudit(ofAssessedIn: context)
        var findings: [Finding] = []
        var workings: [Open] = []
        for area in audit.areas {
            let cells = audit.cells.filter { $0.area == area }
            let open = cells.filter { $0.statements.isEmpty }.map { audit.standards[$0.standard].title }
            guard !open.isEmpty else { continue }
            findings.append(
                context.finding(
                    kind,
                    area: area,
                    subject: "standards",
                    since: context.assessed(area),
                    detail: workings.count
                )
            )
            workings.append(
                Open(titles: open, asked: cells.count, document: cells.lazy.flatMap(\.statements).first?.document)
            )
        }
        return Findings(findings, workings: workings)
    }

    private struct Open: Sendable {
        let titles: [String]
        let asked: Int
        let document: Gap.Document?
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [Open], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let open = found[Int(finding.detail)]
        let name = context.facts.areas[Int(finding.area)].name
        return GapWords(
            topic: "standards not assessed",
            why:
                "\(name) has assessed \(grouped(open.asked - open.titles.count)) of \(counted(open.asked, "standard")), and not \(listed(open.titles, most: 4)).",
            closing: "It closes when the area has assessed them, if as not applicable.",
            document: open.document
        )
    }
}
