/// From what stands between two separators to the text that a person meant.
enum CSVField {
    /// The text without the spaces, tabs and line ends around it, and without the apostrophe that Lacuna's own `CSVWriter` puts
    /// before a text that a spreadsheet would run as a formula. Nothing else is changed, scalar by scalar; but a field of
    /// white space alone, of whatever kind, is empty.
    static func cleaned(_ bytes: ArraySlice<UInt8>) -> String {
        guard let first = bytes.first, let last = bytes.last else { return "" }
        var text = String(decoding: bytes, as: UTF8.self)[...].unicodeScalars
        // Most fields begin and end with a letter or digit, and are left as they are.
        if !isGraphic(first) || !isGraphic(last) { text = trimmed(text) }
        if text.first == "'", let start = text.first(where: { $0 != "'" }), formulaStarts.contains(start) {
            text = text.dropFirst().drop(while: isSpace)
        } else if let inner = kept(text) {
            text = trimmed(inner)
        }
        return String(text)
    }

    /// Without what is around it; nothing where all of it is white space.
    private static func trimmed(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        var text = text.drop(while: isSpace)
        while let end = text.last, isSpace(end) { text.removeLast() }
        return text.allSatisfy(\.properties.isWhitespace) ? text.prefix(0) : text
    }

    /// `="2022-11"`, by which some programs keep a spreadsheet from changing a text, is that text; nil for any other.
    private static func kept(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView? {
        guard text.first == "=", text.last == "\"", text.dropFirst().first == "\"" else { return nil }
        let inner = text.dropFirst(2).dropLast()
        return inner.isEmpty || inner.contains("\"") ? nil : inner
    }

    /// A return in a field has become a line feed by then.
    private static let formulaStarts: [Unicode.Scalar] = ["=", "+", "-", "@", "\t", "\n"]

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }

    private static func isGraphic(_ byte: UInt8) -> Bool { (0x21..<0x7F).contains(byte) }
}
