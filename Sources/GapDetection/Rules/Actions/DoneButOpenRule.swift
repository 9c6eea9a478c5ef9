import Provision

/// `done-but-open`: an action is said to be done, and a round after that day still shows the gap that it is for.
///
/// A gap that a round showed closed, and that opened again, is not still open: it has regressed, and another rule says so.
struct DoneButOpenRule: FindingRule {
    let kind = GapKind.doneButOpen
    let definition = "Done but open: an action is said to be done, and a later round still shows what it is for."
    let source =
        "A plan of action and milestones (OSCAL) closes an item when its finding is closed, not when work on it ends."

    func findings(in context: GapContext) -> Findings {
        let (model, snapshot) = (context.model, context.snapshot)
        let actions = model.actions.standing(on: context.asOf, knownAt: snapshot.knownAt)
        let done = actions.compactMap { action -> (action: Action, day: CalendarDate)? in
            if case .done(let day) = action.state { (action, day) } else { nil }
        }
        let rounds = model.rounds.map(\.referenceDate).filter { $0 <= context.asOf }
        guard let latest = rounds.last, done.contains(where: { $0.day < latest }) else { return Findings() }
        let aliases = GapAliases(done.flatMap(\.action.gaps), model.areas)
        let register = GapAudit(context, kinds: aliases.kinds, within: nil, threads: 1)
        let open = aliases.found(in: register)
        let standards = standards(of: done.map(\.action), in: context)
        let places = ActionPlaces(model, snapshot)
        var (found, workings) = ([Finding](), [Still]())
        for (action, day) in done {
            var whys: [String] = []
            var first: CalendarDate?
            for target in action.targets {
                let (isOpen, since, why): (Bool, CalendarDate?, () -> String) =
                    switch target {
                    case .gap(let name):
                        (open[name] != nil, open[name]?.since, { open[name].map { register.gap($0).why } ?? "" })
                    case .standard(let id):
                        (
                            StillOpen.isUnmet(standards[id] ?? [], areas: action.areas, model.areas) == true, nil,
                            { "\u{201C}\(model.framework.standard(id)?.title ?? id.text)\u{201D} is not met." }
                        )
                    }
                guard isOpen, let round = StillOpen.round(openSince: since, doneOn: day, rounds) else { continue }
                first = min(first ?? round, round)
                whys.append(why())
            }
            guard let round = first else { continue }
            found.append(
                context.finding(
                    kind,
                    area: places.only(of: places.areas(of: action)),
                    subject: action.id.text,
                    since: round,
                    detail: workings.count
                )
            )
            workings.append(Still(action: action, day: day, round: round, gaps: whys))
        }
        return Findings(found, workings: workings)
    }

    /// How the standards that actions are for stand now.
    private func standards(of actions: [Action], in context: GapContext) -> [Standard.ID: [StandardsAudit.Cell]] {
        var cells: [Standard.ID: [StandardsAudit.Cell]] = [:]
        let named = Set(actions.flatMap(\.standards))
        for (place, standard) in context.framework.standards.enumerated() where named.contains(standard.id) {
            cells[standard.id] = StandardsAudit(context.model, at: context.snapshot, only: place).cells
        }
        return cells
    }

    private struct Still: Sendable {
        let action: Action
        let day: CalendarDate
        let round: CalendarDate
        /// Why each is a gap.
        let gaps: [String]
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [Still], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let still = found[Int(finding.detail)]
        return GapWords(
            topic: still.action.what,
            why:
                "\u{201C}\(still.action.what)\u{201D} (\(still.action.ownerInWords)) is said to have been done on \(still.day.displayText), and the round of \(still.round.displayText) still shows what it is for. \(still.gaps.joined(separator: " "))",
            closing: "It closes when a later rating closes the gap, or the action is taken up again.",
            evidence: still.action.evidence
        )
    }
}
