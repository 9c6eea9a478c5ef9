import Bytes
import JSON

/// Answers lines: reads each, calls the methods it asks for, and writes one line, or none where only notifications came.
///
/// A request whose handler wants to answer later pauses its line: see `takePaused`.
struct Dispatcher: ~Copyable {
    let methods: MethodIndex
    let limits: ServerLimits
    let server: ServerContext
    var scanner: JSONScanner
    /// Answers that may be given again.
    var responses = ResponseCache()

    init(methods: MethodIndex, limits: ServerLimits, server: ServerContext) {
        self.methods = methods
        self.limits = limits
        self.server = server
        scanner = JSONScanner(depth: limits.depth)
    }

    /// Whether a line waits, and nothing more may be answered before it.
    var isPaused: Bool { server.paused != nil }

    /// The line that waits for its answer, if the one answered last does.
    func takePaused() -> PausedLine? {
        defer { server.paused = nil }
        return server.paused
    }

    /// Appends the answer to a line, with a line end.
    ///
    /// - Parameters:
    ///   - connection: its number, for the log.
    ///   - context: what the methods of the table take as theirs.
    /// - Returns: how many requests it held.
    @unsafe
    mutating func answer(
        _ line: Span<UInt8>,
        connection: UInt64,
        context: UnsafeMutableRawPointer,
        to writer: inout JSONWriter
    ) -> Int {
        if unsafe answerAgain(line, connection: connection, context: context, to: &writer) { return 1 }
        do throws(JSONFault) { try scanner.scan(line) } catch {
            refuse(error, in: line, connection: connection, to: &writer)
            return 1
        }
        let start = writer.count
        guard scanner.root(of: line).kind == .array else {
            let answered = unsafe answerOne(line, connection: connection, context: context, to: &writer)
            if let answered, writer.count - start <= limits.answerBytes - UsualID.maxLength {
                let answer = unsafe UnsafeRawBufferPointer(rebasing: writer.buffer.contents[answered.result...])
                unsafe responses.keep(line, answered, edition: methods.edition(context), answer: answer)
            }
            return 1
        }
        let root = scanner.root(of: line)
        let count = root.count
        guard count > 0 else {
            refuse(
                .invalidRequest(.init(member: nil, expected: "at least one request")),
                connection: connection,
                to: &writer
            )
            return 1
        }
        guard count <= limits.batchRequests else {
            refuse(
                .limitExceeded("batchRequests", most: limits.batchRequests),
                connection: connection,
                to: &writer
            )
            return 1
        }
        writer.literal("[")
        unsafe answerBatch(line, from: 0, start, connection: connection, context: context, to: &writer)
        return count
    }

    /// Answers the one request of the line that was scanned last.
    ///
    /// - Returns: where its parts stand, if its answer may be given again.
    @unsafe
    private func answerOne(
        _ line: Span<UInt8>,
        connection: UInt64,
        context: UnsafeMutableRawPointer,
        to writer: inout JSONWriter
    ) -> Repeatable? {
        let root = scanner.root(of: line)
        let start = writer.count
        let outcome = unsafe turn(connection, context).answer(root, start, &writer)
        if case .later(let method) = outcome {
            server.paused = pausedLine(at: root, method: method, batch: nil, answers: [])
        } else if writer.count > start {
            writer.literal("\n")
        }
        guard case .repeatable(let answered) = outcome else { return nil }
        return answered
    }

    /// Answers the requests of the batch that was scanned last, from one of them on, and closes the answer.
    @unsafe
    func answerBatch(
        _ line: Span<UInt8>,
        from first: Int,
        _ start: Int,
        connection: UInt64,
        context: UnsafeMutableRawPointer,
        to writer: inout JSONWriter
    ) {
        let root = scanner.root(of: line)
        let turn = unsafe turn(connection, context)
        var cursor = root.children
        var number = 0
        while let token = root.advance(&cursor) {
            number += 1
            guard number > first else { continue }
            let value = root.value(at: token)
            if case .later(let method) = turn.answer(value, start, &writer) {
                server.paused = pausedLine(
                    at: value,
                    method: method,
                    batch: (line.array, number),
                    answers: writer.bytes(from: start)
                )
                writer.truncate(to: start)
                return
            }
        }
        if writer.count == start + 1 {
            writer.truncate(to: start)
        } else {
            writer.literal("]\n")
        }
    }

    @unsafe
    private func turn(_ connection: UInt64, _ context: UnsafeMutableRawPointer) -> RequestTurn {
        unsafe RequestTurn(
            methods: methods,
            context: context,
            server: server,
            connection: connection,
            most: limits.answerBytes
        )
    }

    /// Answers a line that could not be read: no JSON, or JSON of a kind that is not taken.
    ///
    /// What the grammar of RFC 8259 allows and this server does not take (a key twice, too great a depth or number, half
    /// a pair of surrogates) was read, and so is an invalid request rather than a parse error. Its id is told where there
    /// is one without doubt. Of a batch nothing is done.
    func refuse(
        _ fault: JSONFault,
        in line: Span<UInt8>,
        connection: UInt64,
        to writer: inout JSONWriter
    ) {
        guard fault.isGrammatical else {
            refuse(.parse(fault), connection: connection, to: &writer)
            return
        }
        let root = scanner.root(of: line)
        var id: [UInt8]?
        if root.kind == .object {
            let request = RPCRequest(root)
            if request.isResponse { return }
            if request.id != 0, request.ids == 1 {
                let raw = root.value(at: request.id).raw.array
                if (try? JSONDocument(raw)) != nil { id = raw }
            }
        }
        Self.write(.invalidRequest(fault), id: id?.span, to: &writer)
        writer.literal("\n")
        server.metrics.record(
            connection: connection,
            id: id?.span,
            method: nil,
            name: nil,
            code: RPCError.Code.invalidRequest.rawValue,
            isNotification: false
        )
    }

    /// Appends a line with an error that belongs to no request.
    func refuse(_ error: RPCError, connection: UInt64, to writer: inout JSONWriter) {
        Self.write(error, id: nil, to: &writer)
        writer.literal("\n")
        server.metrics.record(
            connection: connection,
            id: nil,
            method: nil,
            name: nil,
            code: error.code.rawValue,
            isNotification: false
        )
    }

    /// Writes an answer that tells an error; the id null where there is none.
    static func write(_ error: RPCError, id: Span<UInt8>?, to writer: inout JSONWriter) {
        writer.separate()
        writer.literal("{\"jsonrpc\":\"2.0\",\"id\":")
        if let id { writer.raw(id) } else { writer.null() }
        writer.literal(",\"error\":")
        error.write(to: &writer)
        writer.literal("}")
    }
}
