import Foundation
import GapDetection
import JSONRPC
import LacunaService
import Provision
import ScopingStore
import TestSupport

/// A server of its own on a thread, over a copy of the real store, and clients to it.
final class TestServer {
    let folder: TemporaryFolder
    let store: String
    private let path: String
    private let handle: ServerHandle
    private let done = DispatchSemaphore(value: 0)
    /// Over TCP, where asked for.
    let port: UInt16

    /// - Parameters:
    ///   - access: lines of an access file.
    ///   - tcp: also listen on a free port.
    ///   - source: the store that is copied.
    ///   - methods: beside those of the contract.
    convenience init(
        copying source: String = Repository.scoping,
        access: String = "",
        tcp: Bool = false,
        limits: ServerLimits = ServerLimits(),
        adding methods: [LacunaMethod] = []
    ) throws {
        let folder = try TemporaryFolder()
        _ = try folder.copy(source, to: "store")
        try self.init(
            serving: folder.path + "/store",
            in: folder,
            access: access,
            tcp: tcp,
            limits: limits,
            adding: methods
        )
    }

    /// Over a store as it lies, which others may use beside it.
    ///
    /// - Parameter folder: for its socket and its access file.
    init(
        serving store: String,
        in folder: TemporaryFolder,
        access: String = "",
        tcp: Bool = false,
        limits: ServerLimits = ServerLimits(),
        adding methods: [LacunaMethod] = []
    ) throws {
        self.folder = folder
        self.store = store
        path = folder.path + "/socket"
        let ready = DispatchSemaphore(value: 0)
        let box = Box()
        try folder.write(access, to: "access")
        let (done, accessFile, path) = (done, folder.path + "/access", path)
        let thread = Thread {
            do {
                let service = try LacunaService(
                    try ServedStore(folder: store),
                    access: { try AccessList(reading: text(of: accessFile), file: accessFile) },
                    owner: NSUserName(),
                    version: "test",
                    now: { Instant(secondsSince1970: Int64(Date().timeIntervalSince1970)) }
                )
                // Descriptor -1: the log goes nowhere.
                let server = try service.server(
                    limits: limits,
                    log: ServerLog(level: .requests, descriptor: -1),
                    adding: methods
                )
                try server.listen(.unix(path: path))
                if tcp {
                    let listener = try Listener.tcp(port: 0)
                    box.port = UInt16(listener.address.split(separator: ":").last ?? "") ?? 0
                    try server.listen(listener)
                }
                box.handle = server.handle
                ready.signal()
                try server.run()
            } catch {
                box.failure = "\(error)"
                ready.signal()
            }
            done.signal()
        }
        thread.stackSize = 4 << 20
        thread.start()
        ready.wait()
        guard let handle = box.handle else { throw Failure(description: box.failure) }
        self.handle = handle
        port = box.port
    }

    /// Writes another access file and has the server read it, as SIGHUP does.
    func changeAccess(_ text: String) throws {
        try folder.write(text, to: "access")
        handle.reload()
        // The server looks at its handle before it looks at what comes by sockets later than that.
        Thread.sleep(forTimeInterval: 0.2)
    }

    /// Stops the server, and waits until it has ended.
    func stop() {
        handle.stop()
        done.wait()
        done.signal()
    }

    deinit { stop() }

    private final class Box: @unchecked Sendable {
        var handle: ServerHandle?
        var port: UInt16 = 0
        var failure = ""
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    func client() throws -> Client { Client(try .unix(path: path), of: self) }
    func tcpClient() throws -> Client { Client(try .tcp(host: "127.0.0.1", port: port), of: self) }

    /// A socket to do harm with.
    func rawSocket() throws -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let made = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(made, $0, size) }
        }
        guard result == 0 else { throw Failure(description: "cannot connect") }
        return made
    }
}

final class Client {
    private let lines: LineClient
    /// The server lives as long as its clients.
    private let server: TestServer
    private var id = 0

    init(_ lines: LineClient, of server: TestServer) {
        self.lines = lines
        self.server = server
    }

    /// The whole answer to a request.
    func ask(_ method: String, _ params: String = "{}") throws -> [String: Any] {
        id += 1
        try send(#"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#)
        let answer = try next()
        guard answer["id"] as? Int == id else { throw TestServer.Failure(description: "an answer to something else") }
        return answer
    }

    /// The line that answers a request, as it stands there.
    func text(_ method: String, _ params: String = "{}") throws -> String {
        try send(#"{"jsonrpc":"2.0","id":0,"method":"\#(method)","params":\#(params)}"#)
        guard let line = try lines.next(timeout: .seconds(20)) else {
            throw TestServer.Failure(description: "no answer")
        }
        return String(decoding: line, as: UTF8.self)
    }

    func result(_ method: String, _ params: String = "{}") throws -> [String: Any] {
        let answer = try ask(method, params)
        guard let result = answer["result"] as? [String: Any] else {
            throw TestServer.Failure(description: "\(answer)")
        }
        return result
    }

    func list(_ method: String, _ params: String = "{}") throws -> [[String: Any]] {
        try ask(method, params)["result"] as? [[String: Any]] ?? []
    }

    func code(_ method: String, _ params: String = "{}") throws -> Int? {
        (try ask(method, params)["error"] as? [String: Any])?["code"] as? Int
    }

    func send(_ line: String) throws { try send(Array(line.utf8)) }
    func send(_ line: [UInt8]) throws { try lines.send(line + [0x0A], timeout: .seconds(20)) }

    func next(milliseconds: Int = 20_000) throws -> [String: Any] {
        guard let line = try lines.next(timeout: .milliseconds(milliseconds)) else {
            throw TestServer.Failure(description: "no answer")
        }
        return try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
    }
}
