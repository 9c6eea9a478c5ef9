/// Answers lines: reads each, calls the methods it asks for, and writes one line, or none where only notifications came.
///
/// A request whose handler wants to answer later pauses its line: see `takePaused`.
struct Dispatcher: ~Copyable {
    private let methods: MethodIndex
    let limits: ServerLimits
    private let server: ServerContext
    private var scanner: JSONScanner
    private var responses = ResponseCache()

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

    /// Answers a line that was answered before, if it was and nothing has changed since.
    @inline(__always)
    @unsafe
    private mutating func answerAgain(
        _ line: Span<UInt8>,
        connection: UInt64,
        context: UnsafeMutableRawPointer,
        to writer: inout JSONWriter
    ) -> Bool {
        guard responses.count > 0 else { return false }
        let edition = unsafe methods.edition(context)
        return unsafe line.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, let place = unsafe UsualID.range(in: base, bytes.count),
                let known = unsafe responses.find(base, bytes.count, id: place, edition: edition)
            else { return false }
            let id = unsafe UnsafeBufferPointer(rebasing: bytes[place])
            var code = 0
            do throws(RPCError) {
                try unsafe methods.entries[known.method].gate?(context)
                writer.literal("{\"jsonrpc\":\"2.0\",\"id\":")
                unsafe writer.buffer.append(id)
                unsafe writer.buffer.append(known.answer)
            } catch {
                code = error.code.rawValue
                unsafe Self.write(error, id: id.span, to: &writer)
                writer.literal("\n")
            }
            unsafe server.metrics.record(
                connection: connection,
                id: id.span,
                method: known.method,
                name: known.name.span,
                code: code,
                isNotification: false
            )
            return true
        }
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

    /// Appends what is still to be said of a line that waited. It may have to wait again.
    ///
    /// - Parameters:
    ///   - isDone: whether what it waited for was done.
    ///   - context: nil where the one who asked has gone: then the request that waited comes to its end, and no other of
    ///     the line is begun.
    @unsafe
    mutating func resume(
        _ line: PausedLine,
        isDone: Bool,
        connection: UInt64,
        context: UnsafeMutableRawPointer?,
        to writer: inout JSONWriter
    ) {
        let start = writer.count
        server.metrics.begin(at: line.begun)
        writer.append(line.answers)
        finish(line, isDone: isDone, connection: connection, start, to: &writer)
        guard let batch = line.batch, let context = unsafe context else {
            if line.batch == nil, writer.count > start { writer.literal("\n") }
            return
        }
        do throws(JSONFault) { try scanner.scan(batch.bytes.span) } catch {
            // It was read before, so it can be read now.
            refuse(error, in: batch.bytes.span, connection: connection, to: &writer)
            return
        }
        unsafe answerBatch(
            batch.bytes.span,
            from: batch.next,
            start,
            connection: connection,
            context: context,
            to: &writer
        )
    }

