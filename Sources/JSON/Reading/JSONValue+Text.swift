import Bytes

/// Strings.
extension JSONValue {
    /// The content of a string, its escapes resolved.
    public var string: String? {
        withText { text in unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) } }
    }

    /// Shows the content of a string as UTF-8, its escapes resolved: nothing is copied where there are none.
    ///
    /// - Returns: what `body` gives; nil for other values.
    public func withText<Result>(_ body: (Span<UInt8>) -> Result) -> Result? {
        guard kind == .string else { return nil }
        if token.hasEscapes {
            let resolved = resolvedText
            return body(resolved.span)
        }
        return body(plainText)
    }

    /// Whether this is a string with that content.
    @inline(__always)
    public func equals(_ text: StaticString) -> Bool {
        let token = token
        guard token.kind == .string else { return false }
        if token.hasEscapes {
            let resolved = resolvedText
            return resolved.span.isEqual(to: text)
        }
        return plainText.isEqual(to: text)
    }

    /// The bytes between the quotation marks.
    private var plainText: Span<UInt8> {
        @_lifetime(copy self) get {
            let token = token
            return bytes.extracting(Int(token.start) + 1..<Int(token.end) - 1)
        }
    }

    private var resolvedText: [UInt8] {
        var result: [UInt8] = []
        unsafe plainText.withUnsafeBufferPointer { unsafe JSONEscapes.resolve($0, into: &result) }
        return result
    }
}

extension Span<UInt8> {
    @inline(__always)
    package func isEqual(to text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard length == count else { return false }
        return unsafe withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return true }
            return unsafe ShortBytes.areEqual(base, text.utf8Start, length)
        }
    }

    /// A copy of the bytes.
    public var array: [UInt8] { unsafe withUnsafeBufferPointer { unsafe Array($0) } }
}
