import CSystem

/// Keeps the log and the statistics of a server, and times its requests: one look at the clock for each, since one begins
/// where the one before ended.
///
/// What changes with every request lies behind a pointer, where the program does not check at each change that nobody
/// else makes one: all happens in one thread, and nothing here calls out.
@safe
final class RequestMetrics {
    let log: ServerLog
    private let counters: UnsafeMutablePointer<ServerCounters>
    private let times: UnsafeMutablePointer<UInt64>
    private let methods: Int
    /// A request that took so long or longer is slow: nanoseconds.
    private let slow: UInt64

    init(log: ServerLog, methods: Int, slow: UInt64 = .max) {
        self.slow = slow
        self.log = log
        self.methods = methods
        unsafe counters = .allocate(capacity: 1)
        unsafe counters.initialize(to: ServerCounters())
        unsafe times = .allocate(capacity: (methods + 1) * LatencyHistogram.cells)
        unsafe times.initialize(repeating: 0, count: (methods + 1) * LatencyHistogram.cells)
    }

    deinit {
        unsafe counters.deallocate()
        unsafe times.deallocate()
    }

    /// Says that what is timed next begins now. Returns the moment, in nanoseconds of the monotonic clock.
    @discardableResult
    func begin() -> UInt64 {
        let now = lacuna_monotonic()
        unsafe counters.pointee.mark = now
        return now
    }

    /// Says that what is timed next began at a moment before.
    func begin(at moment: UInt64) { unsafe counters.pointee.mark = moment }

    /// The moment of the last record.
    @inline(__always)
    var mark: UInt64 { unsafe counters.pointee.mark }

    /// Changes the counters.
    @inline(__always)
    func count(_ change: (inout ServerCounters) -> Void) { unsafe change(&counters.pointee) }

    /// What was counted until now.
    var statistics: ServerStatistics {
        unsafe ServerStatistics(
            counters: counters.pointee,
            methods: (0...methods).map { unsafe LatencyHistogram(times + $0 * LatencyHistogram.cells) }
        )
    }

    /// Records a request that was answered, or would be if it were no notification.
    ///
    /// - Parameters:
    ///   - method: its number in the table; nil when it reached none.
    ///   - isWrite: whether it was done on the thread that writes.
    @inline(__always)
    func record(
        connection: UInt64,
        id: Span<UInt8>?,
        method: Int?,
        name: Span<UInt8>?,
        code: Int,
        isNotification: Bool,
        isWrite: Bool = false
    ) {
        let now = lacuna_monotonic()
        let nanoseconds = unsafe now &- counters.pointee.mark
        unsafe counters.pointee.mark = now
        if code != 0 { unsafe counters.pointee.errors &+= 1 }
        if isNotification { unsafe counters.pointee.notifications &+= 1 }
        let index = min(method ?? methods, methods)
        assert(index >= 0)
        unsafe LatencyHistogram.record(nanoseconds, in: times + index * LatencyHistogram.cells)
        if log.wants(code: code, isNotable: isWrite || nanoseconds >= slow) {
            log.request(connection: connection, id: id, method: name, code: code, nanoseconds: nanoseconds)
        }
    }
}

/// What a server counts besides its requests' times.
public struct ServerCounters: Sendable {
    public internal(set) var connectionsOpened: UInt64 = 0
    public internal(set) var connectionsRefused: UInt64 = 0
    /// Connections closed to make room for others.
    public internal(set) var connectionsDisplaced: UInt64 = 0
    public internal(set) var connectionsOpen = 0
    /// Connections closed because they were silent for too long.
    public internal(set) var connectionsIdle: UInt64 = 0
    public internal(set) var notifications: UInt64 = 0
    public internal(set) var errors: UInt64 = 0
    public internal(set) var bytesReceived: UInt64 = 0
    public internal(set) var bytesSent: UInt64 = 0
    public internal(set) var subscribersDropped: UInt64 = 0
    /// The moment of the last record.
    var mark: UInt64 = 0
}
