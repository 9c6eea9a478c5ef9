import CSystem
import Glibc

/// What a server says of itself: one JSON object a line, to standard error.
public final class ServerLog {
    public enum Level: String, CaseIterable, Sendable {
        /// Nothing.
        case none
        /// Starts, stops, refusals, failed requests and slow ones.
        case notable
        /// Every request.
        case requests
    }

    public let level: Level
    private let descriptor: Int32
    private var writer = JSONWriter()

    /// A request that took longer than this is notable.
    private static let slow = Duration.milliseconds(100)

    public init(_ level: Level, descriptor: Int32 = 2) {
        self.level = level
        self.descriptor = descriptor
    }

    /// - Parameter peer: whose request it was.
    public func request<Context>(_ outcome: Dispatcher<Context>.Outcome, peer: String) {
        guard level == .requests || (level == .notable && (outcome.code != 0 || outcome.duration > Self.slow)) else {
            return
        }
        line { line in
            line.member("event", "request")
            line.member("peer", peer)
            line.member("method", outcome.method)
            line.name("id")
            if outcome.id.isEmpty { line.null() } else { line.raw(outcome.id) }
            line.member("code", outcome.code)
            line.member(
                "microseconds",
                Int(outcome.duration.components.attoseconds / 1_000_000_000_000)
                    + Int(outcome.duration.components.seconds) * 1_000_000
            )
        }
    }

    public func refusal(_ message: String) {
        guard level != .none else { return }
        line { line in
            line.member("event", "refused")
            line.member("message", message)
        }
    }

    public func event(_ name: String, _ message: String? = nil) {
        guard level != .none else { return }
        line { line in
            line.member("event", name)
            if let message { line.member("message", message) }
        }
    }

    private func line(_ body: (inout JSONWriter) -> Void) {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        writer.object { line in
            line.member("time", Double(time.tv_sec) + Double(time.tv_nsec / 1_000_000) / 1_000)
            body(&line)
        }
        writer.endLine()
        if writer.count > 1 << 16 { flush() }
    }

    /// Writes what was gathered. A log that nobody takes is not waited for.
    public func flush() {
        guard writer.count > 0 else { return }
        let bytes = writer.bytes
        writer = JSONWriter()
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }
}
