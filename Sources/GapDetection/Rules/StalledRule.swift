import Provision

/// `stalled`: in development for as long as the framework allows (12 months unless told), and still not provided. It dates
/// from the day that time was up.
struct StalledRule: GapRule {
    let kind = GapKind.stalled
    let definition = "Stalled: in development longer than the framework's limit (12 months unless told)."
    let source = "The scale of the scoping reports: in development is a gap with a plan, and plans can come to nothing."

    func findings(in context: GapContext) -> GapFindings {
        let condition = context.stands(.inDevelopment)
        return GapFindings(
            context.cells(where: condition).compactMap { row, column in
                guard let begun = context.since(row: row, column: column, condition),
                    let due = begun.adding(months: context.thresholds.stalledMonths), due <= context.asOf
                else { return nil }
                let lasting = months(from: begun, to: context.asOf)
                return context.gap(
                    kind,
                    row: row,
                    column: column,
                    since: due,
                    why: {
                        "\($0.name) has been developing its \($1.name) since \(begun.displayText): for \(lasting) by \(context.asOf.displayText)."
                    },
                    closing: "It closes when the service opens, or the area says that the plan was given up."
                )
            }
        )
    }
}
