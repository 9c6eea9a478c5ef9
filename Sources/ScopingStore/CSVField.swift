/// From what stands between two separators to the text that a person meant.
enum CSVField {
    /// The text without white space around it, and without the apostrophe that Lacuna's own `CSVWriter` puts before a text
    /// that a spreadsheet would run as a formula.
    static func cleaned(_ bytes: ArraySlice<UInt8>) -> String {
        guard let first = bytes.first, let last = bytes.last else { return "" }
        var text = String(decoding: bytes, as: UTF8.self)[...].unicodeScalars
        // Most fields begin and end with a letter or digit, and are left as they are.
        if !isGraphic(first) { text = text.drop { $0.properties.isWhitespace } }
        if text.first == "'", let second = text.dropFirst().first, formulaStarts.contains(second) {
            text = text.dropFirst().drop { $0.properties.isWhitespace }
        }
        if !isGraphic(last) {
            while let end = text.last, end.properties.isWhitespace { text.removeLast() }
        }
        return String(text)
    }

    /// A return in a field has become a line feed by then.
    private static let formulaStarts: [Unicode.Scalar] = ["=", "+", "-", "@", "\t", "\n"]

    private static func isGraphic(_ byte: UInt8) -> Bool { (0x21..<0x7F).contains(byte) }
}
