import Foundation
import Glibc
import JSON
import JSONRPC
import LacunaService
import ScopingStore
import TestSupport
import Testing

@testable import lacuna

@Suite("Tokens, serving and calling at the command line")
struct ServingCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func access() throws -> AccessList {
        try AccessList(reading: try text(of: folder.path + "/access"), file: "access")
    }

    @Test("A token's holder may look, and no more, unless more is asked for")
    func tokenRoles() throws {
        let file = folder.path + "/access"
        for (name, role) in [("a", nil), ("b", "viewer"), ("c", "manager"), ("d", "administrator")] {
            let words = ["token", "add", name, "--access", file] + (role.map { ["--role", $0] } ?? [])
            let added = lacuna(words)
            #expect(added.status == 0)
            let token = added.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let holder = try #require(try access().holder(ofToken: token))
            #expect(holder.name == name && holder.role.rawValue == role ?? "viewer" && holder.areas == [])
        }
        #expect(
            lacuna("token", "add", "e", "--access", file, "--area", "place-sefton,place-halton").status
                == 0
        )
        #expect(try access().entries.last?.identity.areas == ["place-sefton", "place-halton"])
        #expect(
            try access().entries.map(\.identity.role.rawValue) == [
                "viewer", "viewer", "manager", "administrator", "viewer",
            ]
        )
        #expect(try access().holder(ofToken: "lacuna_guess") == nil)
        #expect(lacuna("token", "add", "a", "--access", file).status == 73)
        #expect(lacuna("token", "revoke", "c", "--access", file).status == 0)
        #expect(try access().entries.map(\.identity.name) == ["a", "b", "d", "e"])
    }

    @Test("A file with Windows' mark and line ends is read, added to and revoked from; UTF-16 is named")
    func windowsFile() throws {
        let file = folder.path + "/access"
        let hash = SHA256.hexadecimal(of: Array("x".utf8))
        let lines = "\u{FEFF}token anna viewer - \(hash)\r\ntoken ben manager place-sefton \(hash)\r\n"
        try folder.write(lines, to: "access")
        #expect(
            try AccessList(reading: Array(lines.utf8), file: "access").entries.map(\.identity.name) == ["anna", "ben"]
        )
        #expect(lacuna("token", "list", "--access", file).output.contains("anna"))
        #expect(lacuna("token", "add", "cleo", "--access", file).status == 0)
        #expect(lacuna("token", "revoke", "anna", "--access", file).status == 0)
        #expect(try access().entries.map(\.identity.name) == ["ben", "cleo"])
        let fault = #expect(throws: AccessList.Fault.self) {
            try AccessList(reading: [0xFF, 0xFE] + Array("user".utf8).flatMap { [$0, 0] }, file: "access")
        }
        #expect(fault?.description == "access: the file is UTF-16; save it as UTF-8")
        #expect(throws: AccessList.Fault.self) { try AccessList(reading: [0x75, 0xE9], file: "access") }
    }

    private func listeners(_ words: [String], _ known: AccessList) throws -> [Listener] {
        guard case .invocation(let invocation) = try ArgumentParser(command: serveCommand.spec).parse(words) else {
            return []
        }
        return try ServerListeners.open(invocation, known)
    }

    @Test("Other machines come in only where tokens are known; this machine's own programs come in without")
    func tokensForOthers() throws {
        let token = "token anna viewer - \(SHA256.hexadecimal(of: Array("x".utf8)))\n"
        let user = try AccessList(reading: "user anna viewer -\n", file: "access")
        for known in [AccessList(), user] {
            for host in ["0.0.0.0", "[::]"] {
                let refusal = #expect(throws: CommandFailure.self) { try listeners(["--tcp", "\(host):0"], known) }
                #expect(refusal?.status == .unavailable)
                #expect(refusal?.messages.first?.contains("can be reached from other machines") == true)
            }
            #expect(try listeners(["--tcp", "127.0.0.1:0"], known).count == 1)
            #expect(try listeners(["--unix", folder.path + "/socket"], known).count == 1)
        }
        let known = try AccessList(reading: token, file: "access")
        #expect(try listeners(["--tcp", "0.0.0.0:0"], known).first?.isLocal == false)
        #expect(throws: (any Error).self) { try listeners([], known) }
    }

    /// What answers at a socket with lines of its own, whatever it is asked: one line for each request.
    private func answering(_ lines: [String]) throws -> String {
        let path = folder.path + "/" + UUID().uuidString
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let made = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(made, $0, size) }
        }
        try #require(result == 0 && listen(made, 1) == 0)
        Thread {
            let peer = accept(made, nil, nil)
            var buffer = [UInt8](repeating: 0, count: 65_536)
            for line in lines {
                guard unsafe recv(peer, &buffer, buffer.count, 0) > 0 else { break }
                let answer = Array(line.utf8)
                unsafe _ = send(peer, answer, answer.count, Int32(MSG_NOSIGNAL))
            }
            close(peer)
            close(made)
        }.start()
        return path
    }

    @Test(
        "A call tells an error from no answer, and what may be tried again from what may not",
        arguments: [
            (#"{"jsonrpc":"2.0","id":1,"result":{"a":1}}"#, 0, ""),
            (#"{"jsonrpc":"2.0","id":1,"error":{"code":503,"message":"m","data":{"tryAgain":true}}}"#, 75, "503"),
            (#"{"jsonrpc":"2.0","id":1,"error":{"code":503,"message":"m"}}"#, 69, "503"),
            (#"{"jsonrpc":"2.0","id":1,"error":{"code":504,"message":"m"}}"#, 74, "504"),
            (#"{"jsonrpc":"2.0","id":1,"error":{"code":403,"message":"m"}}"#, 77, "403"),
            (#"{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"m"}}"#, 64, "-32602"),
            ("HTTP/1.1 400 Bad Request", 69, "sent no JSON"),
            (#"{"jsonrpc":"2.0","id":1}"#, 69, "neither a result nor an error"),
            (#"{"jsonrpc":"2.0","id":1,"error":"none"}"#, 69, "neither a result nor an error"),
        ]
    )
    func outcomes(line: String, status: Int32, said: String) throws {
        let called = lacuna("call", "x", "--unix", try answering([line + "\n"]))
        #expect(called.status == status)
        #expect(called.output == (status == 0 ? "{\"a\":1}\n" : ""))
        #expect(said.isEmpty ? called.errors.isEmpty : called.errors.contains(said))
    }

    @Test("A server that hangs up without an answer is told from one that answers")
    func noAnswer() throws {
        let called = lacuna("call", "x", "--unix", try answering([""]))
        #expect(called.status == 69 && called.errors.contains("hung up without an answer"))
    }

    @Test(
        "Who watches is told of what is no change, and the watch ends",
        arguments: [
            (#"{"jsonrpc":"2.0","method":"rpc.subscriptionDropped","params":{"topic":"t"}}"#, "subscriptionDropped"),
            ("half a li", "sent no JSON"),
        ]
    )
    func watching(line: String, said: String) throws {
        let change = #"{"jsonrpc":"2.0","method":"change.recorded","params":{"area":"a"}}"#
        let path = try answering([#"{"jsonrpc":"2.0","id":1,"result":true}"# + "\n\(change)\n\(line)\n"])
        let watched = lacuna("call", "--subscribe", "--unix", path)
        #expect(watched.status == 69)
        #expect(watched.errors.contains(said))
        #expect(!watched.output.contains("topic"))
    }

    @Test("Areas that are like one and have what it lacks: the nearest three")
    func twins() throws {
        // Distances worked out apart from the program, from areas.xml: Blackburn with Darwen 0.284, Blackpool 0.61,
        // Greater Preston 1.576; five more areas have it in full, up to Chorley and South Ribble at 2.887.
        let output = lacuna("twins", "ccg-knowsley", "--service", "maternal-mh", "--format", "json").output
        let answer = try JSONDocument(output)
        var found: [String] = []
        answer.root["lacking"]?[0]?["twins"]?.forEachElement { twin in found.append(twin["area"]?.string ?? "") }
        #expect(found == ["ccg-blackburn-with-darwen", "ccg-blackpool", "ccg-greater-preston"])
    }
}
