import Provision
import Spreadsheets

/// The first sheet: what is asked, by when, who answers, what the levels mean, and a checklist that leads to each row that
/// still wants something.
struct CoverSheet {
    private(set) var draft = SheetDraft(FormPart.head.title)
    private let form: ReturnForm
    private let sheets: [TableSheet]
    private var row = 1

    init(_ form: ReturnForm, _ sheets: [TableSheet]) {
        self.form = form
        self.sheets = sheets
        draft.isProtected = true
        draft.showsGrid = false
        draft.columnWidths = [0: 56, 1: 44, 2: 60]
        draft.printing.fitsWidth = true
        writeTitle()
        let role = writeRespondent()
        writeAdvice()
        writeLevels()
        writeChecklist(role: role)
    }

    private mutating func wide(_ text: String, style: CellStyle) {
        draft[row, 0] = CellDraft(text, style: style)
        draft.merged.append(CellRange(rows: row...row, columns: 0...2))
        row += 1
    }

    private mutating func writeTitle() {
        wide("\(form.area.name): what is provided for families", style: FormStyles.title)
        draft.rowHeights[1] = 30
        wide("\(form.round.name), as of \(form.round.referenceDate.displayText)", style: FormStyles.subtitle)
        if let due = form.round.due {
            wide(
                "Please send it back by \(due.displayText).",
                style: FormStyles.subtitle.with { $0.font.isBold = true }
            )
        }
        row += 1
    }

    /// - Returns: the row in which the role is asked for.
    private mutating func writeRespondent() -> Int {
        wide("Who answers", style: FormStyles.label.with { $0.font.size = 14 })
        var role = row
        for line in FormHeadRow.allCases where line != .basedOn {
            if line == .role { role = row }
            draft[row, 0] = CellDraft(line.rawValue, style: FormStyles.label)
            let shown = line.isOpen ? form.value(line) : form.note(line)
            draft[row, 1] = CellDraft(
                shown,
                style: line.isOpen ? FormStyles.open : FormStyles.given.with { $0.numberFormat = "@" }
            )
            draft[row, 2] = CellDraft(line.isOpen ? form.note(line) : "", style: FormStyles.text)
            row += 1
        }
        row += 1
        return role
    }

    private mutating func writeAdvice() {
        wide("How to fill it in", style: FormStyles.label.with { $0.font.size = 14 })
        for text in [
            "Yellow cells are yours; grey ones are given. What was last known is there already, with its date: a row left as it is says that nothing has changed.",
            "Leave a cell empty rather than guess. A level that leaves a gap needs a reason: a cause, or evidence in a sentence.",
            "The column '\(WorkbookForm.check)' on each sheet says what a row still wants; '\(WorkbookForm.ownNotes)' is for you alone, and is not recorded.",
            "When the checklist below says complete, save the workbook as it is and send it back.",
        ] {
            wide(text, style: FormStyles.text)
        }
        row += 1
    }

    private mutating func writeLevels() {
        wide("The levels", style: FormStyles.label.with { $0.font.size = 14 })
        for level in form.framework.scale.levels {
            var style = FormStyles.given.with { $0.font.isBold = true }
            if let (fill, ink) = FormStyles.fill(level) {
                style.fill = fill
                style.font.colour = ink
            }
            draft[row, 0] = CellDraft("\(level.code)   \(level.name)", style: style)
            draft[row, 1] = CellDraft(level.meaning, style: FormStyles.text)
            draft.merged.append(CellRange(rows: row...row, columns: 1...2))
            row += 1
        }
        draft[row, 0] = CellDraft(FormWords.notExpected, style: FormStyles.given.with { $0.font.isBold = true })
        draft[row, 1] = CellDraft(
            "The service type is not expected in this area: no gap. Leave the level empty where nothing is known.",
            style: FormStyles.text
        )
        draft.merged.append(CellRange(rows: row...row, columns: 1...2))
        row += 2
    }

    // MARK: The checklist

