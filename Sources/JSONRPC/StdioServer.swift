import Glibc

/// Serves one client over standard input and output, which stay as blocking as they were given.
public struct StdioServer<Service: RPCService> {
    private let service: Service
    private let limits: ServerLimits
    private let log: ServerLog
    private let input: Int32
    private let output: Int32

    public init(
        _ service: Service,
        limits: ServerLimits = ServerLimits(),
        log: ServerLog,
        input: Int32 = 0,
        output: Int32 = 1
    ) {
        self.service = service
        self.limits = limits
        self.log = log
        self.input = input
        self.output = output
    }

    /// Serves until the input ends; what came last is answered though it has no line break.
    ///
    /// - Returns: false where the output could not be written.
    public func run() -> Bool {
        var framer = LineFramer(limit: limits.lineBytes)
        var session = service.open(Peer(transport: .stdio, name: Listener.userName(getuid())), connection: 0)
        defer { service.close(session, connection: 0) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
            let ready = unsafe poll(&waiting, 1, 1_000)
            if ready < 0, errno != EINTR { return true }
            var writer = JSONWriter()
            if ready > 0 {
                let got = unsafe buffer.withUnsafeMutableBytes { unsafe read(input, $0.baseAddress, $0.count) }
                if got < 0, errno == EINTR { continue }
                if got <= 0 {
                    if let last = framer.finish() { service.answer(last[...], &session, to: &writer) }
                    return send(writer.bytes)
                }
                var piece = buffer[..<got]
                while !piece.isEmpty {
                    piece = framer.take(piece) { event in
                        switch event {
                        case .line(let line): if !line.isEmpty { service.answer(line, &session, to: &writer) }
                        case .tooLong:
                            Dispatcher<Service>.limitLine("a line of more than \(limits.lineBytes) bytes", to: &writer)
                        }
                        return writer.count < limits.outboxBytes
                    }
                    guard send(writer.bytes) else { return false }
                    writer = JSONWriter()
                }
            }
            for push in service.pushes() {
                guard send(push.lines) else { return false }
            }
            log.flush()
        }
    }

    private func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes { unsafe write(output, $0.baseAddress, $0.count) }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }
}
