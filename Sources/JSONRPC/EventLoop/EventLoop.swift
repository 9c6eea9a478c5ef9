import CSystem
import Glibc
import JSON

/// What a server is made of: its descriptors, connections and buffers. One thread, one loop.
///
/// It knows nothing of a service's types, and so is compiled once for all of them: a session is a pointer that is handed
/// from the hooks to the methods.
@safe
final class EventLoop {
    /// A service's hooks with the type of its sessions forgotten.
    @safe
    struct Hooks {
        /// Makes a session.
        let opened: (Peer, ConnectionID, ServerContext) -> UnsafeMutableRawPointer
        let standing: (UnsafeMutableRawPointer) -> Standing
        /// Shows a session for the last time, and ends it.
        let closed: (UnsafeMutableRawPointer) -> Void
        let tick: (ServerContext) -> Void
        let reload: (ServerContext) -> Void
    }

    let server: ServerContext
    let handle = ServerHandle()
    let hooks: Hooks
    var dispatcher: Dispatcher
    let limits: ServerLimits
    let metrics: RequestMetrics

    let epoll: Int32
    var signals: Int32 = -1
    var listeners: [Listener] = []
    /// A descriptor in reserve, given up to tell one who connects that there are no others left.
    var reserve: Int32
    var connections: [Connection?] = []
    var freeSlots: [Int] = []
    var openCount = 0
    /// How many came by each listener.
    var openByListener: [Int] = []
    var lastNumber: UInt64 = 0
    /// Connections with lines to answer, in the order of their turns.
    var queue: [Connection] = []
    /// Lines that wait for their answers, by a number of their own.
    var waiting: [UInt64: WaitingLine] = [:]
    var lastWaiting: UInt64 = 0
    /// Those among them that wait for nothing but a time.
    var timed: [UInt64: UInt64] = [:]
    /// The most connections of a listener.
    var maxConnections: Int
    /// How many sockets at most are waited for after their last answer.
    var maxDeparting = EventLoop.usualDeparting

    static let usualDeparting = 256
    /// Sockets that are only waited for to be read empty, and until when.
    var departing: [Int32: UInt64] = [:]
    var userNames = UserNames()
    /// What all connections hold together, in bytes.
    var accounted = 0
    /// The answers of the turns at hand, one after the other.
    var writer = JSONWriter()
    /// Since when the first of them waits to be sent, in nanoseconds of the monotonic clock.
    var gatheredSince: UInt64 = 0
    /// Whose they are, and where they end.
    var written: [(connection: Connection, end: Int)] = []
    let chunk: UnsafeMutableBufferPointer<UInt8>
    /// A line that waits, and whose it is.
    struct WaitingLine {
        let line: PausedLine
        let connection: ConnectionID
    }

    /// When it must have ended; nil while it serves.
    var stopsBy: UInt64?

    /// How much is read at once.
    private static let chunkBytes = 65_536

    init(methods: MethodIndex, limits: ServerLimits, log: ServerLog, hooks: Hooks) throws(TransportFault) {
        server = ServerContext(limits: limits, log: log, methodNames: methods.entries.map(\.name))
        self.hooks = hooks
        self.limits = limits
        metrics = server.metrics
        maxConnections = limits.connections
        dispatcher = Dispatcher(methods: methods, limits: limits, server: server)
        unsafe chunk = .allocate(capacity: Self.chunkBytes)
        epoll = lacuna_epoll_create()
        reserve = unsafe lacuna_open_at(AT_FDCWD, "/dev/null", O_RDONLY | O_CLOEXEC, 0)
        guard epoll >= 0, handle.descriptor >= 0,
            lacuna_epoll_add(epoll, handle.descriptor, lacuna_readable, EventToken.handle.packed) == 0,
            server.background.descriptor >= 0,
            lacuna_epoll_add(epoll, server.background.descriptor, lacuna_readable, EventToken.background.packed) == 0
        else { throw .lastError("event loop", "cannot make it") }
    }

    deinit {
        for connection in connections { if let connection { hangUp(connection, because: "stopped") } }
        for descriptor in departing.keys { close(descriptor) }
        for descriptor in [epoll, signals, reserve] where descriptor >= 0 { close(descriptor) }
        unsafe chunk.deallocate()
    }

    func listen(_ listener: Listener) throws(TransportFault) {
        guard
            lacuna_epoll_add(epoll, listener.descriptor, lacuna_readable, EventToken.listener(listeners.count).packed)
                == 0
        else { throw .lastError(listener.address, "cannot watch it") }
        listeners.append(listener)
        openByListener.append(0)
        server.log.event("listening", level: .connections) { $0.member("address", listener.address) }
    }

    func handleSignals() throws(TransportFault) {
        signals = lacuna_signalfd()
        guard signals >= 0, lacuna_epoll_add(epoll, signals, lacuna_readable, EventToken.signals.packed) == 0 else {
            throw .lastError("signals", "cannot watch them")
        }
    }
}
