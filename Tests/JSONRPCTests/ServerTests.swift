import CSystem
import Foundation
import Testing

@testable import JSONRPC

/// Who may do what with a file; nil where there is none.
private func mode(of path: String) -> mode_t? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? status.st_mode & 0o777 : nil
}

@Suite("Server: transports and life")
struct ServerTests {
    private let call = #"{"jsonrpc":"2.0","method":"count","id":1}"#

    @Test("A Unix socket is for its user alone, knows who connects, and is gone afterwards")
    func unixSocket() throws {
        let server = try RunningServer()
        #expect(mode(of: server.path) == 0o600)
        let user = unsafe getpwuid(getuid()).flatMap { unsafe String(cString: $0.pointee.pw_name) }
        #expect(
            try server.connect().call(#"{"jsonrpc":"2.0","method":"peer","id":1}"#)
                == #"{"jsonrpc":"2.0","id":1,"result":"user \#(user ?? "\(getuid())")"}"#
        )
        server.stop()
        #expect(mode(of: server.path) == nil)
    }

    @Test("A socket that a server left behind is replaced; one that answers, and any other file, is not")
    func staleSocket() throws {
        let server = try RunningServer()
        #expect(throws: TransportFault(.inUse, server.path, "a server already answers there")) {
            try Listener.unix(path: server.path)
        }
        #expect(try server.connect().call(call).hasSuffix("1}"))
        let stale = server.path + "-stale"
        let descriptor = lacuna_socket(AF_UNIX, 1)
        let isBound = unsafe lacuna_bind_unix(descriptor, stale) == 0
        #expect(isBound)
        close(descriptor)
        var listener: Listener? = try Listener.unix(path: stale, mode: 0o660)
        #expect(mode(of: stale) == 0o660)
        #expect(listener?.isLocal == true)
        listener = nil
        #expect(mode(of: stale) == nil)
        let file = server.path + "-file"
        try Data("x".utf8).write(to: URL(fileURLWithPath: file))
        #expect(throws: TransportFault(.inUse, file, "there is a file that is no socket")) {
            try Listener.unix(path: file)
        }
        let long = "/tmp/" + String(repeating: "x", count: 200)
        #expect(throws: TransportFault(.invalidAddress, long, "the path is empty or longer than 107 bytes")) {
            try Listener.unix(path: long)
        }
    }

    @Test("A socket file that another made in place of the own one is left")
    func foreignSocket() throws {
        let server = try RunningServer()
        unsafe unlink(server.path)
        let other = try Listener.unix(path: server.path)
        server.stop()
        #expect(mode(of: server.path) == 0o600)
        _ = other
    }

    @Test("TCP listens on this machine alone unless told otherwise")
    func tcp() throws {
        let server = try RunningServer(tcp: true)
        let client = try LineClient.tcp(host: "localhost", port: server.port)
        #expect(try client.call(call) == #"{"jsonrpc":"2.0","id":1,"result":1}"#)
        #expect(try client.call(#"{"jsonrpc":"2.0","method":"peer","id":1}"#).contains("\"127.0.0.1:"))
        #expect(throws: TransportFault(.inUse, "127.0.0.1:\(server.port)", "another program listens there")) {
            try Listener.tcp(port: server.port)
        }
        let everywhere = try Listener.tcp(host: "0.0.0.0", port: 0)
        #expect(!everywhere.isLocal)
        #expect(try Listener.tcp(port: 0).isLocal)
        #expect(throws: TransportFault.self) { try Listener.tcp(host: "no such host", port: 1) }
    }

    @Test("Streams: pipes and files are served, left blocking, and the server ends with them")
    func streams() throws {
        let folder = NSTemporaryDirectory() + "jsonrpc-streams-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text = String(repeating: call + "\n", count: 3_000) + call
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/in"))
        let expected = (1...3_001).map { "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\($0)}\n" }.joined()
        for isPiped in [false, true] {
            let input: Int32
            var pipes = (Pipe(), Pipe())
            if isPiped {
                pipes = (Pipe(), Pipe())
                input = pipes.0.fileHandleForReading.fileDescriptor
                let writer = pipes.0.fileHandleForWriting
                Thread {
                    writer.write(Data(text.utf8))
                    try? writer.close()
                }.start()
            } else {
                input = unsafe open(folder + "/in", O_RDONLY | O_CLOEXEC)
            }
            let output =
                unsafe isPiped
                ? pipes.1.fileHandleForWriting.fileDescriptor
                : open(folder + "/out", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            let server = try Server(
                methods: TestMethods.table(),
                log: ServerLog(level: .refusals),
                hooks: ServerHooks(opened: { _ in TestState() })
            )
            server.serveStreams(input: input, output: output)
            let collector = Collector(isPiped ? pipes.1.fileHandleForReading : nil)
            try server.run()
            #expect(fcntl(input, F_GETFL) & O_NONBLOCK == 0)
            if isPiped {
                try pipes.1.fileHandleForWriting.close()
                #expect(collector.text() == expected)
            } else {
                #expect(try String(contentsOfFile: folder + "/out", encoding: .utf8) == expected)
                close(input)
                close(output)
            }
        }
    }

    @Test("Stopped, a server answers what it took, and ends within a second")
    func stopping() throws {
        let server = try RunningServer()
        let silent = try (0..<50).map { _ in try server.connect() }
        let client = try server.connect()
        try client.send(String(repeating: call + "\n", count: 1_000))
        #expect(try client.nextText() == #"{"jsonrpc":"2.0","id":1,"result":1}"#)
        #expect(server.stop() < .seconds(1))
        #expect(try client.rest().count == 999)
        #expect(try silent[0].nextText() == nil)
    }

    @Test("Bytes that nobody read do not take back the last answers of a server that stops")
    func stoppingWithUnreadBytes() throws {
        for isTCP in [false, true] {
            let server = try RunningServer(tcp: true)
            let client = try isTCP ? server.connectByTCP() : server.connect()
            try client.send(#"{"jsonrpc":"2.0","method":"later","id":1}"# + "\n")
            while server.gate.counts.begun == 0 { usleep(1_000) }
            // While the first waits, nothing more is read.
            try client.send("nobody reads this\n")
            server.stop()
            #expect(
                try client.rest() == [#"{"jsonrpc":"2.0","id":1,"error":{"code":503,"message":"given up"}}"#]
            )
        }
    }

    @Test("Who leaves is subscribed to nothing any more")
    func subscriptionsEnd() throws {
        let server = try RunningServer()
        let subscribe = #"{"jsonrpc":"2.0","method":"subscribe","id":1}"#
        for _ in 0..<3 { #expect(try server.connect().call(subscribe).hasSuffix("true}")) }
        let last = try server.connect()
        #expect(try last.call(subscribe).hasSuffix("true}"))
        server.stop()
        let context = try #require(unsafe server.context)
        #expect(context.notifier.subscribers.isEmpty)
    }

    @Test("A reader who does not read cannot keep a server from ending")
    func stoppingBesideSlowReader() throws {
        let server = try RunningServer()
        let client = try server.connect()
        try client.send(#"{"jsonrpc":"2.0","method":"large","params":[8000000],"id":1}"# + "\n")
        #expect(try server.connect().call(call).hasSuffix("1}"))
        #expect(server.stop() < .seconds(1))
    }

    @Test("What is published reaches all subscribers, after the answers")
    func notifications() throws {
        let server = try RunningServer()
        let clients = try (0..<3).map { _ in try server.connect() }
        let changed = #"{"jsonrpc":"2.0","method":"changed","params":{"text":"y"}}"#
        for client in clients {
            #expect(try client.call(#"{"jsonrpc":"2.0","method":"subscribe","id":1}"#).hasSuffix("true}"))
        }
        #expect(try clients[0].call(#"{"jsonrpc":"2.0","method":"subscribe","id":1}"#).hasSuffix("false}"))
        #expect(try clients[2].call(#"{"jsonrpc":"2.0","method":"unsubscribe","id":1}"#).hasSuffix("true}"))
        #expect(
            try clients[0].call(#"{"jsonrpc":"2.0","method":"publish","id":2}"#)
                == #"{"jsonrpc":"2.0","id":2,"result":true}"#
        )
        #expect(try clients[0].nextText() == changed)
        #expect(try clients[1].nextText() == changed)
        #expect(try clients[2].call(call).hasSuffix("1}"))
    }

    @Test("A subscriber who does not read is dropped with a notice, and goes on as a connection")
    func slowSubscriber() throws {
        var limits = ServerLimits()
        limits.outboxBytes = 10_000
        let server = try RunningServer(limits)
        let (slow, other) = (try server.connect(), try server.connect())
        #expect(try slow.call(#"{"jsonrpc":"2.0","method":"subscribe","id":1}"#).hasSuffix("true}"))
        for _ in 0..<500 {
            _ = try other.call(#"{"jsonrpc":"2.0","method":"publish","params":[5000],"id":1}"#)
        }
        #expect(try other.call(#"{"jsonrpc":"2.0","method":"status","id":1}"#).contains(#""subscribersDropped":1"#))
        var notices: [String] = []
        repeat { notices.append(try slow.nextText() ?? "") } while !notices[notices.count - 1].contains("Dropped")
        #expect(notices.count < 500)
        #expect(
            notices.last
                == #"{"jsonrpc":"2.0","method":"rpc.subscriptionDropped","params":{"topic":"changes","reason":"notifications were not read; what was missed is not sent again","limit":"outboxBytes","most":10000}}"#
        )
        #expect(try slow.call(call).hasSuffix("1}"))
    }

    @Test("Writes and slow requests are logged at the usual level, and not at those below it")
    func notableRequests() throws {
        #expect(ServerLog.Level.usual == .writes)
        for level in ServerLog.Level.allCases {
            let log = ServerLog(level: level, descriptor: -1)
            #expect(log.wants(code: 0, isNotable: true) == (level >= .writes))
            #expect(log.wants(code: 0, isNotable: false) == (level >= .requests))
            #expect(log.wants(code: 404, isNotable: false) == (level >= .errors))
            #expect(log.wants(code: 403, isNotable: false))
        }
        // What is done on the thread that writes is a write, whoever asks for it.
        for (level, count) in [(ServerLog.Level.errors, 0), (.writes, 1)] {
            let server = try RunningServer(level: level)
            server.gate.open()
            let client = try server.connect()
            _ = try client.call(#"{"jsonrpc":"2.0","method":"later","id":1}"#)
            _ = try client.call(call)
            server.stop()
            #expect(try server.logLines().count { $0.contains(#""method":"later""#) } == count, "\(level)")
            #expect(try server.logLines().count == count, "\(level)")
        }
    }

    @Test("A request is slow when it took as long as the limit says")
    func slowRequests() {
        for (slow, waits) in [(UInt64(0), true), (.max, false)] {
            let log = ServerLog(level: .usual, descriptor: -1)
            let metrics = RequestMetrics(log: log, methods: 1, slow: slow)
            metrics.begin()
            metrics.record(connection: 1, id: nil, method: 0, name: nil, code: 0, isNotification: false)
            #expect(log.isWaiting == waits)
        }
        #expect(ServerLimits().slowMilliseconds == 100)
    }

    @Test("The log has a line for each request, and always for refusals")
    func logging() throws {
        for (level, count) in [
            (ServerLog.Level.refusals, 1), (.errors, 3), (.writes, 3), (.requests, 4), (.connections, 10),
        ] {
            let server = try RunningServer(level: level)
            let client = try server.connect()
            _ = try client.call(#"{"jsonrpc":"2.0","method":"secret","id":"a"}"#)
            _ = try client.call(call)
            _ = try client.call(#"{"jsonrpc":"2.0","method":"nothing","id":2}"#)
            _ = try client.call("{")
            server.stop()
            let lines = try server.logLines()
            #expect(lines.count == count, "\(level)")
            for line in lines { #expect(fault(line) == nil) }
            let refusal =
                #/{"time":"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ","event":"request","connection":1,"id":"a","method":"secret","microseconds":\d+,"outcome":"error","code":403}/#
            #expect(lines.contains { $0.wholeMatch(of: refusal) != nil })
        }
    }
}

/// Reads a pipe to its end in a thread of its own.
private final class Collector: @unchecked Sendable {
    private var data = Data()
    private let isDone = DispatchSemaphore(value: 0)

    init(_ handle: FileHandle?) {
        guard let handle else { return }
        Thread { [self] in
            data = (try? handle.readToEnd()) ?? Data()
            isDone.signal()
        }.start()
    }

    func text() -> String {
        isDone.wait()
        return String(decoding: data, as: UTF8.self)
    }
}

@Suite("Server: signals and descriptors, in processes of their own")
struct ServerProcessTests {
    private static func server(_ tick: @escaping (ServerContext) -> Void, reload: @escaping (ServerContext) -> Void)
        throws
        -> Server<TestState>
    {
        let server = try Server(
            methods: TestMethods.table(),
            log: ServerLog(level: .refusals),
            hooks: ServerHooks(opened: { _ in TestState() }, tick: tick, reload: reload)
        )
        try server.handleSignals()
        try server.listen(.tcp(port: 0))
        return server
    }

    @Test("SIGHUP reads again, SIGTERM and SIGINT end")
    func signals() async {
        await #expect(processExitsWith: .exitCode(7)) {
            for last in [SIGTERM, SIGINT] {
                var reloads = 0
                let server = try ServerProcessTests.server(
                    { _ in raise(reloads == 0 ? SIGHUP : last) },
                    reload: { _ in reloads += 1 }
                )
                try server.run()
                if reloads != 1 { exit(1) }
            }
            exit(7)
        }
    }

    @Test("Out of descriptors, one who connects is told so, and the others are served")
    func descriptors() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let server = try RunningServer()
            let first = try server.connect()
            let call = #"{"jsonrpc":"2.0","method":"count","id":1}"#
            _ = try first.call(call)
            // One more for the client's own end, none for the server's.
            let next = dup(0)
            close(next)
            var limit = rlimit(rlim_cur: rlim_t(next) + 1, rlim_max: 4_096)
            unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            for _ in 0..<5 {
                let refused = try server.connect()
                guard let line = try refused.nextText(), line.contains(#""code":429"#), line.contains("descriptors"),
                    try first.call(call).contains("result")
                else { exit(1) }
            }
            limit.rlim_cur = 256
            unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            guard try server.connect().call(call).hasSuffix("1}") else { exit(2) }
            exit(7)
        }
    }

    @Test("Sockets that the service manager opened are taken")
    func activation() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let path = "/tmp/jsonrpc-activated-\(getpid())"
            let descriptor = lacuna_socket(AF_UNIX, 0)
            guard unsafe lacuna_bind_unix(descriptor, path) == 0, listen(descriptor, 5) == 0 else { exit(1) }
            unsafe setenv("LISTEN_PID", "\(getpid())", 1)
            unsafe setenv("LISTEN_FDS", "1", 1)
            let listeners = try Listener.activated(from: descriptor)
            unsafe unlink(path)
            guard listeners.count == 1, listeners[0].isUnix, unsafe getenv("LISTEN_FDS") == nil else { exit(3) }
            guard try Listener.activated().isEmpty else { exit(4) }
            guard Listener.firstHandedOver == 3 else { exit(5) }
            exit(7)
        }
    }
}
