package import Exhibits
import Provision

/// What became of the gaps in each round.
package struct GapCountsAnswer: Answer {
    package let rounds: [Row]

    package struct Row: Encodable {
        package let round: String
        package let date: String
        package let open: Int
        package let opened: Int
        package let reopened: Int
        package let persisting: Int
        package let closed: Int
        package let firstLookedAt: Int
        /// Gaps in the record that are open beside these; nil where kinds of gap were chosen.
        package let inTheRecord: Int?

        fileprivate init(_ flow: GapFlow.Round, date: CalendarDate) {
            round = flow.label
            self.date = date.description
            open = flow.open
            opened = flow.opened
            reopened = flow.reopened
            persisting = flow.persisting
            closed = flow.closed
            firstLookedAt = flow.firstSeen
            inTheRecord = flow.inTheRecord
        }
    }

    /// With a row for each round that the scope holds.
    package init(_ flow: GapFlow, _ scope: ExhibitScope) {
        rounds = zip(flow.rounds, scope.rounds).map { Row($0, date: $1.referenceDate) }
    }

    package var table: AnswerTable? { rows }

    private var rows: AnswerTable {
        AnswerTable(
            rounds,
            [
                .text("round") { $0.round }, .text("date") { $0.date }, .number("open") { $0.open },
                .number("opened") { $0.opened }, .number("reopened") { $0.reopened },
                .number("persisting") { $0.persisting }, .number("closed") { $0.closed },
                .number("first looked at") { $0.firstLookedAt }, .number("in the record") { $0.inTheRecord },
            ]
        )
    }

    package var text: AnswerText {
        var text = AnswerText()
        text.rows(of: rows)
        return text
    }
}
