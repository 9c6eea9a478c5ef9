import Provision

/// `funding`: a service rests on non-recurrent money alone, and that money has ended or ends within the framework's limit
/// (12 months unless told) of the date asked about.
///
/// A service counts if nothing on record says that it is closed or not delivering. Where some of its money is recurrent there is no
/// gap; where no money, or no end, is on record, the rule is silent. It dates from the day the limit was reached, or from the day
/// on which the service opened or its money began where that is later: before it there was nothing to lose.
struct FundingRule: FindingRule {
    let kind = GapKind.funding
    let definition =
        "Funding: a service rests on non-recurrent money that has ended or ends within the framework's limit (12 months unless told)."
    let source = "The definition of green asks for stable funding; the reports name services on grants that end."

    func findings(in context: GapContext) -> Findings {
        var findings = Findings()
        var unknown: [Area.ID] = []
        for row in context.snapshot.rows.indices {
            var isUnknown = false
            for (place, entry) in context.registers[row].services.enumerated() {
                let service = entry.service
                guard service.mayBeLive(at: context.asOf) else { continue }
                if service.funding.isEmpty { isUnknown = true }
                guard let last = service.lastFundedDay,
                    let warning = context.thresholds.warningDay(ofMoneyUntil: last)
                else { continue }
                let begun = service.opened ?? service.funding.compactMap(\.from).min()
                let since = max(warning, begun ?? warning)
                guard since <= context.asOf else { continue }
                let column = service.type.flatMap { context.framework.index(of: $0) }
                let type = column.map { context.framework.serviceTypes[$0].id.text }
                findings.found.append(
                    context.finding(
                        kind,
                        row: row,
                        column: column,
                        subject: [type, service.id.text].compactMap { $0 }.joined(separator: "/"),
                        since: since,
                        detail: place
                    )
                )
            }
            if isUnknown { unknown.append(context.area(row: row).id) }
        }
        findings.stayedSilent(kind, "the money of some services is not on record", about: unknown)
        return findings
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        let row = Int(finding.row)
        let area = context.area(row: row)
        let entry = context.registers[row].services[Int(finding.detail)]
        let service = entry.service
        let last = service.lastFundedDay ?? context.asOf
        let type = finding.service < 0 ? nil : context.framework.serviceTypes[Int(finding.service)]
        var seen: Set<String> = []
        let funders = listed(service.funding.compactMap(\.funder).filter { seen.insert($0).inserted })
        let source = "non-recurrent money\(funders.isEmpty ? "" : " (\(funders))")"
        let isOver = last < context.asOf
        let money = isOver ? "rested on \(source), which ended" : "rests on \(source), which ends"
        let beside =
            type.map { type in
                let others = context.registers[row].services(of: type.id)
                    .filter { $0.service.id != service.id && $0.service.mayBeLive(at: context.asOf) }
                return others.isEmpty
                    ? " Nothing else is on record there for \(type.name)."
                    : " Beside it \(listed(others.map(\.service.name))) \(verb(others.count, "is", "are")) on record there for \(type.name)."
            } ?? ""
        return GapWords(
            topic: service.name,
            why:
                "\(place(service, in: area)) \(money) on \(last.displayText)\(isOver ? "; no later money is on record" : "").\(beside)",
            closing:
                "It closes when recurrent money is on record, or money for more than \(counted(context.thresholds.fundingMonths, "month")) to come.",
            evidence: service.evidence,
            document: entry.document
        )
    }
}
