import CSystem
import Glibc

/// A client that sends lines and reads lines, and waits for them.
public final class LineClient {
    private let descriptor: Int32
    private var framer: LineFramer
    private var lines: [[UInt8]] = []
    private var hasEnded = false

    public struct Failure: Error, Sendable, CustomStringConvertible {
        public let description: String

        public init(description: String) { self.description = description }
    }

    public static func unix(_ path: String) throws(Failure) -> LineClient {
        let made = unsafe lacuna_connect_unix(path)
        guard made >= 0 else { throw Failure(description: "no server answers on '\(path)': \(Listener.reason())") }
        return LineClient(made)
    }

    public static func tcp(host: String, port: String) throws(Failure) -> LineClient {
        let made = unsafe lacuna_connect_tcp(host, port)
        guard made >= 0 else {
            throw Failure(description: "no server answers on \(host):\(port): \(Listener.reason())")
        }
        return LineClient(made)
    }

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
        framer = LineFramer(limit: 256 << 20)
    }

    deinit { close(descriptor) }

    /// Sends a line; its break is added.
    public func send(_ line: some Sequence<UInt8>) throws(Failure) {
        let bytes = Array(line) + [0x0A]
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { throw Failure(description: "the connection broke: \(Listener.reason())") }
            rest = rest.dropFirst(sent)
        }
    }

    /// The next line; nil where the server closed the connection, or none came within the time.
    public func receive(milliseconds: Int = 30_000) throws(Failure) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while lines.isEmpty, !hasEnded {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = unsafe poll(&waiting, 1, Int32(clamping: milliseconds))
            if ready == 0 { return nil }
            if ready < 0 {
                if errno == EINTR { continue }
                throw Failure(description: "the connection broke: \(Listener.reason())")
            }
            let got = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if got < 0, errno == EINTR { continue }
            if got <= 0 {
                hasEnded = true
                if let last = framer.finish() { lines.append(last) }
                break
            }
            _ = framer.take(buffer[..<got]) { event in
                if case .line(let line) = event { lines.append(Array(line)) }
                return true
            }
        }
        return lines.isEmpty ? nil : lines.removeFirst()
    }
}
