import JSON
import Synchronization
import Testing

@testable import JSONRPC

/// Data that is never the same.
private final class Changes: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

/// A dispatcher and the connection that asks, without a socket.
private struct Asked: ~Copyable {
    private var dispatcher: Dispatcher
    private let context: ServerContext
    var session: TestSession

    /// - Parameter remembers: whether anything may be answered again.
    init(remembers: Bool = true, limits: ServerLimits = ServerLimits()) throws {
        let changes = Changes()
        let table =
            remembers
            ? try TestMethods.table()
            : try TestMethods.table(edition: { _ in changes.next() })
        context = ServerContext(
            limits: limits,
            log: ServerLog(level: .requests, descriptor: -1),
            methodNames: table.methods.map(\.name)
        )
        dispatcher = Dispatcher(methods: table.index, limits: limits, server: context)
        session = Self.session(context)
    }

    private static func session(_ context: ServerContext) -> TestSession {
        TestSession(id: ConnectionID(number: 1, slot: 0), peer: .standardStreams, state: TestState(), server: context)
    }

    /// Lets somebody else ask.
    mutating func changeConnection() { session = Self.session(context) }

    mutating func answer(_ line: String) -> String { answer(Array(line.utf8)) }

    mutating func answer(_ line: [UInt8]) -> String {
        var writer = JSONWriter()
        unsafe withUnsafeMutablePointer(to: &session) { session in
            _ = unsafe dispatcher.answer(
                line.span,
                connection: 1,
                context: UnsafeMutableRawPointer(session),
                to: &writer
            )
        }
        _ = dispatcher.takePaused()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    var requests: UInt64 { context.statistics.all.count }
    var errors: UInt64 { context.statistics.counters.errors }
}

@Suite("Answers given again")
struct ResponseCacheTests {
    /// One question in the ways that programs write it, with `#` for the id.
    private static let spellings = [
        #"{"jsonrpc":"2.0","id":#,"method":"tally","params":[]}"#,
        #"{"jsonrpc": "2.0", "id": #, "method": "tally", "params": []}"#,
        #"{"jsonrpc":"2.0","method":"tally","params":[],"id":#}"#,
        #"{"method": "tally", "params": [], "jsonrpc": "2.0", "id": #}"#,
    ]

    @Test(
        "A known question is answered without asking its method, whatever its id, until the data changes",
        arguments: spellings
    )
    func again(question: String) throws {
        var asked = try Asked()
        for (number, id) in ["1", "0", "999999999999999999", #""a-1""#, #""""#, "1"].enumerated() {
            asked.session.state.edition = number < 4 ? 0 : 1
            let expected = number < 4 ? 1 : 2
            #expect(
                asked.answer(question.replacing("#", with: id))
                    == #"{"jsonrpc":"2.0","id":\#(id),"result":\#(expected)}"# + "\n"
            )
        }
        #expect(asked.requests == 6, "each is counted")
    }

    @Test(
        "What is no question of that kind is asked anew: other spellings, batches, notifications, methods that are not repeatable"
    )
    func anew() throws {
        var asked = try Asked()
        let plain = #"{"jsonrpc":"2.0","id":1,"method":"tally"}"#
        #expect(asked.answer(plain).contains(":1}"))
        #expect(asked.answer(#"{"jsonrpc":"2.0","id":1,"method":"tally" }"#).contains(":2}"))
        #expect(asked.answer("[\(plain)]").contains(":3}"))
        #expect(asked.answer(#"{"jsonrpc":"2.0","method":"tally"}"#) == "")
        #expect(asked.answer(#"{"jsonrpc":"2.0","id":null,"method":"tally"}"#).contains(":5}"))
        #expect(asked.answer(plain).contains(":1}"), "and the first is still known")
        for number in 6...7 {
            #expect(asked.answer(#"{"jsonrpc":"2.0","id":1,"method":"count"}"#).contains(":\(number)}"))
        }
    }

