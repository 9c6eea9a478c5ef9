#if DEBUG || TESTABLE
    import JSON
    @testable import JSONRPC
    @testable import LacunaService
    import Provision

    extension FuzzTarget {
        /// Lines to a server over a small store, as the dispatcher gets them from a socket: each is answered as JSON-RPC 2.0
        /// says, in one line, with its own id. What would be written is not: its answer is "outcome unknown", as when a server
        /// stops before it is done.
        static let rpc = FuzzTarget("rpc", longest: 2_048) { bytes in
            let server = try RPCServer.shared.get()
            for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(8) { try server.ask(Array(line)) }
            let change = try FuzzWorld.shared.get().change
            try promise(change == nil, "written, and answered as not: \(change ?? "")")
        }
    }

    /// A dispatcher with a service behind it, and nothing around it. One thread calls it.
    @safe
    private final class RPCServer: @unchecked Sendable {
        static let shared = Result { try RPCServer() }

        private let service: LacunaService
        private let server: ServerContext
        private var dispatcher: Dispatcher
        private let session: UnsafeMutablePointer<Call>
        private let limits: ServerLimits

        private init() throws {
            let folder = try FuzzWorld.shared.get().folder
            service = try LacunaService(
                try ServedStore(folder: folder),
                access: {
                    try AccessList(reading: "token bob viewer - \(String(repeating: "0", count: 64))", file: "access")
                },
                owner: "fuzz",
                version: "fuzz",
                now: { Instant(secondsSince1970: 1_700_000_000) }
            )
            var limits = ServerLimits()
            limits.batchRequests = 8
            limits.answerBytes = 1 << 18
            self.limits = limits
            let methods = try lacunaMethods(version: "fuzz", adding: [])
            let log = ServerLog(level: .requests, descriptor: -1)
            server = ServerContext(limits: limits, log: log, methodNames: methods.index.entries.map(\.name))
            dispatcher = Dispatcher(methods: methods.index, limits: limits, server: server)
            unsafe session = .allocate(capacity: 1)
            let peer = Peer.standardStreams
            unsafe session.initialize(
                to: Session(
                    id: ConnectionID(number: 1, slot: 0),
                    peer: peer,
                    state: Caller(service: service, peer: peer),
                    server: server
                )
            )
        }

        func ask(_ line: [UInt8]) throws {
            var writer = JSONWriter()
            _ = unsafe dispatcher.answer(
                line.span,
                connection: 1,
                context: UnsafeMutableRawPointer(session),
                to: &writer
            )
            while let paused = dispatcher.takePaused() {
                unsafe dispatcher.resume(
                    paused,
                    isDone: false,
                    connection: 1,
                    context: UnsafeMutableRawPointer(session),
                    to: &writer
                )
            }
            try check(writer.bytes, of: line)
        }

        private func check(_ answer: [UInt8], of line: [UInt8]) throws {
            let expected = ExpectedAnswer(to: line, batchRequests: limits.batchRequests)
            if expected == .refusedOrNothing, answer.isEmpty { return }
            guard expected != .nothing else {
                return try promise(answer.isEmpty, "answered: \(String(decoding: answer, as: UTF8.self))")
            }
            try promise(answer.last == 0x0A && answer.count { $0 == 0x0A } == 1, "not answered in one line")
            let document = try JSONDocument(Array(answer.dropLast()), depth: 256)
            switch expected {
            case .nothing: break
            case .refusedOrNothing:
                try promise(document.root["error"]?["code"]?.int == -32_600, "not an invalid request")
            case .one(let id): try check(document.root, id)
            case .batch(let ids):
                try promise(
                    document.root.kind == .array && document.root.count == ids.count,
                    "not \(ids.count) answers"
                )
                var place = 0
                try document.root.forEachElement { answer in
                    try check(answer, ids[place])
                    place += 1
                }
            }
        }

        private func check(_ answer: borrowing JSONValue, _ id: [UInt8]) throws {
            try promise(answer.kind == .object && answer["jsonrpc"]?.equals("2.0") == true, "no answer of JSON-RPC")
            try promise(answer["id"]?.raw.array == id, "another id: \(String(decoding: id, as: UTF8.self))")
            try promise((answer["result"] == nil) != (answer["error"] == nil), "neither result nor error, or both")
            if answer["error"] != nil {
                try promise(answer["error"]?["code"]?.int != nil, "an error without a code")
                try promise(answer["error"]?["message"]?.string?.isEmpty == false, "an error without words")
            }
        }
    }

    /// What the specification says a line is answered with, worked out from the line alone.
    private enum ExpectedAnswer: Equatable {
        case nothing
        /// An error, with the id where there is one without doubt; nothing to what is an answer itself.
        case refusedOrNothing
        case one(id: [UInt8])
        case batch(ids: [[UInt8]])

        private static let null = Array("null".utf8)

        init(to line: [UInt8], batchRequests: Int) {
            let document: JSONDocument
            do throws(JSONFault) { document = try JSONDocument(line) } catch {
                self = error.isGrammatical ? .refusedOrNothing : .one(id: Self.null)
                return
            }
            let root = document.root
            guard root.kind == .array else {
                self = Self.id(of: root).map { .one(id: $0) } ?? .nothing
                return
            }
            guard (1...batchRequests).contains(root.count) else {
                self = .one(id: Self.null)
                return
            }
            var ids: [[UInt8]] = []
            root.forEachElement { if let id = Self.id(of: $0) { ids.append(id) } }
            self = ids.isEmpty ? .nothing : .batch(ids: ids)
        }

        /// The id of the answer to a request; nil for a notification, or an answer.
        private static func id(of value: borrowing JSONValue) -> [UInt8]? {
            guard value.kind == .object else { return null }
            let hasOutcome = value["result"] != nil || value["error"] != nil
            if hasOutcome, value["method"] == nil { return nil }
            var id: [UInt8]?
            if let own = value["id"] {
                id = own.kind == .string || own.kind == .number || own.kind == .null ? own.raw.array : null
            }
            var isValid = value["jsonrpc"]?.equals("2.0") == true && value["method"]?.kind == .string
            if let params = value["params"], params.kind != .array, params.kind != .object { isValid = false }
            return id ?? (isValid ? nil : null)
        }
    }
#endif
