import Provision

/// `stale`: the rating is about a date further back than the framework allows (18 months unless told). A rating that was
/// carried forward, once or more often, is as old as the round it comes from. It dates from the day it became too old.
struct StaleRule: FindingRule {
    let kind = GapKind.stale
    let definition = "Stale: the rating is older than the framework's limit (18 months unless told)."
    let source = "The scoping of May 2022 was printed in July 2023: readers could not tell how old a letter was."

    func findings(in context: GapContext) -> Findings {
        var found: [Finding] = []
        context.forEachCell(marked: LevelPass.Mark.stale) { row, column in
            guard let entry = context.snapshot.entry(row: row, column: column),
                let limit = context.model.staleSince(ofEntry: entry, knownAt: context.snapshot.knownAt)
            else { return }
            found.append(context.finding(kind, row: row, column: column, since: limit))
        }
        return Findings(found)
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        context.words(of: finding, closing: "It closes when the area rates it again.") { area, type, row, column in
            let made = context.roundMade(row: row, column: column)?.referenceDate ?? context.asOf
            return
                "The rating of \(type.name) in \(area.name) dates from \(made.displayText), \(months(from: made, to: context.asOf)) before \(context.asOf.displayText)."
        }
    }
}
