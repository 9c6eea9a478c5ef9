import Answers
import Exhibits
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json", "svg", "png")

let needsCommand = Command(
    name: "needs",
    summary: "Show which groups of families the interventions on record reach, area by area.",
    options: [
        Options.within, Options.asOf, Options.knownAt, Options.areasAsOf, format, Options.width, ResultOutput.file,
        Options.store,
        Options.noCache,
    ],
    discussion: [
        "Groups of families (THRIVE's five), and the interventions that are for each, are in the framework file. A group is reached "
            + "in an area where one of its interventions is delivered there, as the gap rule needs-group has it.",
        "What goes along with help of every kind, such as peer support, and what the framework lists for no group fill none by "
            + "themselves, and stand apart. What is only planned reaches nobody yet. Of an area without a list of "
            + "interventions nothing is known.",
    ],
    examples: [
        ("lacuna needs", "all areas, and whom nothing reaches"),
        ("lacuna needs --within Halton", "what stands behind each group in one area, and who delivers it"),
        ("lacuna needs -o needs.svg", "the same as a picture"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        let date = try access.date(invocation)
        let knownAt = try access.knownAt(invocation)
        let basis = try invocation.date(Options.areasAsOf).map(AreaBasis.date) ?? .current
        let within = try access.within(invocation, &console, asOf: date, basis: basis)
        let snapshot = model.snapshot(asOf: date, knownAt: knownAt, within: within, basis: basis)
        let matrix = NeedsMatrix(model, at: snapshot)
        let output = ResultOutput(invocation, format)
        try output.write(
            access,
            &console,
            NeedsAnswer(
                matrix,
                model,
                note: try access.scopeNote(invocation, asOf: date, basis: basis)
                    ?? model.emptyNote(of: snapshot, within: within),
                heading: within.map { model.areas.areas[$0].name } ?? access.networkName
            ),
            picture: {
                let scope = ExhibitScope(
                    model,
                    asOf: date,
                    knownAt: knownAt,
                    within: within,
                    basis: basis,
                    leftOut: access.leftOutFiles
                )
                return NeedsChart.svg(NeedsByArea(scope, matrix), output.options("needs"))
            }
        )
        return access.status
    }
)
