import Provision

/// `partial`: something is provided, below guidelines, limited in capacity or on short-term money. A ranked level above 0
/// that does not close the gap.
struct PartialRule: FindingRule {
    let kind = GapKind.partial
    let definition = "Some provision: rated above the lowest level, but not at one that closes the gap."
    let source = "The scoping tables of 2022: amber."

    func findings(in context: GapContext) -> Findings {
        Findings(context.findings(kind, marked: LevelPass.Mark.partial, standing: .partial))
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        context.words(
            ofLevel: finding,
            saying: { "\($0.name) has \($1.name) only in part" },
            closing:
                "It closes when provision meets the guidelines, with capacity for all and stable funding."
        )
    }
}
