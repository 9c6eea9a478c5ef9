import JSON

/// Lines of which a request is answered later.
extension Dispatcher {
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

    /// What is to be kept of the line at hand, where one of its requests is answered later.
    func pausedLine(
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
}
