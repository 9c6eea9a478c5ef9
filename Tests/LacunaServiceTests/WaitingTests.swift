import CSystem
import Foundation
import JSON
import JSONRPC
import Provision
import ScopingStore
import TestSupport
import Testing

@testable import LacunaService

@Suite("Writes that wait for the store")
struct WaitingTests {
    private static let set =
        #"{"area":"Halton","service":"iapt-0-5","value":"A","round":"2022-05","evidence":"One."}"#
    private static let get = #"{"area":"Halton","service":"iapt-0-5"}"#
    private let request = #"{"jsonrpc":"2.0","id":1,"method":"rating.set","params":\#(set)}"#

    /// The server's limits, with so many seconds to wait for another program.
    private func limits(_ seconds: Int) -> ServerLimits {
        var limits = ServerLimits()
        limits.waitSeconds = seconds
        return limits
    }

    @Test("While another program holds the store all others are answered, and the write is when it is free")
    func waiting() throws {
        let server = try TestServer(limits: limits(3_600))
        let (writer, reader) = (try server.client(), try server.client())
        let lock = try StoreLock(root: server.store, patience: 0)
        try writer.send(request + "\n" + #"{"jsonrpc":"2.0","id":2,"method":"rating.get","params":\#(Self.get)}"#)
        for _ in 0..<20 {
            #expect(try reader.result("rating.get", Self.get)["value"] as? String != "A")
        }
        lock.release()
        let receipt = try writer.next()
        #expect(receipt["id"] as? Int == 1)
        #expect((receipt["result"] as? [String: Any])?["revision"] as? Int == 2)
        let value = try writer.next()
        #expect(value["id"] as? Int == 2 && (value["result"] as? [String: Any])?["value"] as? String == "A")
        #expect(try reader.result("rating.get", Self.get)["value"] as? String == "A")
    }

    @Test("Ten writers that wait are all recorded, each once, in the order of their revisions")
    func writers() throws {
        let server = try TestServer(limits: limits(3_600))
        let lock = try StoreLock(root: server.store, patience: 0)
        let clients = try (0..<10).map { _ in try server.client() }
        for (number, client) in clients.enumerated() {
            try client.send(request.replacing("One.", with: "Writer \(number)."))
        }
        lock.release()
        let revisions = try clients.map { client in
            (try client.next()["result"] as? [String: Any])?["revision"] as? Int ?? 0
        }
        #expect(revisions.sorted() == Array(2...11))
    }

    @Test("One that has waited its time is told to try again, and nothing is written")
    func locked() throws {
        let server = try TestServer(limits: limits(0))
        let client = try server.client()
        let before = files(below: server.store)
        let lock = try StoreLock(root: server.store, patience: 0)
        let error = try #require(try client.ask("rating.set", Self.set)["error"] as? [String: Any])
        #expect(error["code"] as? Int == 503)
        let data = try #require(error["data"] as? [String: Any])
        #expect(data["message"] as? String == "another writer holds the store; try again")
        #expect(data["tryAgain"] as? Bool == true)
        #expect(files(below: server.store) == before)
        lock.release()
        #expect(try client.result("rating.set", Self.set)["revision"] as? Int == 2)
    }

    @Test("A server that stops while a write waits answers it, and what came after it, once")
    func stopping() throws {
        let server = try TestServer(limits: limits(3_600))
        let client = try server.client()
        let lock = try StoreLock(root: server.store, patience: 0)
        try client.send(request + "\n" + #"{"jsonrpc":"2.0","id":2,"method":"round.list"}"#)
        // Both were read once another is answered.
        _ = try server.client().result("system.status")
        server.stop()
        lock.release()
        let first = try client.next()
        #expect(first["id"] as? Int == 1 && (first["error"] as? [String: Any])?["code"] as? Int == 503)
        #expect(try client.next()["id"] as? Int == 2)
        #expect(throws: (any Error).self) { try client.next() }
        #expect(files(below: server.store).filter { $0.contains("ccg-halton") }.count == 1)
    }

    @Test("A lock on the folder, which everybody who may read it can take, keeps nobody out")
    func folderLock() throws {
        let server = try TestServer(limits: limits(0))
        let folder = unsafe lacuna_open_at(AT_FDCWD, server.store, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        defer { close(folder) }
        try #require(lacuna_try_lock(folder) == 0)
        #expect(try server.client().result("rating.set", Self.set)["revision"] as? Int == 2)
    }

    @Test("A tool that writes may wait too, and says that it writes")
    func tools() throws {
        let assistant = try ModelContext(version: "test", methods: contractMethods, allowsWriting: true)
        let server = try TestServer(limits: limits(3_600), adding: assistant.methods)
        let client = try server.client()
        let tools = try #require(try client.result("tools/list")["tools"] as? [[String: Any]])
        let writing = tools.filter { ($0["annotations"] as? [String: Any])?["readOnlyHint"] as? Bool != true }
        #expect(
            writing.compactMap { $0["name"] as? String }.sorted() == [
                "action_record", "rating_set", "return_accept", "return_answer", "return_query",
                "return_requestChanges",
                "return_submit",
            ]
        )
        let lock = try StoreLock(root: server.store, patience: 0)
        try client.send(
            #"{"jsonrpc":"2.0","id":"t","method":"tools/call","params":{"name":"rating_set","arguments":\#(Self.set)}}"#
        )
        #expect(try server.client().result("rating.get", Self.get)["value"] as? String != "A")
        lock.release()
        let result = try #require(try client.next()["result"] as? [String: Any])
        #expect(result["isError"] as? Bool == false)
        #expect((result["structuredContent"] as? [String: Any])?["revision"] as? Int == 2)
        let stale = Self.set.replacing("}", with: #","basedOn":7}"#).replacing("One.", with: "Two.")
        let refused = try client.result("tools/call", #"{"name":"rating_set","arguments":\#(stale)}"#)
        #expect(refused["isError"] as? Bool == true)
    }

    @Test("A document that is found before its own receipt is taken in once")
    func once() throws {
        let folder = try TemporaryFolder()
        let store = try ServedStore(folder: try folder.copy(Repository.scoping, to: "store"))
        let document = try #require(store.model.returns.first)
        let count = store.model.returns.count
        #expect(!store.add(document))
        #expect(store.model.returns.count == count)
    }

    @Test("The last change is the latest, not the first")
    func lastChange() throws {
        let client = try TestServer().client()
        let recorded = try #require(try client.result("rating.set", Self.set)["recorded"] as? String)
        #expect(try client.result("system.status")["lastChange"] as? String == recorded)
    }
}

@Suite("Who guesses tokens")
struct TokenGuessTests {
    private let second: UInt64 = 1_000_000_000
    private func peer(_ address: String) -> Peer { .tcp(address: address) }

    @Test("Each wrong token of an address takes twice as long, to four seconds; another address waits its own time")
    func doubling() {
        var guesses = TokenGuesses()
        // Of one address by whichever port, so that a new connection helps nobody.
        let delays = (0..<6).map { guesses.delay(afterGuessBy: peer("192.0.2.1:\(5_000 + $0)"), at: 100 * second) }
        #expect(delays == [1, 2, 4, 8, 16, 16].map { $0 * second / 4 })
        #expect(guesses.delay(afterGuessBy: peer("192.0.2.2:5000"), at: 100 * second) == second / 4)
        #expect(guesses.delay(afterGuessBy: peer("[2001:db8::1]:5000"), at: 100 * second) == second / 4)
        // A minute later all is forgotten.
        #expect(guesses.delay(afterGuessBy: peer("192.0.2.1:5000"), at: 161 * second) == second / 4)
        #expect(guesses.delay(afterGuessBy: peer("192.0.2.1:5001"), at: 221 * second) == second / 2)
    }

    @Test("Guesses from many addresses slow all that are wrong, for as long as they go on")
    func together() {
        var guesses = TokenGuesses()
        var last: UInt64 = 0
        for number in 0..<10_000 {
            last = guesses.delay(afterGuessBy: peer("10.0.\(number / 256).\(number % 256):1"), at: 100 * second)
            // The thirteenth is the first whose fiftieths are more than its own quarter.
            if number == 11 { #expect(last == second / 4) }
            if number == 12 { #expect(last == 13 * (second / 50)) }
        }
        #expect(last == 4 * second)
        #expect(guesses.delay(afterGuessBy: peer("10.9.9.9:1"), at: 111 * second) == second / 4)
        // The first were remembered; of those that came after as many as are remembered nothing is kept.
        #expect(guesses.delay(afterGuessBy: peer("10.0.0.0:2"), at: 111 * second) == second / 2)
        #expect(guesses.delay(afterGuessBy: peer("10.0.39.15:2"), at: 111 * second) == second / 4)
    }

    @Test("The right token is taken at once, while wrong ones of the same address wait")
    func right() throws {
        let hash = SHA256.hexadecimal(of: Array("secret".utf8))
        let server = try TestServer(access: "token anna manager - \(hash)\n", tcp: true)
        let guessers = try (0..<8).map { _ in try server.tcpClient() }
        for guesser in guessers {
            try guesser.send(#"{"jsonrpc":"2.0","id":1,"method":"session.authenticate","params":["guess"]}"#)
        }
        let right = try server.tcpClient()
        #expect(try right.result("session.authenticate", #"["secret"]"#)["name"] as? String == "anna")
        #expect(try right.code("area.list") == nil)
        // The eighth guess of one address waits four seconds: the right token went past it.
        let early = guessers.map { try? $0.next(milliseconds: 100) }
        #expect(early.contains { $0 == nil })
        // Stopped, the server keeps none of them waiting.
        server.stop()
        for (guesser, early) in zip(guessers, early) {
            let answer = try early ?? guesser.next()
            #expect((answer["error"] as? [String: Any])?["code"] as? Int == 401)
        }
    }
}

@Suite("Answers that cannot be made")
struct FailingAnswerTests {
    private struct Failing: Encodable {
        struct Fault: Error {}

        func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            try list.encode(1)
            throw Fault()
        }
    }

    @Test("A value whose encoding fails is an error, not half a value")
    func encoding() {
        var writer = JSONWriter()
        let error = #expect(throws: RPCError.self) { try writer.answer(["a": Failing()]) }
        #expect(error?.code == .internalError)
    }

    @Test("A document that is there and cannot be read is not said to be missing")
    func unreadable() throws {
        let assistant = try ModelContext(version: "test", methods: contractMethods, allowsWriting: false)
        let server = try TestServer(adding: assistant.methods)
        let client = try server.client()
        let ask = #"{"uri":"lacuna://framework"}"#
        #expect(try client.code("resources/read", ask) == nil)
        let path = server.store + "/framework.xml"
        try FileManager.default.moveItem(atPath: path, toPath: path + "-away")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(try client.code("resources/read", ask) == 503)
    }

    @Test("Who recorded the return behind a gap is told as its document states it")
    func recordedBy() throws {
        let server = try TestServer()
        let gap = try server.client().result("gap.get", #"["none:ccg-morecambe-bay:parent-infant-mh"]"#)
        let document = try #require(gap["document"] as? String)
        let head = try text(of: server.store + "/" + document)
        let pattern = #/<recorded at="([^"]*)" by="([^"]*)" role="([^"]*)"/#
        let stated = try #require(try pattern.firstMatch(in: head)).output
        #expect(gap["recorded"] as? String == "\(stated.1) by \(stated.2), \(stated.3)")
    }
}
