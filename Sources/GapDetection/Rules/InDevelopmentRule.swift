import Provision

/// `in-development`: a gap still open, with a plan to close it. A level without a rank, which does not close the gap.
struct InDevelopmentRule: GapRule {
    let kind = GapKind.inDevelopment
    let definition = "In development: not yet provided, with a plan."
    let source = "The scoping tables of 2022: blue."

    func findings(in context: GapContext) -> GapFindings {
        GapFindings(
            context.gaps(
                ofLevelsStanding: .inDevelopment,
                kind: kind,
                saying: { "\($0.name) is still developing its \($1.name)" },
                closing: "It closes when the service is open, meets the guidelines and has stable funding."
            )
        )
    }
}
