import Provision
import ScopingStore
import Spreadsheets

/// Finds the parts of a form in a workbook, wherever sheets were moved and whatever they are called now.
struct WorkbookFormReader {
    private let book: Workbook
    private var form: FilledForm
    private var faults: FormFaults

    /// The form; nil where its faults leave nothing to read.
    static func read(_ bytes: [UInt8], file: String, _ faults: inout FormFaults) -> FilledForm? {
        let book: Workbook
        do throws(WorkbookFault) {
            book = try Spreadsheet.read(bytes)
        } catch {
            let place = [error.sheet, error.cell.map { "\($0)" }].compactMap(\.self).joined(separator: "!")
            let words = place.isEmpty ? error.part.map { "part '\($0)': " } ?? "" : place + ": "
            faults.add(DocumentFault(file: file, message: words + error.message, hint: error.hint))
            return nil
        }
        var reader = WorkbookFormReader(book: book, form: FilledForm(file: file, layout: .workbook), faults: faults)
        let isForm = reader.find()
        faults = reader.faults
        return isForm ? reader.form : nil
    }

    private mutating func find() -> Bool {
        guard let keys = keys() else { return false }
        for part in FormPart.tables { findTable(part) }
        guard form.tables[.ratings] != nil else {
            note(
                "no sheet has the columns '\(FormPart.ratings.firstHeading)' and '\(FormPart.ratings.secondHeading)'",
                "keep the sheet '\(FormPart.ratings.title)' with its headings"
            )
            return false
        }
        readCover(keys)
        for part in FormPart.tables where part != .ratings && form.tables[part] == nil {
            let message = "the sheet '\(part.title)' is gone: what is on record stays"
            faults.remark(DocumentFault(file: form.file, message: message))
        }
        return true
    }

    // MARK: What the workbook is of

    /// Area, round and revision, from the hidden sheet.
    private mutating func keys() -> [FormHeadRow: FilledForm.HeadCell]? {
        guard let sheet = book.sheet(named: WorkbookForm.keySheet),
            sheet.rows.first.map({ searchKey($0[0].typed) == searchKey(ReturnForm.title) }) == true
        else {
            note(
                "the workbook does not say which area and round it is of",
                "fill in a workbook that 'lacuna return form' made: its hidden sheet '\(WorkbookForm.keySheet)' is missing here"
            )
            return nil
        }
        var keys: [FormHeadRow: FilledForm.HeadCell] = [:]
        for label in [FormHeadRow.area, .round, .basedOn] {
            guard let row = sheet.rows.first(where: { searchKey($0[0].typed) == searchKey(label.rawValue) }) else {
                note(
                    "the hidden sheet '\(WorkbookForm.keySheet)' has no row '\(label.rawValue)'",
                    "fill in a fresh form"
                )
                continue
            }
            keys[label] = FilledForm.HeadCell(row: row.number, text: row[1].typed, note: "")
        }
        return keys
    }

    /// Who answers, from the cover; and whether the cover still names the area and round that the workbook was made for.
    private mutating func readCover(_ keys: [FormHeadRow: FilledForm.HeadCell]) {
        let role = searchKey(FormHeadRow.role.rawValue)
        let cover = book.sheets.first { sheet in sheet.rows.contains { searchKey($0[0].typed) == role } }
        form.sheets[.head] = cover?.name
        for label in FormHeadRow.allCases {
            let row = cover?.rows.first { searchKey($0[0].typed) == searchKey(label.rawValue) }
            if label.isOpen {
                guard let row else {
                    note("the row '\(label.rawValue)' is missing", "keep the sheet '\(FormPart.head.title)'")
                    continue
                }
                form.head[label] = FilledForm.HeadCell(row: row.number, text: text(row, 1, .head), note: "")
            } else if let key = keys[label] {
                form.head[label] = FilledForm.HeadCell(
                    row: row?.number ?? key.row,
                    text: key.text,
                    note: row?[1].typed ?? ""
                )
            }
        }
    }

    // MARK: Tables

