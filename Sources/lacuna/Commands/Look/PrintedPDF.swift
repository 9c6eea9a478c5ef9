import Provision

/// What a browser printed, looked at before it is called the report: a browser that was ended, or ran out of room, leaves a beginning; one
/// that may not read the page prints its error page, and ends with status 0 all the same.
///
/// A PDF begins with `%PDF-` and ends with `startxref`, the offset of its table of objects, and `%%EOF` (ISO 32000-1, section 7.5).
struct PrintedPDF {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether it has a beginning and an end. It may not be all there as long as somebody writes to it.
    var isWhole: Bool {
        let blanks: Set<UInt8> = [0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20]
        let end = bytes.lastIndex { !blanks.contains($0) } ?? -1
        return bytes.starts(with: Self.text("%PDF-")) && bytes.prefix(end + 1).suffix(5) == Self.text("%%EOF")[...]
    }

    /// Why it is not a page printed; nil where it is.
    ///
    /// A file without any object, which no browser writes, has nothing that could be broken or another page's.
    ///
    /// - Parameter title: the page's, nil where it has none. The browser prints its own error page under another.
    func fault(titled title: String?) -> String? {
        guard bytes.starts(with: Self.text("%PDF-")) else { return "what it wrote is no PDF" }
        guard isWhole else { return "the PDF has no end" }
        guard first(" obj", in: bytes.indices) != nil else { return nil }
        guard isTableFound else { return "the PDF's table of objects is not where it says" }
        guard pages > 0 else { return "the PDF has no page" }
        guard let printed = self.title else {
            return first("ERR_", in: bytes.indices) == nil ? nil : "it printed an error page of its own"
        }
        guard let title, searchKey(printed) != searchKey(title) else { return nil }
        return "it printed another page, '\(printed.prefix(80))'"
    }

    /// Whether the number after the last `startxref` leads to a table, or to a stream that stands for one.
    private var isTableFound: Bool {
        guard let start = last("startxref") else { return false }
        let digits = bytes[(start + 9)...].drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }
            .prefix { (0x30...0x39).contains($0) }
        guard let offset = Int(String(decoding: digits, as: UTF8.self)), bytes.indices.contains(offset), offset < start
        else {
            return false
        }
        let there = bytes[offset..<min(offset + 40, start)]
        if there.starts(with: Self.text("xref")) { return true }
        return there.first.map { (0x30...0x39).contains($0) } == true
            && first(" obj", in: offset..<there.endIndex) != nil
    }

    /// How many pages it has; 1 where its objects are packed, and cannot be counted.
    private var pages: Int {
        var count = 0
        var offset = 0
        while let found = first("/Type", in: offset..<bytes.count) {
            offset = found + 5
            let word = bytes[offset...].drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }.prefix(7)
            if word.starts(with: Self.text("/ObjStm")) { return 1 }
            if word.starts(with: Self.text("/Page")), word.dropFirst(5).first != UInt8(ascii: "s") { count += 1 }
        }
        return count
    }

    /// The title of the document: that of the object which the trailer names as `/Info`.
    private var title: String? {
        guard let info = last("/Info ") else { return nil }
        let number = bytes[(info + 6)...].prefix { (0x30...0x39).contains($0) }
        let head = Self.text("\n") + number + Self.text(" 0 obj")
        guard let object = first(head, in: bytes.indices) else { return nil }
        let end = first("endobj", in: object..<bytes.count) ?? bytes.count
        guard let key = first("/Title", in: object..<end) else { return nil }
        let value = bytes[(key + 6)..<end].drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }
        return value.first == UInt8(ascii: "(")
            ? Self.decoded(Self.literal(value.dropFirst())) : Self.decoded(Self.hexadecimal(value))
    }

    /// The bytes of a string in parentheses, which may hold others.
    private static func literal(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var depth = 1
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return result }
            case UInt8(ascii: "\\"):
                let octal = rest.prefix(3).prefix { (0x30...0x37).contains($0) }
                if let value = UInt32(String(decoding: octal, as: UTF8.self), radix: 8) {
                    result.append(UInt8(truncatingIfNeeded: value))
                    rest = rest.dropFirst(octal.count)
                } else if let escaped = rest.popFirst() {
                    let names: [UInt8: UInt8] = [
                        UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, 10: 32, 13: 32,
                    ]
                    result.append(names[escaped] ?? escaped)
                }
                continue
            default: break
            }
            result.append(byte)
        }
        return result
    }

    /// The bytes of a string in angle brackets.
    private static func hexadecimal(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let digits = Array(text.dropFirst().prefix { $0 != UInt8(ascii: ">") })
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }

    /// A string of a PDF: UTF-16 after its mark, else one byte a letter.
    private static func decoded(_ bytes: [UInt8]) -> String {
        guard bytes.starts(with: [0xFE, 0xFF]) else {
            return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        }
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return String(decoding: units, as: UTF16.self)
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    private func first(_ word: String, in range: Range<Int>) -> Int? { first(Self.text(word), in: range) }

    private func first(_ word: [UInt8], in range: Range<Int>) -> Int? {
        guard let initial = word.first, range.count >= word.count else { return nil }
        for offset in range.lowerBound...(range.upperBound - word.count)
        where bytes[offset] == initial && bytes[offset...].starts(with: word) {
            return offset
        }
        return nil
    }

    private func last(_ word: String) -> Int? {
        let word = Self.text(word)
        guard bytes.count >= word.count else { return nil }
        for offset in (0...(bytes.count - word.count)).reversed() where bytes[offset...].starts(with: word) {
            return offset
        }
        return nil
    }
}
