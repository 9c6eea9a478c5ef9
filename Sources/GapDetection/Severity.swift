import Provision

/// How bad a gap is, in points from 0 to 100:
///
///     severity = base of its kind
///              + children points    x children aged 0-4 behind it / those of the area with most
///              + deprivation points x share of those children who live in deprived small areas
///              + duration points    x months it has lasted / 60, at most all of them
///
/// rounded to the nearest whole point and held to 0...100. The points come from the framework, so that a network can
/// weigh otherwise. An area whose children or deprivation are not known adds nothing for them. "The area with most" is
/// the largest among areas of the same kind, so that a CCG area is weighed against CCG areas, an ICS against ICSs.
///
/// Worked example: no provision (base 60, children 20, deprivation 20), found in the round it is asked about, in Liverpool,
/// which has 28,836 of the largest CCG area's 38,252 children, 70.7 % of them in deprived small areas:
/// 60 + 20 x 0.754 + 20 x 0.707 + 0 = 89.
struct Severity: Sendable {
    private let weights: SeverityWeights
    private let mostChildren: [Area.Kind.ID: Int]

    /// The children behind a gap.
    struct People: Sendable {
        /// Aged 0-4; nil where not known of every area.
        let children: Int?
        /// The share of them in deprived small areas.
        let deprivedShare: Double?

        init(of areas: [Area]) {
            let counts = areas.compactMap(\.childrenUnderFive)
            children = counts.count == areas.count && !areas.isEmpty ? counts.reduce(0, +) : nil
            let known = areas.filter { $0.deprivedShare != nil && $0.childrenUnderFive != nil }
            let deprived = known.reduce(0) { $0 + Double($1.childrenUnderFive ?? 0) * ($1.deprivedShare ?? 0) }
            if let children, children > 0, known.count == areas.count {
                deprivedShare = deprived / Double(children)
            } else {
                deprivedShare = areas.count == 1 ? areas[0].deprivedShare : nil
            }
        }
    }

    init(model: ProvisionModel) {
        weights = model.framework.severity
        var most: [Area.Kind.ID: Int] = [:]
        for area in model.areas.areas {
            if let children = area.childrenUnderFive { most[area.kind] = max(most[area.kind] ?? 0, children) }
        }
        mostChildren = most
    }

    /// The points of a gap, and the sum in words.
    func points(_ kind: GapKind, _ areaKind: Area.Kind.ID, _ people: People, months: Int) -> (total: Int, words: String)
    {
        let base = weights.base[kind.rawValue] ?? 0
        var points = Double(base)
        var words = ["\(base) for the kind"]
        if let children = people.children, let most = mostChildren[areaKind], most > 0 {
            let share = min(1, Double(children) / Double(most))
            points += Double(weights.children) * share
            words.append("\(tenths(Double(weights.children) * share)) for \(children) children aged 0-4")
        }
        if let share = people.deprivedShare {
            points += Double(weights.deprivation) * share
            words.append("\(tenths(Double(weights.deprivation) * share)) for deprivation")
        }
        if weights.duration > 0, months > 0 {
            let share = min(1, Double(months) / Double(SeverityWeights.fullDuration))
            points += Double(weights.duration) * share
            words.append("\(tenths(Double(weights.duration) * share)) for lasting \(counted(months, "month"))")
        }
        let total = Int(min(100, max(0, points)).rounded())
        return (total, "\(total) = " + words.joined(separator: " + "))
    }
}

/// A number with one digit after the point.
func tenths(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "-" }
    let whole = Int((abs(value) * 10).rounded())
    return "\(value < 0 && whole > 0 ? "-" : "")\(whole / 10).\(whole % 10)"
}
