/// A server of line-delimited JSON-RPC 2.0: one thread, one event loop, answers in the order of the requests.
///
/// In each turn of the loop a connection is read once, some of its lines are answered, and the answers are sent at once.
/// Buffers are shared: a connection that is silent holds none.
public final class Server<State> {
    private let loop: EventLoop

    /// - Parameters:
    ///   - methods: what it answers.
    ///   - limits: see `ServerLimits.validate`.
    public init(
        methods: MethodTable<Session<State>>,
        limits: ServerLimits = ServerLimits(),
        log: ServerLog = ServerLog(),
        hooks: ServerHooks<State>
    ) throws(TransportFault) {
        let erased = unsafe EventLoop.Hooks(
            opened: { peer, id, server in
                let session = UnsafeMutablePointer<Session<State>>.allocate(capacity: 1)
                unsafe session.initialize(to: Session(id: id, peer: peer, state: hooks.opened(peer), server: server))
                return UnsafeMutableRawPointer(session)
            },
            standing: { session in
                unsafe hooks.standing(session.assumingMemoryBound(to: Session<State>.self).pointee)
            },
            closed: { session in
                let session = unsafe session.assumingMemoryBound(to: Session<State>.self)
                unsafe hooks.closed(&session.pointee)
                unsafe session.deinitialize(count: 1)
                unsafe session.deallocate()
            },
            tick: hooks.tick,
            reload: hooks.reload
        )
        loop = try EventLoop(methods: methods.index, limits: limits, log: log, hooks: erased)
    }

    public var context: ServerContext { loop.server }

    /// Stops the server from another thread.
    public var handle: ServerHandle { loop.handle }

    /// Takes connections from a listener.
    public func listen(_ listener: Listener) throws(TransportFault) { try loop.listen(listener) }

    /// Serves standard input and output, or other streams, as a connection. They are left as they are: blocking.
    ///
    /// Without listeners the server ends when they do.
    public func serveStreams(input: Int32 = 0, output: Int32 = 1) {
        loop.open(input: input, output: output, peer: .standardStreams)
    }

    /// Has SIGTERM and SIGINT stop the server, and SIGHUP call its hook. Call it before any other thread is started.
    public func handleSignals() throws(TransportFault) { try loop.handleSignals() }

    /// Serves until it is stopped, or until its streams end where it has no listeners.
    public func run() throws(TransportFault) { try loop.run() }
}
