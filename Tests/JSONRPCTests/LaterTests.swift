import Foundation
import JSON
import Testing

@testable import JSONRPC

/// Requests that wait for something outside of the server: a lock that another program holds, a disk, a time.
@Suite("Server: answers that come later")
struct LaterTests {
    private func line(_ method: String, _ id: Int? = nil, params: String = "[]") -> String {
        let id = id.map { ",\"id\":\($0)" } ?? ""
        return #"{"jsonrpc":"2.0","method":"\#(method)","params":\#(params)\#(id)}"#
    }

    private func result(_ id: Int, _ value: String) -> String { #"{"jsonrpc":"2.0","id":\#(id),"result":\#(value)}"# }
    private func error(_ id: Int, _ code: Int, _ message: String) -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":\#(code),"message":"\#(message)"}}"#
    }
    private func waitUntilBegun(_ server: RunningServer) { while server.gate.counts.begun == 0 { usleep(1_000) } }

    @Test("While one request waits all other connections are answered, and its own keeps the order of its requests")
    func others() throws {
        let server = try RunningServer()
        let (waiting, second) = (try server.connect(), try server.connect())
        try waiting.send(
            [line("count", 1), line("later", 2), line("count", 3), line("count", 4)].joined(separator: "\n")
        )
        try waiting.send("\n")
        #expect(try waiting.nextText() == result(1, "1"))
        waitUntilBegun(server)
        for number in 1...20 { #expect(try second.call(line("count", 1)) == result(1, "\(number)")) }
        server.gate.open()
        #expect(try waiting.nextText() == result(2, #""passed""#))
        #expect(try waiting.nextText() == result(3, "2"))
        #expect(try waiting.nextText() == result(4, "3"))
    }

    @Test("A batch in which several wait is one answer, in its order")
    func batch() throws {
        let server = try RunningServer()
        let client = try server.connect()
        let requests = [
            line("count", 1), line("later", 2), line("later"), line("count", 3), line("delayed", 4, params: "[1]"),
            line("later", 5), line("fail", 6), line("count", 7),
        ]
        try client.send("[" + requests.joined(separator: ",") + "]\n" + line("count", 8) + "\n")
        waitUntilBegun(server)
        server.gate.open()
        let answers = [
            result(1, "1"), result(2, #""passed""#), result(3, "2"), error(4, 401, "wrong"), result(5, #""passed""#),
            #"{"jsonrpc":"2.0","id":6,"error":{"code":409,"message":"conflict","data":{"latest":3}}}"#, result(7, "3"),
        ]
        #expect(try client.nextText() == "[" + answers.joined(separator: ",") + "]")
        #expect(try client.nextText() == result(8, "4"))
        // Nothing but notifications: no answer.
        try client.send("[\(line("later")),\(line("later"))]\n" + line("later") + "\n" + line("count", 9) + "\n")
        #expect(try client.nextText() == result(9, "5"))
        #expect(server.gate.counts.finished == 6)
    }

    @Test("Who waits as long as may be is told so; the next begins anew")
    func patience() throws {
        var limits = ServerLimits()
        limits.waitSeconds = 0
        let server = try RunningServer(limits)
        let client = try server.connect()
        #expect(try client.call(line("later", 1)) == error(1, 503, "given up"))
        server.gate.open()
        #expect(try client.call(line("later", 2)) == result(2, #""passed""#))
    }

    @Test("A server that stops answers each request once: what waits, and what came after it")
    func stopping() throws {
        let server = try RunningServer()
        let (client, slowed) = (try server.connect(), try server.connect())
        try slowed.send(line("delayed", 1, params: "[3600000]") + "\n" + line("count", 2) + "\n")
        try client.send([line("later", 1), line("count", 2), line("later", 3)].joined(separator: "\n") + "\n")
        waitUntilBegun(server)
        server.stop()
        #expect(try client.rest() == [error(1, 503, "given up"), result(2, "1"), error(3, 503, "given up")])
        #expect(try slowed.rest() == [error(1, 401, "wrong"), result(2, "1")])
    }

    @Test("What does not come to its end before the server has to is said to be not known")
    func stuck() throws {
        let server = try RunningServer()
        let client = try server.connect()
        try client.send("[\(line("later", 1, params: "[true]")),\(line("count", 2))]\n")
        waitUntilBegun(server)
        server.stop()
        #expect(try client.rest() == ["[\(error(1, 504, "not known")),\(result(2, "1"))]"])
    }

    @Test("What was done for one who has left is taken in all the same, and the end of what was sent is waited for")
    func left() throws {
        let server = try RunningServer()
        do {
            let client = try server.connect()
            try client.send(line("later", 1) + "\n")
            waitUntilBegun(server)
        }
        let half = try server.connect()
        try half.send(line("later", 1) + "\n" + line("count", 2))
        half.endSending()
        #expect(try server.connect().call(line("count", 1)) == result(1, "1"))
        #expect(server.gate.counts.finished == 0)
        server.gate.open()
        #expect(try half.rest() == [result(1, #""passed""#), result(2, "1")])
        #expect(server.gate.counts.finished == 2)
    }

    @Test("What was done for one whose connection broke meanwhile is taken in too")
    func broken() throws {
        let server = try RunningServer()
        let other = try server.connect()
        do {
            let client = try server.connect()
            #expect(try client.call(line("subscribe", 1)) == result(1, "true"))
            try client.send(line("later", 2) + "\n")
            waitUntilBegun(server)
        }
        #expect(try other.call(line("publish", 1)) == result(1, "true"))
        // The one who left is let go once it cannot be told: two of the three who connected are here.
        var status = ""
        for _ in 0..<1_000 where !status.contains(#""open":2,"#) {
            status = try server.connect().call(line("status", 2))
        }
        #expect(status.contains(#""open":2,"#))
        #expect(server.gate.counts.finished == 0)
        server.gate.open()
        #expect(try other.call(line("later", 3)) == result(3, #""passed""#))
        #expect(server.gate.counts.finished == 2)
    }

    @Test("A connection that waits is not silent, and is not displaced")
    func limits() throws {
        var limits = ServerLimits()
        (limits.idleSeconds, limits.connections, limits.waitSeconds) = (1, 1, 3_600)
        let server = try RunningServer(limits)
        let client = try server.connect()
        try client.send(line("later", 1) + "\n")
        waitUntilBegun(server)
        #expect(try server.connect().rest().first?.contains(#""limit":"connections""#) == true)
        // As long as another, on a server of its own, takes to be hung up on for its silence.
        let other = try RunningServer(limits)
        #expect(try other.connect().rest().first?.contains("idleSeconds") == true)
        usleep(1_100_000)
        server.gate.open()
        #expect(try client.nextText() == result(1, #""passed""#))
    }

    @Test("A turn ends after as many requests as the limit says")
    func turns() throws {
        var limits = ServerLimits()
        limits.requestsPerTurn = 3
        let table = try TestMethods.table()
        let context = ServerContext(limits: limits, log: ServerLog(level: .refusals), methodNames: [])
        var dispatcher = Dispatcher(methods: table.index, limits: limits, server: context)
        var session = TestSession(
            id: ConnectionID(number: 1, slot: 0),
            peer: .standardStreams,
            state: TestState(),
            server: context
        )
        var framer = LineFramer(limit: 1_000)
        var writer = JSONWriter()
        let text = Array(String(repeating: line("count", 1) + "\n", count: 10).utf8)
        var counts: [Int] = []
        unsafe withUnsafeMutablePointer(to: &session) { session in
            unsafe text.withUnsafeBufferPointer { bytes in
                var feed = unsafe LineFramer.Feed.arrived(bytes)
                repeat {
                    counts.append(
                        unsafe dispatcher.answer(
                            room: .max,
                            server: context,
                            connection: 1,
                            context: UnsafeMutableRawPointer(session),
                            feed,
                            through: &framer,
                            to: &writer
                        )
                    )
                    feed = .leftOver
                } while framer.isInterrupted && counts.count < 20
            }
        }
        #expect(counts.reduce(0, +) == 10)
        #expect(counts.allSatisfy { $0 <= 3 })
    }
}
