import CSystem
public import JSON

/// A connection's number: counted from 1, never used twice.
public struct ConnectionID: Hashable, Sendable {
    public let number: UInt64
    /// Its index in the server's row of connections.
    let slot: Int
}

/// What handlers know of the connection that asks, and may change.
///
/// `State` is the service's own: who authenticated, with what role.
public struct Session<State> {
    public let id: ConnectionID
    public let peer: Peer
    public var state: State
    /// What belongs to the whole server: the log, the statistics, and notifications.
    public let server: ServerContext

    init(id: ConnectionID, peer: Peer, state: State, server: ServerContext) {
        self.id = id
        self.peer = peer
        self.state = state
        self.server = server
    }
}

/// What handlers share with the server they run in.
public final class ServerContext {
    public let limits: ServerLimits
    public let log: ServerLog
    public let notifier = Notifier()
    let metrics: RequestMetrics
    /// What the request at hand waits for, where its handler answers later.
    var deferred: Deferred?
    /// The line at hand, where it waits for such a request.
    var paused: PausedLine?
    let background = Background()
    private let methodNames: [StaticString]

    init(limits: ServerLimits, log: ServerLog, methodNames: [StaticString]) {
        self.limits = limits
        self.log = log
        self.methodNames = methodNames
        metrics = RequestMetrics(
            log: log,
            methods: methodNames.count,
            slow: UInt64(max(0, limits.slowMilliseconds)) * 1_000_000
        )
    }

    /// Nanoseconds of a clock that never goes back.
    public var monotonicTime: UInt64 { lacuna_monotonic() }

    public var statistics: ServerStatistics { metrics.statistics }

    /// Writes the counters and times, as an object, for `system.status`.
    public func writeStatistics(to writer: inout JSONWriter) {
        metrics.statistics.write(methodNames: methodNames, to: &writer)
    }
}
