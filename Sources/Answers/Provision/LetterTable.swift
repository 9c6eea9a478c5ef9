import Exhibits
import Provision

/// The table of letters for a terminal: areas down, service types across by their numbers, and a key below.
enum LetterTable {
    static func text(_ table: ProvisionTable) -> AnswerText {
        var text = AnswerText([
            table.title,
            "Ratings as of \(table.asOf.displayText)"
                + (table.knownAt.map { ", as recorded by \($0.displayText)" } ?? ""),
            "",
        ])
        let label = max(24, (table.groups.flatMap(\.rows).map { name($0).count }.max() ?? 0) + 4)
        let width = max(3, (table.levels.map(\.code.count).max() ?? 1) + 2)
        let numbers = (1...max(1, table.columns.count)).map { padded(String($0), to: width, left: true) }
        text.line(padded("", to: label) + numbers.joined())
        for group in table.groups {
            text.line(group.name)
            for row in group.rows {
                let cells = zip(row.cells, row.mixtures).map { state, mixture in
                    AnswerText.Piece(
                        padded(table.letter(state) + (mixture == nil ? "" : "*"), to: width, left: true),
                        ground: state.levelIndex.flatMap {
                            table.levels.indices.contains($0) ? table.levels[$0].colour : nil
                        }
                    )
                }
                text.pieces([AnswerText.Piece(padded("  " + name(row), to: label))] + cells)
            }
        }
        text.line()
        text.lines(
            table.columns.enumerated().map { index, column in
                padded(String(index + 1), to: 3, left: true) + "  " + column
            }
        )
        text.line()
        text.lines(
            table.key.map { padded($0.sign, to: 3, left: true) + "  \($0.name), \(counted($0.count, "cell"))" }
        )
        if let note = table.ruleNote { text.line("  *  made of areas with different levels. \(note)") }
        text.lines(table.divisionNotes.map { "     \($0)" })
        text.lines(table.marks.map { "  \($0.mark.rawValue)  \($0.meaning)" })
        if !table.leftOut.isEmpty { text.line("Left out: \(table.leftOut.joined(separator: ", "))") }
        return text
    }

    private static func name(_ row: ProvisionTable.Row) -> String {
        row.mark.map { "\(row.name) \($0.rawValue)" } ?? row.name
    }
}
