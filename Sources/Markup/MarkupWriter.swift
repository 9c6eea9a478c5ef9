/// Writes XML, SVG and HTML by appending to a byte buffer.
///
/// All text passes through here, so that nothing a document holds (markup in a name, control characters, direction
/// marks) can become markup in what Lacuna writes: `<`, `>`, `&` and `"` are escaped, and characters that XML does not
/// allow are replaced by U+FFFD. Elements are nested by closures, so that each one opened is closed.
public struct MarkupWriter: ~Copyable {
    private var buffer = ByteBuffer()
    private let indentation: Indentation
    private var depth = 0
    /// Whether the innermost open element holds child elements, so that its end goes on a line of its own.
    private var holdsElements = false

    public enum Indentation: Sendable {
        /// Two spaces a level, each element on a line of its own.
        case twoSpaces
        /// Nothing but what is written.
        case none
    }

    public init(indentation: Indentation = .twoSpaces) {
        self.indentation = indentation
    }

    /// What has been written.
    public var bytes: [UInt8] { buffer.bytes }

    /// Writes `<?xml version="1.0" encoding="UTF-8"?>` and a line break.
    public mutating func declaration() {
        raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    }

    /// Writes an element with children. Attributes whose value is nil are left out.
    public mutating func element(
        _ name: StaticString,
        _ attributes: [Attribute] = [],
        _ content: (inout MarkupWriter) -> Void
    ) {
        startTag(name, attributes)
        raw(">")
        let outer = holdsElements
        holdsElements = false
        depth += 1
        content(&self)
        depth -= 1
        if holdsElements { newLine() }
        holdsElements = outer
        raw("</")
        raw(name)
        raw(">")
        if depth == 0, indentation == .twoSpaces { raw("\n") }
    }

    /// Writes an element without content: `<name a="b"/>`.
    public mutating func element(_ name: StaticString, _ attributes: [Attribute] = []) {
        startTag(name, attributes)
        raw("/>")
        if depth == 0, indentation == .twoSpaces { raw("\n") }
    }

    /// Writes an element that holds text alone, on one line.
    public mutating func element(_ name: StaticString, _ attributes: [Attribute] = [], text content: String) {
        startTag(name, attributes)
        raw(">")
        text(content)
        raw("</")
        raw(name)
        raw(">")
        if depth == 0, indentation == .twoSpaces { raw("\n") }
    }

    /// Writes text, escaped.
    public mutating func text(_ content: String) {
        append(escaping: content)
    }

    /// Writes what is already markup, as it is. It must be the program's own: nothing that came from outside.
    public mutating func raw(_ markup: StaticString) {
        markup.withUTF8Buffer { unsafe buffer.append($0) }
    }

    /// Writes a finished piece of markup that another writer made.
    public mutating func embed(_ markup: [UInt8]) {
        newLine()
        holdsElements = true
        unsafe markup.withUnsafeBufferPointer { unsafe buffer.append($0) }
    }

    private mutating func startTag(_ name: StaticString, _ attributes: [Attribute]) {
        newLine()
        holdsElements = true
        raw("<")
        raw(name)
        for attribute in attributes {
            guard let value = attribute.value else { continue }
            buffer.append(UInt8(ascii: " "))
            raw(attribute.name)
            buffer.append(UInt8(ascii: "="))
            buffer.append(UInt8(ascii: "\""))
            append(escaping: value)
            buffer.append(UInt8(ascii: "\""))
        }
    }

    private mutating func newLine() {
        guard indentation == .twoSpaces, let last = buffer.last else { return }
        if last != UInt8(ascii: "\n") { buffer.append(UInt8(ascii: "\n")) }
        for _ in 0..<depth {
            buffer.append(UInt8(ascii: " "))
            buffer.append(UInt8(ascii: " "))
        }
    }

    private mutating func append(escaping content: String) {
        let isDone: Void? = unsafe content.utf8.withContiguousStorageIfAvailable { unsafe append(escaping: $0) }
        if isDone == nil {
            unsafe Array(content.utf8).withUnsafeBufferPointer { unsafe append(escaping: $0) }
        }
    }

    /// Copies stretches of bytes that stand for themselves, and what must be escaped one by one.
    private mutating func append(escaping utf8: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var index = 0
        while index < utf8.count {
            let byte = unsafe utf8[index]
            guard Self.mayNeedEscape(byte) else {
                index += 1
                continue
            }
            var length = 1
            let escape: StaticString
            switch byte {
            case UInt8(ascii: "<"): escape = "&lt;"
            case UInt8(ascii: ">"): escape = "&gt;"
            case UInt8(ascii: "&"): escape = "&amp;"
            case UInt8(ascii: "\""): escape = "&quot;"
            case UInt8(ascii: "\t"): escape = "&#9;"
            case UInt8(ascii: "\n"): escape = "&#10;"
            case UInt8(ascii: "\r"): escape = "&#13;"
            case 0xEF:
                // U+FFFE and U+FFFF are EF BF BE and EF BF BF; other characters that begin with EF stand for themselves.
                guard unsafe index + 2 < utf8.count && utf8[index + 1] == 0xBF && utf8[index + 2] >= 0xBE else {
                    index += 1
                    continue
                }
                length = 3
                escape = "\u{FFFD}"
            default: escape = "\u{FFFD}"
            }
            unsafe buffer.append(UnsafeBufferPointer(rebasing: utf8[start..<index]))
            raw(escape)
            index += length
            start = index
        }
        unsafe buffer.append(UnsafeBufferPointer(rebasing: utf8[start...]))
    }

    /// Whether a byte of UTF-8 begins something that may not stand as it is: a control character, `<`, `>`, `&`, `"`, or EF.
    private static func mayNeedEscape(_ byte: UInt8) -> Bool {
        // A bit for each of the first 64 characters: all controls, and 22, 26, 3C and 3E.
        let marked: UInt64 = 0x5000_0044_FFFF_FFFF
        return byte < 0x40 ? marked &>> UInt64(byte) & 1 == 1 : byte == 0xEF
    }
}

/// An attribute; left out where its value is nil.
public struct Attribute {
    public let name: StaticString
    public let value: String?

    public init(_ name: StaticString, _ value: String?) {
        self.name = name
        self.value = value
    }

    public init(_ name: StaticString, _ value: Int?) {
        self.name = name
        self.value = value.map { String($0) }
    }
}
