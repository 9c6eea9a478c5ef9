import Provision
import ScopingStore
import Spreadsheets

/// A form as it came back, whatever it was made with: the texts of its cells, each with the place where people see it.
struct FilledForm {
    /// Its name for messages.
    let file: String
    let layout: Layout
    var head: [FormHeadRow: HeadCell] = [:]
    /// The tables that were found, ratings at least.
    var tables: [FormPart: FilledTable] = [:]
    /// The name of the sheet that holds a part, in a workbook.
    var sheets: [FormPart: String] = [:]

    /// What a form was made with, which is how places in it are named.
    enum Layout {
        /// A text of comma-separated values: rows are lines, cells have columns.
        case csv
        /// A workbook: cells have sheets, rows and columns.
        case workbook
        /// The page to fill in: cells have headings, and rows what they are about.
        case page
    }

    /// A row of the head: its value, and what stands beside it.
    struct HeadCell {
        let row: Int
        let text: String
        let note: String
    }

    /// A fault at a place of the form.
    func fault(_ part: FormPart, row: Int?, column: Int?, _ message: String, _ hint: String?) -> DocumentFault {
        switch layout {
        case .csv:
            let place = column.map { "column \(SpreadsheetTable.columnName($0)): " } ?? ""
            return DocumentFault(file: file, line: row, message: place + message, hint: hint)
        case .workbook:
            let sheet = sheets[part] ?? part.title
            let place =
                switch (row, column) {
                case (let row?, let column?): "\(sheet)!\(CellAddress(row: row, column: column)): "
                case (let row?, nil): "\(sheet), row \(row): "
                case (nil, let column?): "\(sheet), column \(CellAddress.letters(ofColumn: column)): "
                case (nil, nil): sheets[part] == nil ? "" : "\(sheet): "
                }
            return DocumentFault(file: file, message: place + message, hint: hint)
        case .page:
            return DocumentFault(file: file, message: field(part, row, column) + message, hint: hint)
        }
    }

    /// `Ratings, IAPT 0-5s, Evidence: `
    private func field(_ part: FormPart, _ row: Int?, _ column: Int?) -> String {
        if part == .head {
            return head.first { $0.value.row == row }.map { "\($0.key.rawValue): " } ?? ""
        }
        guard let table = tables[part] else { return "" }
        var words = [part.title]
        if let row, let found = table.rows.first(where: { $0.number == row }) {
            words.append(found[0].isEmpty ? "row \(row)" : found[0])
        }
        if let column, column > 0 || row == nil { words.append(table.heading[column]) }
        return words.joined(separator: ", ") + ": "
    }
}

/// One table of a form that came back.
struct FilledTable {
    typealias Row = SpreadsheetTable.Row

    let heading: Row
    /// The rows below the headings.
    let rows: [Row]
}
