public import GapDetection
import Provision

extension GapAges {
    /// The ages of the gaps of a register at a date.
    ///
    /// A gap's opening was seen where its cell was rated in the round before; else it was open when first looked at.
    ///
    /// - Parameter gaps: those the scope's audit found, perhaps fewer.
    public init(_ scope: ExhibitScope, of gaps: [Gap]) {
        let openings = Openings(scope)
        var (months, atLeast, unknown) = ([Int](), [Int](), 0)
        for gap in gaps {
            guard let since = gap.since else {
                unknown += 1
                continue
            }
            let age = scope.asOf.months(since: since)
            if openings.isSeen(gap, since) { months.append(age) } else { atLeast.append(age) }
        }
        self.init(
            caption: scope.caption(
                "ages of the gaps open on \(scope.asOf.displayText)",
                "\(GapTally(gaps).displayText.prefix(1).uppercased() + GapTally(gaps).displayText.dropFirst()), by how long they have been open."
            ),
            months: months,
            monthsAtLeast: atLeast,
            unknown: unknown
        )
    }

    /// Tells whether the rounds show a gap opening.
    private struct Openings {
        private let model: ProvisionModel
        private let snapshots: [Snapshot]

        init(_ scope: ExhibitScope) {
            model = scope.model
            snapshots =
                ProvisionHistory(
                    scope.model,
                    upTo: scope.asOf,
                    knownAt: scope.knownAt,
                    basis: scope.steadyBasis,
                    rule: scope.rule
                ).snapshots
        }

        /// A day that is not a round's was told by a document (the end of funding, a day due): that is seen.
        func isSeen(_ gap: Gap, _ since: CalendarDate) -> Bool {
            guard let round = snapshots.firstIndex(where: { $0.asOf == since }) else { return true }
            guard round > 0 else { return false }
            let before = snapshots[round - 1]
            guard let area = model.areas.index(of: gap.area), let service = gap.service,
                let column = model.framework.index(of: service)
            else { return true }
            let rows =
                before.row(of: area).map { [$0] }
                ?? before.rows.indices.filter { model.areas.isWithin(before.rows[$0], area, on: before.areasAsOf) }
            return gap.kind == .unrated
                ? !rows.isEmpty : rows.contains { before.state(row: $0, column: column) != .unrated }
        }
    }
}
