import Provision
import Spreadsheets

/// The sheet of one table: its rows, what may be typed into each column, and a column that says what a row still wants.
struct TableSheet {
    let table: FormTable
    private(set) var draft: SheetDraft
    /// The row of the headings, and those of the table, counted from 1.
    static let headingRow = 4
    let rows: ClosedRange<Int>
    let checkColumn: Int

    init(_ table: FormTable, framework: Framework, lists: inout ListsSheet) {
        self.table = table
        draft = SheetDraft(table.part.title)
        let first = Self.headingRow + 1
        rows = first...max(first, Self.headingRow + table.rows.count + table.emptyRows)
        checkColumn = table.columns.count
        draft.isProtected = true
        draft.frozenRows = Self.headingRow
        draft.frozenColumns = 1
        draft.printing.isLandscape = true
        // Services have more columns than can be read on one page.
        draft.printing.fitsWidth = table.part != .services
        draft.printing.titleRows = Self.headingRow...Self.headingRow
        writeHead()
        writeRows(framework)
        addRules(framework, &lists)
    }

    private mutating func writeHead() {
        draft[1, 0] = CellDraft(table.part.title, style: FormStyles.title)
        draft[2, 0] = CellDraft(Self.explanation(table.part), style: FormStyles.subtitle.with { $0.wraps = false })
        for (column, heading) in table.columns.enumerated() {
            draft[Self.headingRow, column] = CellDraft(heading.heading, style: FormStyles.heading)
            draft.columnWidths[column] = heading.width
            if heading.isHidden { draft.hiddenColumns.insert(column) }
        }
        draft[Self.headingRow, checkColumn] = CellDraft(WorkbookForm.check, style: FormStyles.heading)
        draft.columnWidths[checkColumn] = 24
        draft[Self.headingRow, checkColumn + 1] = CellDraft(WorkbookForm.ownNotes, style: FormStyles.heading)
        draft.columnWidths[checkColumn + 1] = 30
    }

    private static func explanation(_ part: FormPart) -> String {
        switch part {
        case .head: ""
        case .queries:
            "The network asks about these. Answer in a sentence; or mend what it asks about, which answers it too."
        case .ratings:
            "Give each service type the level that fits today. A row left as it is says that nothing has changed."
        case .services:
            "One row for each service commissioned or delivered. Add services in the empty rows; a service that ended keeps its row, with the day it closed."
        case .interventions:
            "Say which interventions families receive here, and which are planned. Leave the others empty."
        case .assessments:
            "Say how far each standard of the service model is met, and what that rests on. A row left as it is says nothing new."
        case .posts:
            "One row for each post, filled or not. Add posts in the empty rows; a post that is no more is taken out."
        }
    }

    private mutating func writeRows(_ framework: Framework) {
        for row in rows {
            let index = row - rows.lowerBound
            let texts = table.rows.indices.contains(index) ? table.rows[index] : table.columns.map { _ in "" }
            for (column, heading) in table.columns.enumerated() {
                draft[row, column] = cell(texts[column], heading, isAdded: index >= table.rows.count)
            }
            let check = RowCheck(table.part, table.columns, framework)
            draft[row, checkColumn] = CellDraft(
                formula: check.formula(row: row),
                value: .text(check.result(texts)),
                style: FormStyles.check
            )
            draft[row, checkColumn + 1] = CellDraft(style: FormStyles.own)
        }
    }

    private func cell(_ text: String, _ column: FormColumn, isAdded: Bool) -> CellDraft {
        let isGiven = !column.entry.isOpen || table.part == .interventions && column == table.columns.first && !isAdded
        if isGiven { return CellDraft(text, style: FormStyles.given.with { $0.numberFormat = "@" }) }
        // A whole day is a day to the spreadsheet too; a month or a year is a text.
        if column.entry == .date, text.utf8.count == 10 { return CellDraft(.date(text), style: FormStyles.day) }
        switch column.entry {
        case .date:
            return CellDraft(
                text,
                style: text.isEmpty ? FormStyles.day.with { $0.numberFormat = "General" } : FormStyles.open
            )
        case .number, .decimal:
            let style = FormStyles.open.with { $0.numberFormat = column.entry == .number ? "0" : "General" }
            return text.isEmpty ? CellDraft(style: style) : CellDraft(.number(text), style: style)
        default: return CellDraft(text, style: FormStyles.open)
        }
    }

