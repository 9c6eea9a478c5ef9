import Provision

/// How bad a gap is, from 0 to 100.
///
///     severity = points of its kind x what the levels lack x children x time
///
/// - *points* come from the framework (`SeverityWeights`): 80 for no provision.
/// - *what the levels lack* is 1 but for the higher of several levels of some provision (`RatingScale.shareOfPartial`), and for
///   an ICS without full provision, where it is the mean of what its areas' levels lack, weighed by children in need.
/// - *children* = fixed + (1 - fixed) x n / (n + h), with n the children in need behind the gap (the need model: 6.5% of those aged
///   0-4 and 5% more of those in deprived small areas), h the framework's half-need (1,000) and fixed its fixed share (20%).
///   More children always weigh more, and ever less so: a region does not drown its areas, nor a city its neighbours.
/// - *time* = 1 + longer x months / 60, at most 1 + longer (25%).
///
/// Each factor is rounded to hundredths before they are multiplied, so that anybody can do the sum as the sentence gives it.
/// A gap in the record has its points and nothing else: no children stand behind a missing paper.
///
/// Children or deprivation that are not known count as the median of the areas of its kind in the same ICS, else in the
/// network: ignorance ranks an area neither first nor last, and the sentence says so.
///
/// Worked example: no provision (80 points), just found, in Liverpool, with 28,836 children aged 0-4, 70.7% of them in
/// deprived small areas: 0.065 x 28,836 + 0.05 x 0.707 x 28,836 = 2,894 in need; 0.2 + 0.8 x 2,894 / 3,894 = 0.79; and
/// 80 x 0.79 = 63.
struct Severity: Sendable {
    private let weights: SeverityWeights
    private let counting: ChildrenInNeed.Counting

    /// The areas whose children stand behind a gap.
    struct People: Sendable {
        let areas: [Area]

        init(of areas: [Area]) { self.areas = areas }

        /// Aged 0-4; nil where not known of every area.
        var children: Int? {
            let counts = areas.compactMap { ChildrenInNeed.figures(of: $0).children }
            return counts.count == areas.count && !areas.isEmpty ? counts.reduce(0, +) : nil
        }
    }

    /// A gap's weight.
    struct Weight: Sendable {
        /// 0 to 100.
        let total: Int
        /// The same before any rounding: what tells gaps of one `total` apart.
        let exact: Double
        /// The sum in one sentence.
        let words: String
        /// The children behind the gap; nil for a gap in the record.
        let people: ChildrenInNeed?
    }

    /// - Parameter date: the day on which areas are looked up.
    init(model: ProvisionModel, on date: CalendarDate) {
        weights = model.framework.severity
        counting = ChildrenInNeed.Counting(model, on: date)
    }

    /// - Parameter areas: all of the hierarchy, as they are on the day.
    init(model: ProvisionModel, areas: [Area], on date: CalendarDate) {
        weights = model.framework.severity
        counting = ChildrenInNeed.Counting(model, areas: areas, on: date)
    }

    /// The children in need behind a gap of some areas.
    func children(of people: People) -> ChildrenInNeed { counting.children(of: people.areas) }

    /// The share of an area's children who live in deprived small areas; the median of others where it is not known.
    func deprivedShare(of area: Area) -> Double { counting.deprivedShare(of: area) }

    /// How far children in need reach into a severity: the factor exactly, and in the hundredths that a reader is given.
    struct Reach: Sendable {
        let exact: Double
        let hundredths: Int
    }

    func reach(of children: ChildrenInNeed) -> Reach {
        let fixed = Double(weights.fixed) / 100
        let exact = fixed + (1 - fixed) * children.inNeed / (children.inNeed + Double(weights.halfNeed))
        return Reach(exact: exact, hundredths: Self.hundredths(exact))
    }

    /// A gap's weight as numbers.
    ///
    /// - Parameters:
    ///   - reach: that of the children in need behind it; not asked of a gap in the record.
    ///   - lack: what the levels behind it lack, 0 to 1 (see above).
    ///   - months: for which it has stood.
    func score(
        _ kind: GapKind,
        points: Int,
        reach: Reach?,
        lack: Double = 1,
        months: Int
    ) -> (total: Int, exact: Double) {
        guard let reach else { return (points, Double(points)) }
        let time = time(months: months)
        let lack = min(1, max(0, lack))
        // All in whole numbers, so that what a reader works out is what stands there: points by three factors of hundredths.
        let product = points * reach.hundredths * Self.hundredths(lack) * Self.hundredths(time)
        return (min(100, (product + 500_000) / 1_000_000), Double(points) * lack * reach.exact * time)
    }

    /// The points of a kind.
    func points(_ kind: GapKind) -> Int { weights.points[kind] ?? 0 }

    private func time(months: Int) -> Double {
        let counted = min(max(0, months), SeverityWeights.fullDuration)
        return 1 + Double(weights.longer) / 100 * Double(counted) / Double(SeverityWeights.fullDuration)
    }

    /// How a gap weighs, in words too.
    ///
    /// - Parameters:
    ///   - lack: what the levels behind it lack, 0 to 1 (see above).
    ///   - months: for which it has stood.
    func weight(_ kind: GapKind, of people: ChildrenInNeed?, lack: Double = 1, months: Int) -> Weight {
        let points = points(kind)
        guard let people, !kind.isOfTheRecord else {
            let words = "\(points) for \(kind.name); a gap in the record is weighed by no children"
            return Weight(total: points, exact: Double(points), words: words, people: nil)
        }
        let reach = reach(of: people)
        let score = score(kind, points: points, reach: reach, lack: lack, months: months)
        let lack = min(1, max(0, lack))
        let time = time(months: months)
        var words = "\(points) for \(kind.name)"
        if Self.hundredths(lack) != 100 {
            let reason =
                switch kind {
                case .partial: "what its level lacks"
                case .standardUnmet: "being met in part"
                default: "what the levels of its areas lack"
                }
            words += " x \(Self.decimal(lack)) for \(reason)"
        }
        words += " x \(Self.decimal(reach.exact)) for \(people.displayText)"
        // How many children live in a part of an area, or are of some ages, is not on record.
        if kind == .masked { words += ", those of the whole area" }
        if Self.hundredths(time) != 100 {
            words += " x \(Self.decimal(time)) for standing \(Provision.counted(months, "month"))"
            let counted = min(max(0, months), SeverityWeights.fullDuration)
            if months > counted { words += ", of which \(counted) count" }
        }
        return Weight(total: score.total, exact: score.exact, words: "\(score.total) = \(words)", people: people)
    }

    /// A factor from 0 to 2 in whole hundredths.
    private static func hundredths(_ factor: Double) -> Int { Int((min(2, max(0, factor)) * 100).rounded()) }

    /// "0.79", "1.05".
    private static func decimal(_ factor: Double) -> String {
        let value = hundredths(factor)
        return "\(value / 100).\(value % 100 < 10 ? "0" : "")\(value % 100)"
    }
}

/// A number with one digit after the point.
func tenths(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "-" }
    let whole = Int((abs(value) * 10).rounded())
    return "\(value < 0 && whole > 0 ? "-" : "")\(whole / 10).\(whole % 10)"
}
