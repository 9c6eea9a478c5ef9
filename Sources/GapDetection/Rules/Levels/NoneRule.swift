import Provision

/// `none`: the area states that nothing is provided. A cell at the level ranked 0.
struct NoneRule: FindingRule {
    let kind = GapKind.none
    let definition = "No provision: the service type is rated at the lowest level."
    let source = "The scoping tables of 2022: red."

    func findings(in context: GapContext) -> Findings {
        Findings(context.findings(kind, marked: LevelPass.Mark.none, standing: .none))
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        context.words(
            ofLevel: finding,
            saying: { "\($0.name) has no \($1.name)" },
            closing:
                "It closes when provision meets the guidelines on stable funding; provision short of that leaves a gap of some provision."
        )
    }
}
