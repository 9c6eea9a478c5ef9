import Glibc
import JSON
import JSONRPC
import LacunaService
import Provision
import ScopingStore

private let stdio = OptionSpec(name: "stdio", help: "Serve one client over standard input and output.")
private let allowWrite = OptionSpec(
    name: "allow-write",
    help: "With --stdio: let an assistant record ratings and returns by the Model Context Protocol."
)
private let unix = OptionSpec(
    name: "unix",
    value: "PATH",
    help: "Listen on a Unix-domain socket that only this user may open."
)
private let tcp = OptionSpec(
    name: "tcp",
    value: "HOST:PORT",
    help: "Listen on TCP; an address that is not this machine's own needs --access with tokens."
)
private let access = OptionSpec(
    name: "access",
    value: "FILE",
    help: "Who may do what: users by name, others by token ('lacuna token')."
)
private let logLevel = OptionSpec(
    name: "log",
    value: "WHAT",
    help:
        "What goes to standard error, a JSON object a line: refusals alone, errors too, writes and slow requests too, all requests, "
        + "connections too; writes unless told.",
    allowed: ServerLog.Level.allCases.map { "\($0)" }
)
private let maxLine = OptionSpec(name: "max-line", value: "BYTES", help: "The longest line; 1048576 unless told.")
private let maxBatch = OptionSpec(
    name: "max-batch",
    value: "N",
    help: "The most requests in a batch; 100 unless told."
)
private let maxConnections = OptionSpec(
    name: "max-connections",
    value: "N",
    help: "The most connections of each listener at once; 1024 unless told. The longest silent goes for a new one."
)
private let idle = OptionSpec(
    name: "idle",
    value: "SECONDS",
    help: "Close a connection that was silent for so long; 300 unless told. One that subscribed may be silent."
)
private let maxOutbox = OptionSpec(
    name: "max-outbox",
    value: "BYTES",
    help: "Answers that may wait for a slow reader; 262144 unless told."
)
private let maxBuffered = OptionSpec(
    name: "max-buffered",
    value: "BYTES",
    help: "Unfinished lines and unread answers of all connections together; 268435456 unless told."
)

let serveCommand = Command(
    name: "serve",
    summary: "Serve the store over JSON-RPC 2.0, one JSON text a line.",
    options: [
        stdio, allowWrite, unix, tcp, access, logLevel, maxLine, maxBatch, maxConnections, idle, maxOutbox,
        maxBuffered, Options.store,
    ],
    discussion: [
        "rpc.discover describes every method. SIGTERM answers what was received and stops; SIGHUP reads the store again; documents that other "
            + "programs add are picked up within a second. Sockets that systemd opened (LISTEN_FDS) are served without --unix or --tcp.",
        "Over a Unix-domain socket the user who runs the server may do everything, and others what the access file says. Over TCP "
            + "without tokens everyone may read; with tokens a connection begins with session.authenticate.",
        "Writes wait for a store that another program holds, up to two seconds, while all others are answered. A connection that needs a "
            + "token gives it within ten seconds; who gives wrong ones waits longer for each answer.",
        "Over standard input and output it is also a server of the Model Context Protocol, revisions 2026-07-28 and 2025-11-25, so that an "
            + "assistant can ask about the gaps: configure 'lacuna serve --stdio' as its command.",
    ],
    examples: [
        ("lacuna serve --unix /run/user/1000/lacuna", "for this user's programs"),
        ("lacuna serve --stdio", "one client, such as a program that starts it"),
    ],
    run: { invocation, console in
        let limits = try serverLimits(invocation)
        let accessPath = invocation.value(access)
        let known = try accessPath.map { try AccessFile.read($0) } ?? AccessList()
        let store: ServedStore
        do throws(StoreFailure) {
            store = try ServedStore(folder: StoreAccess.folder(invocation, console))
        } catch {
            throw StoreAccess.failure(error)
        }
        for document in store.loaded.leftOut {
            for fault in document.faults { console.note("left out: \(fault)") }
        }
        let environment = console.environment
        do {
            let service = try LacunaService(
                store,
                access: { try accessPath.map { try AccessFile.read($0) } ?? AccessList() },
                owner: userName(),
                version: lacunaVersion,
                now: { RecordingOptions.now(environment) }
            )
            let log = ServerLog(level: serverLogLevel(invocation))
            let others =
                invocation.flag(stdio)
                ? try ModelContext(
                    version: lacunaVersion,
                    methods: contractMethods,
                    allowsWriting: invocation.flag(allowWrite)
                ).methods : []
            let server = try service.server(limits: limits, log: log, adding: others)
            try server.handleSignals()
            if invocation.flag(stdio) {
                guard !invocation.flag(unix), !invocation.flag(tcp) else {
                    throw invocation.refusal("--stdio serves one client", hint: "Leave --unix and --tcp away.")
                }
                server.serveStreams()
            } else {
                for listener in try ServerListeners.open(invocation, known) {
                    if !listener.isUnix { console.note("listening on \(listener.address)") }
                    try server.listen(listener)
                }
            }
            _ = console.deliver()
            log.event("start", level: .refusals) { line in
                line.member("store", store.folder)
                line.member("returns", store.model.returns.count)
            }
            log.flush()
            try server.run()
            log.event("stop", level: .refusals)
            log.flush()
        } catch let fault as TransportFault {
            throw CommandFailure(.unavailable, "lacuna: \(fault)")
        }
        return .done
    }
)