    private mutating func addRules(_ framework: Framework, _ lists: inout ListsSheet) {
        for (column, heading) in table.columns.enumerated() where heading.entry.isOpen {
            let range = CellRange(rows: rows, columns: column...column)
            let prompt = Self.prompt(heading, framework)
            switch heading.entry {
            case .choice(let choices) where !choices.isEmpty:
                draft.validations.append(
                    Validation(
                        .listFrom(sheet: WorkbookForm.listsSheet, lists.range(of: choices)),
                        in: range,
                        prompt: prompt,
                        refusal: Validation.Message(heading.heading, "Choose one from the list, or leave it empty.")
                    )
                )
            case .choices(let choices) where !choices.isEmpty:
                draft.validations.append(
                    Validation(
                        .listFrom(sheet: WorkbookForm.listsSheet, lists.range(of: choices)),
                        in: range,
                        prompt: prompt,
                        refusal: Validation.Message(
                            heading.heading,
                            "This is not one of the list. Several of them are fine."
                        ),
                        severity: .information
                    )
                )
            default:
                if let prompt { draft.validations.append(Validation(.any, in: range, prompt: prompt)) }
            }
        }
        let check = CellAddress.letters(ofColumn: checkColumn)
        let first = rows.lowerBound
        draft.highlights.append(
            Highlight(
                "AND($\(check)\(first)<>\"\",$\(check)\(first)<>\"\(WorkbookForm.done)\")",
                in: CellRange(rows: rows, columns: checkColumn...checkColumn),
                fill: FormStyles.wantedFill,
                isBold: true
            )
        )
        if table.part == .ratings { addLevels(framework, first) }
    }

    /// Levels in their colours, and the cell of the reason in red while it is wanted.
    private mutating func addLevels(_ framework: Framework, _ first: Int) {
        for name in [RatingColumn.level] {
            guard let column = table.columns.firstIndex(where: { $0.heading == name.rawValue }) else { continue }
            let letter = CellAddress.letters(ofColumn: column)
            for level in framework.scale.levels {
                guard let (fill, ink) = FormStyles.fill(level) else { continue }
                draft.highlights.append(
                    Highlight(
                        "$\(letter)\(first)=\"\(level.code)\"",
                        in: CellRange(rows: rows, columns: column...column),
                        fill: fill,
                        colour: ink,
                        isBold: true
                    )
                )
            }
        }
        guard let evidence = table.columns.firstIndex(where: { $0.heading == RatingColumn.evidence.rawValue }) else {
            return
        }
        draft.highlights.append(
            Highlight(
                "$\(CellAddress.letters(ofColumn: checkColumn))\(first)=\"\(RowCheck.reasonWanted)\"",
                in: CellRange(rows: rows, columns: (evidence - 1)...evidence),
                fill: FormStyles.wantedFill
            )
        )
    }

    /// What is shown beside a chosen cell; the criteria of each level for the levels.
    private static func prompt(_ column: FormColumn, _ framework: Framework) -> Validation.Message? {
        var text = column.help
        if column.heading == RatingColumn.level.rawValue {
            text =
                framework.scale.levels.map { "\($0.code): \($0.name)." }.joined(separator: " ")
                + " \(FormWords.notExpected): not expected here. \(text) The sheet '\(FormPart.head.title)' says what each asks for."
        }
        guard !text.isEmpty else { return nil }
        return Validation.Message(String(column.heading.prefix(32)), cut(text, to: 255))
    }

    private static func cut(_ text: String, to most: Int) -> String {
        guard text.utf16.count > most else { return text }
        var result = ""
        for character in text {
            if result.utf16.count + String(character).utf16.count > most - 3 { break }
            result.append(character)
        }
        return result + "..."
    }
}
