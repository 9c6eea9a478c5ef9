import Foundation
import Glibc
import JSONRPC
import LacunaService
import ScopingStore
import TestSupport
import Testing

/// Memory that this process holds, in bytes.
private func resident() -> Int {
    let words = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * Int(getpagesize())
}

private func sendAll(_ socket: Int32, _ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let sent = unsafe rest.withUnsafeBytes { unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent > 0 else { return false }
        rest = rest.dropFirst(sent)
    }
    return true
}

@Suite("A server that is treated badly goes on serving the others", .serialized)
struct RobustnessTests {
    @Test("Beyond the limit the longest silent goes with a line that says so; the others are served")
    func flood() throws {
        var limits = ServerLimits()
        limits.connections = 20
        let server = try TestServer(limits: limits)
        let inside = try (0..<20).map { _ in try server.client() }
        for client in inside { #expect(try client.code("system.status") == nil) }
        let newcomers = try (0..<5).map { _ in try server.client() }
        for client in newcomers { #expect(try client.code("area.list") == nil) }
        for client in inside[..<5] {
            #expect((try client.next()["error"] as? [String: Any])?["code"] as? Int == 429)
        }
        for client in inside[5...] { #expect(try client.code("area.list") == nil) }
    }

    @Test("Silent connections by TCP take no place from the user whose server it is, and are closed soon")
    func strangers() throws {
        var limits = ServerLimits()
        (limits.connections, limits.authenticationSeconds) = (10, 1)
        let hash = SHA256.hexadecimal(of: Array("secret".utf8))
        let server = try TestServer(access: "token anna manager - \(hash)\n", tcp: true, limits: limits)
        let known = try server.tcpClient()
        _ = try known.result("session.authenticate", #"["secret"]"#)
        let silent = try (0..<50).map { _ in try server.tcpClient() }
        let owner = try (0..<10).map { _ in try server.client() }
        for client in owner { #expect(try client.code("area.list") == nil) }
        let told = try silent.map { client in
            let data = (try client.next()["error"] as? [String: Any])?["data"] as? [String: Any]
            return data?["limit"] as? String
        }
        // Nine places are left beside the one who gave a token.
        #expect(told.filter { $0 == "connections" }.count == 41)
        #expect(told.filter { $0 == "authenticationSeconds" }.count == 9)
        #expect(try known.code("area.list") == nil)
    }

    @Test("A line beyond the limit is refused once, not kept, and the connection goes on")
    func longLine() throws {
        var limits = ServerLimits()
        limits.lineBytes = 1 << 16
        let server = try TestServer(limits: limits)
        let before = resident()
        let socket = try server.rawSocket()
        defer { close(socket) }
        let piece = [UInt8](repeating: 0x61, count: 1 << 20)
        for _ in 0..<64 { #expect(sendAll(socket, piece)) }
        #expect(sendAll(socket, Array("\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"system.status\"}\n".utf8)))
        var answer: [UInt8] = []
        while answer.filter({ $0 == 0x0A }).count < 2 {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            let got = unsafe recv(socket, &buffer, 4_096, 0)
            guard got > 0 else { break }
            answer += buffer[..<got]
        }
        let lines = String(decoding: answer, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 2 && lines[0].contains("429") && lines[1].contains("\"result\""))
        #expect(resident() - before < 32 << 20)
    }

    @Test("One who asks and never reads is not read from, and costs no more than the limit")
    func neverReads() throws {
        var limits = ServerLimits()
        limits.outboxBytes = 1 << 20
        let server = try TestServer(limits: limits)
        let good = try server.client()
        _ = try good.result("gap.list")
        let before = resident()
        let socket = try server.rawSocket()
        defer { close(socket) }
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        let request = Array(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"gap.list\",\"params\":{\"limit\":10000}}\n".utf8
        )
        let many = Array((0..<1_000).map { _ in request }.joined())
        for _ in 0..<50 {
            _ = unsafe many.withUnsafeBytes { unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }
        for _ in 0..<50 { #expect(try good.code("system.status") == nil) }
        #expect(resident() - before < 64 << 20)
    }

    @Test("A connection reset in the middle of a batch, one byte at a time, a last line without its break")
    func oddities() throws {
        let server = try TestServer()
        let good = try server.client()
        for _ in 0..<20 {
            let socket = try server.rawSocket()
            _ = sendAll(socket, Array("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"area.list\"},{\"json".utf8))
            var hard = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
            close(socket)
        }
        let slow = try server.rawSocket()
        defer { close(slow) }
        for byte in "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"service.list\"}".utf8 { #expect(sendAll(slow, [byte])) }
        #expect(try good.code("system.status") == nil)
        shutdown(slow, Int32(SHUT_WR))
        var buffer = [UInt8](repeating: 0, count: 64)
        #expect(unsafe recv(slow, &buffer, 64, 0) > 0)
        #expect(String(decoding: buffer, as: UTF8.self).hasPrefix(#"{"jsonrpc":"2.0","id":1,"result":["#))
    }

    @Test("A connection that says nothing is closed after its time; one that subscribed is not")
    func idle() throws {
        var limits = ServerLimits()
        limits.idleSeconds = 1
        let server = try TestServer(limits: limits)
        let subscriber = try server.client()
        _ = try subscriber.result("change.subscribe")
        let silent = try server.rawSocket()
        defer { close(silent) }
        var waiting = pollfd(fd: silent, events: Int16(POLLIN), revents: 0)
        try #require(unsafe poll(&waiting, 1, 6_000) == 1)
        var said = [UInt8](repeating: 0, count: 256)
        let count = unsafe recv(silent, &said, 256, 0)
        #expect(String(decoding: said.prefix(max(0, count)), as: UTF8.self).contains(#""limit":"idleSeconds""#))
        #expect(unsafe recv(silent, &said, 1, 0) == 0)
        #expect(try subscriber.code("system.status") == nil)
    }

    @Test("Mutated lines: each gets a valid answer or none, and the server still serves")
    func fuzz() throws {
        let count = ProcessInfo.processInfo.environment["LACUNA_FUZZ_LINES"].flatMap { Int($0) } ?? 20_000
        let server = try TestServer()
        let client = try server.client()
        let seeds = [
            #"{"jsonrpc":"2.0","id":1,"method":"rating.get","params":{"area":"Halton","service":"iapt-0-5"}}"#,
            #"{"jsonrpc":"2.0","id":"x","method":"gap.list","params":{"limit":2,"kinds":["none"],"cursor":"1-2"}}"#,
            #"[{"jsonrpc":"2.0","id":1,"method":"service.list"},{"jsonrpc":"2.0","method":"area.list"}]"#,
            #"{"jsonrpc":"2.0","id":null,"method":"plan.get","params":[2,"2022-05-01","L&SC"]}"#,
            #"{"jsonrpc":"2.0","id":1.5e3,"method":"return.check","params":{"xml":"<return area=\"x\"/>"}}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"rating.set","params":{"area":"Halton","service":"iapt-0-5","value":"A","round":"2022-05"}}"#,
        ].map { Array($0.utf8) }
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let signs = Array("{}[]\",:0123456789-+.eE\\u \u{7F}truefalsnl".utf8) + [0, 0x80, 0xC3, 0xE2, 0xF0, 0xFF]
        var lines: [[UInt8]] = []
        for number in 1...count {
            var line = seeds[random(seeds.count)]
            for _ in 0...random(4) where !line.isEmpty {
                let place = random(line.count)
                switch random(4) {
                case 0: line[place] = signs[random(signs.count)]
                case 1: line.insert(signs[random(signs.count)], at: place)
                case 2: line.remove(at: place)
                default:
                    let end = min(line.count, place + random(12))
                    line.insert(contentsOf: line[place..<end], at: place)
                }
            }
            line.removeAll { $0 == 0x0A || $0 == 0x0D }
            lines.append(line)
            guard lines.count == 100 || number == count else { continue }
            // A marker after each hundred: what comes before it are the answers.
            let marker = "marker-\(number)"
            for line in lines where !line.isEmpty { try client.send(line) }
            try client.send(#"{"jsonrpc":"2.0","id":"\#(marker)","method":"service.list"}"#)
            while true {
                // Every answer is JSON, or this throws.
                let answer = try client.next()
                if answer["id"] as? String == marker { break }
            }
            lines = []
        }
        #expect(try client.result("system.status")["documents"] as? Int ?? 0 >= 20)
    }
}
