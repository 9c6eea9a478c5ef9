import Provision
import Spreadsheets

extension ReturnForm {
    /// The form as a workbook: a cover with who answers and a checklist, a sheet for each table, and hidden ones with the
    /// choices and with what the program needs to know.
    func workbook() -> WorkbookDraft {
        var lists = ListsSheet()
        let sheets = tables.map { TableSheet($0, framework: framework, lists: &lists) }
        var draft = WorkbookDraft(title: "\(area.name): \(round.name)", author: framework.network)
        draft.sheets = [CoverSheet(self, sheets).draft] + sheets.map(\.draft) + [lists.draft, keySheet()]
        return draft
    }

    /// The hidden sheet by which a workbook says what it is: area, round, and the revision it was made from.
    private func keySheet() -> SheetDraft {
        var sheet = SheetDraft(WorkbookForm.keySheet, visibility: .veryHidden)
        let style = CellStyle().with { $0.numberFormat = "@" }
        sheet.set(row: 1, [Self.title, "1"], style: style)
        for (index, row) in [FormHeadRow.area, .round, .basedOn].enumerated() {
            sheet.set(row: index + 2, [row.rawValue, value(row)], style: style)
        }
        sheet.columnWidths = [0: 24, 1: 32]
        sheet.isProtected = true
        return sheet
    }
}

/// What the writer and the reader of workbooks agree on.
enum WorkbookForm {
    static let keySheet = "Lacuna"
    static let listsSheet = "Lists"
    /// Headings beside those of the form: what is missing in a row, and room for notes that nobody else reads.
    static let check = "Still to do"
    static let ownNotes = "Your own notes"
    /// What the check of a row says while nothing is missing.
    static let done = "done"
}

/// The hidden sheet of choices, a column for each list.
struct ListsSheet {
    private(set) var draft = SheetDraft(WorkbookForm.listsSheet, visibility: .hidden)
    private var ranges: [[String]: CellRange] = [:]

    /// Where choices stand; the same choices stand once.
    mutating func range(of choices: [String]) -> CellRange {
        if let range = ranges[choices] { return range }
        let column = ranges.count
        for (index, choice) in choices.enumerated() {
            draft[index + 1, column] = CellDraft(choice, style: CellStyle().with { $0.numberFormat = "@" })
        }
        let range = CellRange(rows: 1...max(1, choices.count), columns: column...column)
        ranges[choices] = range
        draft.columnWidths[column] = 30
        return range
    }
}