    /// Answers the requests of the batch that was scanned last, from one of them on, and closes the answer.
    @unsafe
    private func answerBatch(
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
        while let place = root.advance(&cursor) {
            number += 1
            guard number > first else { continue }
            let value = root.value(at: place)
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
    private func turn(_ connection: UInt64, _ context: UnsafeMutableRawPointer) -> Turn {
        unsafe Turn(
            methods: methods,
            context: context,
            server: server,
            connection: connection,
            most: limits.answerBytes
        )
    }

    private func pausedLine(
        at value: borrowing JSONValue,
        method: Int,
        batch: (bytes: [UInt8], next: Int)?,
        answers: [UInt8]
    ) -> PausedLine? {
        defer { server.deferred = nil }
        guard let deferred = server.deferred else { return nil }
        let request = RPCRequest(value)
        return PausedLine(
            deferred: deferred,
            id: request.id == 0 ? nil : value.value(at: request.id).raw.array,
            method: method,
            name: value.value(at: request.method).raw.array,
            begun: server.metrics.mark,
            batch: batch,
            answers: answers
        )
    }

    /// Writes the answer of the request that a line waited for.
    private func finish(
        _ line: PausedLine,
        isDone: Bool,
        connection: UInt64,
        _ start: Int,
        to writer: inout JSONWriter
    ) {
        let before = writer.count
        var code = 0
        do throws(RPCError) {
            guard isDone else { throw line.deferred.unfinished }
            writer.separate()
            writer.literal("{\"jsonrpc\":\"2.0\",\"id\":")
            if let id = line.id { writer.raw(id) }
            writer.literal(",\"result\":")
            let result = writer.count
            try line.deferred.finish(&writer)
            if writer.count == result { writer.null() }
            writer.literal("}")
            if writer.count - start > limits.answerBytes {
                throw .limitExceeded("answerBytes", most: limits.answerBytes)
            }
            if line.id == nil { writer.truncate(to: before) }
        } catch {
            code = error.code.rawValue
            writer.truncate(to: before)
            if let id = line.id { Self.write(error, id: id.span, to: &writer) }
        }
        server.metrics.record(
            connection: connection,
            id: line.id?.span,
            method: line.method,
            name: line.name.span,
            code: code,
            isNotification: line.id == nil,
            isWrite: line.deferred.work != nil
        )
    }

    /// Answers a line that could not be read: no JSON, or JSON of a kind that is not taken.
    ///
    /// What the grammar of RFC 8259 allows and this server does not take (a key twice, too great a depth or number, half
    /// a pair of surrogates) was read, and so is an invalid request rather than a parse error. Its id is told where there
    /// is one without doubt. Of a batch nothing is done.
    private func refuse(
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

/// Where the parts of a request stand, and of its answer, which may be given again.
struct Repeatable {
    /// In the line.
    let id: Range<Int>
    /// In the line, with its quotation marks.
    let name: Range<Int>
    /// The method's number in the table.
    let method: Int
    /// In what was written: where the answer goes on after its id.
    let result: Int
}

/// What came of one request.
private enum Outcome {
    /// All is said.
    case said
    /// All is said, and may be said again.
    case repeatable(Repeatable)
    /// The answer comes later.
    case later(method: Int)
}

/// What it takes to answer the requests of one line.
@safe
private struct Turn {
    let methods: MethodIndex
    let context: UnsafeMutableRawPointer
    let server: ServerContext
    let connection: UInt64
    /// The largest answer to the whole line.
    let most: Int

    /// Appends the answer to one request, if it gets one.
    ///
    /// - Parameter start: where the answer to the line starts.
    func answer(
        _ value: borrowing JSONValue,
        _ start: Int,
        _ writer: inout JSONWriter
    ) -> Outcome {
        let request = RPCRequest(value)
        if request.isResponse {
            // An answer to it would be taken for the answer to a request of the other side's own.
            server.log.event("response passed over", level: .requests) {
                $0.member("connection", Int(clamping: connection))
            }
            return .said
        }
        let before = writer.count
        var outcome = Outcome.said
        var method: Int?
        var code = 0
        do throws(RPCError) {
            if let fault = request.fault { throw .invalidRequest(fault) }
            let name = value.value(at: request.method)
            guard let found = find(name) else {
                let unknown = name.string ?? ""
                throw .methodNotFound(
                    unknown,
                    nearest: methods.suggester(unknown, methods.entries.map { $0.name.description })
                )
            }
            method = found
            writer.separate()
            writer.literal("{\"jsonrpc\":\"2.0\",\"id\":")
            writer.raw(value.value(at: request.id).raw)
            let result = writer.count
            writer.literal(",\"result\":")
            try call(methods.entries[found], value, request, &writer)
            if server.answersLater {
                writer.truncate(to: before)
                return .later(method: found)
            }
            writer.literal("}")
            if writer.count - start > most { throw .limitExceeded("answerBytes", most: most) }
            if request.isNotification {
                writer.truncate(to: before)
            } else if methods.entries[found].isRepeatable {
                let (id, name) = (value.value(at: request.id).token, value.value(at: request.method).token)
                outcome = .repeatable(
                    Repeatable(
                        id: Int(id.start)..<Int(id.end),
                        name: Int(name.start)..<Int(name.end),
                        method: found,
                        result: result
                    )
                )
            }
        } catch {
            server.deferred = nil
            code = error.code.rawValue
            writer.truncate(to: before)
            if request.id != 0 {
                Dispatcher.write(error, id: value.value(at: request.id).raw, to: &writer)
            } else if !request.isNotification {
                Dispatcher.write(error, id: nil, to: &writer)
            }
        }
        server.metrics.record(
            connection: connection,
            id: request.id == 0 ? nil : value.value(at: request.id).raw,
            method: method,
            name: request.method == 0 ? nil : value.value(at: request.method).raw,
            code: code,
            isNotification: request.isNotification
        )
        return outcome
    }

    private func find(_ name: borrowing JSONValue) -> Int? {
        name.withText { methods.number(of: $0) } ?? nil
    }

    private func call(
        _ method: MethodEntry,
        _ value: borrowing JSONValue,
        _ request: RPCRequest,
        _ writer: inout JSONWriter
    ) throws(RPCError) {
        let params = request.params == 0 ? value.absent : value.value(at: request.params)
        try unsafe method.answer(params, context: context, nearest: methods.suggester, to: &writer)
    }
}
