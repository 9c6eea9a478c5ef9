import Provision

/// What may have happened to a form's cells on their way: rows lost, rows swallowed by a quote, letters changed, cells added.
extension FormReading {
    /// Tells of service types that the form has and that are not rated in what came back.
    mutating func tellLeftOut(_ rows: FormRows) {
        let missing = model.framework.serviceTypes.indices.filter { rows.seen[$0] == nil }
        let swallowed = swallowed(missing)
        for index in missing where !swallowed.contains(index) {
            let name = model.framework.serviceTypes[index].name
            if let last = rows.base.last[index] {
                leaveOut(rows.heading, nil, "\(name) has no row, and was \(stated(last))")
            } else {
                remark(rows.heading, nil, "\(name) has no row, and is not rated")
            }
        }
        for (index, row) in rows.emptied {
            guard let last = rows.base.last[index] else { continue }
            let name = model.framework.serviceTypes[index].name
            leaveOut(row, rows.columns.level, "\(name) has no level, and was \(stated(last))")
        }
    }

    private func stated(_ last: FormBase.Last) -> String {
        last.rating.value == .notExpected
            ? "stated as not expected on \(last.date)"
            : "rated \(ReturnForm.levelWord(last.rating.value)) on \(last.date)"
    }

    /// A draft may be half done.
    private mutating func leaveOut(_ row: Int, _ column: Int?, _ message: String) {
        if terms.drops || isDraft {
            remark(row, column, message)
        } else {
            note(row, column, message, Submission.dropAdvice)
        }
    }

    /// The service types whose rows became text of another cell, because a quote was opened and not closed.
    private mutating func swallowed(_ missing: [Int]) -> Set<Int> {
        var found: Set<Int> = []
        for row in table.rows {
            for column in row.fields.indices where row[column].utf8.contains(CSVByte.lineFeed) {
                let services = row[column].utf8.split(separator: CSVByte.lineFeed).dropFirst().compactMap { line in
                    service(beginning: line)
                }.filter(missing.contains)
                guard !services.isEmpty else { continue }
                found.formUnion(services)
                let names = services.map { model.framework.serviceTypes[$0].name }.joined(separator: ", ")
                note(
                    row.number,
                    column,
                    "the cell holds whole rows of the form: \(names)",
                    "a quote was opened before and closed after them: remove or double it"
                )
            }
        }
        return found
    }

    /// The service type that a line of a cell begins with, as a row would: its name, then a separator.
    private func service(beginning line: Substring.UTF8View.SubSequence) -> Int? {
        let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), CSVByte.tab]
        guard let end = line.firstIndex(where: separators.contains) else { return nil }
        guard case .one(let index) = names.service(String(Substring(line[..<end]))) else { return nil }
        return index
    }

    mutating func tellOwnColumns(_ rows: FormRows) {
        for (column, count) in rows.ownCells.sorted(by: { $0.key < $1.key }) {
            let heading = rows.columns.own[column] ?? ""
            remark(
                rows.heading,
                column,
                "'\(shown(heading))' is a column of your own: its \(count) \(count == 1 ? "cell is" : "cells are") not recorded"
            )
        }
    }

    mutating func tellDates(_ rows: FormRows) {
        guard let first = rows.otherDates.first else { return }
        let others = rows.otherDates.count - 1
        let more = others == 0 ? "" : " (and in \(others) more \(others == 1 ? "row" : "rows"))"
        remark(
            first,
            rows.columns.lastDate,
            "the last date is another than the form had\(more); nothing is taken from it"
        )
    }

    /// Below the table stands what levels and causes there are. Rows of the table that got there would be lost.
    mutating func checkLegend(_ rows: ArraySlice<Row>) {
        let legend = ReturnForm.legend(model.framework)
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
                remark(row.number, column, "'\(shown(row[column]))' stands below the table and is not recorded")
            }
        }
    }

    // MARK: Letters

    /// Names an encoding that was guessed, with a text to judge it by.
    mutating func tellEncoding() {
        guard table.encoding.isGuessed else { return }
        for row in table.rows {
            guard let column = row.fields.indices.first(where: { row[$0].utf8.contains { $0 >= 0x80 } }) else {
                continue
            }
            remark(
                row.number,
                column,
                "read as \(table.encoding.name): '\(excerpt(row[column]))'",
                "if letters are wrong, save it as 'CSV UTF-8'"
            )
            return
        }
    }

    /// A text around its first letter that is not ASCII.
    private func excerpt(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        guard let place = scalars.firstIndex(where: { !$0.isASCII }), place > 30 else { return shown(text) }
        var cut = String.UnicodeScalarView()
        cut.append(contentsOf: scalars[(place - 30)...])
        return "..." + shown(String(cut))
    }

    /// Refuses letters that were lost or changed before the file came here.
    mutating func checkLetters() {
        for row in table.rows {
            for column in row.fields.indices where row[column].utf8.contains(where: { $0 >= 0x80 }) {
                if row[column].unicodeScalars.contains("\u{FFFD}") {
                    note(
                        row.number,
                        column,
                        "'\(excerpt(row[column]))' holds a letter that was lost (U+FFFD)",
                        SpreadsheetText.saveAgain
                    )
                } else if let (wrong, right) = EncodingGuess.twiceEncoded(row[column]) {
                    note(
                        row.number,
                        column,
                        "'\(wrong)' stands where '\(right)' was: UTF-8 was read as Windows-1252 somewhere",
                        "open the form again by Data, From Text, as UTF-8; or type the cell again"
                    )
                }
            }
        }
    }
}
