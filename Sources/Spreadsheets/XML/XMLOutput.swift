/// Writes the XML of a part: elements with attributes in the order given, everything escaped, not a byte more.
struct XMLOutput {
    private(set) var bytes: [UInt8] = []
    private var open: [StaticString] = []

    typealias Attributes = KeyValuePairs<StaticString, String?>

    init() {
        raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
    }

    /// Begins an element; attributes whose value is nil are left out.
    mutating func begin(_ name: StaticString, _ attributes: Attributes = [:]) {
        tag(name, attributes)
        raw(">")
        open.append(name)
    }

    /// Ends the element begun last.
    mutating func end() {
        guard let name = open.popLast() else { return }
        raw("</")
        raw(name)
        raw(">")
    }

    /// An element without content.
    mutating func empty(_ name: StaticString, _ attributes: Attributes = [:]) {
        tag(name, attributes)
        raw("/>")
    }

    /// An element that holds text alone.
    mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
        tag(name, attributes)
        raw(">")
        escape(text, inAttribute: false)
        raw("</")
        raw(name)
        raw(">")
    }

    mutating func text(_ content: String) { escape(content, inAttribute: false) }

    private mutating func tag(_ name: StaticString, _ attributes: Attributes) {
        raw("<")
        raw(name)
        for (key, value) in attributes {
            guard let value else { continue }
            raw(" ")
            raw(key)
            raw("=\"")
            escape(value, inAttribute: true)
            raw("\"")
        }
    }

    private mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Characters that XML does not allow become U+FFFD.
    private mutating func escape(_ text: String, inAttribute: Bool) {
        guard !text.utf8.allSatisfy(Self.standsForItself) else { return bytes.append(contentsOf: text.utf8) }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": raw("&lt;")
            case ">": raw("&gt;")
            case "&": raw("&amp;")
            case "\"" where inAttribute: raw("&quot;")
            case "\n" where inAttribute: raw("&#10;")
            case "\t" where inAttribute: raw("&#9;")
            case "\r": raw("&#13;")
            case "\n", "\t", " "..."\u{FFFD}", "\u{10000}"...: bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
            default: raw("\u{FFFD}")
            }
        }
    }

    /// Whether a byte of UTF-8 never needs an escape. U+FFFE and U+FFFF begin with EF.
    private static func standsForItself(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0xEF && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
            && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "\"")
    }
}
