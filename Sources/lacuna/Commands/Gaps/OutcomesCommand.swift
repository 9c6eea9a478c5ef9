import Answers
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json")

let outcomesCommand = Command(
    name: "outcomes",
    summary: "Show what services came to for families: seen, measured twice, improved, by measure.",
    options: [
        Options.within, Options.asOf, Options.knownAt, Options.areasAsOf, format, Options.store, Options.noCache,
    ],
    discussion: [
        "Areas return outcomes of their services for a period (<outcomes> of a return): how many families were seen, how many of them were "
            + "measured at the beginning and at the end, how many of these did better; and of how many the ethnic group and the "
            + "deprivation of where they live are on record. The measures are in the framework file: core ones, and others.",
        "A number under five is never told, nor one by which it could be worked out from a total: both are shown as *. It is so in every "
            + "form, and copies of returns ('export', 'report', what the server hands out) hold no outcome figures. A copy that is submitted again "
            + "leaves those on record as they are.",
    ],
    examples: [
        ("lacuna outcomes", "every service that returns any"),
        ("lacuna outcomes --within C&M --format csv", "one ICS, for a spreadsheet"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        let date = try access.date(invocation)
        let basis = try invocation.date(Options.areasAsOf).map(AreaBasis.date) ?? .current
        let within = try access.within(invocation, &console, asOf: date, basis: basis)
        // Of all areas: what is withheld of a part is withheld of the whole.
        let snapshot = model.snapshot(asOf: date, knownAt: try access.knownAt(invocation), basis: basis)
        try ResultOutput(invocation, format).write(
            access,
            &console,
            OutcomesAnswer(
                OutcomeTable(model, at: snapshot),
                model,
                shows: { area in
                    within.map { model.areas.isWithin(area, $0, on: snapshot.areasAsOf) } ?? true
                },
                note: try access.scopeNote(invocation, asOf: date, basis: basis),
                heading: within.map { model.areas.areas[$0].name } ?? access.networkName
            )
        )
        return access.status
    }
)
