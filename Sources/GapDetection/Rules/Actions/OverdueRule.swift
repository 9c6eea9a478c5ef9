import Provision

/// `overdue`: an action whose day has passed and that is neither done nor dropped. One that is deferred counts by the day until which.
struct OverdueRule: FindingRule {
    let kind = GapKind.overdue
    let definition = "Overdue: an action was due and is neither done nor dropped."
    let source = "Action trackers of ALMA's scorecards and DHIS2: what was agreed is followed until it is done."

    func findings(in context: GapContext) -> Findings {
        let late = context.model.actions.standing(on: context.asOf, knownAt: context.snapshot.knownAt)
            .filter { $0.daysLate(on: context.asOf) > 0 }
        guard !late.isEmpty else { return Findings() }
        let places = ActionPlaces(context.model, context.snapshot)
        return Findings(
            late.enumerated().map { place, action in
                context.finding(
                    kind,
                    area: places.only(of: places.areas(of: action)),
                    subject: action.id.text,
                    since: action.deadline.flatMap { CalendarDate(daysSince1970: $0.daysSince1970 &+ 1) },
                    detail: place
                )
            },
            workings: late
        )
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let late = workings as? [Action], late.indices.contains(Int(finding.detail)) else {
            assertionFailure("what was found is there")
            return GapWords(why: "", closing: "")
        }
        let action = late[Int(finding.detail)]
        let day = action.deadline?.displayText ?? ""
        let days = counted(action.daysLate(on: context.asOf), "day")
        let was = if case .deferred = action.state { "was deferred until" } else { "was due on" }
        return GapWords(
            topic: action.what,
            why:
                "\u{201C}\(action.what)\u{201D} \(was) \(day), \(days) before \(context.asOf.displayText): \(action.ownerInWords).",
            closing: "It closes when the action is done, is dropped, or has another day.",
            evidence: action.evidence
        )
    }
}
