import CSystem
import Glibc

/// A socket that takes connections. Closed, and its path removed, when it is no longer used.
public final class Listener {
    let descriptor: Int32
    /// Where it listens: a path, or an address with the port it got.
    public let address: String
    public let isUnix: Bool
    /// Whether nobody beyond this machine can reach it.
    public let isLocal: Bool
    /// The socket file that was made here, to be removed at the end; nil for one that was handed over.
    let madePath: SocketPath?

    /// Connections that wait to be accepted.
    static let backlog: Int32 = 1_024

    init(descriptor: Int32, address: String, isUnix: Bool, madePath: SocketPath? = nil) {
        self.descriptor = descriptor
        self.address = address
        self.isUnix = isUnix
        self.madePath = madePath
        isLocal = isUnix || lacuna_is_loopback(descriptor) != 0
    }

    deinit {
        madePath?.remove()
        close(descriptor)
    }

    /// Listens on TCP.
    ///
    /// - Parameters:
    ///   - host: a name or an address; an IPv6 address without its brackets.
    ///   - port: 0 for any that is free; `address` then tells which.
    public static func tcp(host: String = "127.0.0.1", port: UInt16) throws(TransportFault) -> Listener {
        let address = "\(host):\(port)"
        return try unsafe TCPAddress.first(host: host, port: port) {
            (family, socketAddress, size) throws(TransportFault) in
            let descriptor = lacuna_socket(family, 0)
            guard descriptor >= 0 else { throw .lastError(address, "cannot make a socket") }
            lacuna_reuse_address(descriptor)
            if family == AF_INET6 { lacuna_ipv6_only(descriptor) }
            guard unsafe bind(descriptor, socketAddress, size) == 0, listen(descriptor, backlog) == 0 else {
                let fault =
                    errno == EADDRINUSE
                    ? TransportFault(.inUse, address, "another program listens there")
                    : .lastError(address, "cannot listen")
                close(descriptor)
                throw fault
            }
            return Listener(
                descriptor: descriptor,
                address: tcpAddress(of: descriptor, isPeer: false),
                isUnix: false
            )
        }
    }

    /// Takes the sockets that systemd opened for this process (`LISTEN_FDS`); none when it opened none.
    ///
    /// They are handed to no program that this one starts.
    public static func activated() throws(TransportFault) -> [Listener] { try activated(from: firstHandedOver) }

    /// `SD_LISTEN_FDS_START`: the first of the descriptors that are handed over.
    static let firstHandedOver: Int32 = 3

    /// - Parameter first: another descriptor than the service manager's first, for tests: in a test's process the third
    ///   may belong to who runs the tests.
    static func activated(from first: Int32) throws(TransportFault) -> [Listener] {
        guard let process = environment("LISTEN_PID"), Int32(process) == getpid(),
            let number = environment("LISTEN_FDS").flatMap({ Int32($0) }), (1...64).contains(number)
        else { return [] }
        for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsafe unsetenv(name) }
        var result: [Listener] = []
        for descriptor in first..<first + number {
            let family = lacuna_listening_family(descriptor)
            guard [AF_UNIX, AF_INET, AF_INET6].contains(family), lacuna_make_own(descriptor) == 0 else {
                throw TransportFault(
                    .invalidAddress,
                    "descriptor \(descriptor)",
                    "the service manager handed over something else than a listening stream socket"
                )
            }
            result.append(
                Listener(
                    descriptor: descriptor,
                    address: family == AF_UNIX
                        ? "descriptor \(descriptor)" : tcpAddress(of: descriptor, isPeer: false),
                    isUnix: family == AF_UNIX
                )
            )
        }
        return result
    }

    private static func environment(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
