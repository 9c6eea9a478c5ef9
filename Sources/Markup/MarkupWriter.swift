package import Bytes

/// Writes XML, SVG and HTML by appending to a byte buffer.
///
/// All text passes through here, so that nothing a document holds (markup in a name, control characters, direction
/// marks) can become markup in what Lacuna writes: `<`, `>`, `&` and `"` are escaped, and characters that XML does not
/// allow are replaced by U+FFFD. Elements are nested by closures, so that each one opened is closed; their attributes
/// come first and are written as they come, so that an element costs no memory of its own:
///
///     writer.element("g") {
///         $0.attribute("role", "img")
///         $0.element("title", text: "Green")
///         $0.empty("rect") { $0.attribute("width", tenths: 125) }
///     }
public struct MarkupWriter: ~Copyable {
    private var buffer = ByteBuffer(capacity: 1 << 12)
    private let indentation: Indentation
    private var depth = 0
    /// Whether the innermost open element holds child elements, so that its end goes on a line of its own.
    private var holdsElements = false
    /// Whether the innermost element's start tag still takes attributes.
    private var isInStartTag = false

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
    public var bytes: [UInt8] { buffer.array }

    /// Writes `<?xml version="1.0" encoding="UTF-8"?>` and a line break.
    public mutating func declaration() {
        raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    }

    // MARK: Elements

    /// Writes an element with an end tag, whatever it holds.
    ///
    /// - Parameter content: writes the attributes, then what the element holds.
    public mutating func element(_ name: StaticString, _ content: (inout MarkupWriter) -> Void) {
        beginStartTag(name)
        let outer = holdsElements
        holdsElements = false
        depth += 1
        content(&self)
        endStartTag()
        depth -= 1
        if holdsElements { newLine() }
        holdsElements = outer
        endTag(name)
    }

    /// Writes an element without content: `<name a="b"/>`.
    ///
    /// - Parameter attributes: writes attributes and nothing else.
    public mutating func empty(_ name: StaticString, _ attributes: (inout MarkupWriter) -> Void = { _ in }) {
        beginStartTag(name)
        attributes(&self)
        assert(isInStartTag, "An empty element holds nothing.")
        isInStartTag = false
        raw("/>")
        if depth == 0, indentation == .twoSpaces { raw("\n") }
    }

    /// Writes an element as `element` does, and as `<name a="b"/>` where nothing but attributes is written.
    public mutating func compact(_ name: StaticString, _ content: (inout MarkupWriter) -> Void) {
        beginStartTag(name)
        let outer = holdsElements
        holdsElements = false
        depth += 1
        content(&self)
        depth -= 1
        if isInStartTag {
            isInStartTag = false
            raw("/>")
            if depth == 0, indentation == .twoSpaces { raw("\n") }
        } else {
            if holdsElements { newLine() }
            endTag(name)
        }
        holdsElements = outer
    }

    /// Writes an element that holds text alone, on one line.
    public mutating func element(
        _ name: StaticString,
        text content: String,
        _ attributes: (inout MarkupWriter) -> Void = { _ in }
    ) {
        beginStartTag(name)
        attributes(&self)
        text(content)
        endTag(name)
    }

    private mutating func beginStartTag(_ name: StaticString) {
        endStartTag()
        newLine()
        holdsElements = true
        buffer.append(UInt8(ascii: "<"))
        raw(name)
        isInStartTag = true
    }

    @inline(__always)
    private mutating func endStartTag() {
        guard isInStartTag else { return }
        isInStartTag = false
        buffer.append(UInt8(ascii: ">"))
    }

    private mutating func endTag(_ name: StaticString) {
        buffer.append(UInt8(ascii: "<"))
        buffer.append(UInt8(ascii: "/"))
        raw(name)
        buffer.append(UInt8(ascii: ">"))
        if depth == 0, indentation == .twoSpaces { raw("\n") }
    }

    // MARK: Attributes

    /// Writes an attribute, escaped; nothing where the value is nil.
    public mutating func attribute(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        beginAttribute(name)
        append(escaping: value)
        buffer.append(UInt8(ascii: "\""))
    }

    /// Writes a whole number; nothing where it is nil.
    public mutating func attribute(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        beginAttribute(name)
        buffer.append(decimal: value)
        buffer.append(UInt8(ascii: "\""))
    }

    /// Writes a number of tenths with the digits it needs: 125 as `12.5`, 120 as `12`.
    public mutating func attribute(_ name: StaticString, tenths: Int) {
        beginAttribute(name)
        buffer.append(tenths: tenths)
        buffer.append(UInt8(ascii: "\""))
    }

    /// Writes an attribute whose value is the program's own and needs no escape, piece by piece.
    package mutating func attribute(_ name: StaticString, pieces value: (inout ByteBuffer) -> Void) {
        beginAttribute(name)
        value(&buffer)
        buffer.append(UInt8(ascii: "\""))
    }

    private mutating func beginAttribute(_ name: StaticString) {
        assert(isInStartTag, "Attributes come before what an element holds.")
        buffer.append(UInt8(ascii: " "))
        raw(name)
        buffer.append(UInt8(ascii: "="))
        buffer.append(UInt8(ascii: "\""))
    }

    // MARK: Text

    /// Writes text, escaped.
    public mutating func text(_ content: String) {
        endStartTag()
        append(escaping: content)
    }

    /// Writes what is already markup, as it is. It must be the program's own: nothing that came from outside.
    public mutating func markup(_ markup: StaticString) {
        endStartTag()
        raw(markup)
    }

    /// Writes a finished piece of markup that another writer made.
    public mutating func embed(_ markup: [UInt8]) {
        endStartTag()
        newLine()
        holdsElements = true
        unsafe markup.withUnsafeBufferPointer { unsafe buffer.append($0) }
    }

    @inline(__always)
    private mutating func raw(_ markup: StaticString) {
        buffer.append(markup)
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
