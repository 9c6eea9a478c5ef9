/// Answers lines: each one JSON text, a request, a notification or a batch of them.
///
/// Every request is answered exactly once, in order, with its id as it came; notifications are not answered; what cannot be
/// read is answered with the id null.
public struct Dispatcher<Context> {
    private let table: MethodTable<Context>
    private let limits: ServerLimits
    private let document = JSONDocument()

    /// What became of one request, for logs and counters. It is good only while it is handed over.
    public struct Outcome {
        private let request: JSONValue?
        /// 0 for success.
        public let code: Int
        public let duration: Duration

        init(_ request: JSONValue?, code: Int, duration: Duration) {
            self.request = request
            self.code = code
            self.duration = duration
        }

        /// Nil where the method could not be read.
        public var method: String? { request?["method"]?.string }

        /// The id as it came; empty for a notification, null where it could not be read.
        public var id: [UInt8] {
            guard let request else { return Array("null".utf8) }
            return request["id"].map { Array($0.raw) } ?? []
        }
    }

    public init(_ table: MethodTable<Context>, limits: ServerLimits = ServerLimits()) {
        self.table = table
        self.limits = limits
    }

    /// Answers one line, without its line break, appending the answer and a line break to the writer; nothing where no answer
    /// is due.
    ///
    /// - Parameter note: called with each request's outcome.
    public func answer(
        _ line: ArraySlice<UInt8>,
        _ context: inout Context,
        to writer: inout JSONWriter,
        note: (Outcome) -> Void = { _ in }
    ) {
        writer.startLine()
        do {
            try document.read(line)
        } catch {
            Self.fail(
                RPCError(RPCError.parse, "Parse error") { $0.member("message", error.description) },
                id: nil,
                to: &writer
            )
            writer.endLine()
            note(Outcome(nil, code: RPCError.parse, duration: .zero))
            return
        }
        let root = document.root
        guard root.kind == .array else {
            if single(root, &context, to: &writer, note) { writer.endLine() }
            return
        }
        batch(root, &context, to: &writer, note)
    }

    private func batch(
        _ root: JSONValue,
        _ context: inout Context,
        to writer: inout JSONWriter,
        _ note: (Outcome) -> Void
    ) {
        let requests = root.elements
        if requests.isEmpty || requests.count > limits.batchSize {
            let error =
                requests.isEmpty
                ? RPCError(RPCError.invalidRequest, "Invalid Request") { $0.member("message", "an empty batch") }
                : RPCError(RPCError.limitExceeded, "Limit exceeded") {
                    $0.member("message", "\(requests.count) requests in a batch; at most \(limits.batchSize)")
                }
            Self.fail(error, id: nil, to: &writer)
            writer.endLine()
            note(Outcome(nil, code: error.code, duration: .zero))
            return
        }
        let start = writer.count
        var answered = false
        writer.array { (writer: inout JSONWriter) in
            for request in requests where single(request, &context, to: &writer, note) { answered = true }
        }
        if answered { writer.endLine() } else { writer.truncate(to: start) }
    }

    /// - Returns: whether there is an answer.
    private func single(
        _ request: JSONValue,
        _ context: inout Context,
        to writer: inout JSONWriter,
        _ note: (Outcome) -> Void
    ) -> Bool {
        let clock = ContinuousClock()
        let begin = clock.now
        let id = Self.id(of: request)
        let start = writer.count
        let method = request["method"]
        var code = 0
        var isAnswered = true
        do throws(RPCError) {
            guard request.kind == .object, let version = request["jsonrpc"], version.isString("2.0"),
                let method, method.kind == .string, id.isAcceptable
            else {
                throw RPCError(RPCError.invalidRequest, "Invalid Request") {
                    $0.member("message", Self.fault(of: request))
                }
            }
            guard let found = table.method(named: method) else {
                throw RPCError(RPCError.methodNotFound, "Method not found") {
                    $0.member("method", method.string)
                }
            }
            let params = try Params(request["params"], declared: found.params)
            if id.value == nil {
                var unheard = JSONWriter()
                try found.run(params, &context, &unheard)
                isAnswered = false
            } else {
                let raw = id.value?.raw ?? []
                try writer.object { (writer: inout JSONWriter) throws(RPCError) in
                    writer.member("jsonrpc", "2.0")
                    writer.name("id")
                    writer.raw(raw)
                    writer.name("result")
                    try found.run(params, &context, &writer)
                }
            }
        } catch {
            code = error.code
            writer.truncate(to: start)
            // A notification is never answered, but what is no request at all is.
            if id.value == nil, error.code != RPCError.invalidRequest {
                isAnswered = false
            } else {
                Self.fail(error, id: id.isAcceptable ? id.value : nil, to: &writer)
            }
        }
        note(Outcome(request, code: code, duration: begin.duration(to: clock.now)))
        return isAnswered
    }

    private static func id(of request: JSONValue) -> (value: JSONValue?, isAcceptable: Bool) {
        guard let id = request["id"] else { return (nil, true) }
        switch id.kind {
        case .string, .number, .null: return (id, true)
        default: return (id, false)
        }
    }

    private static func fault(of request: JSONValue) -> String {
        guard request.kind == .object else { return "a request is an object" }
        guard let version = request["jsonrpc"], version.isString("2.0") else { return "jsonrpc must be \"2.0\"" }
        guard let method = request["method"], method.kind == .string else { return "method must be a string" }
        return "id must be a string, a number or null"
    }

    static func fail(_ error: RPCError, id: JSONValue?, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("jsonrpc", "2.0")
            writer.name("id")
            if let id { writer.raw(id.raw) } else { writer.null() }
            writer.member(
                "error",
                object: { body in
                    body.member("code", error.code)
                    body.member("message", error.message)
                    if let data = error.data {
                        body.name("data")
                        body.raw(data)
                    }
                }
            )
        }
    }

    /// A line that says a limit was passed, where there is no request to answer.
    public static func limitLine(_ message: String, to writer: inout JSONWriter) {
        writer.startLine()
        fail(
            RPCError(RPCError.limitExceeded, "Limit exceeded") { $0.member("message", message) },
            id: nil,
            to: &writer
        )
        writer.endLine()
    }
}
