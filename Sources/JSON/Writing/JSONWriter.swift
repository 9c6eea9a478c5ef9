public import Bytes

/// Writes JSON by appending to a byte buffer.
///
/// Arrays and objects are nested by closures, so that each one opened is closed; commas come by themselves. In an object
/// each value follows its key. What is written never holds a line end.
///
///     answer.object { answer in
///         answer.member("area", "place-sefton")
///         answer.key("values")
///         answer.array { $0.int(3) }
///     }
public struct JSONWriter: ~Copyable {
    @usableFromInline package var buffer = ByteBuffer()
    private let place: Place

    /// Where the text will stand.
    public enum Place: Sendable {
        /// In a line or a file of its own.
        case line
        /// Inside a page's `<script type="application/json">`. Beside what RFC 8259 asks for, `<`, `>` and `&` are written as
        /// `\u003c` and so on, so that no `</script>` or `<!--` in a name can end or change the element (HTML standard,
        /// "Restrictions for contents of script elements"); so are U+007F, U+2028 and U+2029.
        case script
    }

    /// A copy of what has been written.
    public var bytes: [UInt8] { buffer.array }

    /// How many bytes have been written.
    public var count: Int { buffer.count }

    public init(for place: Place = .line) { self.place = place }

    /// Writes `{`, what `content` writes, and `}`.
    @inlinable
    public mutating func object<Failure: Error>(
        _ content: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open(UInt8(ascii: "{"))
        try content(&self)
        close(UInt8(ascii: "}"))
    }

    /// Writes `[`, what `content` writes, and `]`.
    @inlinable
    public mutating func array<Failure: Error>(
        _ content: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open(UInt8(ascii: "["))
        try content(&self)
        close(UInt8(ascii: "]"))
    }

    /// Writes the key of the member whose value is written next.
    public mutating func key(_ name: StaticString) {
        string(name)
        buffer.append(UInt8(ascii: ":"))
    }

    public mutating func key(_ name: String) {
        string(name)
        buffer.append(UInt8(ascii: ":"))
    }

    public mutating func string(_ text: StaticString) {
        separate()
        unsafe quote(text.utf8Start, text.utf8CodeUnitCount)
    }

    public mutating func string(_ text: String) {
        separate()
        var text = text
        text.withUTF8 { text in
            if let base = text.baseAddress { unsafe quote(base, text.count) } else { quoteNothing() }
        }
    }

    public mutating func bool(_ value: Bool) { word(value ? "true" : "false") }

    public mutating func null() { word("null") }

    /// Writes a JSON value that another writer made or that was read. It must be one, without a line end.
    public mutating func raw(_ value: Span<UInt8>) {
        separate()
        unsafe value.withUnsafeBufferPointer { unsafe buffer.append($0) }
    }

    public mutating func raw(_ value: [UInt8]) {
        separate()
        unsafe value.withUnsafeBufferPointer { unsafe buffer.append($0) }
    }

    /// Writes a piece of JSON of the program's own as it is, without a comma before it.
    @inlinable @inline(__always)
    package mutating func literal(_ text: StaticString) {
        unsafe buffer.append(text.utf8Start, text.utf8CodeUnitCount)
    }

    /// Appends what a writer wrote before, as it is.
    package mutating func append(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append($0) }
    }

    /// A copy of what was written after the first `start` bytes.
    package func bytes(from start: Int) -> [UInt8] { Array(bytes.dropFirst(start)) }

    /// Begins an array or object, which `close` must end.
    @usableFromInline
    package mutating func open(_ bracket: UInt8) {
        separate()
        buffer.append(bracket)
    }

    @usableFromInline
    package mutating func close(_ bracket: UInt8) { buffer.append(bracket) }

    /// Writes a comma where something precedes on the same level. What was written last tells: a value ends in another
    /// byte than these.
    @inlinable @inline(__always)
    package mutating func separate() {
        guard let last = buffer.last else { return }
        switch last {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "\n"): break
        default: buffer.append(UInt8(ascii: ","))
        }
    }

    /// Takes back all that was written after the first `count` bytes.
    @inlinable
    package mutating func truncate(to count: Int) { buffer.truncate(to: count) }

    /// Writes a string in quotation marks, and escapes what must be.
    private mutating func quote(_ base: UnsafePointer<UInt8>, _ count: Int) {
        buffer.append(UInt8(ascii: "\""))
        defer { buffer.append(UInt8(ascii: "\"")) }
        if place == .script { return unsafe quoteForScript(UnsafeBufferPointer(start: base, count: count)) }
        var at = 0
        while at < count {
            var plain = at
            while plain < count {
                plain = unsafe JSONScanner.nextSpecial(base, plain, count)
                // Only what is not ASCII may stand as it is.
                guard plain < count, unsafe base[plain] >= 0x80 else { break }
                plain += 1
            }
            unsafe buffer.append(base + at, plain - at)
            guard plain < count else { return }
            unsafe escape(base[plain])
            at = plain + 1
        }
    }

    private mutating func quoteForScript(_ text: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while at < text.count {
            let byte = unsafe text[at]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                buffer.append(UInt8(ascii: "\\"))
                buffer.append(byte)
            case 0..<0x20, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), 0x7F: escape(code: UInt16(byte))
            case 0xE2 where unsafe at + 2 < text.count && text[at + 1] == 0x80 && text[at + 2] & 0xFE == 0xA8:
                // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
                escape(code: unsafe 0x2000 | UInt16(text[at + 2] & 0x3F))
                at += 2
            default: buffer.append(byte)
            }
            at += 1
        }
    }

    /// Writes a character by its number, in four hexadecimal digits.
    private mutating func escape(code: UInt16) {
        literal("\\u")
        for shift in [12, 8, 4, 0] as [UInt16] {
            buffer.append(hexadecimalDigit(UInt8(truncatingIfNeeded: code >> shift & 15)))
        }
    }

    private mutating func quoteNothing() { literal("\"\"") }

    private mutating func escape(_ byte: UInt8) {
        buffer.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): buffer.append(byte)
        case 0x08: buffer.append(UInt8(ascii: "b"))
        case 0x09: buffer.append(UInt8(ascii: "t"))
        case 0x0A: buffer.append(UInt8(ascii: "n"))
        case 0x0C: buffer.append(UInt8(ascii: "f"))
        case 0x0D: buffer.append(UInt8(ascii: "r"))
        default:
            literal("u00")
            for digit in [byte >> 4, byte & 15] { buffer.append(hexadecimalDigit(digit)) }
        }
    }

    private mutating func word(_ text: StaticString) {
        separate()
        literal(text)
    }
}
