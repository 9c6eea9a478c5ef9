/// A series of numbers looked at as NHS England's *Making Data Count* does: an XmR chart and its four rules.
///
/// The process limits are the mean ± 2.66 times the average moving range, the mean distance of neighbouring points (2.66 is
/// 3 / 1.128, the constant d2 for pairs: W. A. Shewhart, and D. J. Wheeler, *Understanding Variation*, 1993). A point counts as
/// near a limit beyond two thirds of the way to it; whether also beyond the limit itself is `TwoOfThree`'s matter.
///
///     5 7 6 8   mean 6.5, moving ranges 2 1 2, average 1.667, limits 6.5 ± 4.433
///
/// After a change that is understood, limits are worked out anew: the series falls into stretches, each with a mean, limits and runs of
/// its own. Limits may rest on a baseline, the points of a period before something was tried.
public struct ProcessBehaviour: Hashable, Sendable {
    /// The fewest points that process limits are drawn for, in a stretch or in a baseline.
    public static let minPoints = 12
    public static let limitFactor = 2.66

    public let values: [Double]
    /// In order; together they hold every point.
    public let stretches: [Stretch]
    /// For each point the rules it is part of.
    public let signals: [Set<Rule>]

    /// Points that have their limits in common.
    public struct Stretch: Hashable, Sendable {
        public let points: Range<Int>
        /// The points that mean and limits rest on, where they are fewer than all.
        public let baseline: Range<Int>?
        public let mean: Double
        public let median: Double
        public let averageMovingRange: Double
        /// Whether there are points enough for process limits; with fewer the stretch is a run chart.
        public let hasLimits: Bool

        public var lowerLimit: Double { mean - ProcessBehaviour.limitFactor * averageMovingRange }
        public var upperLimit: Double { mean + ProcessBehaviour.limitFactor * averageMovingRange }

        fileprivate init(_ points: Range<Int>, of all: [Double], baseline: Range<Int>?) {
            let values = all[baseline ?? points]
            let ranges = zip(values, values.dropFirst()).map { abs($1 - $0) }
            let sorted = values.sorted()
            let middle = sorted.count / 2
            self.points = points
            self.baseline = baseline
            mean = values.reduce(0, +) / Double(values.count)
            median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
            averageMovingRange = ranges.isEmpty ? 0 : ranges.reduce(0, +) / Double(ranges.count)
            hasLimits = values.count >= ProcessBehaviour.minPoints
        }
    }

    /// Which points the rule "two of three" counts.
    public enum TwoOfThree: String, CaseIterable, Sendable {
        /// All that lie beyond two thirds of the way to a limit, those outside the limit too: as Making Data Count's own tool has it since
        /// November 2023.
        case all
        /// Only those between two thirds of the way and the limit: as that tool had it before, and the NHS-R Community's *NHSRplotthedots*
        /// 0.2.2 has it.
        case inside
    }

    /// A rule by which variation shows a special cause.
    public enum Rule: String, CaseIterable, Hashable, Sendable {
        case outside = "outside the process limits"
        case oneSide = "seven or more points on one side of the mean"
        case trend = "seven or more points rising or falling"
        case nearLimit = "two of three points near a process limit"
    }

    /// Whether any stretch has points enough for process limits; else the series is a run chart.
    public var hasLimits: Bool { stretches.contains(where: \.hasLimits) }

    /// The latest stretch: how the process is now.
    public var latest: Stretch { stretches[stretches.count - 1] }
    public var mean: Double { latest.mean }
    public var median: Double { latest.median }
    public var averageMovingRange: Double { latest.averageMovingRange }
    public var lowerLimit: Double { latest.lowerLimit }
    public var upperLimit: Double { latest.upperLimit }

    /// The stretch a point is in; the latest for a point that there is not.
    public func stretch(at index: Int) -> Stretch { stretches.first { $0.points.contains(index) } ?? latest }

    /// - Parameters:
    ///   - rebases: the points at which limits begin anew. Those before the second point, or beyond the last, change nothing.
    ///   - baseline: the points that the limits of the stretch around them rest on.
    /// - Returns: nil for an empty series, where a number is not finite or beyond 10^12, and where a baseline has fewer than twelve points
    ///   or does not lie within one stretch.
    public init?(
        _ values: [Double],
        rebases: [Int] = [],
        baseline: Range<Int>? = nil,
        twoOfThree: TwoOfThree = .all
    ) {
        guard !values.isEmpty, values.allSatisfy({ $0.isFinite && abs($0) <= LinearScale.largest }) else { return nil }
        let starts = [0] + Set(rebases).filter { values.indices.dropFirst().contains($0) }.sorted()
        let ranges = zip(starts, starts.dropFirst() + [values.count]).map { $0..<$1 }
        if let baseline {
            guard baseline.count >= Self.minPoints,
                ranges.contains(where: { $0.lowerBound <= baseline.lowerBound && baseline.upperBound <= $0.upperBound })
            else { return nil }
        }
        self.values = values
        stretches = ranges.map { range in
            Stretch(range, of: values, baseline: baseline.flatMap { range.contains($0.lowerBound) ? $0 : nil })
        }
        signals = stretches.flatMap { stretch -> [Set<Rule>] in
            guard stretch.hasLimits else { return Array(repeating: [], count: stretch.points.count) }
            return Self.signals(
                Array(values[stretch.points]),
                mean: stretch.mean,
                reach: Self.limitFactor * stretch.averageMovingRange,
                twoOfThree
            )
        }
    }