    @Test("Who may not ask is told no answer that another was given")
    func permission() throws {
        var asked = try Asked()
        let question = #"{"jsonrpc":"2.0","id":1,"method":"shared secret"}"#
        asked.session.state.name = "mary"
        #expect(asked.answer(question).contains("told"))
        asked.changeConnection()
        #expect(
            asked.answer(question) == #"{"jsonrpc":"2.0","id":1,"error":{"code":403,"message":"not permitted"}}"# + "\n"
        )
        #expect(asked.errors == 1)
        asked.session.state.name = "john"
        #expect(asked.answer(question).contains("told"))
    }

    @Test("Errors are never kept")
    func errors() throws {
        var asked = try Asked()
        for _ in 0..<2 {
            #expect(asked.answer(#"{"jsonrpc":"2.0","id":1,"method":"look","params":{}}"#).contains("-32602"))
            #expect(asked.answer(#"{"jsonrpc":"2.0","id":1,"method":"nothing"}"#).contains("-32601"))
        }
        #expect(asked.errors == 4)
    }

    @Test("The largest answer stays the largest, with any id")
    func largest() throws {
        var limits = ServerLimits()
        limits.answerBytes = 1_100
        var remembering = try Asked(limits: limits)
        var forgetful = try Asked(remembers: false, limits: limits)
        for bytes in 950...1_080 {
            for id in ["1", #""\#(String(repeating: "x", count: 62))""#, "2"] {
                let line = #"{"jsonrpc":"2.0","id":\#(id),"method":"large","params":[\#(bytes)]}"#
                #expect(remembering.answer(line) == forgetful.answer(line))
            }
        }
    }

    @Test("Any line is answered as by one who remembers nothing: ids of all kinds, in all places, and damaged lines")
    func agreement() throws {
        let ids = [
            "1", "17", "0", "-1", "00", "01", "1.0", "1e2", "1234567890123456789", "123456789012345678", "null", "true",
            "{}",
            "[1]", #""""#, #""a""#, #""é""#, #""\n""#, #""\u0041""#, #""a"b""#, #""\""#, #""a\\""#, "\"\t\"",
            "\"\u{7F}\"", "", " 1",
            "1 ", #""\#(String(repeating: "y", count: 62))""#, #""\#(String(repeating: "y", count: 63))""#,
            "1,\"id\":2", "1}",
        ]
        let questions = [
            #"{"jsonrpc":"2.0","id":#,"method":"look","params":{"area":"a","limit":5}}"#,
            #"{"jsonrpc": "2.0", "id": #, "method": "look", "params": {"area": "\"id\": 1"}}"#,
            #"{"jsonrpc":"2.0","method":"echo","params":{"id":3},"id":#}"#,
            #"{"jsonrpc":"2.0","method":"echo","params":{"id":#}}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"echo","params":{"id":#}}"#,
            #"{"id":#,"jsonrpc":"2.0","method":"sum","params":[1,2]}"#,
            #"{"jsonrpc":"2.0","method":"sum","params":["\"id\":#}"], "id":#}"#,
            #"  {"jsonrpc":"2.0","id":#,"method":"sum"} "#,
            #"{"jsonrpc":"2.0","id":#,"method":"s\u0075m"}"#, #"{"jsonrpc":"2.0","id":#,"id":#,"method":"sum"}"#,
            #"{"jsonrpc":"2.0","id":#,"result":1}"#, #"{"jsonrpc":"1.0","id":#,"method":"sum"}"#, "#", "",
        ]
        var remembering = try Asked()
        var forgetful = try Asked(remembers: false)
        for _ in 0..<2 {
            for question in questions {
                for id in ids {
                    let line = Array(question.replacing("#", with: id).utf8)
                    #expect(
                        remembering.answer(line) == forgetful.answer(line),
                        "\(String(decoding: line, as: UTF8.self))"
                    )
                }
                // Known as it is, and then short of a byte, or with one that is another.
                let line = Array(question.replacing("#", with: "12").utf8)
                for index in line.indices {
                    var changed = line
                    changed[index] ^= 1
                    var shorter = line
                    shorter.remove(at: index)
                    for damaged in [line, changed, shorter, Array(line[..<index])] {
                        #expect(remembering.answer(damaged) == forgetful.answer(damaged))
                    }
                }
            }
        }
        #expect(remembering.requests == forgetful.requests && remembering.errors == forgetful.errors)
    }
}

