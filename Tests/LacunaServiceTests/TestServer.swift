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
    private let stopper: Server<LacunaService>.Stopper
    private let done = DispatchSemaphore(value: 0)
    /// Over TCP, where asked for.
    let port: Int

    /// - Parameters:
    ///   - access: lines of an access file.
    ///   - tcp: also listen on a free port.
    init(access: String = "", tcp: Bool = false, limits: ServerLimits = ServerLimits()) throws {
        folder = try TemporaryFolder()
        store = folder.path + "/store"
        path = folder.path + "/socket"
        _ = try folder.copy(Repository.scoping, to: "store")
        var listeners = [try Listener.unix(path)]
        if tcp { listeners.append(try Listener.tcp(host: "127.0.0.1", port: "0")) }
        port = listeners.last?.port ?? 0
        let ready = DispatchSemaphore(value: 0)
        let box = Box()
        try folder.write(access, to: "access")
        let (store, done, accessFile) = (store, done, folder.path + "/access")
        let thread = Thread { [listeners] in
            do {
                let log = ServerLog(.none)
                let service = try LacunaService(
                    try ServedStore(folder: store),
                    access: { try AccessList(reading: text(of: accessFile), file: accessFile) },
                    owner: Listener.userName(getuid()),
                    version: "test",
                    limits: limits,
                    log: log,
                    now: { Instant(secondsSince1970: Int64(Date().timeIntervalSince1970)) }
                )
                let server = try Server(service, on: listeners, limits: limits, log: log, watchesSignals: false)
                box.stopper = server.stopper
                ready.signal()
                server.run()
            } catch {
                box.failure = "\(error)"
                ready.signal()
            }
            done.signal()
        }
        thread.stackSize = 4 << 20
        thread.start()
        ready.wait()
        guard let stopper = box.stopper else { throw Failure(description: box.failure) }
        self.stopper = stopper
    }

    deinit {
        stopper.stop()
        done.wait()
    }

    private final class Box: @unchecked Sendable {
        var stopper: Server<LacunaService>.Stopper?
        var failure = ""
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    func client() throws -> Client { Client(try .unix(path), of: self) }
    func tcpClient() throws -> Client { Client(try .tcp(host: "127.0.0.1", port: String(port)), of: self) }

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
        try lines.send(Array(#"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#.utf8))
        let answer = try next()
        guard answer["id"] as? Int == id else { throw TestServer.Failure(description: "an answer to something else") }
        return answer
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

    func send(_ line: String) throws { try lines.send(Array(line.utf8)) }
    func send(_ line: [UInt8]) throws { try lines.send(line) }

    func next(milliseconds: Int = 20_000) throws -> [String: Any] {
        guard let line = try lines.receive(milliseconds: milliseconds) else {
            throw TestServer.Failure(description: "no answer")
        }
        return try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
    }
}
