import JSON

/// What came of one request.
enum RequestOutcome {
    /// All is said.
    case said
    /// All is said, and may be said again.
    case repeatable(Repeatable)
    /// The answer comes later.
    case later(method: Int)
}

/// What it takes to answer the requests of one line.
@safe
struct RequestTurn {
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
    ) -> RequestOutcome {
        let request = RPCRequest(value)
        if request.isResponse {
            // An answer to it would be taken for the answer to a request of the other side's own.
            server.log.event("response passed over", level: .requests) {
                $0.member("connection", Int(clamping: connection))
            }
            return .said
        }
        let before = writer.count
        var outcome = RequestOutcome.said
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
