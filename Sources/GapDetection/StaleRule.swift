import Provision

/// `stale`: the rating is about a date further back than the framework allows (18 months unless told). A rating that was
/// carried forward is as old as the round it comes from. It dates from the day it became too old.
struct StaleRule: GapRule {
    let kind = GapKind.stale
    let definition = "Stale: the rating is older than the framework's limit (18 months unless told)."
    let source = "The scoping of May 2022 was printed in July 2023: readers could not tell how old a letter was."

    func findings(in view: GapView) -> GapFindings {
        GapFindings(
            view.cells { view.framework.scale.level(of: $0) != nil }.compactMap { row, column in
                guard let (rating, document) = view.rating(row: row, column: column),
                    let date = view.model.round(rating.carriedFrom ?? document.round)?.referenceDate,
                    let limit = date.adding(months: view.thresholds.staleMonths), limit <= view.asOf
                else { return nil }
                let months = counted(view.asOf.months(since: date), "month")
                return view.gap(
                    kind,
                    row: row,
                    column: column,
                    since: limit,
                    why: { "What is known of \($1.name) in \($0.name) is of \(date), \(months) before \(view.asOf)." },
                    closing: "The area rates it again."
                )
            }
        )
    }
}