/// The user the server runs as: by name, or by number where the machine has no name for it.
private func userName() -> String {
    guard let entry = unsafe getpwuid(getuid()), let name = unsafe entry.pointee.pw_name else {
        return String(getuid())
    }
    return unsafe String(cString: name)
}

/// What the options let go to the log.
func serverLogLevel(_ invocation: Invocation) -> ServerLog.Level {
    ServerLog.Level.allCases.first { "\($0)" == invocation.value(logLevel) } ?? .usual
}

/// What a server listens on.
enum ServerListeners {
    /// - Throws: where there is nothing to listen on, and where other machines could come in without a token.
    static func open(_ invocation: Invocation, _ known: AccessList) throws -> [Listener] {
        var listeners = try Listener.activated()
        if let path = invocation.value(unix) { listeners.append(try .unix(path: path)) }
        if let text = invocation.value(tcp) {
            guard let (host, port) = Endpoint.split(text) else {
                throw invocation.refusal(ofOption: tcp.name, expected: "Expected HOST:PORT, such as localhost:7070.")
            }
            listeners.append(try .tcp(host: host, port: port))
        }
        for listener in listeners where !listener.isLocal && !known.hasTokens {
            throw CommandFailure(
                .unavailable,
                "lacuna: '\(listener.address)' can be reached from other machines, so it needs tokens: "
                    + "lacuna token add NAME --access FILE, then --access FILE"
            )
        }
        guard !listeners.isEmpty else {
            throw invocation.refusal(
                "there is nothing to listen on",
                hint: "Give --stdio, --unix PATH or --tcp HOST:PORT."
            )
        }
        return listeners
    }
}

/// The limits that the options set, the usual ones elsewhere.
func serverLimits(_ invocation: Invocation) throws -> ServerLimits {
    var limits = ServerLimits()
    func number(_ option: OptionSpec, _ range: ClosedRange<Int>, _ usual: Int) throws -> Int {
        guard let text = invocation.value(option) else { return usual }
        guard let number = Int(text), range.contains(number) else {
            throw invocation.refusal(
                ofOption: option.name,
                expected: "Expected a whole number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        return number
    }
    limits.lineBytes = try number(maxLine, 1_024...1 << 30, limits.lineBytes)
    limits.batchRequests = try number(maxBatch, 1...1_000_000, limits.batchRequests)
    limits.connections = try number(maxConnections, 1...1_000_000, limits.connections)
    limits.idleSeconds = try number(idle, 1...31_536_000, limits.idleSeconds)
    limits.outboxBytes = try number(maxOutbox, 1_024...1 << 30, limits.outboxBytes)
    limits.bufferedBytes = try number(maxBuffered, 1_024...1 << 40, limits.bufferedBytes)
    return limits
}

/// Where a server listens or is called.
enum Endpoint {
    /// "localhost:7070" and "[::1]:7070"; nil for anything else.
    static func split(_ text: String) -> (host: String, port: UInt16)? {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" { host = host.dropFirst().dropLast() }
        return host.isEmpty ? nil : (String(host), port)
    }
}

/// The file that says who may do what.
enum AccessFile {
    static func read(_ path: String) throws(CommandFailure) -> AccessList {
        let bytes: [UInt8]
        do {
            bytes = try readDocument(at: path)
        } catch {
            throw CommandFailure(reading: error)
        }
        do {
            return try AccessList(reading: bytes, file: path)
        } catch {
            throw CommandFailure(.badData, "lacuna: \(error)")
        }
    }
}
