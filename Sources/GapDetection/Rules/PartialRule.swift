import Provision

/// `partial`: something is provided, below guidelines, limited in capacity or on short-term money. A ranked level above 0
/// that does not close the gap.
struct PartialRule: GapRule {
    let kind = GapKind.partial
    let definition = "Some provision: rated above the lowest level, but not at one that closes the gap."
    let source = "The scoping tables of 2022: amber."

    func findings(in context: GapContext) -> GapFindings {
        GapFindings(
            context.gaps(
                ofLevelsStanding: .partial,
                kind: kind,
                saying: { "\($0.name) has \($1.name) only in part" },
                closing: "It closes when provision meets the guidelines, with capacity for all and stable funding."
            )
        )
    }
}
