/// A sheet that a spreadsheet program saved as text: its filled cells, in the places where the program shows them.
///
/// People keep their lists in spreadsheets, and what those save as "CSV" differs by program, country and habit. All of that
/// is settled here, so that a reader of a particular sheet deals with cells alone.
public struct SpreadsheetTable: Hashable, Sendable {
    /// One row of the sheet.
    public struct Row: Hashable, Sendable {
        /// Counted from 1 as the spreadsheet counts: a line break inside a cell begins no new row, and a first line
        /// `sep=;`, which spreadsheets do not show, is none.
        public let number: Int
        /// The row's texts from the first column to its last filled one; empty for an empty row.
        public let fields: [String]

        public init(number: Int, fields: [String]) {
            self.number = number
            self.fields = fields
        }

        /// The text in a column, counted from 0; empty where the row holds none, as a spreadsheet shows it.
        public subscript(column: Int) -> String { fields.indices.contains(column) ? fields[column] : "" }
    }

    /// How the bytes were understood, to be named to whoever may wonder at a letter.
    public let encoding: SpreadsheetEncoding
    /// A comma, a semicolon or a tab.
    public let separator: Character
    /// Every row down to the last filled one, so that `rows[i].number == i + 1`. There is at least one.
    public let rows: [Row]

    /// Reads the bytes of a file as they were saved.
    ///
    /// Throws the first thing that is wrong with them: nothing is guessed past a fault, for a quote that is not closed would
    /// silently shift every cell after it.
    public init(_ bytes: [UInt8]) throws(SpreadsheetFault) {
        let text = try SpreadsheetText(bytes)
        var reader = try CSVReader(text)
        rows = try reader.read()
        encoding = text.encoding
        separator = Character(Unicode.Scalar(reader.separator))
    }

    /// The letters over a column counted from 0: `A`, `B`, … `Z`, `AA`. There are none for a negative number.
    public static func columnName(_ column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column
        while rest >= 0 {
            letters.append(UInt8(ascii: "A") + UInt8(rest % 26))
            rest = rest / 26 - 1
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}

/// What is wrong with a spreadsheet's text, where, and how to mend it.
public struct SpreadsheetFault: Error, Hashable, Sendable {
    /// Counted from 1 as the spreadsheet counts; nil where the file as a whole is to blame.
    public let row: Int?
    /// Counted from 0; nil where no one column is to blame.
    public let column: Int?
    public let message: String
    public let hint: String?

    public init(row: Int? = nil, column: Int? = nil, message: String, hint: String? = nil) {
        self.row = row
        self.column = column
        self.message = message
        self.hint = hint
    }
}

extension SpreadsheetFault: CustomStringConvertible {
    /// `row 4, column C: text after a closing quote (…)`
    public var description: String {
        let places = [row.map { "row \($0)" }, column.map { "column \(SpreadsheetTable.columnName($0))" }]
        let place = places.compactMap(\.self).joined(separator: ", ")
        let advice = hint.map { " (\($0))" } ?? ""
        return (place.isEmpty ? "" : place + ": ") + message + advice
    }
}
