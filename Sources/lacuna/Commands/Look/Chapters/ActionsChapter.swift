import Answers
import Exhibits
import GapDetection
import Provision

/// The most actions in a table of a page, which is to open at once.
private let most = 100

/// The chapter "What is done about it": what is late first, then what is still to be done by day, then what is closed and what came of it; by
/// owner how many each has. Nil where no action is on record for the date.
func actionsChapter(_ model: ProvisionModel, _ snapshot: Snapshot) -> ReportChapter? {
    let record = ActionsOnRecord(model, at: snapshot)
    guard !record.standings.isEmpty else { return nil }
    let answer = ActionsAnswer(record, model, at: snapshot)
    let (open, closed) = (record.standings.filter(\.action.isOpen), record.standings.filter { !$0.action.isOpen })
    var tables: [(heading: String, table: DataTable)] = []
    if !open.isEmpty {
        let columns = ["Due", "Action", "For", "Where", "Owner", "Standing"]
        tables.append(
            (
                "What is to be done, by day",
                DataTable(
                    caption: "What is to be done, by day",
                    columns: columns,
                    rows: answer.rows(Array(open.prefix(most)), model)
                )
            )
        )
    }
    let owners = answer.owners(open)
    if (2...most).contains(owners.count) {
        let columns = ["Owner", "Actions", "Overdue", "Next day"]
        tables.append(("By owner", DataTable(caption: "By owner", columns: columns, rows: owners)))
    }
    if !closed.isEmpty {
        let columns = ["Action", "For", "Where", "Owner", "Standing"]
        let rows = answer.rows(Array(closed.prefix(most)), model).map { Array($0.dropFirst()) }
        tables.append(
            ("What came of it", DataTable(caption: "What came of what is done", columns: columns, rows: rows))
        )
    }
    return ReportChapter(
        id: "actions",
        heading: "What is done about it",
        paragraphs: [answer.sentences.joined(separator: " ")]
            + (max(open.count, closed.count) > most
                ? ["Of each list the first \(most) are shown; the command \u{201C}lacuna actions\u{201D} has all."]
                : []),
        tables: tables
    )
}
