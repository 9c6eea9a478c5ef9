import Provision
import ScopingStore
import Spreadsheets

extension FormReading {
    /// Reads the answers to queries; what is left empty stays open, and is told.
    mutating func queries(_ base: FormBase) -> [(row: Int, stated: Submission.StatedQuery)] {
        part = .queries
        guard let table = form.tables[.queries] else { return [] }
        var columns = columns(
            table.heading,
            needing: [QueryColumn.number, .answer].map { ($0, $0.rawValue) }
        ) { heading in QueryColumn.allCases.first { searchKey($0.rawValue) == searchKey(heading) } }
        guard let numberColumn = columns[.number], let answerColumn = columns[.answer] else { return [] }
        var found: [(row: Int, stated: Submission.StatedQuery)] = []
        for row in table.rows where !isEmpty(row) {
            checkExtent(row, &columns)
            let word = field(row, numberColumn)
            guard let number = Int(word), let query = base.revision?.queries.first(where: { $0.number == number })
            else {
                note(row.number, numberColumn, "'\(shown(word))' is no query of this form", "keep the rows of the form")
                continue
            }
            if let other = found.first(where: { $0.stated.number == number }) {
                note(
                    row.number,
                    numberColumn,
                    "query \(number) already stands in row \(other.row)",
                    "keep one of the two"
                )
                continue
            }
            let answer = isBlank(row[answerColumn]) ? nil : field(row, answerColumn)
            if answer == nil, !isMended(query, base) {
                remark(row.number, answerColumn, "query \(number) stays open: \(shown(query.text))")
            }
            found.append((row.number, Submission.StatedQuery(number: number, answer: answer)))
        }
        tellOwnColumns(columns.own, columns.ownCells, heading: table.heading.number)
        return found
    }

    /// Whether the form changes the cell that a query is about, which answers it.
    private func isMended(_ query: Query, _ base: FormBase) -> Bool {
        guard let service = query.service, let index = model.framework.index(of: service) else { return false }
        return read[index].map { $0 != base.last[index]?.rating } ?? false
    }
}
