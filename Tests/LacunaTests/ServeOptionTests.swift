import Foundation
import Glibc
import JSONRPC
import LacunaService
import TestSupport
import Testing

@testable import lacuna

/// What `serve` does with its options, and `call` with its own: `--max-line`, `--max-batch`, `--max-connections`, `--idle`,
/// `--max-outbox`, `--max-buffered`, `--log`, `--access`, `--stdio`, `--allow-write`; `--tcp`, `--token`.
@Suite("Options of the server and of its client")
struct ServeOptionTests {
    private func invocation(_ words: [String]) throws -> Invocation {
        guard case .invocation(let invocation) = try ArgumentParser(command: serveCommand.spec).parse(words) else {
            throw SmallWorld.Missing()
        }
        return invocation
    }

    @Test("Each limit is the one its option names, no other changes, and without options all are the usual ones")
    func limits() throws {
        func figures(_ words: [String]) throws -> [Int] {
            let limits = try serverLimits(invocation(words))
            return [
                limits.lineBytes, limits.batchRequests, limits.connections, limits.idleSeconds, limits.outboxBytes,
                limits.bufferedBytes,
            ]
        }
        // As help states them.
        let usual = [1_048_576, 100, 1_024, 300, 262_144, 268_435_456]
        #expect(try figures([]) == usual)
        let options = ["--max-line", "--max-batch", "--max-connections", "--idle", "--max-outbox", "--max-buffered"]
        let lowest = [1_024, 1, 1, 1, 1_024, 1_024]
        for (index, option) in options.enumerated() {
            var expected = usual
            expected[index] = 4_321
            #expect(try figures([option, "4321"]) == expected)
            expected[index] = lowest[index]
            #expect(try figures([option, String(lowest[index])]) == expected)
            for wrong in [String(lowest[index] - 1), "many", "-1", "99999999999999999999"] {
                #expect(throws: UsageError.self) { try figures([option, wrong]) }
            }
        }
    }

    @Test("--log: every level by its word; writes unless told")
    func log() throws {
        #expect(try serverLogLevel(invocation([])) == .writes)
        for level in ServerLog.Level.allCases {
            #expect(try serverLogLevel(invocation(["--log", "\(level)"])) == level)
        }
        #expect(throws: UsageError.self) { try invocation(["--log", "everything"]) }
    }

    @Test("--access: a file that is not there, and one that cannot be understood, stop the server before it serves")
    func access() throws {
        let folder = try TemporaryFolder()
        #expect(lacuna("serve", "--stdio", "--access", folder.path + "/none").status == 66)
        try folder.write("token x emperor - abc\n", to: "bad")
        #expect(lacuna("serve", "--stdio", "--access", folder.path + "/bad").status == 65)
    }

    @Test("--store: a server of no store does not start; --stdio goes with no other listener")
    func starting() {
        #expect(lacuna("serve", "--stdio", "--store", "/nonexistent").status == 66)
        #expect(lacuna("serve", "--stdio", "--unix", "/nonexistent/x").errors.contains("--stdio serves one client"))
        #expect(lacuna("serve").errors.contains("there is nothing to listen on"))
    }

    @Test("--stdio serves, and an assistant may record with --allow-write alone")
    func assistant() throws {
        func tools(_ options: [String]) throws -> Set<String> {
            let process = Process()
            let program = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
            process.executableURL = program.appendingPathComponent("lacuna")
            process.arguments = ["serve", "--stdio", "--store", TwoNetworks.folder] + options
            let (input, output) = (Pipe(), Pipe())
            (process.standardInput, process.standardOutput) = (input, output)
            process.standardError = FileHandle.nullDevice
            try process.run()
            input.fileHandleForWriting.write(Data(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#.utf8 + [10]))
            try input.fileHandleForWriting.close()
            let line = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            let result = try #require(try Plain.json(line)["result"] as? [String: Any])
            let listed = try #require(result["tools"] as? [[String: Any]])
            return Set(listed.compactMap { $0["name"] as? String })
        }
        let (reading, writing) = (try tools([]), try tools(["--allow-write"]))
        #expect(reading.contains("gap_list") && reading.isStrictSubset(of: writing))
        #expect(writing.subtracting(reading).isSuperset(of: ["rating_set", "return_submit"]))
    }

    /// A server on TCP that answers each line with `{"result":true}`, and the lines it was sent.
    private func conversation(_ call: (_ address: String) -> Void) throws -> [String] {
        let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(made) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(made, $0, size) == 0 && listen(made, 1) == 0 && getsockname(made, $0, &size) == 0
            }
        }
        try #require(isBound)
        let heard = Heard()
        let thread = Thread {
            let peer = accept(made, nil, nil)
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = unsafe recv(peer, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                heard.lines += String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
                let answer = Array(#"{"jsonrpc":"2.0","id":1,"result":true}"#.utf8) + [10]
                unsafe _ = send(peer, answer, answer.count, Int32(MSG_NOSIGNAL))
            }
            close(peer)
            heard.isDone.signal()
        }
        thread.start()
        call("127.0.0.1:\(UInt16(bigEndian: address.sin_port))")
        heard.isDone.wait()
        return heard.lines
    }

    private final class Heard: @unchecked Sendable {
        var lines: [String] = []
        let isDone = DispatchSemaphore(value: 0)
    }

    @Test("call --tcp asks there; --token goes first, LACUNA_TOKEN where it is not given, and none where neither is")
    func call() throws {
        func asked(_ options: [String], _ environment: [String: String] = [:]) throws -> [[String: Any]] {
            try conversation { address in
                let words = ["call", "gap.list", #"{"limit":3}"#, "--tcp", address] + options
                let called = lacuna(words, environment: environment)
                #expect(called.status == 0 && called.output == "true\n")
            }.map { try Plain.json($0) }
        }
        let plain = try asked([])
        #expect(plain.map { $0["method"] as? String } == ["gap.list"])
        #expect((plain.first?["params"] as? [String: Any])?["limit"] as? Int == 3)
        for (options, environment, token) in [
            (["--token", "one"], [:], "one"), ([], ["LACUNA_TOKEN": "two"], "two"),
            (["--token", "one"], ["LACUNA_TOKEN": "two"], "one"),
        ] {
            let lines = try asked(options, environment)
            #expect(lines.map { $0["method"] as? String } == ["session.authenticate", "gap.list"])
            #expect((lines.first?["params"] as? [String: Any])?["token"] as? String == token)
        }
        #expect(lacuna("call", "x", "--tcp", "nowhere").status == 69)
        #expect(lacuna("call", "x").errors.contains("--unix PATH or --tcp HOST:PORT"))
    }
}
