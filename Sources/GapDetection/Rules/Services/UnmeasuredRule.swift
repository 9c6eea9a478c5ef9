import Provision

/// `unmeasured`: a service that sees families and of which no measure says what it does for them, in an area that returns outcomes.
/// Of services that are to meet the need for specialist help. An area that returns no outcomes at all is not told so of each service.
struct UnmeasuredRule: FindingRule {
    let kind = GapKind.unmeasured
    let definition =
        "Unmeasured: the area returns outcomes, and of a service that sees families there nobody was measured at both ends."
    let source =
        "Principle 11 and section 4.3 of the service model of July 2023: measures that show what a service does."

    func findings(in context: GapContext) -> Findings {
        guard !context.framework.measures.isEmpty else { return Findings() }
        var findings: [Finding] = []
        var workings: [ServiceOnRecord] = []
        for row in context.snapshot.rows.indices {
            let outcomes = context.outcomes(row: row)
            guard !outcomes.isEmpty else { continue }
            for entry in context.registers[row].services
            where context.isServing(entry.service, row: row) && context.isToBeMeasured(entry.service) {
                guard !outcomes.contains(where: { $0.outcome.service == entry.service.id && $0.isMeasured }) else {
                    continue
                }
                findings.append(
                    context.finding(
                        kind,
                        row: row,
                        subject: entry.service.id.text,
                        since: context.since([context.snapshot.rows[row]]) { past in
                            !past.isEmpty && !past.contains { $0.outcome.service == entry.service.id && $0.isMeasured }
                        },
                        detail: workings.count
                    )
                )
                workings.append(ServiceOnRecord(service: entry.service, document: entry.document))
            }
        }
        return Findings(findings, workings: workings)
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [ServiceOnRecord], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let entry = found[Int(finding.detail)]
        let area = context.area(row: Int(finding.row)).name
        return GapWords(
            topic: entry.service.name,
            why:
                "\(area) returns outcomes, and of \(entry.service.name) they name nobody who was measured at the beginning and at the end.",
            closing: "It closes when the service's outcomes are returned by a measure.",
            document: entry.document
        )
    }
}
