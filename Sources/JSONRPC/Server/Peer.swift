import Bytes
import CSystem
import Glibc

/// Who is at the other end of a connection.
public enum Peer: Hashable, Sendable {
    /// Who started the program: standard input and output.
    case standardStreams
    /// A user of this machine, as the kernel tells. The name is nil where the machine has none for the number.
    case unix(user: String?, number: UInt32)
    /// An address such as `127.0.0.1:51234`.
    case tcp(address: String)

    /// For the log: `user mary`, `user 1000`, `127.0.0.1:51234`.
    public var description: String {
        switch self {
        case .standardStreams: "standard streams"
        case .unix(let user, let number): "user \(user ?? String(number))"
        case .tcp(let address): address
        }
    }
}

/// The names of users, each looked up once: the answer may come from the network.
struct UserNames {
    private var known: [UInt32: String?] = [:]

    mutating func name(of number: UInt32) -> String? {
        if let found = known[number] { return found }
        let name = Self.lookUp(number)
        if known.count > 10_000 { known.removeAll() }
        known[number] = .some(name)
        return name
    }

    private static func lookUp(_ number: UInt32) -> String? {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
            var entry = unsafe passwd()
            var found: UnsafeMutablePointer<passwd>?
            guard let base = buffer.baseAddress,
                unsafe getpwuid_r(number, &entry, base, buffer.count, &found) == 0,
                let found = unsafe found, let name = unsafe found.pointee.pw_name
            else { return nil }
            return unsafe String(cString: name)
        }
    }
}

/// The address of a TCP socket's own end, or of its peer; empty where there is none.
func tcpAddress(of descriptor: Int32, isPeer: Bool) -> String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 80) { buffer in
        guard let base = buffer.baseAddress,
            unsafe lacuna_tcp_address(descriptor, isPeer ? 1 : 0, base, buffer.count) == 0
        else { return "" }
        return unsafe String(cString: base)
    }
}
