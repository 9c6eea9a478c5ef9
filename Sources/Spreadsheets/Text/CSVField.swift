/// From what stands between two separators to the text that a person meant.
enum CSVField {
    /// The text without the spaces, tabs and line ends around it, and without the apostrophe that Lacuna's own `CSVWriter` puts
    /// before a text that a spreadsheet would run as a formula. Nothing else is changed, scalar by scalar; but a field of
    /// white space alone, of whatever kind, is empty.
    static func cleaned(_ bytes: ArraySlice<UInt8>) -> String {
        guard let first = bytes.first, let last = bytes.last else { return "" }
        var text = String(decoding: bytes, as: UTF8.self)[...].unicodeScalars
        // Most fields begin and end with a letter or digit, and are left as they are.
        if !isGraphic(first) {
            text = text.drop(while: isSpace)
            if text.allSatisfy({ $0.properties.isWhitespace }) { return "" }
        }
        if text.first == "'", let start = text.first(where: { $0 != "'" }), formulaStarts.contains(start) {
            text = text.dropFirst().drop(while: isSpace)
        } else {
            text = plain(text)
        }
        if !isGraphic(last) {
            while let end = text.last, isSpace(end) { text.removeLast() }
        }
        return String(text)
    }

    /// `="2022-11"`, by which some programs keep a spreadsheet from changing a text, is that text.
    private static func plain(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        guard text.first == "=", text.last == "\"", text.dropFirst().first == "\"" else { return text }
        let inner = text.dropFirst(2).dropLast()
        return inner.isEmpty || inner.contains("\"") ? text : inner
    }

    /// A return in a field has become a line feed by then.
    private static let formulaStarts: [Unicode.Scalar] = ["=", "+", "-", "@", "\t", "\n"]

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }

    private static func isGraphic(_ byte: UInt8) -> Bool { (0x21..<0x7F).contains(byte) }
}
