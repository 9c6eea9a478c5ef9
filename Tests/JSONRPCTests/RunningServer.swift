import CSystem
import Foundation
import JSON
import Synchronization

@testable import JSONRPC

/// What the tests' connections remember.
struct TestState {
    var calls = 0
    /// Of the data: what `tally` answers is given again until it changes.
    var edition = 0
    var name: String?
}

typealias TestSession = Session<TestState>

extension Notifier.Topic {
    static let changes = Notifier.Topic(rawValue: "changes")
}

/// What the method "later" waits for, until a test opens it.
final class Gate: Sendable {
    private let isOpen = Atomic(false)
    private let begun = Atomic(0)
    private let finished = Atomic(0)

    func open() { isOpen.store(true, ordering: .releasing) }

    /// How many pieces of work began, and how many were taken in by the server.
    var counts: (begun: Int, finished: Int) {
        (begun.load(ordering: .acquiring), finished.load(ordering: .acquiring))
    }

    /// Waits for the test; false where there is no more patience.
    func pass(while mayWait: () -> Bool) -> Bool {
        begun.add(1, ordering: .acquiringAndReleasing)
        while !isOpen.load(ordering: .acquiring) {
            guard mayWait() else { return false }
            usleep(1_000)
        }
        return true
    }

    func finish() { finished.add(1, ordering: .acquiringAndReleasing) }
}

