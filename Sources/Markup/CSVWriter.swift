/// Writes comma-separated values as RFC 4180 has them: CRLF line ends, quotes where a field needs them.
///
/// A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a return) is preceded by an
/// apostrophe, which spreadsheets show as plain text.
public struct CSVWriter {
    public private(set) var bytes: [UInt8] = []

    /// - Parameters:
    ///   - header: the first row; none where it is empty.
    ///   - byteOrderMark: whether the file begins with the mark by which Excel recognises UTF-8.
    public init(header: [String] = [], byteOrderMark: Bool = false) {
        if byteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
        if !header.isEmpty { row(header) }
    }

    public mutating func row(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(field)
        }
        bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    private mutating func append(_ field: String) {
        let quote = UInt8(ascii: "\"")
        let needsQuotes = Self.needsQuotes(field)
        if needsQuotes { bytes.append(quote) }
        switch field.utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"),
            UInt8(ascii: "\r"):
            bytes.append(UInt8(ascii: "'"))
        default: break
        }
        if needsQuotes, field.utf8.contains(quote) {
            for byte in field.utf8 {
                if byte == quote { bytes.append(quote) }
                bytes.append(byte)
            }
        } else {
            bytes += field.utf8
        }
        if needsQuotes { bytes.append(quote) }
    }

    private static func needsQuotes(_ field: String) -> Bool {
        for byte in field.utf8 {
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): return true
            default: break
            }
        }
        return false
    }
}
