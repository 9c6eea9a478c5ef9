public import JSON

/// Why a request has no result: what JSON-RPC 2.0 calls an error object.
public struct RPCError: Error, Hashable, Sendable {
    /// The codes that this module gives. Services add their own, outside of -32768 ... -32000.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: Int

        public init(rawValue: Int) { self.rawValue = rawValue }

        public static let parseError = Code(rawValue: -32700)
        public static let invalidRequest = Code(rawValue: -32600)
        public static let methodNotFound = Code(rawValue: -32601)
        public static let invalidParams = Code(rawValue: -32602)
        public static let internalError = Code(rawValue: -32603)
        /// Too long, too many, too much or too slow. Numbered as in HTTP.
        public static let limitExceeded = Code(rawValue: 429)
    }

    public let code: Code
    /// One short sentence, the same for all errors of a kind.
    public let message: String
    /// What and where, as a JSON value.
    public let data: [UInt8]?

    public init(_ code: Code, _ message: String, data: [UInt8]? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    /// - Parameter members: writes the members of the error's data, an object: what and where.
    public init(_ code: Code, _ message: String, members: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        writer.object(members)
        self.init(code, message, data: writer.bytes)
    }

    /// Writes the error object.
    public func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("code", code.rawValue)
            writer.member("message", message)
            if let data { writer.member("data", raw: data) }
        }
    }
}
