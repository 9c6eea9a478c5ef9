import ScopingStore
import Spreadsheets
import TestSupport

@testable import Forms

/// Fills a form in as somebody would in its format: cells of a spreadsheet, or fields of the page.
struct FormFilling {
    let cells: FormCells

    func filled(_ form: ReturnForm, as format: FormFormat) throws -> [UInt8] {
        switch format {
        case .csv: csv(form)
        case .xlsx: try XLSXWriter.write(workbook(form))
        case .ods: try ODSWriter.write(workbook(form))
        case .html: page(form)
        }
    }

    private func changes(_ part: FormPart, _ row: Int, _ column: FormColumn) -> String? {
        cells.cells.last { $0.part == part && $0.row == row && $0.heading == column.heading }?.text
    }

    private func rows(_ table: FormTable) -> [[String]] {
        let last = cells.cells.filter { $0.part == table.part }.map(\.row).max() ?? -1
        return (0..<max(table.rows.count, last + 1)).map { row in
            table.columns.enumerated().map { column, heading in
                changes(table.part, row, heading) ?? (table.rows.indices.contains(row) ? table.rows[row][column] : "")
            }
        }
    }

    private func csv(_ form: ReturnForm) -> [UInt8] {
        var lines: [[String]] = []
        for row in form.rows {
            if let label = FormHeadRow(rawValue: row[0]), let text = cells.head[label], lines.count < 8 {
                lines.append([row[0], text, row[2]])
            } else if let table = form.tables.first(where: { $0.columns.map(\.heading) == row }) {
                lines.append(row)
                lines += rows(table)
            } else if !form.tables.contains(where: { $0.rows.contains(row) }) {
                lines.append(row)
            }
        }
        return Array(FormSample.text(lines).utf8)
    }

    /// As Excel has it afterwards: the texts in their cells, and days as days.
    private func workbook(_ form: ReturnForm) -> WorkbookDraft {
        var draft = form.workbook()
        for index in draft.sheets.indices {
            if draft.sheets[index].name == FormPart.head.title {
                for (address, cell) in draft.sheets[index].cells where address.column == 0 {
                    guard case .text(let label) = cell.value, let row = FormHeadRow(rawValue: label),
                        let text = cells.head[row]
                    else { continue }
                    draft.sheets[index][address.row, 1].value = text.isEmpty ? .empty : .text(text)
                }
            }
            guard let table = form.tables.first(where: { $0.part.title == draft.sheets[index].name }) else { continue }
            for (part, row, heading, text) in cells.cells where part == table.part {
                guard let column = table.columns.firstIndex(where: { $0.heading == heading }) else { continue }
                let isDay = table.columns[column].entry == .date && DatedDay.isDay(text)
                let place = CellAddress(row: TableSheet.headingRow + 1 + row, column: column)
                draft.sheets[index][place].value = text.isEmpty ? .empty : isDay ? .date(text) : .text(text)
                if isDay { draft.sheets[index][place].style.numberFormat = "dd/mm/yyyy" }
            }
        }
        return draft
    }

    private func page(_ form: ReturnForm) -> [UInt8] {
        // What the page's script would have put into its data: the rows are the same texts.
        let filled = ReturnForm(
            area: form.area,
            round: form.round,
            framework: form.framework,
            base: form.base,
            tables: form.tables.map {
                FormTable(part: $0.part, columns: $0.columns, rows: rows($0), emptyRows: $0.emptyRows)
            }
        )
        var text = String(decoding: filled.page(), as: UTF8.self)
        for (row, value) in cells.head {
            text = text.replacing(
                "\"\(row.rawValue)\":\"\(form.value(row))\"",
                with: "\"\(row.rawValue)\":\"\(value)\"",
                maxReplacements: 1
            )
        }
        return Array(text.utf8)
    }
}

private enum DatedDay {
    static func isDay(_ text: String) -> Bool { text.utf8.count == 10 && text.dropFirst(4).hasPrefix("-") }
}
