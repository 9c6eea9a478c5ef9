import Provision

/// `funding`: a service rests on non-recurrent money alone, and that money has ended or ends within the framework's limit
/// (12 months unless told) of the date asked about.
///
/// A service counts if nothing on record says that it is closed or not delivering. Where some of its money is recurrent there is no
/// gap; where no money, or no end, is on record, the rule is silent. It dates from the day the limit was reached, or from the day
/// on which the service opened or its money began where that is later: before it there was nothing to lose.
struct FundingRule: GapRule {
    let kind = GapKind.funding
    let definition =
        "Funding: a service rests on non-recurrent money that has ended or ends within the framework's limit (12 months unless told)."
    let source = "The definition of green asks for stable funding; the reports name services on grants that end."

    func findings(in context: GapContext) -> GapFindings {
        var gaps: [Gap] = []
        var unknown: [Area.ID] = []
        for row in context.snapshot.rows.indices {
            let area = context.area(row: row)
            let live = context.registers[row].services.filter { $0.service.mayBeLive(at: context.asOf) }
            if live.contains(where: { $0.service.funding.isEmpty }) { unknown.append(area.id) }
            for entry in live {
                guard let last = entry.service.lastFundedDay,
                    let warning = context.thresholds.warningDay(ofMoneyUntil: last)
                else { continue }
                let begun = entry.service.opened ?? entry.service.funding.compactMap(\.from).min()
                let since = max(warning, begun ?? warning)
                guard since <= context.asOf else { continue }
                gaps.append(gap(entry, last, since: since, area, row, context))
            }
        }
        let reason = "the money of some services is not on record"
        return GapFindings(gaps, notJudged: unknown.isEmpty ? [] : [NotJudged(kind, reason, areas: unknown)])
    }

    private func gap(
        _ entry: AreaRegister.Entry,
        _ last: CalendarDate,
        since: CalendarDate,
        _ area: Area,
        _ row: Int,
        _ context: GapContext
    ) -> Gap {
        let service = entry.service
        let type = service.type.flatMap { context.framework.serviceType($0) }
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
        return context.gap(
            kind,
            area: area,
            service: type,
            subject: [type?.id.text, service.id.text].compactMap { $0 }.joined(separator: "/"),
            topic: service.name,
            since: since,
            why:
                "\(place(service, in: area)) \(money) on \(last.displayText)\(isOver ? "; no later money is on record" : "").\(beside)",
            closing:
                "It closes when recurrent money is on record, or money for more than \(counted(context.thresholds.fundingMonths, "month")) to come.",
            evidence: service.evidence,
            document: entry.document
        )
    }
}
