import Glibc

/// Why a server cannot listen or a client cannot connect, or a connection broke.
public struct TransportFault: Error, Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// No address, or one that cannot be: a path that is too long, a host that is not known.
        case invalidAddress
        /// Another server answers there.
        case inUse
        /// The system said no.
        case failed
        /// The other side took too long.
        case timedOut
        /// The other side hung up.
        case closed
        /// The other side sent a longer line than is read.
        case tooLong
        /// The other side sent something that is no answer.
        case noAnswer
    }

    public let kind: Kind
    /// The socket's path or address.
    public let address: String
    /// In words, to follow the address.
    public let reason: String

    public init(_ kind: Kind, _ address: String, _ reason: String) {
        self.kind = kind
        self.address = address
        self.reason = reason
    }

    /// What the last call that failed gave as its reason.
    static func lastError(_ address: String, _ doing: StaticString) -> TransportFault {
        TransportFault(.failed, address, unsafe "\(doing): \(String(cString: strerror(errno)))")
    }
}

extension TransportFault: CustomStringConvertible {
    public var description: String { "\(address): \(reason)" }
}
