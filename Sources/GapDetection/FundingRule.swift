import Provision

/// `funding`: a service rests on non-recurrent money alone, and that money has ended or ends within the framework's limit
/// (12 months unless told) of the date asked about.
///
/// A service counts if nothing on record says that it is closed or not delivering. Where some of its money is recurrent there is no
/// gap; where no money, or no end, is on record, the rule is silent. It dates from the day the limit was reached.
struct FundingRule: GapRule {
    let kind = GapKind.funding
    let definition =
        "Funding: a service rests on non-recurrent money that has ended or ends within the framework's limit (12 months unless told)."
    let source = "The definition of green asks for stable funding; the reports name services on grants that end."

    func findings(in view: GapView) -> GapFindings {
        var gaps: [Gap] = []
        var unknown: [Area.ID] = []
        for row in view.snapshot.rows.indices {
            let area = view.area(row: row)
            let live = view.registers[row].services.filter { $0.service.mayBeLive(at: view.asOf) }
            if live.contains(where: { $0.service.funding.isEmpty }) { unknown.append(area.id) }
            for entry in live {
                guard let last = entry.service.lastFundedDay,
                    let warning = view.thresholds.warningDay(ofMoneyUntil: last), warning <= view.asOf
                else { continue }
                gaps.append(gap(entry, last, since: warning, area, row, view))
            }
        }
        let reason = "the register says nothing of the money of some services"
        return GapFindings(gaps, notJudged: unknown.isEmpty ? [] : [NotJudged(kind, reason, areas: unknown)])
    }

    private func gap(
        _ entry: AreaRegister.Entry,
        _ last: CalendarDate,
        since: CalendarDate,
        _ area: Area,
        _ row: Int,
        _ view: GapView
    ) -> Gap {
        let service = entry.service
        let type = service.type.flatMap { view.framework.serviceType($0) }
        let funders = listed(service.funding.compactMap(\.funder))
        let money = "non-recurrent money\(funders.isEmpty ? "" : " (\(funders))")"
        let verb = last < view.asOf ? "ended" : "ends"
        let others =
            type.map { type in
                view.registers[row].services(of: type.id)
                    .filter { $0.service.id != service.id && $0.service.mayBeLive(at: view.asOf) }
            } ?? []
        let rests: String
        if let type, let column = view.framework.index(of: type.id), let level = view.level(row: row, column: column) {
            rests =
                others.isEmpty
                ? " The rating \(level.code) of \(type.name) rests on it."
                : " \(type.name), rated \(level.code), also has \(listed(others.map(\.service.name)))."
        } else {
            rests = ""
        }
        return view.gap(
            kind,
            area: area,
            service: type,
            subject: [type?.id.text, service.id.text].compactMap { $0 }.joined(separator: "/"),
            since: since,
            why: "\(service.name) in \(area.name) rests on \(money) that \(verb) on \(last).\(rests)",
            closing: "Recurrent money, or money that reaches further.",
            evidence: service.evidence,
            document: entry.document
        )
    }
}
