import Bytes
import CSystem
import Glibc

/// A client that sends lines and waits for lines: for the command line, and for tests.
public final class LineClient {
    /// Where it is connected to.
    public let address: String
    /// The longest line that is read, in bytes.
    public var maxBytes = 64 << 20
    private let descriptor: Int32
    private var arrived: [UInt8] = []
    /// How much of `arrived` holds no line end.
    private var scanned = 0

    private init(_ descriptor: Int32, _ address: String) {
        self.descriptor = descriptor
        self.address = address
    }

    deinit { close(descriptor) }

    /// Connects to a Unix-domain socket.
    public static func unix(path: String) throws(TransportFault) -> LineClient {
        let descriptor = lacuna_socket(AF_UNIX, 1)
        guard descriptor >= 0 else { throw .lastError(path, "cannot make a socket") }
        guard unsafe lacuna_connect_unix(descriptor, path) == 0 else {
            let fault = TransportFault.lastError(path, "cannot connect")
            close(descriptor)
            throw fault
        }
        return LineClient(descriptor, path)
    }

    /// Connects by TCP: to the first of the host's addresses that takes connections.
    public static func tcp(host: String, port: UInt16) throws(TransportFault) -> LineClient {
        let address = "\(host):\(port)"
        return try unsafe TCPAddress.first(host: host, port: port) {
            (family, socketAddress, size) throws(TransportFault) in
            let descriptor = lacuna_socket(family, 1)
            guard descriptor >= 0 else { throw .lastError(address, "cannot make a socket") }
            guard unsafe connect(descriptor, socketAddress, size) == 0 else {
                let fault = TransportFault.lastError(address, "cannot connect")
                close(descriptor)
                throw fault
            }
            lacuna_tune_tcp(descriptor)
            return LineClient(descriptor, address)
        }
    }

    /// Sends a line and returns the next one that arrives, both without their ends.
    public func call(_ line: [UInt8], timeout: Duration) throws(TransportFault) -> [UInt8] {
        let deadline = ContinuousClock.now + timeout
        try send(line + [0x0A], until: deadline)
        guard let answer = try next(until: deadline) else {
            throw TransportFault(.closed, address, "the server hung up without an answer")
        }
        return answer
    }

    /// Sends bytes as they are.
    public func send(_ bytes: [UInt8], timeout: Duration) throws(TransportFault) {
        try send(bytes, until: .now + timeout)
    }

    /// The next line, without its end; nil when there are no more. One without an end before the other side hung up is
    /// a line too.
    ///
    /// - Parameter timeout: nil to wait for ever, as a subscriber does.
    public func next(timeout: Duration?) throws(TransportFault) -> [UInt8]? {
        try next(until: timeout.map { .now + $0 })
    }

    /// Says that nothing more will be sent.
    public func endSending() { _ = lacuna_shutdown_sending(descriptor) }

    private func send(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) throws(TransportFault) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe bytes.baseAddress.map { unsafe lacuna_send(descriptor, $0 + sent, bytes.count - sent) } ?? 0
            }
            if count >= 0 {
                sent += count
            } else if lacuna_would_block() != 0 {
                try wait(for: lacuna_writable, until: deadline)
            } else {
                throw .lastError(address, "cannot send")
            }
        }
    }

    private func next(until deadline: ContinuousClock.Instant?) throws(TransportFault) -> [UInt8]? {
        while true {
            let end = lineEnd
            guard end ?? arrived.count <= maxBytes else {
                throw TransportFault(.tooLong, address, "the server sent a line of more than \(maxBytes) bytes")
            }
            if let end {
                var line = arrived[..<end]
                if line.last == 0x0D { line = line.dropLast() }
                let result = Array(line)
                arrived.removeFirst(end + 1)
                scanned = 0
                return result
            }
            scanned = arrived.count
            try wait(for: lacuna_readable, until: deadline)
            let count = unsafe withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
                let count = unsafe lacuna_receive(descriptor, buffer.baseAddress, buffer.count)
                if count > 0 { unsafe arrived.append(contentsOf: buffer[..<count]) }
                return count
            }
            if count == 0 {
                guard !arrived.isEmpty else { return nil }
                let last = arrived
                arrived = []
                scanned = 0
                return last
            }
            guard count > 0 || lacuna_would_block() != 0 else { throw .lastError(address, "cannot receive") }
        }
    }

    /// Where in `arrived` its first line ends.
    private var lineEnd: Int? {
        unsafe arrived.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress,
                let found = unsafe memchr(start + scanned, 0x0A, bytes.count - scanned)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - start
        }
    }

    private func wait(
        for flags: UInt32,
        until deadline: ContinuousClock.Instant?
    ) throws(TransportFault) {
        while true {
            var milliseconds: Int32 = -1
            if let deadline {
                let left = ContinuousClock.now.duration(to: deadline)
                guard left > .zero else { throw TransportFault(.timedOut, address, "no answer in time") }
                milliseconds = Int32(clamping: Int64(left / .milliseconds(1)) + 1)
            }
            let count = lacuna_poll(descriptor, flags, milliseconds)
            if count > 0 { return }
            if count < 0, errno != EINTR { throw .lastError(address, "cannot wait") }
        }
    }
}
