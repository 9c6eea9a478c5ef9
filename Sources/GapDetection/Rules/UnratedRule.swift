import Provision

/// `unrated`: nobody has said anything of this service type in an area that was asked or that rated others. Not knowing is
/// a gap of its own, neither "none" nor "full". A service type stated as not expected is not unrated.
struct UnratedRule: GapRule {
    let kind = GapKind.unrated
    let definition =
        "Not rated: the area was asked or has rated others, but nothing is on record for this service type."
    let source = "WHO HeRAMS: not knowing is reported as such."

    func findings(in context: GapContext) -> GapFindings {
        GapFindings(
            context.cells { $0 == .unrated }.map { row, column in
                context.gap(
                    kind,
                    row: row,
                    column: column,
                    since: firstAsked(context.area(row: row).id, context),
                    why: { "Whether \($0.name) has \($1.name) is not on record." },
                    closing: "It closes when the area rates it, or states that it is not expected there."
                )
            }
        )
    }

    /// The reference date of the first round that asked the area: since then its silence counts.
    private func firstAsked(_ area: Area.ID, _ context: GapContext) -> CalendarDate? {
        context.model.rounds.first { $0.opened <= context.asOf && $0.asked.contains(area) }?.referenceDate
    }
}
