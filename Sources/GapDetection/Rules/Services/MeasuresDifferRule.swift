import Provision

/// `measures-differ`: services of one type in an ICS that have no measure in common, so that what they do for families cannot be held
/// side by side.
struct MeasuresDifferRule: FindingRule {
    let kind = GapKind.measuresDiffer
    let definition =
        "Measures differ: services of one type in an ICS return outcomes, and there is no measure that all of them use."
    let source =
        "Principle 5 of outcome measurement, section 4.3 of the service model of July 2023: measures alike across services."

    private struct Use: Sendable {
        let name: String
        let measures: Set<Measure.ID>
    }

    func findings(in context: GapContext) -> Findings {
        var findings: [Finding] = []
        var workings: [[Use]] = []
        for (place, group) in context.groups.enumerated() {
            let outcomes = context.outcomes(ofHead: place) + group.rows.flatMap { context.outcomes(row: $0) }
            guard !outcomes.isEmpty else { continue }
            let services = group.rows.flatMap { context.registers[$0].services.map(\.service) }
            for (column, type) in context.framework.serviceTypes.enumerated() {
                let own = Set(services.filter { $0.type == type.id }.map(\.id))
                let uses = Self.uses(outcomes.filter { own.contains($0.outcome.service) }, services)
                guard Self.differ(uses) else { continue }
                let areas = [group.index] + group.rows.map { context.snapshot.rows[$0] }
                findings.append(
                    context.finding(
                        kind,
                        area: group.index,
                        group: place,
                        column: column,
                        since: context.since(areas) { past in
                            Self.differ(Self.uses(past.filter { own.contains($0.outcome.service) }, services))
                        },
                        detail: workings.count
                    )
                )
                workings.append(uses)
            }
        }
        return Findings(findings, workings: workings)
    }

    /// By service what it was measured by, of those that were.
    private static func uses(_ outcomes: [OutcomeOnRecord], _ services: [Service]) -> [Use] {
        let measured = outcomes.filter(\.isMeasured)
        var order: [Service.ID] = []
        var measures: [Service.ID: Set<Measure.ID>] = [:]
        for outcome in measured.map(\.outcome) {
            guard let measure = outcome.measure else { continue }
            if measures[outcome.service] == nil { order.append(outcome.service) }
            measures[outcome.service, default: []].insert(measure)
        }
        return order.map { id in
            Use(name: services.first { $0.id == id }?.name ?? id.text, measures: measures[id] ?? [])
        }
    }

    private static func differ(_ uses: [Use]) -> Bool {
        guard uses.count > 1, let first = uses.first else { return false }
        return uses.dropFirst().reduce(first.measures) { $0.intersection($1.measures) }.isEmpty
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [[Use]], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let uses = found[Int(finding.detail)].map { use in
            let names = context.framework.measures.filter { use.measures.contains($0.id) }.map(\.name)
            return "\(use.name) by \(listed(names))"
        }
        let type = context.framework.serviceTypes[Int(finding.service)].name
        return GapWords(
            why:
                "Services of \(type) in \(context.facts.areas[Int(finding.area)].name) have no measure in common: \(listed(uses, most: 4)).",
            closing: "It closes when all of them use one measure."
        )
    }
}
