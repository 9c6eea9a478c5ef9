import JSONRPC

/// How long those who give wrong tokens wait for the answer.
///
/// The right token is answered at once, whatever others do, so that nobody can be locked out by another's guesses. A wrong
/// one is answered after a quarter of a second, and after twice that each time the same address is wrong again, up to four
/// seconds; it is forgotten after a minute without a wrong one. Guesses from many addresses add a fiftieth of a second for
/// each that came within the same ten seconds. Meanwhile the connection waits, so that it cannot guess on.
///
/// Tokens are 256 random bits: this keeps a log readable and a server quiet; it is not what keeps guessers out.
struct TokenGuesses {
    static let second: UInt64 = 1_000_000_000
    static let first: UInt64 = second / 4
    static let longest = 4 * second
    static let forgetting = 60 * second
    static let window = 10 * second
    static let each = second / 50
    /// The most addresses that are remembered; beyond, only their number counts.
    static let maxAddresses = 4_096

    private struct Record {
        var delay: UInt64
        var last: UInt64
    }

    private var addresses: [String: Record] = [:]
    private var windowStart: UInt64 = 0
    private var inWindow: UInt64 = 0

    /// - Parameter now: of the monotonic clock.
    /// - Returns: nanoseconds.
    mutating func delay(afterGuessBy peer: Peer, at now: UInt64) -> UInt64 {
        if now &- windowStart > Self.window { (windowStart, inWindow) = (now, 0) }
        inWindow += 1
        let shared = min(Self.longest, inWindow.multipliedReportingOverflow(by: Self.each).partialValue)
        let address = Self.address(of: peer)
        var own = Self.first
        if let known = addresses[address], now &- known.last <= Self.forgetting {
            own = min(Self.longest, known.delay * 2)
        } else if addresses.count >= Self.maxAddresses {
            addresses = addresses.filter { now &- $0.value.last <= Self.forgetting }
        }
        if addresses[address] != nil || addresses.count < Self.maxAddresses {
            addresses[address] = Record(delay: own, last: now)
        }
        return max(own, shared)
    }

    /// Without the port, which is another for each connection.
    private static func address(of peer: Peer) -> String {
        switch peer {
        case .tcp(let address): String(address[..<(address.lastIndex(of: ":") ?? address.endIndex)])
        case .unix(_, let number): "user \(number)"
        case .standardStreams: ""
        }
    }
}
