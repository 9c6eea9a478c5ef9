package import GapDetection
package import Provision

/// One row of `equity.get`'s answer.
package struct EquityRow: Encodable {
    package let ics: String
    package let icsName: String
    package let service: String
    package let serviceName: String
    /// By the level's code.
    package let children: [String: Int]
    package let otherChildren: Int
    package let shareFull: Double?
    package let giniSimpson: Double?
    package let consensus: Double?
    package let best: [String]
    package let worst: [String]
    package let childrenNotKnown: [String]

    package init(_ equity: Equity, _ scale: RatingScale) {
        ics = equity.head.id.text
        icsName = equity.head.name
        service = equity.service.id.text
        serviceName = equity.service.name
        children = Dictionary(
            zip(scale.levels.map(\.code), equity.children),
            uniquingKeysWith: { first, _ in first }
        )
        otherChildren = equity.otherChildren
        shareFull = equity.fullShare
        giniSimpson = equity.giniSimpson
        consensus = equity.consensus
        best = equity.best.map(\.name)
        worst = equity.worst.map(\.name)
        childrenNotKnown = equity.unknown.map(\.name)
    }

    package func cells(_ codes: [String]) -> [String] {
        func few(_ names: [String]) -> String {
            names.count > 3
                ? names.prefix(2).joined(separator: ", ") + " and \(names.count - 2) more"
                : names.joined(separator: ", ")
        }
        return [serviceName] + codes.map { String(children[$0] ?? 0) }
            + [shareFull, giniSimpson, consensus].map { $0.map(threeDigits) ?? "" } + [few(best), few(worst)]
    }
}

/// `equity.get`'s answer.
package struct EquityAnswer: Encodable {
    package let measures: [EquityRow]
    /// Whose figures those of areas without their own are; left out where all areas have theirs.
    package let note: String?
    /// The sources of the numbers of children, with their licences.
    package let sources: [String]

    package init(_ measures: [Equity], _ model: ProvisionModel) {
        sources = model.areas.peopleSources(of: measures).map(\.citation)
        self.measures = measures.map { EquityRow($0, model.framework.scale) }
        note = AreaHierarchy.peopleNote(measures.flatMap(\.counted))
    }
}

extension AreaHierarchy {
    /// The sources of the children that some measures count.
    package func peopleSources(of measures: [Equity]) -> [Source] {
        peopleSources(of: Set(measures.flatMap(\.counted).compactMap { index(of: $0.id) }))
    }
}
