import Provision

/// `equity-unrecorded`: a service that returns outcomes and of too many of the families it saw has not recorded the ethnic group, or how
/// deprived their neighbourhood is. Whether it reaches those who need it most cannot be told.
struct EquityUnrecordedRule: FindingRule {
    let kind = GapKind.equityUnrecorded
    let definition =
        "Equity unrecorded: of the families whom a service saw, too few have their ethnic group, or the deprivation of where they live, on record."
    let source =
        "Section 4.6 of the service model of July 2023: ethnicity and deprivation are recorded for all whom a service sees."

    private struct Lack: Sendable {
        let service: Service.ID
        let name: String
        let counts: [Outcome.Count]
        let isStated: Bool
        let entry: OutcomeOnRecord
    }

    func findings(in context: GapContext) -> Findings {
        var findings: [Finding] = []
        var workings: [Lack] = []
        let most = context.thresholds.recordedPercent
        for row in context.snapshot.rows.indices {
            let outcomes = context.outcomes(row: row)
            var seen: Set<Service.ID> = []
            for entry in outcomes where seen.insert(entry.outcome.service).inserted {
                let service = entry.outcome.service
                let lacking = Self.lacking(outcomes, service, most)
                guard !lacking.isEmpty else { continue }
                findings.append(
                    context.finding(
                        kind,
                        row: row,
                        subject: service.text,
                        since: context.since([context.snapshot.rows[row]]) {
                            !Self.lacking($0, service, most).isEmpty
                        },
                        detail: workings.count
                    )
                )
                let known = context.registers[row].services.first { $0.service.id == service }?.service.name
                workings.append(
                    Lack(
                        service: service,
                        name: known ?? service.text,
                        counts: lacking,
                        isStated: lacking.contains { count in
                            outcomes.contains { $0.outcome.service == service && $0.outcome[count] != nil }
                        },
                        entry: entry
                    )
                )
            }
        }
        return Findings(findings, workings: workings)
    }

    /// What is recorded of fewer than so many per cent of those seen, in any period that the service returns. What is withheld is not
    /// judged.
    private static func lacking(_ outcomes: [OutcomeOnRecord], _ service: Service.ID, _ percent: Int) -> [Outcome.Count]
    {
        [Outcome.Count.ethnicityRecorded, .deprivationRecorded].filter { count in
            outcomes.contains { entry in
                guard entry.outcome.service == service, let seen = entry.outcome.seen?.number, seen > 0 else {
                    return false
                }
                guard let recorded = entry.outcome[count] else { return true }
                return recorded.number.map { $0 * 100 < seen * percent } ?? false
            }
        }
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [Lack], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let lack = found[Int(finding.detail)]
        let words = lack.counts.map {
            $0 == .ethnicityRecorded ? "the ethnic group" : "the deprivation of where they live"
        }
        // No number: it may be a small one.
        let share = "fewer than \(context.thresholds.recordedPercent)% of the families"
        return GapWords(
            topic: lack.name,
            why:
                "\(lack.name) in \(context.area(row: Int(finding.row)).name) has \(listed(words)) on record for \(lack.isStated ? share : "none of the families, or does not say for how many,") whom it saw, so that nobody can tell whom it reaches.",
            closing: "It closes when they are on record for at least \(context.thresholds.recordedPercent)%.",
            evidence: lack.entry.outcome.evidence,
            document: lack.entry.document
        )
    }
}
