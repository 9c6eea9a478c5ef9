public import Provision

/// How many children of an area are expected to need specialist help, with each step of the sum.
///
///     need   = children x base share + children in deprived areas x further share
///     target = need x target share
///
/// Steps are rounded to whole children only when shown: 91,718 children, 37.2% of them in deprived areas, give
/// 5,962 + 1,706 = 7,668 and a target of 2,684.
public struct NeedEstimate: Hashable, Sendable {
    public let children: Int
    /// Children in deprived small areas; nil where the share is not known, and nothing is added for them.
    public let deprived: Double?
    public let base: Double
    public let additional: Double
    public var need: Double { base + additional }
    public let targetShare: Double

    /// Whole children.
    public var target: Int { Int((need * targetShare).rounded()) }

    init(_ model: NeedModel, children: Int, deprivedShare: Double?) {
        self.children = children
        deprived = deprivedShare.map { $0 * Double(children) }
        base = Double(children) * model.base
        additional = (deprived ?? 0) * model.deprived
        targetShare = model.target
    }

    /// "35% of the 7,668 children aged 0 to 4 who are expected to need specialist help".
    public var displayText: String {
        "\(percent(targetShare)) of the \(grouped(Int(need.rounded()))) children aged 0 to 4 who are expected to need specialist help"
    }
}

extension NeedModel {
    /// The need of an area; nil where its children are not known.
    public func expected(of area: Area) -> NeedEstimate? {
        let (children, deprivedShare) = ChildrenInNeed.figures(of: area)
        return children.map { NeedEstimate(self, children: $0, deprivedShare: deprivedShare) }
    }
}

/// "35%", "6.5%".
func percent(_ share: Double) -> String {
    let text = tenths(share * 100)
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "%"
}

extension ProvisionModel {
    /// What the expected need of some areas rests on: the sources of their children and deprivation, those of the areas from
    /// which they inherit these among them, and that of the need model. In words.
    public func sourcesOfNeed(areas rows: [Int]) -> [String] {
        let figures = areas.peopleSources(of: rows).map(\.citation)
        guard let need = framework.need, let title = framework.source(need.source)?.title else { return figures }
        return figures + [need.section.map { "\(title), \(Evidence.displayText($0))" } ?? title]
    }
}
