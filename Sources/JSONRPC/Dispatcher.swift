/// Answers lines: reads each, calls the methods it asks for, and writes one line, or none where only notifications came.
struct Dispatcher: ~Copyable {
    private let methods: MethodIndex
    let limits: ServerLimits
    private let journal: Journal
    private var scanner: JSONScanner

    init(methods: MethodIndex, limits: ServerLimits, journal: Journal) {
        self.methods = methods
        self.limits = limits
        self.journal = journal
        scanner = JSONScanner(depth: limits.depth)
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
        do throws(JSONFault) { try scanner.scan(line) } catch {
            refuse(.parse(error), connection: connection, to: &writer)
            return 1
        }
        let root = scanner.root(of: line)
        let turn = unsafe Turn(
            methods: methods,
            context: context,
            journal: journal,
            connection: connection,
            most: limits.answerBytes
        )
        guard root.kind == .array else {
            let start = writer.count
            turn.answer(root, start, &writer)
            if writer.count > start { writer.literal("\n") }
            return 1
        }
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
        let start = writer.count
        writer.literal("[")
        var cursor = root.children
        while let place = root.advance(&cursor) {
            turn.answer(root.value(at: place), start, &writer)
        }
        if writer.count == start + 1 {
            writer.truncate(to: start)
        } else {
            writer.literal("]\n")
        }
        return count
    }

    /// Appends a line with an error that belongs to no request.
    func refuse(_ error: RPCError, connection: UInt64, to writer: inout JSONWriter) {
        Self.write(error, id: nil, to: &writer)
        writer.literal("\n")
        journal.record(
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

/// What it takes to answer the requests of one line.
@safe
private struct Turn {
    let methods: MethodIndex
    let context: UnsafeMutableRawPointer
    let journal: Journal
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
    ) {
        let request = RPCRequest(value)
        let before = writer.count
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
            writer.literal(",\"result\":")
            try call(methods.entries[found], value, request, &writer)
            writer.literal("}")
            if writer.count - start > most { throw .limitExceeded("answerBytes", most: most) }
            if request.isNotification { writer.truncate(to: before) }
        } catch {
            code = error.code.rawValue
            writer.truncate(to: before)
            if request.id != 0 {
                Dispatcher.write(error, id: value.value(at: request.id).raw, to: &writer)
            } else if !request.isNotification {
                Dispatcher.write(error, id: nil, to: &writer)
            }
        }
        journal.record(
            connection: connection,
            id: request.id == 0 ? nil : value.value(at: request.id).raw,
            method: method,
            name: request.method == 0 ? nil : value.value(at: request.method).raw,
            code: code,
            isNotification: request.isNotification
        )
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
