/// A JSON text with what was found in it: for those who keep an answer longer than a handler keeps a request.
public struct JSONDocument: ~Copyable {
    /// The text.
    public let bytes: [UInt8]
    private let scanner: JSONScanner

    public init(_ bytes: [UInt8], depth: Int = JSONScanner.defaultDepth) throws(JSONFault) {
        var scanner = JSONScanner(depth: depth)
        try scanner.scan(bytes.span)
        self.bytes = bytes
        self.scanner = scanner
    }

    public init(_ text: String) throws(JSONFault) { try self.init(Array(text.utf8)) }

    public var root: JSONValue {
        @_lifetime(borrow self) get { scanner.root(of: bytes.span) }
    }

    /// A schema as a method table has it, in one line; `{}` for one that is no JSON, which no table accepts.
    package static func compact(schema: StaticString) -> [UInt8] {
        do { return try JSONDocument(schema.description).compact } catch { return Array("{}".utf8) }
    }

    /// The text without blanks and line ends between its values, so that it fits into a line.
    public var compact: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isInString = false
        var isEscaped = false
        for byte in bytes {
            if isInString {
                isInString = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
            } else {
                if byte <= 0x20 { continue }
                isInString = byte == UInt8(ascii: "\"")
            }
            result.append(byte)
        }
        return result
    }
}
