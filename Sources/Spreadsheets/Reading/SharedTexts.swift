/// The texts that cells of a workbook share, each stated once.
enum SharedTexts {
    static func read(_ bytes: [UInt8], part: String, limits: WorkbookLimits) throws(WorkbookFault) -> [String] {
        var texts: [String] = []
        try XMLReader.read(bytes, part: part, root: "sst") { (reader) throws(WorkbookFault) in
            try reader.eachChild { () throws(WorkbookFault) in
                guard reader.name == "si" else { return }
                guard texts.count < limits.sharedTexts else {
                    throw WorkbookFault(.tooLarge, part: part, "more than \(limits.sharedTexts) texts")
                }
                texts.append(try text(reader, limit: limits.text))
            }
        }
        return texts
    }

    /// The text of an `si` or `is` element: one piece, or pieces in several fonts. How it is read aloud is not part of it.
    static func text(_ reader: XMLReader, limit: Int) throws(WorkbookFault) -> String {
        var whole = ""
        func add() throws(WorkbookFault) {
            let keepsSpace = reader.attribute("space", of: "http://www.w3.org/XML/1998/namespace") == "preserve"
            let piece = try reader.text(limit: limit)
            whole += keepsSpace ? piece : trimmed(piece)
            guard whole.utf8.count <= limit || whole.utf16.count <= limit else { throw reader.tooLong(limit) }
        }
        try reader.eachChild { () throws(WorkbookFault) in
            switch reader.name {
            case "t": try add()
            case "r":
                try reader.eachChild { () throws(WorkbookFault) in
                    if reader.name == "t" { try add() }
                }
            default: break
            }
        }
        return EscapedCharacters.decoded(whole)
    }

    /// Without white space around it, which Excel does not keep unless told to.
    private static func trimmed(_ text: String) -> String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
        guard let first = text.utf8.first, let last = text.utf8.last, isSpace(first) || isSpace(last) else {
            return text
        }
        let kept = text.utf8.drop(while: isSpace)
        guard let end = kept.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(Substring(kept[...end]))
    }
}

/// Characters that XML cannot hold, as Excel writes them: `_x000D_` is a carriage return, and `_x005F_` the `_` of a text
/// that only looks like one.
enum EscapedCharacters {
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
        let bytes = Array(text.utf8)
        var units: [UInt16] = []
        var result: [UInt8] = []
        var place = 0
        func flush() {
            guard !units.isEmpty else { return }
            result += String(decoding: units, as: UTF16.self).utf8
            units = []
        }
        while place < bytes.count {
            if let unit = unit(bytes, place) {
                units.append(unit)
                place += 7
            } else {
                flush()
                result.append(bytes[place])
                place += 1
            }
        }
        flush()
        return String(decoding: result, as: UTF8.self)
    }

    /// What must be escaped so that the text comes back.
    static func encoded(_ text: String) -> String {
        let needs = text.unicodeScalars.contains { mustEscape($0) || $0 == "_" }
        guard needs else { return text }
        let bytes = Array(text.utf8)
        var result = ""
        var place = 0
        for scalar in text.unicodeScalars {
            if mustEscape(scalar) || scalar == "_" && unit(bytes, place) != nil {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "_x" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "_"
            } else {
                result.unicodeScalars.append(scalar)
            }
            place += UTF8.width(scalar)
        }
        return result
    }

    private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || scalar.value == 0xFFFE || scalar.value == 0xFFFF
    }

    /// The UTF-16 unit that `_xHHHH_` at a place stands for; nil where there is none. NUL is left as it is written.
    private static func unit(_ bytes: [UInt8], _ place: Int) -> UInt16? {
        guard place + 7 <= bytes.count, bytes[place] == UInt8(ascii: "_"), bytes[place + 1] == UInt8(ascii: "x"),
            bytes[place + 6] == UInt8(ascii: "_")
        else { return nil }
        var value: UInt16 = 0
        for byte in bytes[place + 2..<place + 6] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt16(truncatingIfNeeded: digit)
        }
        return value == 0 ? nil : value
    }
}
