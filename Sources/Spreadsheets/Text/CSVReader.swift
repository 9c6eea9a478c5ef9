/// Reads the rows of a text in which a separator divides fields and line ends divide rows.
///
/// It walks the bytes once. As in Excel, a quote has a meaning only where a field begins; inside another field it is a quote.
/// Beyond Excel, blanks around a quoted field are passed over, because people who write `"a", "b"` mean two quoted fields.
struct CSVReader {
    let separator: UInt8
    private let bytes: [UInt8]
    private let damage: String?
    private var position: Int
    private var row = 1
    private var column = 0

    init(_ text: SpreadsheetText) throws(SpreadsheetFault) {
        let found = try CSVSeparator(text)
        separator = found.byte
        position = found.start
        bytes = text.utf8
        damage = text.damage
    }

    /// All rows down to the last filled one.
    mutating func read() throws(SpreadsheetFault) -> [SpreadsheetTable.Row] {
        var rows: [SpreadsheetTable.Row] = []
        while position < bytes.count {
            let fields = try readRow()
            if !fields.isEmpty {
                while rows.count < row - 1 { rows.append(.init(number: rows.count + 1, fields: [])) }
                rows.append(.init(number: row, fields: fields))
            }
            row += 1
            column = 0
        }
        try tellDamage()
        if rows.isEmpty {
            throw SpreadsheetFault(message: "the file holds no filled cell", hint: "save the spreadsheet again")
        }
        return rows
    }

    /// Passes one row with its line end and returns its fields up to the last filled one.
    private mutating func readRow() throws(SpreadsheetFault) -> [String] {
        var fields: [String] = []
        while true {
            let field = try readField()
            if !field.isEmpty {
                try checkLimits(field)
                // Empty fields wait until a filled one follows, so that a row of a million separators costs nothing.
                while fields.count < column { fields.append("") }
                fields.append(field)
            }
            guard let byte = byte(at: position) else {
                try tellDamage()
                return fields
            }
            position += 1
            if byte != separator {
                if byte == CSVByte.carriageReturn, self.byte(at: position) == CSVByte.lineFeed { position += 1 }
                return fields
            }
            column += 1
        }
    }

    /// Passes one field up to the separator, line end or end of file after it.
    private mutating func readField() throws(SpreadsheetFault) -> String {
        let start = position
        passBlanks()
        if byte(at: position) == CSVByte.quote { return try readQuoted() }
        while let byte = byte(at: position), !endsField(byte) {
            try checkCharacter(byte)
            position += 1
        }
        return CSVField.cleaned(bytes[start..<position])
    }

    private mutating func readQuoted() throws(SpreadsheetFault) -> String {
        var content: [UInt8] = []
        position += 1
        while true {
            guard let byte = byte(at: position) else {
                try tellDamage()
                throw fault("a quote that is never closed", hint: "close it, or double it where it belongs to the text")
            }
            position += 1
            switch byte {
            case CSVByte.quote where self.byte(at: position) == CSVByte.quote:
                position += 1
                content.append(byte)
            case CSVByte.quote:
                passBlanks()
                if let next = self.byte(at: position), !endsField(next) {
                    try checkCharacter(next)
                    throw fault("text after a closing quote", hint: "double the quotes that belong to the text")
                }
                return CSVField.cleaned(content[...])
            case CSVByte.carriageReturn:
                // A line break in a cell is one character, whichever the file uses.
                if self.byte(at: position) == CSVByte.lineFeed { position += 1 }
                content.append(CSVByte.lineFeed)
            default:
                position -= 1
                try checkCharacter(byte)
                position += 1
                content.append(byte)
            }
        }
    }

    private func byte(at position: Int) -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private func endsField(_ byte: UInt8) -> Bool {
        byte == separator || byte == CSVByte.lineFeed || byte == CSVByte.carriageReturn
    }

    /// Passes spaces, no-break spaces, and tabs that do not separate.
    private mutating func passBlanks() {
        while let byte = byte(at: position) {
            if byte == CSVByte.space || byte == CSVByte.tab && separator != CSVByte.tab {
                position += 1
            } else if byte == 0xC2, self.byte(at: position + 1) == 0xA0 {
                position += 2
            } else {
                return
            }
        }
    }

    /// Refuses what no cell can hold and no XML document either: control characters, U+FFFE and U+FFFF.
    private func checkCharacter(_ byte: UInt8) throws(SpreadsheetFault) {
        if (0x20..<0x7F).contains(byte) { return }
        let value: Int
        switch byte {
        case 0..<0x20 where byte != CSVByte.tab && byte != CSVByte.lineFeed, 0x7F:
            value = Int(byte)
        case 0xC2:
            guard let next = self.byte(at: position + 1), next < 0xA0 else { return }
            value = Int(next)
        case 0xEF:
            guard self.byte(at: position + 1) == 0xBF, let last = self.byte(at: position + 2), last >= 0xBE else {
                return
            }
            value = 0xFFC0 + Int(last & 0x3F)
        default:
            return
        }
        var digits = String(value, radix: 16, uppercase: true)
        digits = String(repeating: "0", count: 4 - digits.utf8.count) + digits
        throw fault(
            "a control character (U+\(digits))",
            hint: value == 0 ? SpreadsheetText.saveAgain : "remove it, or type the cell again"
        )
    }

    /// Limits hold for filled cells, because spreadsheets save rows and columns that were merely once touched.
    private func checkLimits(_ field: String) throws(SpreadsheetFault) {
        if row > TextTableLimits.rows {
            throw SpreadsheetFault(
                row: row,
                message: "more than \(TextTableLimits.rows) rows",
                hint: "split the file"
            )
        }
        if column >= TextTableLimits.columns {
            throw fault("more than \(TextTableLimits.columns) columns", hint: "remove columns that are not needed")
        }
        if field.utf8.count > TextTableLimits.field, field.utf16.count > TextTableLimits.field {
            throw fault("a text of more than \(TextTableLimits.field) characters", hint: "shorten it")
        }
    }

    /// At the end of the text: was it the end of the file too?
    private func tellDamage() throws(SpreadsheetFault) {
        if let damage { throw fault(damage, hint: SpreadsheetText.saveAgain) }
    }

    private func fault(_ message: String, hint: String) -> SpreadsheetFault {
        SpreadsheetFault(row: row, column: column, message: message, hint: hint)
    }
}

/// The bytes that have a meaning in the format.
enum CSVByte {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let semicolon = UInt8(ascii: ";")
}