    private mutating func writeChecklist(role: Int) {
        wide("Checklist", style: FormStyles.label.with { $0.font.size = 14 })
        let total = row
        row += 1
        draft.set(row: row, ["What", WorkbookForm.check], style: FormStyles.heading)
        row += 1
        let first = row
        let roleText = form.value(.role)
        add(
            "In what role the answer is given",
            CellLink(sheet: FormPart.head.title, cell: CellAddress(row: role, column: 1)),
            formula: "IF(B\(role)=\"\",\"role wanted\",\"\(WorkbookForm.done)\")",
            value: roleText.isEmpty ? "role wanted" : WorkbookForm.done
        )
        for sheet in sheets { addRows(of: sheet) }
        let last = row - 1
        let states = CellRange(rows: first...last, columns: 1...1).fixed
        let count = (first...last).count { line in
            guard case .text(let text) = draft[line, 1].value else { return false }
            return text != WorkbookForm.done && text != WorkbookForm.open
        }
        // A row that says nothing of itself, such as an empty one for another service, is no fault.
        let wanted =
            "SUMPRODUCT((\(states)<>\"\")*(\(states)<>\"\(WorkbookForm.done)\")*(\(states)<>\"\(WorkbookForm.open)\"))"
        draft[total, 0] = CellDraft("This form is", style: FormStyles.label)
        draft[total, 1] = CellDraft(
            formula: "IF(\(wanted)=0,\"complete\",\"incomplete: \"&\(wanted)&\" to do\")",
            value: .text(count == 0 ? "complete" : "incomplete: \(count) to do"),
            style: FormStyles.check
        )
        draft.highlights += [
            Highlight(
                "$B$\(total)=\"complete\"",
                in: CellRange(CellAddress(row: total, column: 1)),
                fill: FormStyles.doneFill,
                isBold: true
            ),
            Highlight(
                "AND($B\(first)<>\"\",$B\(first)<>\"\(WorkbookForm.done)\",$B\(first)<>\"\(WorkbookForm.open)\")",
                in: CellRange(rows: first...last, columns: 1...1),
                fill: FormStyles.wantedFill,
                isBold: true
            ),
            Highlight(
                "$B$\(total)<>\"complete\"",
                in: CellRange(CellAddress(row: total, column: 1)),
                fill: FormStyles.wantedFill,
                isBold: true
            ),
        ]
    }

    /// A line for each row that says something already, and one for all the others.
    private mutating func addRows(of sheet: TableSheet) {
        let part = sheet.table.part
        let letter = CellAddress.letters(ofColumn: sheet.checkColumn)
        let open =
            part == .services || part == .posts ? 0 : max(1, sheet.table.columns.firstIndex { $0.entry.isOpen } ?? 1)
        func check(_ line: Int) -> String {
            if case .text(let text) = sheet.draft[line, sheet.checkColumn].value { text } else { "" }
        }
        var others: [Int] = []
        for line in sheet.rows {
            let index = line - sheet.rows.lowerBound
            guard sheet.table.isKnown(index) else {
                others.append(line)
                continue
            }
            add(
                "\(part.title): \(part == .queries ? sheet.table.rows[index][1] : sheet.table.rows[index].first ?? "")",
                CellLink(sheet: part.title, cell: CellAddress(row: line, column: open)),
                formula: "\(part.title)!$\(letter)$\(line)",
                value: check(line)
            )
        }
        guard let first = others.first else { return }
        let runs = Self.runs(others).map { run in
            let range = "\(part.title)!$\(letter)$\(run.lowerBound):$\(letter)$\(run.upperBound)"
            return "SUMPRODUCT((\(range)<>\"\")*(\(range)<>\"\(WorkbookForm.done)\"))"
        }
        assert(others.allSatisfy { ["", WorkbookForm.done].contains(check($0)) }, "What is not known wants nothing.")
        let count = runs.joined(separator: "+")
        add(
            "\(part.title): the other rows",
            CellLink(sheet: part.title, cell: CellAddress(row: first, column: open)),
            formula: "IF(\(count)=0,\"\(WorkbookForm.done)\",\"some to finish\")",
            value: WorkbookForm.done
        )
    }

    /// Numbers in rising order as stretches without a hole.
    private static func runs(_ numbers: [Int]) -> [ClosedRange<Int>] {
        numbers.reduce(into: []) { runs, number in
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
    }

    private mutating func add(_ name: String, _ link: CellLink, formula: String, value: String) {
        draft[row, 0] = CellDraft(name, link: link, style: FormStyles.link)
        draft[row, 1] = CellDraft(
            formula: formula,
            value: .text(value),
            style: FormStyles.given
        )
        row += 1
    }
}
