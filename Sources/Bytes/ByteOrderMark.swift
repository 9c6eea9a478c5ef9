/// What the first bytes of a text tell of its encoding.
///
/// Windows programs begin UTF-8 with a mark, U+FEFF, which is no part of the text: readers may pass over it (RFC 8259, section 8.1).
public enum ByteOrderMark {
    public static let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// How many bytes of UTF-8's mark a text begins with: 3, or 0 without it.
    public static func length(of bytes: [UInt8]) -> Int { bytes.starts(with: utf8) ? utf8.count : 0 }

    /// The name of the encoding that a text is in where that cannot be UTF-8: "UTF-16" or "UTF-32". A text in ASCII's letters is known
    /// without a mark, too, by the zeros beside them. Nil where nothing speaks against UTF-8.
    public static func otherEncoding(of bytes: [UInt8]) -> String? {
        let first = Array(bytes.prefix(4))
        if first == [0xFF, 0xFE, 0, 0] || first == [0, 0, 0xFE, 0xFF] { return "UTF-32" }
        if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        guard first.count >= 2 else { return nil }
        if (first[0] == 0) != (first[1] == 0) {
            return first.count == 4 && first[2] == 0 && first[3] == 0 ? "UTF-32" : "UTF-16"
        }
        return first.count == 4 && first[0] == 0 && first[2] == 0 && first[3] != 0 ? "UTF-32" : nil
    }
}
