import Provision

/// `in-development`: a gap still open, with a plan to close it. A level without a rank, which does not close the gap.
struct InDevelopmentRule: FindingRule {
    let kind = GapKind.inDevelopment
    let definition = "In development: not yet provided, with a plan."
    let source = "The scoping tables of 2022: blue."

    func findings(in context: GapContext) -> Findings {
        Findings(context.findings(kind, marked: LevelPass.Mark.inDevelopment, standing: .inDevelopment))
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        context.words(
            ofLevel: finding,
            saying: { "\($0.name) is still developing its \($1.name)" },
            closing:
                "It closes when the service is open, meets the guidelines and has stable funding."
        )
    }
}
