/// The ways in which spreadsheets write letters as bytes.
public enum SpreadsheetEncoding: Hashable, Sendable, CaseIterable {
    case utf8
    /// Excel's "CSV UTF-8".
    case utf8WithMark
    /// Excel's "Unicode text".
    case utf16LittleEndian
    case utf16BigEndian
    /// Excel's plain "CSV" on Windows in western Europe. Nothing in a file says so: it is what is left when the bytes are
    /// not UTF-8, and so worth telling.
    case windows1252
    /// Excel's "CSV (Macintosh)", told from Windows-1252 by its letters: see `EncodingGuess`.
    case macRoman

    public var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf8WithMark: "UTF-8 with a byte-order mark"
        case .utf16LittleEndian: "UTF-16 (little-endian)"
        case .utf16BigEndian: "UTF-16 (big-endian)"
        case .windows1252: "Windows-1252"
        case .macRoman: "MacRoman"
        }
    }

    /// Whether nothing in a file says that it is in this encoding, so that its letters are worth a look.
    public var isGuessed: Bool { self == .windows1252 || self == .macRoman }
}

/// A spreadsheet's bytes as UTF-8, whichever encoding they were saved in.
package struct SpreadsheetText {
    let encoding: SpreadsheetEncoding
    /// Valid UTF-8 without a byte-order mark, as far as the file could be decoded.
    let utf8: [UInt8]
    /// Why the text stops short of the file's end. It is for the reader to tell, which alone knows row and column.
    let damage: String?

    /// What to do about a file whose bytes are not understood.
    package static let saveAgain = "save it from the spreadsheet as 'CSV UTF-8'"

    init(_ bytes: [UInt8]) throws(SpreadsheetFault) {
        if bytes.isEmpty {
            throw SpreadsheetFault(message: "the file is empty", hint: "save the spreadsheet again")
        }
        // Told before the size, because a workbook is often too large as well and would be so after any shortening.
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw SpreadsheetFault(message: "a workbook (such as .xlsx, .ods or .xls), not text", hint: Self.saveAgain)
        }
        if bytes.count > TextTableLimits.bytes {
            throw SpreadsheetFault(message: "larger than \(TextTableLimits.bytes) bytes", hint: "split it")
        }
        if bytes.starts(with: [0xFF, 0xFE]) {
            encoding = .utf16LittleEndian
            (utf8, damage) = Self.decodeUTF16(bytes, high: 1, low: 0)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            encoding = .utf16BigEndian
            (utf8, damage) = Self.decodeUTF16(bytes, high: 0, low: 1)
        } else if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            encoding = .utf8WithMark
            (utf8, damage) = Self.decodeUTF8(bytes[3...])
        } else if String(validating: bytes, as: UTF8.self) != nil {
            encoding = .utf8
            (utf8, damage) = (bytes, nil)
        } else {
            encoding = EncodingGuess.encoding(of: bytes)
            (utf8, damage) = encoding == .macRoman ? Self.decodeMacRoman(bytes) : Self.decodeWindows1252(bytes)
        }
    }

    private static func decodeUTF8(_ bytes: ArraySlice<UInt8>) -> ([UInt8], damage: String?) {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): append(scalar, to: &text)
            case .emptyInput: return (text, nil)
            case .error: return (text, "invalid UTF-8, although the file begins with UTF-8's mark")
            }
        }
    }

    /// Decodes what follows the byte-order mark; `high` and `low` are the places of a unit's two bytes.
    private static func decodeUTF16(_ bytes: [UInt8], high: Int, low: Int) -> ([UInt8], damage: String?) {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        func unit(_ position: Int) -> UInt32 {
            UInt32(bytes[position + high]) << 8 | UInt32(bytes[position + low])
        }
        var position = 2
        while position + 1 < bytes.count {
            var value = unit(position)
            position += 2
            if (0xD800..<0xDC00).contains(value), position + 1 < bytes.count {
                let second = unit(position)
                if (0xDC00..<0xE000).contains(second) {
                    value = 0x10000 + (value - 0xD800) << 10 + (second - 0xDC00)
                    position += 2
                }
            }
            guard let scalar = Unicode.Scalar(value) else { return (text, "half a character (invalid UTF-16)") }
            append(scalar, to: &text)
        }
        return (text, position < bytes.count ? "the file ends inside a character (UTF-16)" : nil)
    }

    private static func decodeWindows1252(_ bytes: [UInt8]) -> ([UInt8], damage: String?) {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            var scalar = Unicode.Scalar(byte)
            if (0x80..<0xA0).contains(byte) {
                guard let known = EncodingGuess.windows1252(byte) else {
                    return (text, "neither UTF-8 nor Windows-1252 (byte \(String(byte, radix: 16, uppercase: true)))")
                }
                scalar = known
            }
            append(scalar, to: &text)
        }
        return (text, nil)
    }

    private static func decodeMacRoman(_ bytes: [UInt8]) -> ([UInt8], damage: String?) {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes { append(EncodingGuess.macRoman(byte), to: &text) }
        return (text, nil)
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout [UInt8]) {
        if scalar.isASCII {
            text.append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }
}