@Suite("Answers given again: what is kept")
struct KeptResponseTests {
    private static func question(_ number: Int) -> [UInt8] {
        Array(#"{"jsonrpc":"2.0","id":7,"method":"m","params":[\#(number)]}"#.utf8)
    }

    private static let parts = Repeatable(id: 22..<23, name: 33..<36, method: 5, result: 0)

    private static func keep(_ line: [UInt8], _ answer: String, in cache: inout ResponseCache, edition: Int = 0) {
        unsafe Array(answer.utf8).withUnsafeBytes { unsafe cache.keep(line.span, parts, edition: edition, answer: $0) }
    }

    /// The answer to a line and the name of its method; nil where it is not known.
    private static func found(_ line: [UInt8], in cache: inout ResponseCache, edition: Int = 0) -> [String]? {
        unsafe line.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, let id = unsafe UsualID.range(in: base, bytes.count),
                let entry = unsafe cache.find(base, bytes.count, id: id, edition: edition)
            else { return nil }
            #expect(entry.method == 5)
            return unsafe [
                String(decoding: entry.answer, as: UTF8.self), String(decoding: entry.name, as: UTF8.self),
            ]
        }
    }

    @Test("Each question has its own answer, also when the table grows; another edition knows none")
    func many() {
        var cache = ResponseCache()
        for number in 0..<1_000 { Self.keep(Self.question(number), "\(number)\n", in: &cache) }
        for number in 0..<1_000 { #expect(Self.found(Self.question(number), in: &cache) == ["\(number)\n", #""m""#]) }
        #expect(Self.found(Self.question(1_000), in: &cache) == nil)
        #expect(Self.found(Self.question(0), in: &cache, edition: 1) == nil && cache.count == 0)
    }

    @Test("At its limits all is forgotten, and it goes on")
    func full() {
        var few = ResponseCache(maxEntries: 3)
        for number in 0..<3 { Self.keep(Self.question(number), "x\n", in: &few) }
        #expect(few.count == 3)
        Self.keep(Self.question(3), "x\n", in: &few)
        #expect(few.count == 1 && Self.found(Self.question(3), in: &few) != nil)
        #expect(Self.found(Self.question(0), in: &few) == nil)

        // Seventeen and more of the largest answers do not fit into a megabyte.
        let largest = String(repeating: "x", count: ResponseCache.maxAnswer - 1) + "\n"
        var small = ResponseCache(maxPieces: 1)
        for number in 0..<40 {
            Self.keep(Self.question(number), largest, in: &small)
            #expect(Self.found(Self.question(number), in: &small)?.first == largest)
            #expect(small.count <= 16)
        }
        #expect(small.count < 40)
    }

    @Test("What is too long is not kept, at the limit and one byte beyond")
    func lengths() {
        for (answer, question, isKept) in [(0, 0, true), (1, 0, false), (0, 1, false)] {
            var cache = ResponseCache()
            let line = Array(
                #"{"jsonrpc":"2.0","id":7,"method":"m","params":["\#(String(repeating: "p", count: ResponseCache.maxQuestion - 50 + question))"]}"#
                    .utf8
            )
            #expect(line.count - 1 == ResponseCache.maxQuestion + question)
            Self.keep(line, String(repeating: "x", count: ResponseCache.maxAnswer - 1 + answer) + "\n", in: &cache)
            #expect((Self.found(line, in: &cache) != nil) == isKept)
        }
    }
}
