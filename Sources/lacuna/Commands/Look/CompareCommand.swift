import GapDetection
import LacunaService
import Markup
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
        let first = try place("AREA", dates?.from ?? asked, on: dates?.to, invocation, access)
        let other = invocation.positional("OTHER")
        guard (other == nil) == (dates != nil) else {
            throw invocation.refusal(
                "a comparison has two sides",
                hint: "Name another area, or give --between FROM TO."
            )
        }
        let second = try place(other == nil ? "AREA" : "OTHER", dates?.to ?? asked, on: dates?.to, invocation, access)
        let comparison = AreaComparison(model, first, second)
        let rows = comparison.cells.map { cell in
            CompareRow(
                service: cell.service.id.text,
                serviceName: cell.service.name,
                first: model.code(of: cell.first),
                second: model.code(of: cell.second),
                verdict: cell.verdict
            )
        }
        let header = ["SERVICE TYPE", heading(first, model), heading(second, model), "VERDICT"]
        switch invocation.value(format) ?? "table" {
        case "json": console.write(try JSONText.bytes(["cells": rows]))
        case "csv":
            var writer = CSVWriter(header: ["service", "service name", "first", "second", "verdict", "why"])
            for row in rows {
                writer.row([row.service, row.serviceName, row.first, row.second, row.verdict, row.why ?? ""])
            }
            console.write(writer.bytes)
        default:
            TextTable.print(
                header: header,
                rows.map { row in
                    [row.serviceName, row.first, row.second, row.why.map { "\(row.verdict): \($0)" } ?? row.verdict]
                },
                to: &console
            )
        }
        return access.status
    }
)

private func heading(_ place: (snapshot: Snapshot, row: Int), _ model: ProvisionModel) -> String {
    "\(model.areas.areas[place.snapshot.rows[place.row]].name), \(place.snapshot.asOf)"
}

/// The row of an area at a date, on the areas of another date where one is given.
private func place(
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

private struct CompareRow: Encodable {
    let service: String
    let serviceName: String
    let first: String
    let second: String
    let verdict: String
    let why: String?

    init(service: String, serviceName: String, first: String, second: String, verdict: AreaComparison.Verdict) {
        self.service = service
        self.serviceName = serviceName
        self.first = first
        self.second = second
        (self.verdict, why) =
            switch verdict {
            case .same: ("same", nil)
            case .better: ("better", nil)
            case .worse: ("worse", nil)
            case .cannotBeCompared(let reason): ("cannot be compared", reason)
            }
    }
}
