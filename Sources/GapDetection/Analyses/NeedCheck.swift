public import Provision

/// A printed row of need, held against the arithmetic that it claims to follow.
///
/// It starts from the printed children and the printed total, from which the children in deprived areas follow:
///
///     deprived = (total - children x base) / deprived share
///
/// and says of each cell what the arithmetic gives. Whole children may differ by one from rounding.
public struct NeedCheck: Sendable {
    public let published: NeedModel.Published
    /// The children in deprived areas that the printed total implies.
    public let impliedDeprived: Int
    /// What disagrees, a sentence each; empty where every cell follows.
    public let disagreements: [String]

    public init(_ row: NeedModel.Published, _ model: NeedModel) {
        published = row
        let children = Double(row.children)
        let base = children * model.base
        let increment = Double(row.total) - base
        impliedDeprived = model.deprived > 0 ? Int((increment / model.deprived).rounded()) : 0
        var found: [String] = []
        func differs(_ printed: Int, _ expected: Double) -> Bool { abs(Double(printed) - expected) > 1 }
        func whole(_ value: Double) -> String { grouped(Int(value.rounded())) }
        if differs(row.base, base) {
            let half = differs(row.base * 2, base) ? "" : ", twice the printed figure"
            found.append(
                "\(percent(model.base)) of \(grouped(row.children)) is \(whole(base))\(half); printed is \(grouped(row.base))."
            )
        }
        if differs(row.additional, increment) {
            let ofAll = children * model.deprived
            let reason =
                differs(row.additional, ofAll + increment)
                ? "" : ": \(percent(model.deprived)) of all children (\(whole(ofAll))) was added to it"
            found.append(
                "The total leaves \(whole(increment)) for the further \(percent(model.deprived)) of deprived children; printed is \(grouped(row.additional))\(reason)."
            )
        }
        if differs(row.target, Double(row.total) * model.target) {
            found.append(
                "\(percent(model.target)) of \(grouped(row.total)) is \(whole(Double(row.total) * model.target)); printed is \(grouped(row.target))."
            )
        }
        if impliedDeprived < 0 || impliedDeprived > row.children {
            found.append(
                "The total implies \(grouped(impliedDeprived)) deprived children of \(grouped(row.children)), which cannot be."
            )
        }
        disagreements = found
    }
}
