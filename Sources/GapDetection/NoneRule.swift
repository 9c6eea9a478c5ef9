import Provision

/// `none`: the area states that nothing is provided. A cell at the level ranked 0.
struct NoneRule: GapRule {
    let kind = GapKind.none
    let definition = "No provision: the service type is rated at the lowest level."

    func gaps(in view: GapView) -> [Gap] {
        view.gaps(ofLevelsStanding: .none, kind: kind, saying: "has no provision of")
    }
}
