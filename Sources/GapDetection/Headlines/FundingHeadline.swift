import Provision

/// Services whose money has ended, or ends within the framework's limit: the rule `funding`. The next end comes first.
func fundingHeadline(_ now: HeadlineScope) -> Headline? {
    let findings = now.audit.findings.filter { $0.kind == .funding }
    let ends = findings.compactMap { finding -> (service: Service, row: Int, last: CalendarDate)? in
        let register = now.context.registers[Int(finding.row)]
        guard register.services.indices.contains(Int(finding.detail)) else { return nil }
        let service = register.services[Int(finding.detail)].service
        return service.lastFundedDay.map { (service, Int(finding.row), $0) }
    }.sorted { ($0.last, $0.service.id.text) < ($1.last, $1.service.id.text) }
    // A service of several areas has a finding in each, and is one service.
    var seen: Set<Service.ID> = []
    let services = ends.filter { seen.insert($0.service.id).inserted }
    let (over, ending) = (
        services.filter { $0.last < now.context.asOf }, services.filter { $0.last >= now.context.asOf }
    )
    guard let first = ending.first ?? over.last else { return nil }
    func called(_ end: (service: Service, row: Int, last: CalendarDate)) -> String {
        "\(place(end.service, in: now.context.area(row: end.row))), on \(end.last.displayText)"
    }
    let limit = counted(now.context.thresholds.fundingMonths, "month")
    let claim =
        ending.isEmpty
        ? "The money of \(counted(over.count, "service")) has ended, and no later money is on record"
        : "The money of \(counted(ending.count, "service")) ends within \(limit)"
            + (over.isEmpty ? "" : ", and that of \(grouped(over.count)) has ended already")
    let next = ending.isEmpty ? [first] : Array(ending.prefix(2))
    return Headline(
        .funding,
        claim,
        detail: (ending.isEmpty && over.count > 1 ? "last of " : "") + listed(next.map(called))
            + (services.count > next.count && next.count > 1 ? " first" : ""),
        figure: services.count,
        area: now.area?.id,
        services: services.compactMap(\.service.type),
        children: now.children(Array(Set(ends.map(\.row))).sorted()),
        gaps: findings.map(now.audit.id)
    )
}
