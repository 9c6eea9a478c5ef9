package import JSON
package import JSONRPC

extension JSONWriter {
    /// Writes an answer, members in the order in which it encodes them.
    ///
    /// For answers that are large or rare; those asked for all the time are written by hand.
    ///
    /// - Throws: -32603 where the answer's own encoding fails. A request that fails has what it wrote taken back.
    package mutating func answer(_ value: some Encodable) throws(RPCError) {
        do {
            try encode(value)
        } catch {
            throw RPCError(.internalError, "Internal error") {
                $0.member("message", "the answer cannot be written: \(error)")
            }
        }
    }
}
