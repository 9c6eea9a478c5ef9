/// Checks that bytes are JSON (RFC 8259), strictly, and notes where each value lies: one pass, nothing copied.
///
/// UTF-8 alone; no byte-order mark, no trailing commas, no key twice in an object, no number beyond a `Double`, no depth
/// beyond a limit: what readers of JSON disagree about is refused, so that nobody reads another thing than this server.
/// The notes are kept in memory that is used again for the next text, so that scanning makes none.
@safe
public struct JSONScanner: ~Copyable {
    /// How deeply arrays and objects may lie within one another, by default.
    public static let defaultDepth = 64
    /// The longest text, in bytes: offsets are kept in 32 bits.
    public static let maxBytes = 1 << 30

    /// The most tokens kept for the next text. A longer row is given back.
    private static let keptTokens = 16_384

    /// How deeply arrays and objects may lie within one another.
    public let depth: Int
    package var tokens: UnsafeMutablePointer<JSONToken>
    package var capacity: Int
    package var count = 0
    package var keys = KeyTable()
    /// Whether all that the grammar allows is passed over, to learn whether the rest of a text is JSON too.
    package var asksGrammarAlone = false

    public init(depth: Int = JSONScanner.defaultDepth) {
        self.depth = depth
        capacity = 256
        unsafe tokens = .allocate(capacity: 256)
    }

    deinit { unsafe tokens.deallocate() }

    /// Scans a text. Afterwards `root(of:)` gives its value, also where the fault is one of a text that is JSON.
    ///
    /// - Throws: the first fault found, in time proportional to the bytes before it; one that the grammar allows only
    ///   where no other follows.
    public mutating func scan(_ text: Span<UInt8>) throws(JSONFault) {
        do throws(JSONFault) { try walk(text) } catch {
            guard error.isGrammatical else { throw error }
            asksGrammarAlone = true
            defer { asksGrammarAlone = false }
            try walk(text)
            throw error
        }
    }

    private mutating func walk(_ text: Span<UInt8>) throws(JSONFault) {
        count = 0
        if capacity > Self.keptTokens { resize(to: 256) }
        guard text.count <= Self.maxBytes else { throw JSONFault(Self.maxBytes, .shorterText) }
        try unsafe text.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
            guard let base = bytes.baseAddress else { throw JSONFault(0, .value) }
            try unsafe walk(base, bytes.count)
        }
    }

    /// The value of the text that was scanned last, which must be the same; null when that failed.
    @_lifetime(borrow self, copy text)
    public func root(of text: Span<UInt8>) -> JSONValue {
        JSONValue(bytes: text, tape: tape, index: 0)
    }

    /// The tokens of the text that was scanned last.
    package var tape: Span<JSONToken> {
        @_lifetime(borrow self) get {
            let span = unsafe Span(_unsafeStart: UnsafePointer(tokens), count: count)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// Notes a value and returns its token's place.
    @inline(__always)
    package mutating func append(_ token: JSONToken) -> Int {
        if count == capacity { resize(to: capacity * 2) }
        unsafe tokens[count] = token
        count += 1
        return count - 1
    }

    @inline(never)
    private mutating func resize(to size: Int) {
        let larger = UnsafeMutablePointer<JSONToken>.allocate(capacity: size)
        unsafe larger.update(from: tokens, count: count)
        unsafe tokens.deallocate()
        unsafe tokens = larger
        capacity = size
    }
}
