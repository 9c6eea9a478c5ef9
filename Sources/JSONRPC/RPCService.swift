/// What a server serves: it answers lines, whatever they are about.
///
/// A server calls it from one thread.
public protocol RPCService: AnyObject {
    /// What it keeps of a connection.
    associatedtype Session

    func open(_ peer: Peer, connection: Int) -> Session
    func close(_ session: Session, connection: Int)

    /// Answers one line, appending whole lines to the writer.
    func answer(_ line: ArraySlice<UInt8>, _ session: inout Session, to writer: inout JSONWriter)

    /// Whether a connection may be silent for as long as it likes: one that waits to be told something.
    func mayBeSilent(_ connection: Int) -> Bool

    /// Called after each round of requests, and once a second when there are none: lines to be sent to connections by
    /// themselves.
    func pushes() -> [(connection: Int, lines: [UInt8])]

    /// SIGHUP came: what was read is to be read again.
    func reload()
}

/// Who is at the other end.
public struct Peer: Sendable {
    public enum Transport: String, Sendable {
        case stdio, unix, tcp
    }

    public let transport: Transport
    /// The user's name over a Unix-domain socket, the address over TCP.
    public let name: String

    public init(transport: Transport, name: String) {
        self.transport = transport
        self.name = name
    }
}