    private mutating func findTable(_ part: FormPart) {
        let found = book.sheets.compactMap { sheet -> (sheet: Sheet, heading: SheetRow)? in
            guard sheet.visibility != .veryHidden, let row = sheet.rows.first(where: { isHeading($0, of: part) }) else {
                return nil
            }
            return (sheet, row)
        }
        let named = found.filter { $0.sheet.name.lowercased() == part.title.lowercased() }
        guard let (sheet, heading) = named.first ?? found.first else { return }
        if found.count > 1, named.count != 1 {
            let names = found.map { "'\($0.sheet.name)'" }.joined(separator: " and ")
            note("the sheets \(names) both hold \(part.title.lowercased())", "keep one of the two")
        }
        form.sheets[part] = sheet.name
        let columns = columns(heading)
        checkMerged(sheet, heading, columns, part)
        var rows: [FilledTable.Row] = []
        var hidden: [Int] = []
        for row in sheet.rows where row.number > heading.number {
            let fields = fields(row, columns, part)
            guard fields.contains(where: { !$0.isEmpty }) else { continue }
            rows.append(FilledTable.Row(number: row.number, fields: fields))
            if row.isHidden { hidden.append(row.number) }
        }
        form.tables[part] = FilledTable(
            heading: FilledTable.Row(number: heading.number, fields: fields(heading, columns, part)),
            rows: rows
        )
        if let first = hidden.first {
            let more = hidden.count == 1 ? "is hidden, and was" : "and \(hidden.count - 1) more are hidden, and were"
            faults.remark(form.fault(part, row: first, column: nil, "this row \(more) read like the others", nil))
        }
    }

    private func isHeading(_ row: SheetRow, of part: FormPart) -> Bool {
        let keys = Set(row.cells.map { searchKey($0.value.typed) })
        func has(_ part: FormPart) -> Bool {
            keys.contains(searchKey(part.firstHeading)) && keys.contains(searchKey(part.secondHeading))
        }
        return has(part) && (part != .ratings || !has(.services))
    }

    /// The columns to read: all but the program's own check and the notes that are nobody else's.
    private func columns(_ heading: SheetRow) -> Set<Int> {
        let left = [WorkbookForm.check, WorkbookForm.ownNotes].map(searchKey)
        let skipped = Set(heading.cells.filter { left.contains(searchKey($0.value.typed)) }.map(\.column))
        let last = max(heading.cells.last?.column ?? 0, 0)
        return Set(0...min(last + 100, CellAddress.lastColumn)).subtracting(skipped)
    }

    private mutating func fields(_ row: SheetRow, _ columns: Set<Int>, _ part: FormPart) -> [String] {
        var fields: [String] = []
        for cell in row.cells where columns.contains(cell.column) {
            while fields.count <= cell.column { fields.append("") }
            fields[cell.column] = text(row, cell.column, part)
        }
        return fields
    }

    /// What a cell says; a formula that cannot be read is a fault.
    private mutating func text(_ row: SheetRow, _ column: Int, _ part: FormPart) -> String {
        guard let cell = row.cell(column) else { return "" }
        switch cell.value {
        case .error(let code):
            add(part, row.number, column, "'\(code)' is a formula that went wrong", "type the value instead")
            return ""
        case .empty where cell.isFormula:
            add(
                part,
                row.number,
                column,
                "a formula that no program has worked out",
                "open and save the workbook, or type the value"
            )
            return ""
        case .date(let date): return date.hasSuffix("T00:00:00") ? String(date.prefix(10)) : date
        default: return cell.value.typed
        }
    }

    /// A text that stands over several rows or columns may be meant for all of them, or for one.
    private mutating func checkMerged(_ sheet: Sheet, _ heading: SheetRow, _ columns: Set<Int>, _ part: FormPart) {
        for range in sheet.merged where range.last.row >= heading.number && columns.contains(range.first.column) {
            add(
                part,
                range.first.row,
                range.first.column,
                "the cells \(range) are merged: for which rows does it hold?",
                "unmerge them, and fill in each"
            )
        }
    }

    private mutating func add(_ part: FormPart, _ row: Int, _ column: Int, _ message: String, _ hint: String?) {
        faults.add(form.fault(part, row: row, column: column, message, hint), part, row: row)
    }

    private mutating func note(_ message: String, _ hint: String?) {
        faults.add(DocumentFault(file: form.file, message: message, hint: hint))
    }
}
