import Provision

/// `no-owner`: a severe gap in provision that two rounds in a row have shown, and that nobody has taken on: there is no action for it, or none
/// that anybody answers for. Severe is what the framework says (`severe-points`).
///
/// Judged only where actions are on record at all: a network that keeps its actions elsewhere is told nothing.
struct NoOwnerRule: FindingRule {
    let kind = GapKind.noOwner
    let definition = "No owner: a severe gap that two rounds have shown, and no action that anybody answers for."
    let source = "The recommendations of 2022 name no owner, and the ratings of a later round would not show it."

    func findings(in context: GapContext) -> Findings {
        let model = context.model
        guard !model.actions.isEmpty else { return Findings() }
        // What is only supposed is no second round: nobody was asked in it, nor was that said of it.
        let rounds = model.rounds.filter { $0.referenceDate <= context.asOf && (!$0.asked.isEmpty || $0.asksNobody) }
        guard rounds.count > 1, let latest = rounds.last, let before = rounds.dropLast().last else { return Findings() }
        let kinds = Set(gapKinds.filter { !$0.isOfTheRecord })
        let register = GapAudit(context, kinds: kinds, within: nil, threads: 1)
        let coverage = ActionCoverage(
            model.actions.standing(on: context.asOf, knownAt: context.snapshot.knownAt),
            model.areas,
            on: context.snapshot.areasAsOf
        )
        var (found, workings) = ([Finding](), [Unowned]())
        for gap in register.findings where gap.severity >= context.thresholds.severePoints {
            guard let since = gap.since, since <= before.referenceDate else { continue }
            let id = register.id(of: gap)
            let actions = coverage.standing(for: id, kind: gap.kind, area: Int(gap.area))
            guard actions.allSatisfy({ $0.owner == nil }) else { continue }
            // From the second round on that showed it.
            let second = rounds.first { $0.referenceDate > since } ?? latest
            found.append(
                context.finding(
                    kind,
                    area: Int(gap.area),
                    column: gap.service < 0 ? nil : Int(gap.service),
                    subject: "\(gap.kind):\(id.subject)",
                    since: second.referenceDate,
                    detail: workings.count
                )
            )
            workings.append(Unowned(gap: gap, register: register, actions: actions))
        }
        return Findings(found, workings: workings)
    }

    private struct Unowned: Sendable {
        let gap: Finding
        let register: GapAudit
        let actions: [Action]
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [Unowned], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let unowned = found[Int(finding.detail)]
        let gap = unowned.register.gap(unowned.gap)
        let actions =
            unowned.actions.isEmpty
            ? "No action is on record for it."
            : "Nobody answers for \(listed(unowned.actions.map { "\u{201C}\($0.what)\u{201D}" }, most: 3))."
        return GapWords(
            topic: gap.topic ?? gap.kind.name,
            why: "\(gap.why) Severity \(gap.severity), and two rounds or more have shown it. \(actions)",
            closing: "It closes when an action for it has an owner, or the gap itself closes."
        )
    }
}
