import Foundation
import TestSupport
import Testing

@testable import JSONRPC

/// Lines with damage, drawn by a seed, over a socket. Each is answered as the second reader says it must be, and the
/// server still serves. `LACUNA_MUTATIONS` sets how many: 4,000 otherwise.
@Suite("Server: damaged lines")
struct MutationTests {
    private static let seeds = [
        #"{"jsonrpc":"2.0","method":"subtract","params":[42,23],"id":1}"#,
        #"{"jsonrpc":"2.0","method":"look","params":{"area":"place-séfton","limit":5,"all":true},"id":"a\u00e9"}"#,
        #"[{"jsonrpc":"2.0","method":"echo","params":[1.5e3,null,{"a":[]}],"id":null},{"jsonrpc":"2.0","method":"update"}]"#,
        #"{"jsonrpc":"2.0","method":"echo","params":{"a":{"b":[[],{},"\ud83d\ude00 \\ \" \n",-0.0,false]}},"id":9007199254740993}"#,
        #"{"id":3,"params":[],"method":"fail","jsonrpc":"2.0"}"#, "[]",
        #"{"jsonrpc":"2.0","method":"notify_hello","params":[7]}"#,
    ].map { Array($0.utf8) }

    private static let pieces = [
        "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", "e", "1e999", "null", "\\u", "\\ud800", "\"id\":",
        "\u{FEFF}",
        " ", "\r", "\0", "[[[[[[[[[[[[[[[[[[[[", "\"method\":", "\"jsonrpc\":\"2.0\",", "é",
    ].map { Array($0.utf8) }

    private static func line(_ dice: inout Dice) -> [UInt8] {
        var line = seeds[dice.roll(seeds.count)]
        for _ in 0...dice.roll(4) {
            let at = dice.roll(line.count + 1)
            switch dice.roll(6) {
            case 0 where at < line.count: line[at] = UInt8(dice.roll(256))
            case 1 where at < line.count: line[at] ^= 1 << UInt8(dice.roll(8))
            case 2: line.insert(contentsOf: pieces[dice.roll(pieces.count)], at: at)
            case 3: line.removeSubrange(at..<min(line.count, at + 1 + dice.roll(8)))
            case 4:
                line.insert(contentsOf: line[at..<min(line.count, at + dice.roll(30))], at: dice.roll(line.count + 1))
            default:
                let other = seeds[dice.roll(seeds.count)]
                line = Array(line[..<at]) + other[dice.roll(other.count)...]
            }
        }
        return line.map { $0 == 0x0A ? 0x20 : $0 }
    }

    @Test func mutations() throws {
        let count = ProcessInfo.processInfo.environment["LACUNA_MUTATIONS"].flatMap { Int($0) } ?? 4_000
        let server = try RunningServer()
        let client = try server.connect()
        var dice = Dice(seed: 1)
        var sent = 0
        var (refused, silent, answered) = (0, 0, 0)
        while sent < count {
            let lines = (0..<min(200, count - sent)).map { _ in Self.line(&dice) }
            var block: [UInt8] = []
            for (number, line) in lines.enumerated() {
                block += line + [0x0A]
                block += Array("{\"jsonrpc\":\"2.0\",\"method\":\"sum\",\"id\":\"after \(sent + number)\"}\n".utf8)
            }
            try client.send(block, timeout: .seconds(10))
            for (number, line) in lines.enumerated() {
                let after = "{\"jsonrpc\":\"2.0\",\"id\":\"after \(sent + number)\",\"result\":0}"
                let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
                let isJSON = ReferenceChecker.accepts(line.last == 0x0D ? line.dropLast() : line)
                let answer = try #require(try client.nextText())
                if answer == after {
                    silent += 1
                    if !isBlank, !isJSON { Issue.record("not answered: \(String(decoding: line, as: UTF8.self))") }
                    continue
                }
                let isRefused =
                    answer.hasPrefix(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"#)
                    || answer.contains(#""error":{"code":-32600,"message":"Invalid Request","data":{"offset":"#)
                if isRefused == isJSON || !ReferenceChecker.accepts(Array(answer.utf8)) {
                    Issue.record("\(String(decoding: line, as: UTF8.self)) -> \(answer)")
                }
                if isRefused { refused += 1 } else { answered += 1 }
                #expect(try client.nextText() == after)
            }
            sent += lines.count
        }
        #expect(refused > count / 3 && silent > 0 && answered > 0)
        #expect(try server.connect().call(#"{"jsonrpc":"2.0","method":"count","id":1}"#).hasSuffix("1}"))
    }
}
