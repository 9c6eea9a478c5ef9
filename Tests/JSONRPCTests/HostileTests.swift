import CSystem
import Foundation
import JSON
import Synchronization
import Testing

@testable import JSONRPC

/// Set once, from any thread.
private final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .acquiring) }
    func set() { value.store(true, ordering: .releasing) }
}

/// What no client should do, and some do: nobody else is harmed, and memory stays bounded.
@Suite("Server: hostile and unlucky clients")
struct HostileTests {
    private let call = #"{"jsonrpc":"2.0","method":"count","id":1}"#

    /// A client that behaves is answered, and soon.
    private func servesOthers(_ server: RunningServer) throws {
        let start = ContinuousClock.now
        #expect(try server.connect().call(call) == #"{"jsonrpc":"2.0","id":1,"result":1}"#)
        #expect(ContinuousClock.now - start < .seconds(1))
    }

    @Test func hundredThousandNestedArrays() throws {
        let server = try RunningServer()
        let client = try server.connect()
        let bomb = String(repeating: "[", count: 100_000)
        #expect(try client.call(bomb).contains(#""code":-32700"#))
        #expect(
            try client.call(#"{"jsonrpc":"2.0","method":"echo","id":1,"params":"# + bomb).contains(#""code":-32700"#)
        )
        #expect(try client.call(call).hasSuffix("1}"))
    }

