import Provision
import ScopingStore
import Spreadsheets

/// Finds the parts of a form in a spreadsheet's text, and tells what is no part of it.
struct CSVFormReader {
    private typealias Row = SpreadsheetTable.Row

    private let table: SpreadsheetTable
    private let model: ProvisionModel
    private var form: FilledForm
    private var faults: FormFaults

    /// The form; nil where its faults leave nothing to read.
    static func read(
        _ bytes: [UInt8],
        file: String,
        model: ProvisionModel,
        _ faults: inout FormFaults
    ) -> FilledForm? {
        let table: SpreadsheetTable
        do {
            table = try SpreadsheetTable(bytes)
        } catch {
            let column = error.column.map { "column \(SpreadsheetTable.columnName($0)): " } ?? ""
            faults.add(DocumentFault(file: file, line: error.row, message: column + error.message, hint: error.hint))
            return nil
        }
        return read(table, file: file, model: model, &faults)
    }

    static func read(
        _ table: SpreadsheetTable,
        file: String,
        model: ProvisionModel,
        _ faults: inout FormFaults
    ) -> FilledForm? {
        var reader = CSVFormReader(
            table: table,
            model: model,
            form: FilledForm(file: file, layout: .csv),
            faults: faults
        )
        let isForm = reader.find()
        faults = reader.faults
        return isForm ? reader.form : nil
    }

    private mutating func find() -> Bool {
        let first = searchKey(FormPart.ratings.firstHeading)
        guard
            let heading = table.rows.firstIndex(where: {
                $0.fields.contains { searchKey($0) == first } && !isOtherHeading($0)
            })
        else {
            note(
                1,
                nil,
                "no row begins with '\(FormPart.ratings.firstHeading)'",
                "is this a form made by 'lacuna return form'?"
            )
            return false
        }
        tellEncoding()
        let after = table.rows[(heading + 1)...]
        var starts: [(part: FormPart, row: Int)] = []
        for part in [FormPart.services, .interventions, .assessments, .posts] {
            if let row = after.firstIndex(where: { isHeading($0, of: part) }) { starts.append((part, row)) }
        }
        starts.sort { $0.row < $1.row }
        let end = starts.first?.row ?? table.rows.endIndex
        let legendTitle = searchKey(ReturnForm.levelsTitle)
        let legend = after[..<end].firstIndex { searchKey($0[0]).hasPrefix(legendTitle) } ?? end
        let asked = table.rows[..<heading].firstIndex { isHeading($0, of: .queries) }
        readHead(table.rows[..<(asked ?? heading)])
        if let asked {
            form.tables[.queries] = FilledTable(
                heading: table.rows[asked],
                rows: Array(table.rows[(asked + 1)..<heading])
            )
        }
        form.tables[.ratings] = FilledTable(
            heading: table.rows[heading],
            rows: Array(table.rows[(heading + 1)..<legend])
        )
        for (index, start) in starts.enumerated() {
            let next = starts.indices.contains(index + 1) ? starts[index + 1].row : table.rows.endIndex
            form.tables[start.part] = FilledTable(
                heading: table.rows[start.row],
                rows: Array(table.rows[(start.row + 1)..<next])
            )
        }
        checkLegend(table.rows[legend..<end])
        return true
    }

    private func isHeading(_ row: Row, of part: FormPart) -> Bool {
        let keys = row.fields.map(searchKey)
        return keys.contains(searchKey(part.firstHeading)) && keys.contains(searchKey(part.secondHeading))
    }

    /// The table of services has a column of service types too.
    private func isOtherHeading(_ row: Row) -> Bool {
        [FormPart.services, .interventions, .assessments, .posts].contains { isHeading(row, of: $0) }
    }

    // MARK: The head

    /// Reads the head: each row once, nothing beside what the form has there.
    private mutating func readHead(_ rows: ArraySlice<Row>) {
        for row in rows where !isEmpty(row) {
            let key = searchKey(row[0])
            guard let label = FormHeadRow.allCases.first(where: { searchKey($0.rawValue) == key }) else {
                if key == searchKey(ReturnForm.title) {
                    checkCells(of: row, from: 1)
                } else {
                    let column = row.fields.firstIndex { !isBlank($0) } ?? 0
                    note(
                        row.number,
                        column,
                        "'\(shown(row[column]))' is no row of the form, and would be lost",
                        "keep the head as the form has it, and write remarks as evidence"
                    )
                }
                continue
            }
            if let earlier = form.head[label] {
                note(
                    row.number,
                    0,
                    "'\(label.rawValue)' already stands in row \(earlier.row)",
                    "keep one of the two"
                )
                continue
            }
            form.head[label] = FilledForm.HeadCell(row: row.number, text: row[1], note: row[2])
            checkCells(of: row, from: 3)
        }
        for label in FormHeadRow.allCases where form.head[label] == nil {
            note(1, nil, "the row '\(label.rawValue)' is missing", "keep the head of the form")
        }
        for (label, cell) in form.head.sorted(by: { $0.value.row < $1.value.row }) {
            guard let hint = label.hint, !isBlank(cell.note), searchKey(cell.note) != searchKey(hint) else { continue }
            note(cell.row, 2, "'\(shown(cell.note))' stands where the form says '\(hint)'", "write it into column B")
        }
    }

    /// Refuses cells where the form has none.
    private mutating func checkCells(of row: Row, from first: Int) {
        guard let column = row.fields.indices.dropFirst(first).first(where: { !isBlank(row[$0]) }) else { return }
        note(
            row.number,
            column,
            "'\(shown(row[column]))' stands where the form has nothing",
            "a text with a comma needs straight quotes (\") around it"
        )
    }

    // MARK: What stands below the ratings

    /// Below the ratings stands what levels and causes there are. Rows of the table that got there would be lost.
    private mutating func checkLegend(_ rows: ArraySlice<Row>) {
        let legend = ReturnForm.legend(model.framework)
        let names = NameIndex(model)
        for row in rows where !isEmpty(row) {
            let key = searchKey(row[0])
            if let known = legend.first(where: { searchKey($0[0]) == key && !key.isEmpty }),
                row.fields.indices.allSatisfy({ column in
                    isBlank(row[column])
                        || known.indices.contains(column) && searchKey(known[column]) == searchKey(row[column])
                })
            {
                continue
            }
            if case .one = names.service(row[0]) {
                note(row.number, 0, "'\(shown(row[0]))' stands below the table", "move its row up into the table")
            } else {
                let column = row.fields.firstIndex { !isBlank($0) } ?? 0
                let message = "'\(shown(row[column]))' stands below the table and is not recorded"
                faults.remark(form.fault(.ratings, row: row.number, column: column, message, nil))
            }
        }
    }

    /// Names an encoding that was guessed, with a text to judge it by.
    private mutating func tellEncoding() {
        guard table.encoding.isGuessed else { return }
        for row in table.rows {
            guard let column = row.fields.indices.first(where: { row[$0].utf8.contains { $0 >= 0x80 } }) else {
                continue
            }
            faults.remark(
                form.fault(
                    .head,
                    row: row.number,
                    column: column,
                    "read as \(table.encoding.name): '\(excerpt(row[column]))'",
                    "if letters are wrong, save it as 'CSV UTF-8'"
                )
            )
            return
        }
    }

    private mutating func note(_ row: Int, _ column: Int?, _ message: String, _ hint: String?) {
        faults.add(form.fault(.head, row: row, column: column, message, hint), .head, row: row)
    }

    private func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { $0.properties.isWhitespace } }

    private func isEmpty(_ row: Row) -> Bool { row.fields.allSatisfy(isBlank) }
}
