/// What a service does besides answering requests.
public struct ServerHooks<State> {
    /// Makes the state of a new connection.
    public var opened: (Peer) -> State
    /// Sees a connection that is closed.
    public var closed: (inout Session<State>) -> Void
    /// Called about once a second: looks for changes that other programs made, and publishes them.
    public var tick: (ServerDesk) -> Void
    /// Called on SIGHUP: reads the data again.
    public var reload: (ServerDesk) -> Void

    public init(
        opened: @escaping (Peer) -> State,
        closed: @escaping (inout Session<State>) -> Void = { _ in },
        tick: @escaping (ServerDesk) -> Void = { _ in },
        reload: @escaping (ServerDesk) -> Void = { _ in }
    ) {
        self.opened = opened
        self.closed = closed
        self.tick = tick
        self.reload = reload
    }
}
