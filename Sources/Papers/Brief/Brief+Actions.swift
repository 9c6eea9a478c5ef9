import Answers
import GapDetection
import Provision

/// Who acts: the actions on record with their owners and days.
extension Brief {
    /// Nil where no action is on record.
    var actionsSection: Paper.Section? {
        actionsTable(most: BriefRequest.maxActions).map { Paper.Section("Actions", [.table($0)]) }
    }

    /// How many actions there are of what, what is late, what helped; nothing where none is on record.
    var actionSentences: [String] {
        guard let first = actions.sentences.first, !actions.actions.isEmpty else { return [] }
        let count = actions.actions.count
        let beginning = "\(counted(count, "action")) \(count == 1 ? "is" : "are") on record: "
        return [beginning + first] + actions.sentences.dropFirst()
    }

    /// The actions: what is late first, then as they are due, then those done or dropped. Nil where there is none.
    ///
    /// - Parameter most: how many have a row.
    func actionsTable(most: Int) -> PaperTable? {
        let all = actions.actions
        guard !all.isEmpty else { return nil }
        let late = all.filter(\.overdue).sorted { $0.daysLate > $1.daysLate }
        let open = all.filter { !$0.overdue && $0.standing.action.isOpen }
        let closed = all.filter { !$0.overdue && !$0.standing.action.isOpen }
        let shown = (late + open + closed).prefix(most)
        let part = shown.count < all.count ? ", \(grouped(shown.count)) of \(grouped(all.count))" : ""
        return PaperTable(
            "Actions on \(actionsAsOf.displayText)\(part)",
            columns: [
                .init("Action", width: 74), .init("Owner", width: 40), .init("Due", width: 22),
                .init("Standing", width: 34),
            ],
            rows: shown.map { entry in
                let action = entry.standing.action
                let standing = entry.standingInWords
                return PaperTable.Row([
                    PaperTable.Cell(entry.what), PaperTable.Cell(Self.capitalised(action.ownerInWords)),
                    PaperTable.Cell(action.deadline?.displayText ?? (action.isOpen ? "No day" : "")),
                    PaperTable.Cell(Self.capitalised(standing), isBold: entry.overdue),
                ])
            },
            hasRowHeadings: false,
            textSize: 8.5
        )
    }

    private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
