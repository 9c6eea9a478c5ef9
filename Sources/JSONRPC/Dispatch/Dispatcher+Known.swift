import Bytes
import JSON

/// Lines that were answered before.
extension Dispatcher {
    /// Answers a line that was answered before, if it was and nothing has changed since.
    @inline(__always)
    @unsafe
    mutating func answerAgain(
        _ line: Span<UInt8>,
        connection: UInt64,
        context: UnsafeMutableRawPointer,
        to writer: inout JSONWriter
    ) -> Bool {
        guard responses.count > 0 else { return false }
        let edition = unsafe methods.edition(context)
        return unsafe line.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, let position = unsafe UsualID.range(in: base, bytes.count),
                let known = unsafe responses.find(base, bytes.count, id: position, edition: edition)
            else { return false }
            let id = unsafe UnsafeBufferPointer(rebasing: bytes[position])
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
}
