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
    /// Each printed cell that follows from others.
    let cells: [Cell]
    /// Nil where the total can be; else why it cannot.
    let impossible: String?
    /// What disagrees, a sentence each; empty where every cell follows.
    public var disagreements: [String] {
        cells.filter { !$0.agrees }.map(\.sentence) + [impossible].compactMap(\.self)
    }

    struct Cell: Sendable {
        let column: Column
        let printed: Int
        let expected: Int
        let agrees: Bool
        /// What the arithmetic gives, and what is printed.
        let sentence: String
    }

    enum Column: String, Sendable {
        case base, additional, target

        /// Of a row's area: "children in need by the base share".
        var title: String {
            switch self {
            case .base: "children in need by the base share"
            case .additional: "further children in need in deprived areas"
            case .target: "initial target"
            }
        }
    }

    public init(_ row: NeedModel.Published, _ model: NeedModel) {
        published = row
        let children = Double(row.children)
        let base = children * model.base
        let increment = Double(row.total) - base
        impliedDeprived = model.deprived > 0 ? Int((increment / model.deprived).rounded()) : 0
        var cells: [Cell] = []
        func whole(_ value: Double) -> String { grouped(Int(value.rounded())) }
        func differs(_ printed: Int, _ expected: Double) -> Bool { abs(Double(printed) - expected) > 1 }
        func cell(_ column: Column, _ printed: Int, _ expected: Double, _ sentence: (_ agrees: Bool) -> String) {
            let agrees = !differs(printed, expected)
            cells.append(
                Cell(
                    column: column,
                    printed: printed,
                    expected: Int(expected.rounded()),
                    agrees: agrees,
                    sentence: sentence(agrees)
                )
            )
        }
        cell(.base, row.base, base) { agrees in
            let half = agrees || differs(row.base * 2, base) ? "" : ", twice the printed figure"
            return
                "\(percent(model.base)) of \(grouped(row.children)) is \(whole(base))\(half); printed is \(grouped(row.base))."
        }
        cell(.additional, row.additional, increment) { agrees in
            let ofAll = children * model.deprived
            let reason =
                agrees || differs(row.additional, ofAll + increment)
                ? "" : ": \(percent(model.deprived)) of all children (\(whole(ofAll))) was added to it"
            return
                "The total leaves \(whole(increment)) for the further \(percent(model.deprived)) of deprived children; printed is \(grouped(row.additional))\(reason)."
        }
        let target = Double(row.total) * model.target
        cell(.target, row.target, target) { _ in
            "\(percent(model.target)) of \(grouped(row.total)) is \(whole(target)); printed is \(grouped(row.target))."
        }
        self.cells = cells
        impossible =
            impliedDeprived < 0 || impliedDeprived > row.children
            ? "The total implies \(grouped(impliedDeprived)) deprived children of \(grouped(row.children)), which cannot be."
            : nil
    }
}
