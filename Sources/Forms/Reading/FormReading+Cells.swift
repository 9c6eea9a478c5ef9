import Provision
import Spreadsheets

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
            : "rated \(FormWords.level(last.rating.value)) on \(last.date)"
    }

    /// The service types whose rows became text of another cell, because a quote was opened and not closed.
    private mutating func swallowed(_ missing: [Int]) -> Set<Int> {
        var found: Set<Int> = []
        for row in form.tables[.ratings]?.rows ?? [] where form.layout == .csv {
            for column in row.fields.indices where row[column].utf8.contains(UInt8(ascii: "\n")) {
                let services = row[column].utf8.split(separator: UInt8(ascii: "\n")).dropFirst().compactMap { line in
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
        let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        guard let end = line.firstIndex(where: separators.contains) else { return nil }
        guard case .one(let index) = names.service(String(Substring(line[..<end]))) else { return nil }
        return index
    }

    /// Tells of columns that are none of the form's, and of how much stands in them.
    mutating func tellOwnColumns(_ own: [Int: String], _ cells: [Int: Int], heading: Int) {
        for (column, count) in cells.sorted(by: { $0.key < $1.key }) {
            remark(
                heading,
                column,
                "'\(shown(own[column] ?? ""))' is a column of your own: its \(count) \(count == 1 ? "cell is" : "cells are") not recorded"
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

    // MARK: Letters

    /// Refuses letters that were lost or changed before the file came here.
    mutating func checkLetters() {
        for part in FormPart.allCases {
            self.part = part
            if part == .head {
                for cell in form.head.values.sorted(by: { $0.row < $1.row }) { checkLetters(cell.text, cell.row, 1) }
            }
            guard let table = form.tables[part] else { continue }
            for row in [table.heading] + table.rows {
                for column in row.fields.indices { checkLetters(row[column], row.number, column) }
            }
        }
        part = .head
    }

    private mutating func checkLetters(_ text: String, _ row: Int, _ column: Int) {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return }
        if text.unicodeScalars.contains("\u{FFFD}") {
            note(
                row,
                column,
                "'\(excerpt(text))' holds a letter that was lost (U+FFFD)",
                form.layout == .csv ? SpreadsheetText.saveAgain : "type the cell again"
            )
        } else if let (wrong, right) = EncodingGuess.twiceEncoded(text) {
            note(
                row,
                column,
                "'\(wrong)' stands where '\(right)' was: UTF-8 was read as Windows-1252 somewhere",
                "open the form again by Data, From Text, as UTF-8; or type the cell again"
            )
        }
    }
}

/// A text around its first letter that is not ASCII.
func excerpt(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let place = scalars.firstIndex(where: { !$0.isASCII }), place > 30 else { return shown(text) }
    var cut = String.UnicodeScalarView()
    cut.append(contentsOf: scalars[(place - 30)...])
    return "..." + shown(String(cut))
}
