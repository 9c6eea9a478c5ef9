/// How long requests took, in buckets that grow with the time: each an eighth of a doubling wide, so that a percentile is
/// right to within 13%, for any number of requests in the same few kilobytes.
public struct LatencyHistogram: Sendable {
    private static let doublings = 40
    private static let bucketCount = doublings * 8
    /// Where times are recorded: a cell for each bucket, and one for their sum.
    static let cells = bucketCount + 1

    private var buckets: [UInt64]
    /// The sum of all times, in nanoseconds.
    public private(set) var total: UInt64

    init() {
        buckets = Array(repeating: 0, count: Self.bucketCount)
        total = 0
    }

    /// A copy of what was recorded in the cells.
    @unsafe
    init(_ cells: UnsafePointer<UInt64>) {
        buckets = unsafe Array(UnsafeBufferPointer(start: cells, count: Self.bucketCount))
        total = unsafe cells[Self.bucketCount]
    }

    @inline(__always)
    @unsafe
    static func record(_ nanoseconds: UInt64, in cells: UnsafeMutablePointer<UInt64>) {
        unsafe cells[bucket(of: nanoseconds)] &+= 1
        unsafe cells[bucketCount] &+= nanoseconds
    }

    /// How many times there are.
    public var count: UInt64 { buckets.reduce(0, &+) }

    mutating func add(_ other: LatencyHistogram) {
        for index in buckets.indices { buckets[index] &+= other.buckets[index] }
        total &+= other.total
    }

    /// The time within which a share of the requests was answered, in nanoseconds; 0 when there were none.
    ///
    /// - Parameter share: from 0 to 1: 0.99 for the 99th percentile.
    public func percentile(_ share: Double) -> UInt64 {
        let count = count
        let wanted = max(1, UInt64((Double(count) * min(max(share, 0), 1)).rounded(.up)))
        var seen: UInt64 = 0
        for (index, number) in buckets.enumerated() where number > 0 {
            seen &+= number
            if seen >= wanted { return Self.upperBound(of: index) }
        }
        return 0
    }

    @inline(__always)
    static func bucket(of nanoseconds: UInt64) -> Int {
        let value = max(nanoseconds, 8)
        let doubling = 63 - value.leadingZeroBitCount
        let part = Int(truncatingIfNeeded: value >> UInt64(doubling - 3) & 7)
        return min((doubling - 3) * 8 + part, bucketCount - 1)
    }

    static func upperBound(of bucket: Int) -> UInt64 {
        let (doubling, part) = bucket.quotientAndRemainder(dividingBy: 8)
        return UInt64(9 + part) << UInt64(doubling) - 1
    }
}
