import Provision

/// `stalled`: in development for as long as the framework allows (12 months unless told), and still not provided. It dates
/// from the day that time was up.
struct StalledRule: GapRule {
    let kind = GapKind.stalled
    let definition = "Stalled: in development longer than the framework's limit (12 months unless told)."
    let source = "The scale of the scoping reports: in development is a gap with a plan, and plans can come to nothing."

    func findings(in view: GapView) -> GapFindings {
        let condition = view.stands(.inDevelopment)
        return GapFindings(
            view.cells(where: condition).compactMap { row, column in
                guard let begun = view.since(row: row, column: column, condition),
                    let due = begun.adding(months: view.thresholds.stalledMonths), due <= view.asOf
                else { return nil }
                let area = view.area(row: row)
                let type = view.framework.serviceTypes[column]
                let found = view.rating(row: row, column: column)
                return view.gap(
                    kind,
                    area: area,
                    service: type,
                    since: due,
                    why:
                        "\(area.name) has had \(type.name) in development since \(begun), \(counted(view.asOf.months(since: begun), "month")) by \(view.asOf).",
                    closing: "The service opens, or the area says that the plan was given up.",
                    evidence: found?.rating.evidence ?? [],
                    document: found?.document
                )
            }
        )
    }
}
