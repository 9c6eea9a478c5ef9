import Provision

/// `in-development`: a gap still open, with a plan to close it. A level without a rank, which does not close the gap.
struct InDevelopmentRule: GapRule {
    let kind = GapKind.inDevelopment
    let definition = "In development: not yet provided, with a plan."

    func gaps(in view: GapView) -> [Gap] {
        view.gaps(ofLevelsStanding: .inDevelopment, kind: kind, saying: "is still developing its")
    }
}
