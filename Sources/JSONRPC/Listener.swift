import CSystem
import Glibc

/// A socket that takes connections.
public struct Listener: Sendable {
    public let descriptor: Int32
    public let transport: Peer.Transport
    /// The path of a Unix-domain socket that this program made, and so removes.
    let ownPath: String?

    public struct Failure: Error, Sendable, CustomStringConvertible {
        public let description: String

        public init(description: String) { self.description = description }
    }

    /// Whether every address of a host is this machine's own; false for a name that is not known.
    public static func isLoopback(_ host: String) -> Bool { unsafe lacuna_is_loopback(host) == 1 }

    /// A Unix-domain socket that only its user may open. A socket left behind by a server that is gone is removed; one that
    /// answers is not.
    public static func unix(_ path: String) throws(Failure) -> Listener {
        var facts = stat()
        if unsafe lstat(path, &facts) == 0 {
            guard facts.st_mode & S_IFMT == S_IFSOCK else {
                throw Failure(description: "'\(path)' is there already, and is no socket")
            }
            let other = unsafe lacuna_connect_unix(path)
            if other >= 0 {
                Glibc.close(other)
                throw Failure(description: "a server already listens on '\(path)'")
            }
            unsafe unlink(path)
        }
        let made = unsafe lacuna_listen_unix(path, 1_024)
        guard made >= 0 else { throw Failure(description: "cannot listen on '\(path)': \(reason())") }
        return Listener(descriptor: made, transport: .unix, ownPath: path)
    }

    public static func tcp(host: String, port: String) throws(Failure) -> Listener {
        let made = unsafe lacuna_listen_tcp(host, port, 1_024)
        guard made >= 0 else { throw Failure(description: "cannot listen on \(host):\(port): \(reason())") }
        return Listener(descriptor: made, transport: .tcp, ownPath: nil)
    }

    /// The sockets that systemd opened for this process (sd_listen_fds(3)); none where it opened none.
    public static func inherited(_ environment: [String: String]) -> [Listener] {
        guard environment["LISTEN_PID"].flatMap({ Int32($0) }) == getpid(),
            let count = environment["LISTEN_FDS"].flatMap({ Int32($0) }), (1...64).contains(count)
        else { return [] }
        return (3..<3 + count).map { descriptor in
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            let transport: Peer.Transport = lacuna_port(descriptor) == 0 ? .unix : .tcp
            return Listener(descriptor: descriptor, transport: transport, ownPath: nil)
        }
    }

    /// The port of a TCP listener, where any free one was asked for with 0.
    public var port: Int { Int(lacuna_port(descriptor)) }

    func close() {
        Glibc.close(descriptor)
        if let ownPath { unsafe unlink(ownPath) }
    }

    /// Who is at the other end of a connection.
    func peer(of connection: Int32) -> Peer {
        if transport == .unix {
            var user: UInt32 = 0
            guard unsafe lacuna_peer_user(connection, &user) == 0 else { return Peer(transport: .unix, name: "?") }
            return Peer(transport: .unix, name: Self.userName(user))
        }
        let text = unsafe [CChar](unsafeUninitializedCapacity: 80) { buffer, count in
            unsafe lacuna_peer_text(connection, buffer.baseAddress, 80)
            count = 80
        }
        return Peer(
            transport: .tcp,
            name: String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        )
    }

    /// The user's name, or the number where it has none.
    public static func userName(_ user: UInt32) -> String {
        guard let entry = unsafe getpwuid(user), let name = unsafe entry.pointee.pw_name else { return String(user) }
        return unsafe String(cString: name)
    }

    static func reason() -> String { unsafe String(cString: strerror(errno)) }
}
