package import Exhibits
import Provision

/// What became of the gaps in a round: a row of `lacuna trend --gaps`, and of `trend.get` with gaps.
package struct GapCountAnswer: Encodable {
    package static let header = [
        "round", "date", "open", "opened", "reopened", "persisting", "closed", "first looked at", "in the record",
    ]

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

    private init(_ flow: GapFlow.Round, date: CalendarDate) {
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

    /// A row for each round that the scope holds.
    package static func rows(_ flow: GapFlow, _ scope: ExhibitScope) -> [GapCountAnswer] {
        zip(flow.rounds, scope.rounds).map { GapCountAnswer($0, date: $1.referenceDate) }
    }

    /// The same in the order of the header.
    package var cells: [String] {
        [round, date] + [open, opened, reopened, persisting, closed, firstLookedAt].map { String($0) }
            + [inTheRecord.map { String($0) } ?? ""]
    }
}
