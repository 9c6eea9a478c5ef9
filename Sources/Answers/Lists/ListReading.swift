import Provision
import ScopingStore
import Spreadsheets

/// A list that people keep in a spreadsheet, read by the headings of its columns: in any order, among others that are no concern.
///
/// The heading is the first row that has every column the list cannot do without. Rows above it (a title) and empty ones are passed
/// over. What is wrong is gathered, so that all of it is told at once.
struct ListReading {
    typealias Row = SpreadsheetTable.Row

    /// A column by the headings that people give it.
    struct Column: Hashable {
        /// What it is called in messages.
        let name: String
        /// Other headings; capitals, spaces and signs make no difference.
        let others: [String]
        let isRequired: Bool

        init(_ name: String, or others: [String] = [], isRequired: Bool = false) {
            self.name = name
            self.others = others
            self.isRequired = isRequired
        }
    }

    let file: String
    /// The filled rows below the heading.
    let rows: [Row]
    private(set) var faults: [DocumentFault] = []
    private(set) var remarks: [DocumentFault] = []
    private var places: [Column: Int] = [:]

    /// - Throws: what makes the file unreadable as a list: its bytes, or a heading that is not there.
    init(_ bytes: [UInt8], file: String, columns: [Column]) throws(DocumentFaults) {
        self.file = file
        let table: SpreadsheetTable
        do {
            table = try SpreadsheetTable(bytes)
        } catch {
            let place = error.column.map { "column \(SpreadsheetTable.columnName($0)): " } ?? ""
            throw DocumentFaults(
                DocumentFault(file: file, line: error.row, message: place + error.message, hint: error.hint)
            )
        }
        let keys = columns.map { column in Set(([column.name] + column.others).map(searchKey)) }
        func places(in row: Row) -> [Int: [Int]] {
            var found: [Int: [Int]] = [:]
            for (index, cell) in row.fields.enumerated() {
                let key = searchKey(cell)
                if let column = keys.firstIndex(where: { $0.contains(key) }) {
                    found[column, default: []].append(index)
                }
            }
            return found
        }
        let required = columns.indices.filter { columns[$0].isRequired }
        guard
            let heading = table.rows.firstIndex(where: { row in
                let found = places(in: row)
                return required.allSatisfy { found[$0] != nil }
            })
        else {
            let best = table.rows.max { places(in: $0).count < places(in: $1).count }
            let found = best.map(places(in:)) ?? [:]
            let missing = required.filter { found[$0] == nil }.map { "'\(columns[$0].name)'" }
            throw DocumentFaults(
                DocumentFault(
                    file: file,
                    line: found.isEmpty ? 1 : best?.number,
                    message: "no row is headed \(listed(missing))",
                    hint: "the first row names the columns: \(columns.map(\.name).joined(separator: ", "))"
                )
            )
        }
        rows = table.rows[(heading + 1)...].filter { row in
            !row.fields.allSatisfy { $0.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
        }
        for (column, found) in places(in: table.rows[heading]).sorted(by: { $0.key < $1.key }) {
            if let first = found.first { self.places[columns[column]] = first }
            if found.count > 1 {
                note(
                    table.rows[heading].number,
                    found[1],
                    "two columns are headed '\(columns[column].name)'",
                    "rename the one that is not meant"
                )
            }
        }
        if table.encoding.isGuessed {
            remarks.append(
                DocumentFault(
                    file: file,
                    message: "read as \(table.encoding.name): look at the letters with accents",
                    hint: "'CSV UTF-8' leaves no doubt"
                )
            )
        }
    }

    /// Whether as much has been found wrong as is named: what costs time for each fault, such as looking for the nearest
    /// word, is no longer worth it.
    var hasManyFaults: Bool { faults.count >= Limits.faults }

    /// The text in a row's cell, on one line; empty where there is none.
    func text(_ column: Column, in row: Row) -> String { places[column].map { collapsed(row[$0]) } ?? "" }

    mutating func note(_ row: Row, _ column: Column?, _ message: String, _ hint: String?) {
        note(row.number, column.flatMap { places[$0] }, message, hint)
    }

    mutating func remark(_ row: Row, _ message: String, _ hint: String? = nil) {
        remarks.append(DocumentFault(file: file, line: row.number, message: message, hint: hint))
    }

    mutating func note(_ row: Int?, _ column: Int?, _ message: String, _ hint: String?) {
        let place = column.map { "column \(SpreadsheetTable.columnName($0)): " } ?? ""
        faults.append(DocumentFault(file: file, line: row, message: place + message, hint: hint))
    }

    /// Notes a name that no document can keep.
    mutating func check(_ text: String, _ column: Column, in row: Row) {
        guard !text.isEmpty, let (message, hint) = Return.fault(of: text, longest: TextLimits.name) else { return }
        note(row, column, "the \(column.name) \(message)", hint)
    }

    /// - Throws: the faults so far, in the order of the rows.
    func finish() throws(DocumentFaults) {
        guard faults.isEmpty else { throw DocumentFaults(faults.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
    }
}

/// The beginning of a text, for messages.
func shown(_ text: String) -> String {
    text.unicodeScalars.count <= 60 ? text : String(text.unicodeScalars.prefix(57)) + "..."
}
