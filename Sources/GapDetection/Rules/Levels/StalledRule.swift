import Provision

/// `stalled`: in development for as long as the framework allows (12 months unless told), and still not provided. It dates
/// from the day that time was up.
struct StalledRule: FindingRule {
    let kind = GapKind.stalled
    let definition = "Stalled: in development longer than the framework's limit (12 months unless told)."
    let source = "The scale of the scoping reports: in development is a gap with a plan, and plans can come to nothing."

    func findings(in context: GapContext) -> Findings {
        var found: [Finding] = []
        context.forEachCell(marked: LevelPass.Mark.stalled) { row, column in
            guard let (_, due) = course(context, row, column) else { return }
            found.append(context.finding(kind, row: row, column: column, since: due))
        }
        return Findings(found)
    }

    /// Since when a cell has been in development, and from when on it counts as stalled; nil where it does not yet.
    private func course(
        _ context: GapContext,
        _ row: Int,
        _ column: Int
    ) -> (begun: CalendarDate, due: CalendarDate)? {
        guard let begun = context.since(row: row, column: column, context.stands(.inDevelopment)),
            let due = begun.adding(months: context.thresholds.stalledMonths), due <= context.asOf
        else { return nil }
        return (begun, due)
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        context.words(
            of: finding,
            closing: "It closes when the service opens, or the area says that the plan was given up."
        ) { area, type, row, column in
            let begun = course(context, row, column)?.begun ?? context.asOf
            return
                "\(area.name) has been developing its \(type.name) since \(begun.displayText): for \(months(from: begun, to: context.asOf)) by \(context.asOf.displayText)."
        }
    }
}
