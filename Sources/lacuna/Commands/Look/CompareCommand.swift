import Answers
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json")
let compareCommand = Command(
    name: "compare",
    summary: "Hold two areas, or one area at two dates, against each other; say where that is unsound.",
    arguments: [
        ArgumentSpec(name: "AREA", help: "The area, by id, name or code."),
        ArgumentSpec(name: "OTHER", help: "Another area; left out with --between.", isRequired: false),
    ],
    options: [Options.between, Options.asOf, Options.knownAt, Options.rule, format, Options.store, Options.noCache],
    discussion: [
        "A cell cannot be compared where its area was divided or joined since from areas at different levels, where the areas are of "
            + "different kinds, or where a level has no place in the order (in development). The last column says why."
    ],
    examples: [
        ("lacuna compare Knowsley Halton", "two areas at the latest round"),
        ("lacuna compare Sefton --between 2022-05-01 2024-05-01", "one area across a change of boundaries"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        let dates = try access.between(invocation)
        let asked = try access.date(invocation)
        let first = try side("AREA", dates?.from ?? asked, on: dates?.to, invocation, access)
        let other = invocation.positional("OTHER")
        guard (other == nil) == (dates != nil) else {
            throw invocation.refusal(
                "a comparison has two sides",
                hint: "Name another area, or give --between FROM TO."
            )
        }
        let second = try side(other == nil ? "AREA" : "OTHER", dates?.to ?? asked, on: dates?.to, invocation, access)
        let comparison = AreaComparison(model, first, second)
        let headings = [heading(first, model), heading(second, model)]
        try ResultOutput(invocation, format).write(
            access,
            &console,
            ComparisonAnswer(comparison, model, headings: headings)
        )
        return access.status
    }
)

private func heading(_ side: (snapshot: Snapshot, row: Int), _ model: ProvisionModel) -> String {
    "\(model.areas.areas[side.snapshot.rows[side.row]].name), \(side.snapshot.asOf.displayText)"
}

/// The row of an area at a date, on the areas of another date where one is given.
private func side(
    _ name: String,
    _ date: CalendarDate,
    on basisDate: CalendarDate?,
    _ invocation: Invocation,
    _ access: StoreAccess
) throws -> (snapshot: Snapshot, row: Int) {
    let area = try access.area(invocation, positional: name, asOf: basisDate ?? date)
    let kind = access.model.areas.areas[area].kind
    let rule = access.rule(invocation)
    let knownAt = try access.knownAt(invocation)
    // First as a row of the day; an ICS or a region is made of its areas.
    for basis in [AreaBasis.date(basisDate ?? date), .kind(kind)] {
        let snapshot = access.model.snapshot(asOf: date, knownAt: knownAt, basis: basis, rule: rule)
        if let row = snapshot.row(of: area) { return (snapshot, row) }
    }
    throw invocation.refusal(
        ofPositional: name,
        expected: access.model.whereabouts(of: area, on: basisDate ?? date)
            ?? "Nothing was asked or rated of \(access.model.areas.areas[area].id) by \(date)."
    )
}
