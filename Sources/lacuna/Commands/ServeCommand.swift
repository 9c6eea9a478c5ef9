import Glibc
import JSONRPC
import LacunaService
import Provision
import ScopingStore

private let stdio = OptionSpec(name: "stdio", help: "Serve one client over standard input and output.")
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
    help: "What goes to standard error, a JSON object a line; notable unless told.",
    allowed: ServerLog.Level.allCases.map(\.rawValue)
)
private let maxLine = OptionSpec(name: "max-line", value: "BYTES", help: "The longest line; 4194304 unless told.")
private let maxBatch = OptionSpec(
    name: "max-batch",
    value: "N",
    help: "The most requests in a batch; 1000 unless told."
)
private let maxConnections = OptionSpec(
    name: "max-connections",
    value: "N",
    help: "The most connections at once; 1000 unless told."
)
private let idle = OptionSpec(
    name: "idle",
    value: "SECONDS",
    help: "Close a connection that was silent for so long; 3600 unless told, 0 for never."
)
private let maxOutbox = OptionSpec(
    name: "max-outbox",
    value: "BYTES",
    help: "Answers that may wait for a slow reader; 8388608 unless told."
)

let serveCommand = Command(
    name: "serve",
    summary: "Serve the store over JSON-RPC 2.0, one JSON text a line.",
    options: [
        stdio, unix, tcp, access, logLevel, maxLine, maxBatch, maxConnections, idle, maxOutbox, Options.store,
    ],
    discussion: [
        "rpc.discover describes every method. SIGTERM answers what was received and stops; SIGHUP reads the store again; documents that other "
            + "programs add are picked up within a second. Sockets that systemd opened (LISTEN_FDS) are served without --unix or --tcp.",
        "Over a Unix-domain socket the user who runs the server may do everything, and others what the access file says. Over TCP "
            + "without tokens everyone may read; with tokens a connection begins with session.authenticate.",
    ],
    examples: [
        ("lacuna serve --unix /run/user/1000/lacuna", "for this user's programs"),
        ("lacuna serve --stdio", "one client, such as a program that starts it"),
    ],
    run: { invocation, console in
        let limits = try limits(invocation)
        let accessPath = invocation.value(access)
        let known = try accessPath.map { try AccessFile.read($0) } ?? AccessList()
        let store: ServedStore
        do throws(StoreFailure) {
            store = try ServedStore(folder: StoreAccess.folder(invocation, console))
        } catch {
            throw CommandFailure(error.code == .missing ? .noInput : .badData, error.faults.map { "lacuna: \($0)" })
        }
        for document in store.loaded.leftOut {
            for fault in document.faults { console.note("left out: \(fault)") }
        }
        let log = ServerLog(ServerLog.Level(rawValue: invocation.value(logLevel) ?? "") ?? .notable)
        let environment = console.environment
        let service = try LacunaService(
            store,
            access: { try accessPath.map { try AccessFile.read($0) } ?? AccessList() },
            owner: Listener.userName(getuid()),
            version: lacunaVersion,
            limits: limits,
            log: log,
            now: { RecordingOptions.now(environment) }
        )
        if invocation.flag(stdio) {
            guard !invocation.flag(unix), !invocation.flag(tcp) else {
                throw invocation.refusal("--stdio serves one client", mend: "Leave --unix and --tcp away.")
            }
            return StdioServer(service, limits: limits, log: log).run() ? .done : .inputOutput
        }
        let listeners = try listeners(invocation, known, environment)
        do throws(Listener.Failure) {
            let server = try Server(service, on: listeners, limits: limits, log: log)
            for listener in listeners where listener.port > 0 { console.note("listening on port \(listener.port)") }
            _ = console.deliver()
            log.event("start", "serving \(store.folder), \(store.model.returns.count) returns")
            log.flush()
            server.run()
            log.event("stop")
            log.flush()
        } catch {
            throw CommandFailure(.unavailable, "lacuna: \(error)")
        }
        return .done
    }
)

private func listeners(
    _ invocation: Invocation,
    _ known: AccessList,
    _ environment: [String: String]
) throws -> [Listener] {
    var listeners = Listener.inherited(environment)
    do throws(Listener.Failure) {
        if let path = invocation.value(unix) { listeners.append(try .unix(path)) }
        if let text = invocation.value(tcp) {
            guard let (host, port) = Endpoint.split(text) else {
                throw invocationRefusal(invocation)
            }
            if !known.hasTokens, !Endpoint.isOwn(host) {
                throw Listener.Failure(
                    description:
                        "'\(host)' can be reached from other machines, so it needs tokens: lacuna token add NAME --access FILE, then --access FILE"
                )
            }
            listeners.append(try .tcp(host: host, port: port))
        }
    } catch {
        throw CommandFailure(.unavailable, "lacuna: \(error)")
    }
    guard !listeners.isEmpty else {
        throw invocation.refusal("there is nothing to listen on", mend: "Give --stdio, --unix PATH or --tcp HOST:PORT.")
    }
    return listeners
}

private func invocationRefusal(_ invocation: Invocation) -> Listener.Failure {
    Listener.Failure(description: "'\(invocation.value(tcp) ?? "")' is not HOST:PORT, such as localhost:7070")
}

private func limits(_ invocation: Invocation) throws -> ServerLimits {
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
    limits.batchSize = try number(maxBatch, 1...1_000_000, limits.batchSize)
    limits.connections = try number(maxConnections, 1...1_000_000, limits.connections)
    limits.idleSeconds = try number(idle, 0...1_000_000, limits.idleSeconds)
    limits.outboxBytes = try number(maxOutbox, 1_024...1 << 30, limits.outboxBytes)
    return limits
}

/// Where a server listens or is called.
enum Endpoint {
    /// "localhost:7070" and "[::1]:7070"; nil for anything else.
    static func split(_ text: String) -> (host: String, port: String)? {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" { host = host.dropFirst().dropLast() }
        return host.isEmpty ? nil : (String(host), String(port))
    }

    /// Whether every address of a host is this machine's own.
    static func isOwn(_ host: String) -> Bool { Listener.isLoopback(host) }
}

/// The file that says who may do what.
enum AccessFile {
    static func read(_ path: String) throws(CommandFailure) -> AccessList {
        let bytes: [UInt8]
        do {
            bytes = try readDocument(at: path)
        } catch {
            throw CommandFailure(.noInput, "lacuna: \(error)")
        }
        do {
            return try AccessList(reading: String(decoding: bytes, as: UTF8.self), file: path)
        } catch {
            throw CommandFailure(.badData, "lacuna: \(error)")
        }
    }
}