    /// - Parameter reach: the distance from the mean to a limit.
    private static func signals(
        _ values: [Double],
        mean: Double,
        reach: Double,
        _ twoOfThree: TwoOfThree
    ) -> [Set<Rule>] {
        // Rounding must not put the points of a constant series on one side of their mean.
        let tolerance = 1e-9 * max(1, abs(mean))
        let sides = values.map { value in
            abs(value - mean) <= tolerance ? 0 : value > mean ? 1 : -1
        }
        let isOutside = values.map { abs($0 - mean) > reach + tolerance }
        let isNear = zip(values, isOutside).map { value, isOutside in
            !(isOutside && twoOfThree == .inside) && abs(value - mean) > reach * 2 / 3 + tolerance
        }
        var signals = [Set<Rule>](repeating: [], count: values.count)
        for index in values.indices where isOutside[index] { signals[index].insert(.outside) }
        for run in runs(of: sides) where run.count >= 7 && sides[run.lowerBound] != 0 {
            for index in run { signals[index].insert(.oneSide) }
        }
        let directions = zip(values, values.dropFirst()).map { $0 < $1 ? 1 : $0 > $1 ? -1 : 0 }
        for run in runs(of: directions) where run.count >= 6 && directions[run.lowerBound] != 0 {
            // Six steps in one direction join seven points.
            for index in run.lowerBound...run.upperBound { signals[index].insert(.trend) }
        }
        guard values.count >= 3 else { return signals }
        for first in 0...(values.count - 3) {
            let window = first..<(first + 3)
            let isOneSided = abs(window.reduce(0) { $0 + sides[$1] }) == 3
            guard isOneSided, window.count(where: { isNear[$0] }) >= 2 else { continue }
            for index in window where isNear[index] { signals[index].insert(.nearLimit) }
        }
        return signals
    }

    /// The longest stretches of equal neighbours.
    private static func runs(of marks: [Int]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        for index in marks.indices where index + 1 == marks.count || marks[index + 1] != marks[index] {
            runs.append(start..<(index + 1))
            start = index + 1
        }
        return runs
    }

    /// Which way is better.
    public enum Aim: String, CaseIterable, Sendable {
        case higher, lower, neither
    }

    /// What a point's variation says.
    public enum Variation: String, CaseIterable, Sendable {
        case commonCause = "common cause variation, no significant change"
        case improvement = "special cause variation of an improving nature"
        case concern = "special cause variation of a concerning nature"
        case upwards = "special cause variation upwards"
        case downwards = "special cause variation downwards"
    }

    /// The variation at a point, the direction being that of its trend where it is part of one, else its side of the mean.
    public func variation(at index: Int, aim: Aim) -> Variation {
        guard signals.indices.contains(index), !signals[index].isEmpty else { return .commonCause }
        let stretch = stretch(at: index)
        var rises = values[index] > stretch.mean
        if signals[index].contains(.trend), !signals[index].contains(.outside) {
            // The trend that reaches this point from before; at its first point, the one that leaves it.
            let before = index > stretch.points.lowerBound && signals[index - 1].contains(.trend) ? index - 1 : index
            if stretch.points.contains(before + 1) { rises = values[before + 1] > values[before] }
        }
        switch aim {
        case .higher: return rises ? .improvement : .concern
        case .lower: return rises ? .concern : .improvement
        case .neither: return rises ? .upwards : .downwards
        }
    }

    /// Whether a target will be met, by where it lies to the process limits.
    public enum Assurance: String, CaseIterable, Sendable {
        case passing = "consistently meets the target"
        case failing = "consistently falls short of the target"
        case inconsistent = "meets the target at some times and not at others"
    }

    /// By the limits of the latest stretch. Nil without them, and where neither way is better.
    public func assurance(target: Double, aim: Aim) -> Assurance? {
        guard latest.hasLimits, aim != .neither, target.isFinite else { return nil }
        if target > upperLimit { return aim == .higher ? .failing : .passing }
        if target < lowerLimit { return aim == .higher ? .passing : .failing }
        return .inconsistent
    }
}
