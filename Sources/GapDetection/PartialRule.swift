import Provision

/// `partial`: something is provided, below guidelines, limited in capacity or on short-term money. A ranked level above 0
/// that does not close the gap.
struct PartialRule: GapRule {
    let kind = GapKind.partial
    let definition = "Some provision: rated above the lowest level, but not at one that closes the gap."
    let source = "The scoping tables of 2022: amber."

    func findings(in view: GapView) -> GapFindings {
        GapFindings(
            view.gaps(
                ofLevelsStanding: .partial,
                kind: kind,
                saying: "has only some provision of",
                closing: "Provision that meets the guidelines, with capacity for all and stable funding."
            )
        )
    }
}
