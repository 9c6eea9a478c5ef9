import Provision

/// `unrated`: nobody has said anything of this service type in an area that was asked or that rated others. Not knowing is
/// a gap of its own, neither "none" nor "full". A service type stated as not expected is not unrated.
struct UnratedRule: FindingRule {
    let kind = GapKind.unrated
    let definition =
        "Not rated: the area was asked or has rated others, but nothing is on record for this service type."
    let source = "WHO HeRAMS: not knowing is reported as such."

    func findings(in context: GapContext) -> Findings {
        var found: [Finding] = []
        var unrated = StateSet()
        unrated.insert(.unrated)
        var (last, since): (Int, CalendarDate?) = (-1, nil)
        context.forEachCell(in: unrated) { row, column in
            if row != last { (last, since) = (row, firstAsked(context.area(row: row).id, context)) }
            found.append(context.finding(kind, row: row, column: column, since: since))
        }
        return Findings(found)
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        context.words(
            of: finding,
            closing: "It closes when the area rates it, or states that it is not expected there."
        ) { area, type, _, _ in "Whether \(area.name) has \(type.name) is not on record." }
    }

    /// The reference date of the first round that asked the area: since then its silence counts.
    private func firstAsked(_ area: Area.ID, _ context: GapContext) -> CalendarDate? {
        context.model.rounds.first { $0.opened <= context.asOf && $0.asked.contains(area) }?.referenceDate
    }
}
