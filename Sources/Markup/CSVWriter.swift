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
        let formulaStarts: [UInt8] = Array("=+-@\t\r".utf8)
        let isFormula = field.utf8.first.map(formulaStarts.contains) ?? false
        let text = isFormula ? "'" + field : field
        guard text.utf8.contains(where: { Array(",\"\r\n".utf8).contains($0) }) else {
            bytes += text.utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
