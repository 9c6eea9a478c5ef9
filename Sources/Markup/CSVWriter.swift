/// Writes comma-separated values as RFC 4180 has them: CRLF line ends, quotes where a field needs them.
///
/// Every file begins with the byte-order mark: without it Excel takes UTF-8 for the machine's old encoding, and shows "CafÃ©".
/// Programs know it too: Python as `utf-8-sig`, pandas, R's `readr` and LibreOffice without being told.
///
/// A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line end) is preceded by an
/// apostrophe, which spreadsheets show as plain text; so is one that begins with apostrophes before such a sign, so that
/// taking one away always gives the text back. A negative number stays a number.
public struct CSVWriter {
    public private(set) var bytes: [UInt8] = []

    /// The byte-order mark in UTF-8.
    public static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// - Parameter header: the first row; none where it is empty.
    public init(header: [String] = []) {
        bytes = Self.mark
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
        if Self.wouldRun(field) { bytes.append(UInt8(ascii: "'")) }
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

    /// Whether a spreadsheet would run the text as a formula, or the text looks like one that was kept from it.
    private static func wouldRun(_ field: String) -> Bool {
        switch field.utf8.first(where: { $0 != UInt8(ascii: "'") }) {
        case UInt8(ascii: "-"): !isNegativeNumber(field)
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"),
            UInt8(ascii: "\n"):
            true
        default: false
        }
    }

    /// Digits after a minus sign, with one point among them at most.
    private static func isNegativeNumber(_ field: String) -> Bool {
        var digits = field.utf8.dropFirst()[...]
        guard field.utf8.first == UInt8(ascii: "-"), let first = digits.first, let last = digits.last else {
            return false
        }
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard isDigit(first), isDigit(last) else { return false }
        if let point = digits.firstIndex(of: UInt8(ascii: ".")) { digits = digits[digits.index(after: point)...] }
        return field.utf8.dropFirst().allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
            && digits.allSatisfy(isDigit)
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
