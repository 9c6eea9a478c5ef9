import Provision

/// How bad a gap is, in points from 0 to 100:
///
///     severity = base of its kind
///              + children points   x children aged 0-4 of the area / those of the area with most
///              + deprivation points x share of those children who live in deprived small areas
///
/// rounded to the nearest whole point and held to 0...100. The points come from the framework, so that a network can
/// weigh otherwise. An area whose children or deprivation are not known adds nothing for them. "The area with most" is
/// the largest among areas of the same kind, so that a CCG area is weighed against CCG areas.
///
/// Worked example: no provision (base 60, children 20, deprivation 20) in Liverpool, which has 28,836 of the largest
/// CCG area's 38,252 children, 70.7 % of them in deprived small areas: 60 + 20 x 0.754 + 20 x 0.707 = 89.
struct Severity: Sendable {
    private let weights: SeverityWeights
    private let mostChildren: [Area.Kind.ID: Int]

    init(model: ProvisionModel) {
        weights = model.framework.severity
        var most: [Area.Kind.ID: Int] = [:]
        for area in model.areas.areas {
            if let children = area.childrenUnderFive { most[area.kind] = max(most[area.kind] ?? 0, children) }
        }
        mostChildren = most
    }

    func points(_ kind: GapKind, area: Area) -> Int {
        var points = Double(weights.base[kind.rawValue] ?? 0)
        if let children = area.childrenUnderFive, let most = mostChildren[area.kind], most > 0 {
            points += Double(weights.children) * Double(children) / Double(most)
        }
        if let share = area.deprivedShare { points += Double(weights.deprivation) * share }
        return Int(min(100, max(0, points)).rounded())
    }
}
