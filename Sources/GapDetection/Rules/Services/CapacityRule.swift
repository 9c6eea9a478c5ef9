import Provision

/// `capacity`: the services that are to meet the need can take on fewer children in a year than the need model's initial
/// target for the area. The target is a number of children, not a number a year: capacity for fewer cannot reach it within the
/// year, whatever the service's turnover. Judged only where the children are known and every such service states its capacity.
struct CapacityRule: FindingRule {
    let kind = GapKind.capacity
    let definition = "Capacity: the known capacity is below the need model's initial target."
    let source = "Table 4 of the service model of July 2023: an initial target of 35% of the expected need."

    func findings(in context: GapContext) -> Findings {
        guard let need = context.framework.need, !need.serviceTypes.isEmpty else { return Findings() }
        var findings = Findings()
        var unknown: [Area.ID] = []
        for row in context.snapshot.rows.indices {
            let area = context.area(row: row)
            let services = services(row, need, context)
            guard let expected = need.expected(of: area), !services.isEmpty,
                services.allSatisfy({ $0.service.capacity != nil })
            else {
                unknown.append(area.id)
                continue
            }
            guard capacity(services) < expected.target else { continue }
            findings.found.append(context.finding(kind, row: row, subject: "need", since: nil))
        }
        findings.stayedSilent(
            kind,
            "no service for this need is on record with its capacity, or the number of children is not known",
            about: unknown
        )
        return findings
    }

    /// The services that are to meet the need.
    private func services(_ row: Int, _ need: NeedModel, _ context: GapContext) -> [AreaRegister.Entry] {
        need.serviceTypes.flatMap { context.registers[row].services(of: $0) }
            .filter { $0.service.mayBeLive(at: context.asOf) }
    }

    private func capacity(_ services: [AreaRegister.Entry]) -> Int {
        services.reduce(0) { $0 + ($1.service.capacity ?? 0) }
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        let row = Int(finding.row)
        let area = context.area(row: row)
        guard let need = context.framework.need, let expected = need.expected(of: area) else {
            assertionFailure("a need that was short is known")
            return GapWords(why: "", closing: "")
        }
        let services = services(row, need, context)
        let capacity = capacity(services)
        return GapWords(
            topic: "capacity for the expected need",
            why:
                "Capacity on record in \(area.name) is for \(grouped(capacity)) a year (\(listed(services.map(\.service.name)))); the initial target is to help \(counted(expected.target, "child", "children")): \(expected.displayText).",
            closing:
                "It closes when there is capacity for \(grouped(expected.target)), which is \(grouped(expected.target - capacity)) more than now.",
            evidence: services.flatMap(\.service.evidence),
            document: services.first?.document
        )
    }
}
