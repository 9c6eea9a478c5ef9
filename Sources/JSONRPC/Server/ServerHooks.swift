/// What a connection is to a service: who goes first when there is no room, and who may stay silent.
public enum Standing: Int, Comparable, Sendable {
    /// Has still to say who it is.
    case stranger
    case known
    /// Whom the server belongs to: gets in whoever else is there.
    case owner

    public static func < (one: Standing, other: Standing) -> Bool { one.rawValue < other.rawValue }
}

/// What a service does besides answering requests.
public struct ServerHooks<State> {
    /// Makes the state of a new connection.
    public var opened: (Peer) -> State
    /// What a connection is now.
    public var standing: (borrowing Session<State>) -> Standing
    /// Sees a connection that is closed.
    public var closed: (inout Session<State>) -> Void
    /// Called about once a second: looks for changes that other programs made, and publishes them.
    public var tick: (ServerContext) -> Void
    /// Called on SIGHUP: reads the data again.
    public var reload: (ServerContext) -> Void

    public init(
        opened: @escaping (Peer) -> State,
        standing: @escaping (borrowing Session<State>) -> Standing = { _ in .known },
        closed: @escaping (inout Session<State>) -> Void = { _ in },
        tick: @escaping (ServerContext) -> Void = { _ in },
        reload: @escaping (ServerContext) -> Void = { _ in }
    ) {
        self.opened = opened
        self.standing = standing
        self.closed = closed
        self.tick = tick
        self.reload = reload
    }
}
