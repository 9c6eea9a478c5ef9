/// A series of numbers looked at as NHS England's *Making Data Count* does: an XmR chart and its four rules.
///
/// The process limits are the mean ± 2.66 times the average moving range, the mean distance of neighbouring points (2.66 is
/// 3 / 1.128, the constant d2 for pairs: W. A. Shewhart, and D. J. Wheeler, *Understanding Variation*, 1993). A point counts as
/// near a limit beyond two thirds of the way to it. Which points a rule marks follows the NHS-R Community's *NHSRplotthedots*.
///
///     5 7 6 8   mean 6.5, moving ranges 2 1 2, average 1.667, limits 6.5 ± 4.433
public struct ProcessBehaviour: Hashable, Sendable {
    /// The fewest points that process limits are drawn for.
    public static let fewestPoints = 12
    public static let limitFactor = 2.66

    public let values: [Double]
    public let mean: Double
    public let median: Double
    public let averageMovingRange: Double
    public let lowerLimit: Double
    public let upperLimit: Double
    /// For each point the rules it is part of.
    public let signals: [Set<Rule>]

    /// A rule by which variation shows a special cause.
    public enum Rule: String, CaseIterable, Hashable, Sendable {
        case outside = "outside the process limits"
        case oneSide = "seven or more points on one side of the mean"
        case trend = "seven or more points rising or falling"
        case nearLimit = "two of three points near a process limit"
    }

    /// Whether there are points enough for process limits; with fewer the series is a run chart.
    public var hasLimits: Bool { values.count >= Self.fewestPoints }

    /// Returns nil for an empty series, and where a number is not finite or beyond 10^12.
    public init?(_ values: [Double]) {
        guard !values.isEmpty, values.allSatisfy({ $0.isFinite && abs($0) <= LinearScale.largest }) else { return nil }
        let mean = values.reduce(0, +) / Double(values.count)
        let ranges = zip(values, values.dropFirst()).map { abs($1 - $0) }
        let average = ranges.isEmpty ? 0 : ranges.reduce(0, +) / Double(ranges.count)
        let sorted = values.sorted()
        let middle = sorted.count / 2
        self.values = values
        self.mean = mean
        median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        averageMovingRange = average
        lowerLimit = mean - Self.limitFactor * average
        upperLimit = mean + Self.limitFactor * average
        signals =
            values.count >= Self.fewestPoints
            ? Self.signals(values, mean: mean, reach: Self.limitFactor * average)
            : Array(repeating: [], count: values.count)
    }

    /// - Parameter reach: the distance from the mean to a limit.
    private static func signals(_ values: [Double], mean: Double, reach: Double) -> [Set<Rule>] {
        // Rounding must not put the points of a constant series on one side of their mean.
        let tolerance = 1e-9 * max(1, abs(mean))
        let sides = values.map { value in
            abs(value - mean) <= tolerance ? 0 : value > mean ? 1 : -1
        }
        let isOutside = values.map { abs($0 - mean) > reach + tolerance }
        let isNear = zip(values, isOutside).map { value, isOutside in
            !isOutside && abs(value - mean) > reach * 2 / 3 + tolerance
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
        var rises = values[index] > mean
        if signals[index].contains(.trend), !signals[index].contains(.outside) {
            // The trend that reaches this point from before; at its first point, the one that leaves it.
            let before = index > 0 && signals[index - 1].contains(.trend) ? index - 1 : index
            if values.indices.contains(before + 1) { rises = values[before + 1] > values[before] }
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

    /// Nil without limits, and where neither way is better.
    public func assurance(target: Double, aim: Aim) -> Assurance? {
        guard hasLimits, aim != .neither, target.isFinite else { return nil }
        if target > upperLimit { return aim == .higher ? .failing : .passing }
        if target < lowerLimit { return aim == .higher ? .passing : .failing }
        return .inconsistent
    }
}
