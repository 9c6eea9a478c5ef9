import Bytes

/// Writes comma-separated values as RFC 4180 has them: CRLF line ends, quotes where a field needs them.
///
/// Every file begins with the byte-order mark: without it Excel takes UTF-8 for the machine's old encoding, and shows "CafÃ©".
/// Programs know it too: Python as `utf-8-sig`, pandas, R's `readr` and LibreOffice without being told.
///
/// A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line end) is preceded by an
/// apostrophe, which spreadsheets show as plain text; so is one that begins with apostrophes before such a sign, so that
/// taking one away always gives the text back. A negative number stays a number.
public struct CSVWriter: ~Copyable {
    private var buffer = ByteBuffer(capacity: 1 << 12)
    /// Whether a field of the row has been written.
    private var isInRow = false

    /// The byte-order mark in UTF-8.
    public static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// What has been written.
    public var bytes: [UInt8] { buffer.array }

    /// - Parameter header: the first row; none where it is empty.
    public init(header: [String] = []) {
        buffer.append(Self.mark)
        if !header.isEmpty { row(header) }
    }

    public mutating func row(_ fields: [String]) {
        for text in fields { field(text) }
        endRow()
    }

    /// Writes the next field of a row.
    public mutating func field(_ text: String) {
        separate()
        let isDone: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe append($0) }
        if isDone == nil { unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe append($0) } }
    }

    /// Writes a number as the next field of a row.
    public mutating func field(_ number: Int) {
        separate()
        buffer.append(decimal: number)
    }

    /// Writes a field, or several, that was prepared by `prepared`: what many rows have in common is looked at once.
    public mutating func field(prepared fields: [UInt8]) {
        separate()
        buffer.append(fields)
    }

    /// Fields as a row has them, side by side, to be written in many rows.
    public static func prepared(_ fields: String...) -> [UInt8] {
        var writer = CSVWriter()
        for text in fields { writer.field(text) }
        return Array(writer.bytes.dropFirst(mark.count))
    }

    public mutating func endRow() {
        buffer.append("\r\n" as StaticString)
        isInRow = false
    }

    private mutating func separate() {
        if isInRow { buffer.append(UInt8(ascii: ",")) }
        isInRow = true
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        let quote = UInt8(ascii: "\"")
        let needsQuotes = unsafe Self.needsQuotes(text)
        if needsQuotes { buffer.append(quote) }
        if unsafe Self.wouldRun(text) { buffer.append(UInt8(ascii: "'")) }
        if needsQuotes, unsafe text.contains(quote) {
            unsafe text.forEach { byte in
                if byte == quote { buffer.append(quote) }
                buffer.append(byte)
            }
        } else {
            unsafe buffer.append(text)
        }
        if needsQuotes { buffer.append(quote) }
    }

    /// Whether a spreadsheet would run the text as a formula, or the text looks like one that was kept from it.
    private static func wouldRun(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        switch unsafe field.first(where: { $0 != UInt8(ascii: "'") }) {
        case UInt8(ascii: "-"): unsafe !isNegativeNumber(field)
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"),
            UInt8(ascii: "\n"):
            true
        default: false
        }
    }

    /// Digits after a minus sign, with one point among them at most.
    private static func isNegativeNumber(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        let digits = unsafe field.dropFirst()
        guard unsafe field.first == UInt8(ascii: "-"), let first = unsafe digits.first, let last = unsafe digits.last,
            isDigit(first), isDigit(last)
        else { return false }
        let points = unsafe digits.count { $0 == UInt8(ascii: ".") }
        return unsafe points <= 1 && digits.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
    }

    private static func needsQuotes(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in field.indices {
            let byte = unsafe field[index]
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): return true
            default: break
            }
        }
        return false
    }
}
