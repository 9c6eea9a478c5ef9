/// What a request is answered with when it fails.
public struct RPCError: Error, Sendable {
    public let code: Int
    public let message: String
    /// JSON that says what and where; nil for none.
    public let data: [UInt8]?

    public init(_ code: Int, _ message: String, data: [UInt8]? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    /// With data made by a writer.
    public init(_ code: Int, _ message: String, _ data: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        writer.object(data)
        self.init(code, message, data: writer.bytes)
    }

    // The specification's own.
    public static let parse = -32_700
    public static let invalidRequest = -32_600
    public static let methodNotFound = -32_601
    public static let invalidParams = -32_602
    public static let internalError = -32_603
    // The server's, outside the range that the specification reserves, as people know them from HTTP.
    public static let notAuthenticated = 401
    public static let notPermitted = 403
    public static let notFound = 404
    public static let conflict = 409
    public static let invalidContent = 422
    public static let limitExceeded = 429
    public static let unavailable = 503
    public static let outcomeUnknown = 504

    /// A parameter that is missing, unknown, or not what is expected.
    public static func params(_ parameter: String, _ message: String) -> RPCError {
        RPCError(invalidParams, "Invalid params") { data in
            data.member("param", parameter)
            data.member("message", message)
        }
    }
}
