import Provision

/// `none`: the area states that nothing is provided. A cell at the level ranked 0.
struct NoneRule: GapRule {
    let kind = GapKind.none
    let definition = "No provision: the service type is rated at the lowest level."
    let source = "The scoping tables of 2022: red."

    func findings(in view: GapView) -> GapFindings {
        GapFindings(
            view.gaps(
                ofLevelsStanding: .none,
                kind: kind,
                saying: "has no provision of",
                closing:
                    "Any provision makes it partial; provision that meets the guidelines on stable funding closes it."
            )
        )
    }
}