/// The methods of the specification's examples, and some more.
enum TestMethods {
    static func table(
        _ gate: Gate = Gate(),
        edition: @escaping MethodTable<TestSession>.Edition = { $0.state.edition }
    ) throws -> MethodTable<TestSession> {
        let nothing: StaticString = "{}"
        let methods: [Method<TestSession>] = [
            Method(
                "subtract",
                "Subtracts.",
                parameters: [
                    .required("minuend", #"{"type":"integer"}"#, "From what."),
                    .required("subtrahend", #"{"type":"integer"}"#, "What."),
                ],
                result: #"{ "type": "integer" }"#
            ) { params, _, answer throws(RPCError) in
                answer.int(try params.int("minuend") - params.int("subtrahend"))
            },
            Method("sum", "Adds.", takesAnyParams: true, result: nothing, isRepeatable: true) {
                params,
                _,
                answer throws(RPCError) in
                var sum = 0
                params.raw.forEachElement { sum += $0.int ?? 0 }
                answer.int(sum)
            },
            Method("update", "Nothing.", takesAnyParams: true, result: nothing) { _, _, _ throws(RPCError) in },
            Method("notify_hello", "Nothing.", takesAnyParams: true, result: nothing) { _, _, _ throws(RPCError) in },
            Method("notify_sum", "Nothing.", takesAnyParams: true, result: nothing) { _, _, _ throws(RPCError) in },
            Method("get_data", "Gives data.", result: nothing) { _, _, answer throws(RPCError) in
                answer.array { answer in
                    answer.string("hello")
                    answer.int(5)
                }
            },
            Method(
                "look",
                "Has optional parameters.",
                parameters: [
                    .required("area", #"{"type":"string"}"#, "Where."),
                    .optional("limit", #"{"type":"integer"}"#, "How many."),
                    .optional("all", #"{"type":"boolean"}"#, "Whether."),
                ],
                result: nothing,
                isRepeatable: true
            ) { params, _, answer throws(RPCError) in
                let (area, limit, all) = (
                    try params.string("area"), try params.optionalInt("limit"), try params.optionalBool("all")
                )
                answer.object { answer in
                    answer.member("area", area)
                    if let limit { answer.member("limit", limit) }
                    if let all { answer.member("all", all) }
                }
            },
            Method("echo", "Gives back.", takesAnyParams: true, result: nothing, isRepeatable: true) {
                params,
                _,
                answer throws(RPCError) in
                answer.raw(params.raw.raw)
            },
            Method("fail", "Fails half-way.", result: nothing) { _, _, answer throws(RPCError) in
                try answer.array { answer throws(RPCError) in
                    answer.string("half")
                    throw RPCError(.init(rawValue: 409), "conflict") { $0.member("latest", 3) }
                }
            },
            Method(
                "large",
                "Gives much.",
                parameters: [.required("bytes", nothing, "How much.")],
                result: nothing,
                isRepeatable: true
            ) {
                params,
                _,
                answer throws(RPCError) in
                answer.string(String(repeating: "x", count: max(0, try params.int("bytes"))))
            },
            Method("count", "Counts calls.", result: nothing) { _, session, answer throws(RPCError) in
                session.state.calls += 1
                answer.int(session.state.calls)
            },
            Method("later", "Waits.", parameters: [.optional("stuck", nothing, "For ever.")], result: nothing) {
                params,
                session,
                _ throws(RPCError) in
                let isStuck = try params.optionalBool("stuck") ?? false
                session.server.answerLater(unfinished: RPCError(.init(rawValue: 504), "not known")) { patience in
                    gate.pass { isStuck || !patience.isOver }
                } then: { (passed: Bool, answer) throws(RPCError) in
                    gate.finish()
                    guard passed else { throw RPCError(.init(rawValue: 503), "given up") }
                    answer.string("passed")
                }
            },
            Method("delayed", "Refuses later.", parameters: [.required("ms", nothing, "When.")], result: nothing) {
                params,
                session,
                _ throws(RPCError) in
                session.server.answerLater(
                    after: UInt64(max(0, try params.int("ms"))) * 1_000_000,
                    RPCError(.init(rawValue: 401), "wrong")
                )
            },
            Method("tally", "Counts calls, as if the answer stayed the same.", result: nothing, isRepeatable: true) {
                _,
                session,
                answer throws(RPCError) in
                session.state.calls += 1
                answer.int(session.state.calls)
            },
            Method(
                "shared secret",
                "Needs a name.",
                result: nothing,
                access: Access(rawValue: 1),
                isRepeatable: true
            ) { _, _, answer throws(RPCError) in answer.string("told") },
            Method("peer", "Who asks.", result: nothing) { _, session, answer throws(RPCError) in
                answer.string(session.peer.description)
            },
            Method("name", "Takes a name.", parameters: [.required("name", nothing, "It.")], result: nothing) {
                params,
                session,
                _ throws(RPCError) in
                session.state.name = try params.string("name")
            },
            Method("secret", "Needs a name.", result: nothing, access: Access(rawValue: 1)) {
                _,
                session,
                answer throws(RPCError) in
                answer.string(session.state.name ?? "")
            },
            Method("status", "Counts.", result: nothing) { _, session, answer throws(RPCError) in
                session.server.writeStatistics(to: &answer)
            },
            Method("subscribe", "Subscribes.", result: nothing) { _, session, answer throws(RPCError) in
                answer.bool(session.server.notifier.subscribe(session.id, to: .changes))
            },
            Method("unsubscribe", "Ends it.", result: nothing) { _, session, answer throws(RPCError) in
                answer.bool(session.server.notifier.unsubscribe(session.id, from: .changes))
            },
            Method("publish", "Publishes.", parameters: [.optional("bytes", nothing, "How much.")], result: nothing) {
                params,
                session,
                answer throws(RPCError) in
                let text = String(repeating: "y", count: max(0, try params.optionalInt("bytes") ?? 1))
                session.server.notifier.publish(on: .changes, method: "changed") { params in
                    params.object { $0.member("text", text) }
                }
                answer.bool(true)
            },
        ]
        return try MethodTable(
            Discovery(title: "Test", version: "1").adding(to: methods),
            gate: { method, session throws(RPCError) in
                if method.access.rawValue > 0, session.state.name == nil {
                    throw RPCError(.init(rawValue: 403), "not permitted")
                }
            },
            edition: edition,
            suggester: { unknown, known in known.first { $0.hasPrefix(unknown.prefix(3)) } }
        )
    }
}

/// A server in a thread of its own, at a socket in a folder of its own. It ends with the last use.
final class RunningServer: @unchecked Sendable {
    let path: String
    /// The TCP address it got, where it was asked for one.
    private(set) var port: UInt16 = 0
    private let folder: String
    private var handle: ServerHandle?
    private let isReady = DispatchSemaphore(value: 0)
    private let hasEnded = DispatchSemaphore(value: 0)
    private var failure: (any Error)?
    private let log: String
    /// What the method "later" waits for.
    let gate = Gate()
    /// What the server shares with its handlers: to be looked at when it has ended.
    nonisolated(unsafe) private(set) var context: ServerContext?

    /// - Parameter standing: what a connection is to the service.
    init(
        _ limits: ServerLimits = ServerLimits(),
        tcp: Bool = false,
        level: ServerLog.Level = .refusals,
        standing: @escaping @Sendable (borrowing TestSession) -> Standing = { _ in .known }
    ) throws {
        folder = NSTemporaryDirectory() + "jsonrpc-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = folder + "/socket"
        log = folder + "/log"
        let thread = Thread { [self] in serve(limits, tcp, level, standing) }
        thread.start()
        isReady.wait()
        if let failure { throw failure }
    }

    private func serve(
        _ limits: ServerLimits,
        _ tcp: Bool,
        _ level: ServerLog.Level,
        _ standing: @escaping @Sendable (borrowing TestSession) -> Standing
    ) {
        let descriptor = unsafe open(log, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        defer {
            close(descriptor)
            hasEnded.signal()
        }
        do {
            let server = try Server(
                methods: TestMethods.table(gate),
                limits: limits,
                log: ServerLog(level: level, descriptor: descriptor),
                hooks: ServerHooks(opened: { _ in TestState() }, standing: standing)
            )
            unsafe context = server.context
            try server.listen(.unix(path: path))
            if tcp {
                let listener = try Listener.tcp(port: 0)
                port = listener.address.split(separator: ":").last.flatMap { UInt16($0) } ?? 0
                try server.listen(listener)
            }
            handle = server.handle
            isReady.signal()
            try server.run()
        } catch {
            failure = error
            isReady.signal()
        }
    }

    deinit {
        gate.open()
        stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Stops the server and waits until it has ended. Returns how long that took.
    @discardableResult
    func stop() -> Duration {
        guard let handle else { return .zero }
        self.handle = nil
        let start = ContinuousClock.now
        handle.stop()
        hasEnded.wait()
        return ContinuousClock.now - start
    }

    func connect() throws -> LineClient { try .unix(path: path) }
    func connectByTCP() throws -> LineClient { try .tcp(host: "127.0.0.1", port: port) }

    /// The lines of the log, of a server that has ended.
    func logLines() throws -> [String] {
        try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// Sends bytes, says that there are no more, and returns all lines that come back.
    func answers(to bytes: [UInt8]) throws -> [String] {
        let client = try connect()
        try client.send(bytes, timeout: .seconds(10))
        client.endSending()
        return try client.rest()
    }

    func answers(to text: String) throws -> [String] { try answers(to: Array(text.utf8)) }
}

extension LineClient {
    /// All lines that come before the server hangs up.
    func rest() throws -> [String] {
        var lines: [String] = []
        while let line = try next(timeout: .seconds(10)) { lines.append(String(decoding: line, as: UTF8.self)) }
        return lines
    }

    func call(_ line: String) throws -> String {
        String(decoding: try call(Array(line.utf8), timeout: .seconds(10)), as: UTF8.self)
    }

    func send(_ text: String) throws { try send(Array(text.utf8), timeout: .seconds(10)) }

    func nextText() throws -> String? {
        try next(timeout: .seconds(10)).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// How many bytes of memory this process has resident.
func residentBytes() -> Int {
    let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4_096 : 0
}
