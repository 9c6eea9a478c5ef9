import Provision

/// `stale`: the rating is about a date further back than the framework allows (18 months unless told). A rating that was
/// carried forward, once or more often, is as old as the round it comes from. It dates from the day it became too old.
struct StaleRule: GapRule {
    let kind = GapKind.stale
    let definition = "Stale: the rating is older than the framework's limit (18 months unless told)."
    let source = "The scoping of May 2022 was printed in July 2023: readers could not tell how old a letter was."

    func findings(in context: GapContext) -> GapFindings {
        GapFindings(
            context.cells { context.framework.scale.level(of: $0) != nil }.compactMap { row, column in
                guard let entry = context.snapshot.entry(row: row, column: column),
                    let made = context.roundMade(row: row, column: column)?.referenceDate,
                    let limit = context.model.staleSince(ofEntry: entry, knownAt: context.snapshot.knownAt),
                    limit <= context.asOf
                else { return nil }
                let age = months(from: made, to: context.asOf)
                return context.gap(
                    kind,
                    row: row,
                    column: column,
                    since: limit,
                    why: {
                        "The rating of \($1.name) in \($0.name) dates from \(made.displayText), \(age) before \(context.asOf.displayText)."
                    },
                    closing: "It closes when the area rates it again."
                )
            }
        )
    }
}
