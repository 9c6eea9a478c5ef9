public import JSON

/// What a server takes on at most. Each limit is told to those who reach it, and shown in `system.status`.
public struct ServerLimits: Hashable, Sendable {
    /// The longest line that is read, in bytes without its end.
    public var lineBytes = 1 << 20
    /// How deeply arrays and objects of a request may lie within one another.
    public var depth = JSONScanner.defaultDepth
    /// The most requests in a batch.
    public var batchRequests = 100
    /// The largest answer to one request, in bytes.
    public var answerBytes = 16 << 20
    /// How many connections of each listener are served at a time. Fewer where the process may have fewer descriptors.
    public var connections = 1_024
    /// After how many seconds a connection is closed that has not said who it is, where it has to.
    public var authenticationSeconds = 10
    /// How many seconds a write may wait for another program that holds the store.
    public var waitSeconds = 2
    /// After how many seconds without a whole request a connection is closed. One that is subscribed may be silent.
    public var idleSeconds = 300
    /// How many bytes of answers wait for a slow reader before nothing more is read from it. What a single turn answers
    /// may come on top.
    public var outboxBytes = 256 << 10
    /// How many bytes of unfinished lines and unread answers are kept for all connections together.
    public var bufferedBytes = 256 << 20
    /// A request that took so many milliseconds or more is slow, and stands in the log at its usual level.
    public var slowMilliseconds = 100
    /// How many requests of one connection are answered before the next has its turn.
    public var requestsPerTurn = 64

    public init() {}

    /// Each limit with the values that make sense. The names are those that messages use.
    static let ranges: [(name: StaticString, get: @Sendable (ServerLimits) -> Int, range: ClosedRange<Int>)] = [
        ("lineBytes", { $0.lineBytes }, 64...JSONScanner.maxBytes / 2),
        ("depth", { $0.depth }, 1...1_024),
        ("batchRequests", { $0.batchRequests }, 1...1_000_000),
        ("answerBytes", { $0.answerBytes }, 1_024...1 << 30),
        ("connections", { $0.connections }, 1...1_000_000),
        ("authenticationSeconds", { $0.authenticationSeconds }, 1...31_536_000),
        ("waitSeconds", { $0.waitSeconds }, 0...3_600),
        ("idleSeconds", { $0.idleSeconds }, 1...31_536_000),
        ("outboxBytes", { $0.outboxBytes }, 1_024...1 << 30),
        ("bufferedBytes", { $0.bufferedBytes }, 1_024...1 << 40),
        ("slowMilliseconds", { $0.slowMilliseconds }, 1...3_600_000),
        ("requestsPerTurn", { $0.requestsPerTurn }, 1...1_000_000),
    ]

    /// A limit that makes no sense.
    public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        public let name: String
        public let value: Int
        public let range: ClosedRange<Int>

        public var description: String {
            "the limit \(name) is \(value), and must be from \(range.lowerBound) to \(range.upperBound)"
        }
    }

    /// Checks that each limit makes sense.
    public func validate() throws(Fault) {
        for (name, get, range) in Self.ranges where !range.contains(get(self)) {
            throw Fault(name: name.description, value: get(self), range: range)
        }
    }

    /// Writes all limits, as members of an object.
    public func writeMembers(to writer: inout JSONWriter) {
        for (name, get, _) in Self.ranges { writer.member(name, get(self)) }
    }
}
