import Provision

/// `in-development`: a gap still open, with a plan to close it. A level without a rank, which does not close the gap.
struct InDevelopmentRule: GapRule {
    let kind = GapKind.inDevelopment
    let definition = "In development: not yet provided, with a plan."
    let source = "The scoping tables of 2022: blue."

    func findings(in view: GapView) -> GapFindings {
        GapFindings(
            view.gaps(
                ofLevelsStanding: .inDevelopment,
                kind: kind,
                saying: "is still developing its",
                closing: "The service opens and the area rates it at a level that closes the gap."
            )
        )
    }
}
