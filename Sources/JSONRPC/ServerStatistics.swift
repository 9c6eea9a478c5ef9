/// Counters of a server, and how long requests took.
public struct ServerStatistics: Sendable {
    public private(set) var requests = 0
    public private(set) var failures = 0
    public private(set) var refusals = 0
    /// By the number of bits of a duration in nanoseconds, with two more bits of it: steps of a quarter.
    private var histogram = [Int](repeating: 0, count: 256)

    public init() {}

    public mutating func note<Context>(_ outcome: Dispatcher<Context>.Outcome) {
        requests += 1
        if outcome.code != 0 { failures += 1 }
        if outcome.code == RPCError.notAuthenticated || outcome.code == RPCError.notPermitted
            || outcome.code == RPCError.limitExceeded
        {
            refusals += 1
        }
        let parts = outcome.duration.components
        let nanoseconds = max(1, Int(parts.attoseconds / 1_000_000_000) + Int(clamping: parts.seconds) &* 1_000_000_000)
        histogram[Self.bucket(nanoseconds)] += 1
    }

    /// The upper bound, in microseconds, of what a share of the requests took; nil before the first.
    public func microseconds(share: Double) -> Double? {
        let total = histogram.reduce(0, +)
        guard total > 0 else { return nil }
        var seen = 0
        for (bucket, count) in histogram.enumerated() {
            seen += count
            if Double(seen) >= share * Double(total) { return Double(Self.upperBound(bucket)) / 1_000 }
        }
        return nil
    }

    static func bucket(_ nanoseconds: Int) -> Int {
        let bits = Int.bitWidth - nanoseconds.leadingZeroBitCount
        guard bits > 2 else { return nanoseconds & 3 }
        return min(255, bits * 4 + (nanoseconds >> (bits - 3)) & 3)
    }

    static func upperBound(_ bucket: Int) -> Int {
        guard bucket >= 12 else { return max(1, bucket) }
        let bits = bucket / 4
        return (4 + bucket % 4 + 1) << (bits - 3)
    }
}