    @Test("A line of a gibibyte takes no memory, keeps nobody waiting, and is told once")
    func gibibyteLine() throws {
        let server = try RunningServer()
        let client = try server.connect()
        let before = residentBytes()
        let chunk = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
        for round in 0..<1_024 {
            try client.send(chunk, timeout: .seconds(10))
            if round % 256 == 0 { try servesOthers(server) }
        }
        #expect(residentBytes() - before < 64 << 20)
        try client.send("\n" + call + "\n")
        #expect(
            try client.nextText()
                == #"{"jsonrpc":"2.0","id":null,"error":{"code":429,"message":"Limit exceeded","data":{"limit":"lineBytes","most":1048576}}}"#
        )
        #expect(try client.nextText() == #"{"jsonrpc":"2.0","id":1,"result":1}"#)
    }

    @Test("Connections reset in the middle of a batch, and while answers are on their way")
    func resets() throws {
        let server = try RunningServer(tcp: true)
        let batch = "[" + String(repeating: call + ",", count: 50)
        for text in [batch, batch + call + "]\n", String(repeating: call + "\n", count: 2_000)] {
            for _ in 0..<20 {
                let descriptor = try unsafe TCPAddress.first(host: "127.0.0.1", port: server.port) {
                    family,
                    address,
                    size in
                    let descriptor = lacuna_socket(family, 1)
                    return unsafe connect(descriptor, address, size) == 0 ? descriptor : -1
                }
                var linger = linger(l_onoff: 1, l_linger: 0)
                unsafe setsockopt(
                    descriptor,
                    SOL_SOCKET,
                    SO_LINGER,
                    &linger,
                    socklen_t(MemoryLayout.size(ofValue: linger))
                )
                let bytes = Array(text.utf8)
                unsafe _ = bytes.withUnsafeBytes { unsafe lacuna_send(descriptor, $0.baseAddress, $0.count) }
                close(descriptor)
            }
        }
        try servesOthers(server)
    }

    @Test("Who asks and never reads is not read any more, and costs no more than its outbox")
    func slowReader() throws {
        let server = try RunningServer()
        let before = residentBytes()
        var slow: [LineClient] = []
        let ask = #"{"jsonrpc":"2.0","method":"large","params":[100000],"id":1}"# + "\n"
        for _ in 0..<10 {
            let client = try server.connect()
            slow.append(client)
            #expect(throws: TransportFault.self) {
                while true { try client.send(Array(ask.utf8), timeout: .milliseconds(50)) }
            }
            try servesOthers(server)
        }
        #expect(residentBytes() - before < 64 << 20)
        // Whoever reads at last is answered in full.
        var lines = 0
        while lines < 20, let line = try slow[0].nextText() {
            #expect(line.utf8.count == 100_036)
            lines += 1
        }
        #expect(lines == 20)
    }

    @Test("Who writes a byte at a time keeps nobody waiting, and is hung up on when it takes too long")
    func slowWriter() throws {
        var limits = ServerLimits()
        limits.idleSeconds = 1
        let server = try RunningServer(limits)
        let subscriber = try server.connect()
        _ = try subscriber.call(#"{"jsonrpc":"2.0","method":"subscribe","id":1}"#)
        let slow = try (0..<100).map { _ in try server.connect() }
        for byte in call.utf8.prefix(10) {
            for client in slow { try client.send([byte], timeout: .seconds(1)) }
        }
        try servesOthers(server)
        for _ in 0..<10 {
            try? slow[1].send([UInt8(ascii: "x")], timeout: .seconds(1))
            usleep(100_000)
        }
        let notice =
            #"{"jsonrpc":"2.0","id":null,"error":{"code":429,"message":"Limit exceeded","data":{"limit":"idleSeconds","most":1}}}"#
        #expect(try slow[0].rest() == [notice])
        #expect(try slow[1].rest() == [notice])
        // Silence is what it subscribed for.
        #expect(try subscriber.call(call).hasSuffix("1}"))
        try servesOthers(server)
    }

    private let displaced =
        #"{"jsonrpc":"2.0","id":null,"error":{"code":429,"message":"Limit exceeded","data":{"limit":"connections","most":10}}}"#

    @Test("Beyond the limit the longest silent is told so and goes, and the others are served")
    func flood() throws {
        var limits = ServerLimits()
        limits.connections = 10
        let server = try RunningServer(limits)
        let served = try (0..<10).map { _ in try server.connect() }
        for client in served { #expect(try client.call(call).hasSuffix("1}")) }
        // The first is the one heard of last.
        #expect(try served[0].call(call).hasSuffix("2}"))
        let newcomer = try server.connect()
        #expect(try newcomer.call(call).hasSuffix("1}"))
        #expect(try served[1].rest() == [displaced])
        #expect(try served[0].call(call).hasSuffix("3}"))
        for client in served[2...] { #expect(try client.call(call).hasSuffix("2}")) }
        // A subscriber is silent by its nature, and goes last.
        #expect(try served[2].call(#"{"jsonrpc":"2.0","method":"subscribe","id":1}"#).hasSuffix("true}"))
        for client in [served[0], newcomer] + served[3...] { #expect(try client.call(call).contains("result")) }
        let next = try server.connect()
        #expect(try next.call(call).hasSuffix("1}"))
        #expect(try served[0].rest() == [displaced])
        #expect(try served[2].call(call).hasSuffix("3}"))
        #expect(try next.call(#"{"jsonrpc":"2.0","method":"status","id":1}"#).contains(#""displaced":2"#))
    }

    @Test("Many who have not said who they are displace one another, and nobody else, on their own listener alone")
    func strangers() throws {
        var limits = ServerLimits()
        limits.connections = 10
        let server = try RunningServer(limits, tcp: true) { session in
            if case .unix = session.peer { return .owner }
            return session.state.name == nil ? .stranger : .known
        }
        let owner = try server.connect()
        #expect(try owner.call(call).hasSuffix("1}"))
        let known = try (0..<9).map { _ in try server.connectByTCP() }
        for client in known {
            #expect(
                try client.call(#"{"jsonrpc":"2.0","method":"name","params":["a"],"id":1}"#).contains("result")
            )
        }
        var silent: [LineClient] = []
        for _ in 0..<50 { silent.append(try server.connectByTCP()) }
        let last = try server.connectByTCP()
        #expect(try last.call(call).hasSuffix("1}"))
        for client in silent { #expect(try client.rest() == [displaced]) }
        for client in known { #expect(try client.call(call).hasSuffix("1}")) }
        for _ in 0..<5 { #expect(try server.connect().call(call).hasSuffix("1}")) }
        #expect(try owner.call(call).hasSuffix("2}"))
        // Where all have said who they are, a stranger is refused.
        #expect(try last.call(#"{"jsonrpc":"2.0","method":"name","params":["b"],"id":1}"#).contains("result"))
        #expect(try server.connectByTCP().rest() == [displaced])
        #expect(try known[0].call(call).hasSuffix("2}"))
    }

    @Test("The owner gets in though others who are known have taken all places")
    func owner() throws {
        var limits = ServerLimits()
        limits.connections = 3
        let ownerComes = Flag()
        let server = try RunningServer(limits) { _ in ownerComes.isSet ? .owner : .known }
        let others = try (0..<3).map { _ in try server.connect() }
        for client in others { #expect(try client.call(call).hasSuffix("1}")) }
        ownerComes.set()
        #expect(try server.connect().call(call).hasSuffix("1}"))
        #expect(try others[0].rest().first?.contains("connections") == true)
    }

    @Test("One who has not said who it is, and one who says nothing, are hung up on, each after its own time")
    func silence() throws {
        for (idle, authentication, limit) in [(1, 3_600, "idleSeconds"), (3_600, 1, "authenticationSeconds")] {
            var limits = ServerLimits()
            (limits.idleSeconds, limits.authenticationSeconds) = (idle, authentication)
            let server = try RunningServer(limits) { $0.state.name == nil ? .stranger : .known }
            let client = try server.connect()
            #expect(try client.call(call).hasSuffix("1}"))
            #expect(try client.rest().first?.contains(limit) == true)
        }
        // Of both the shorter is told, however late the server looks.
        for (idle, authentication, limit) in [(1, 3, "idleSeconds"), (3, 1, "authenticationSeconds")] {
            var limits = ServerLimits()
            (limits.idleSeconds, limits.authenticationSeconds) = (idle, authentication)
            let server = try RunningServer(limits) { _ in .stranger }
            #expect(try server.connect().rest().first?.contains(limit) == true)
        }
    }

    @Test("Who sends a hundred thousand requests at once does not keep others waiting")
    func fairness() throws {
        let server = try RunningServer()
        // One thread sends and the other receives; nothing else of the client is used by both.
        nonisolated(unsafe) let greedy = try server.connect()
        let reader = Thread { _ = try? unsafe greedy.rest() }
        reader.start()
        let text = String(repeating: call + "\n", count: 100_000)
        let writer = Thread {
            try? unsafe greedy.send(Array(text.utf8), timeout: .seconds(20))
            unsafe greedy.endSending()
        }
        writer.start()
        for _ in 0..<20 { try servesOthers(server) }
    }

    @Test("Fire and forget: what was sent before hanging up is done")
    func hangUp() throws {
        let server = try RunningServer()
        let count = 20_000
        do {
            let client = try server.connect()
            let text = String(repeating: #"{"jsonrpc":"2.0","method":"notify_sum"}"# + "\n", count: count)
            try client.send(Array(text.utf8), timeout: .seconds(10))
        }
        var status = ""
        for _ in 0..<500 where !status.contains(#""notifications":\#(count)"#) {
            status = try server.connect().call(#"{"jsonrpc":"2.0","method":"status","id":1}"#)
            usleep(10_000)
        }
        #expect(status.contains(#""notifications":\#(count)"#))
    }
}

@Suite("Server: every limit passes at n and not at n + 1")
struct LimitTests {
    private func refusal(_ limit: String, _ most: Int, id: String = "null") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":429,"message":"Limit exceeded","data":{"limit":"\#(limit)","most":\#(most)}}}"#
    }

    @Test func lineBytes() throws {
        var limits = ServerLimits()
        limits.lineBytes = 1_000
        let server = try RunningServer(limits)
        let call = #"{"jsonrpc":"2.0","method":"count","id":1}"#
        let line = call + String(repeating: " ", count: 1_000 - call.utf8.count)
        #expect(try server.answers(to: line + "\r\n") == [#"{"jsonrpc":"2.0","id":1,"result":1}"#])
        #expect(try server.answers(to: line) == [#"{"jsonrpc":"2.0","id":1,"result":1}"#])
        for end in ["\n", "\r\n", ""] {
            #expect(try server.answers(to: line + " " + end) == [refusal("lineBytes", 1_000)])
        }
    }

    @Test func batchRequests() throws {
        var limits = ServerLimits()
        limits.batchRequests = 3
        let server = try RunningServer(limits)
        let batch = { (count: Int) in
            "[" + (1...count).map { #"{"jsonrpc":"2.0","method":"count","id":\#($0)}"# }.joined(separator: ",") + "]\n"
        }
        #expect(try server.answers(to: batch(3)).first?.hasPrefix("[{") == true)
        #expect(try server.answers(to: batch(4)) == [refusal("batchRequests", 3)])
    }

    @Test func depth() throws {
        var limits = ServerLimits()
        limits.depth = 3
        let server = try RunningServer(limits)
        let call = { (params: String) in #"{"jsonrpc":"2.0","method":"echo","id":1,"params":\#(params)}"# }
        #expect(try server.answers(to: call("[[]]")) == [#"{"jsonrpc":"2.0","id":1,"result":[[]]}"#])
        #expect(
            try server.answers(to: call("[[[]]]")).first?.hasPrefix(#"{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"#)
                == true
        )
        #expect(try server.answers(to: call("[[[]]")).first?.contains("-32700") == true)
    }

    @Test func answerBytes() throws {
        var limits = ServerLimits()
        limits.answerBytes = 2_000
        let server = try RunningServer(limits)
        let call = { (bytes: Int, id: Int) in #"{"jsonrpc":"2.0","method":"large","params":[\#(bytes)],"id":\#(id)}"# }
        // 36 bytes are around the text.
        #expect(try server.answers(to: call(1_964, 1)).first?.utf8.count == 2_000)
        #expect(try server.answers(to: call(1_965, 1)) == [refusal("answerBytes", 2_000, id: "1")])
        let batch = try server.answers(to: "[\(call(800, 1)),\(call(800, 2)),\(call(800, 3)),\(call(1, 4))]")
        #expect(batch.first?.contains(refusal("answerBytes", 2_000, id: "3")) == true)
        #expect(batch.first?.hasSuffix(#"{"jsonrpc":"2.0","id":4,"result":"x"}]"#) == true)
    }

    @Test("Unfinished lines of all connections together")
    func bufferedBytes() throws {
        var limits = ServerLimits()
        limits.bufferedBytes = 100_000
        let server = try RunningServer(limits)
        let clients = try (0..<4).map { _ in try server.connect() }
        for client in clients.prefix(3) {
            try client.send([UInt8](repeating: UInt8(ascii: "1"), count: 30_000), timeout: .seconds(1))
            // The server has read it once it answers what was sent afterwards.
            _ = try server.connect().call(#"{"jsonrpc":"2.0","method":"count","id":1}"#)
        }
        try clients[3].send([UInt8](repeating: UInt8(ascii: "1"), count: 10_001), timeout: .seconds(1))
        #expect(try clients[3].rest() == [refusal("bufferedBytes", 100_000)])
        // Thirty thousand digits: a number by the grammar, and beyond a double.
        #expect(try clients[0].call("").contains("-32600"))
    }

    @Test("ServerLimits that make no sense are named")
    func validation() throws {
        try ServerLimits().validate()
        var limits = ServerLimits()
        limits.depth = 0
        #expect(throws: ServerLimits.Fault(name: "depth", value: 0, range: 1...1_024)) { try limits.validate() }
        #expect(
            ServerLimits.Fault(name: "depth", value: 0, range: 1...1_024).description
                == "the limit depth is 0, and must be from 1 to 1024"
        )
        var writer = JSONWriter()
        writer.object { ServerLimits().writeMembers(to: &$0) }
        #expect(String(decoding: writer.bytes, as: UTF8.self).hasPrefix(#"{"lineBytes":1048576,"depth":64,"#))
    }
}
