import Answers
import Exhibits
import Provision

private let format = Options.format("table", "csv", "json", "svg", "png")

let needCommand = Command(
    name: "need",
    summary: "Show how many children are expected to need specialist help, step by step, and check published figures.",
    options: [
        Options.within, Options.asOf, Options.level, Options.areasAsOf, format, Options.width, ResultOutput.file,
        Options.store,
        Options.noCache,
    ],
    discussion: [
        "need = children aged 0-4 x the base share + those in deprived small areas x a further share; the initial target is a "
            + "part of it. The shares stand in the framework file. Published rows are held against the same arithmetic.",
        "Where the deprived share of an area is not known nothing is added for it, and the cell is empty.",
        "The sources of children and deprivation are named with their licences: in the last column of CSV, and below the table.",
        "As SVG: for each area the need, the initial target, and what the services that are to meet it can take on in a year, where "
            + "all of them state it.",
    ],
    examples: [
        ("lacuna need --within C&M", "the areas of one ICS, and its printed row checked"),
        ("lacuna need -o need.svg", "need against capacity as a picture"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let noNeed = CommandFailure(
            .badData,
            "lacuna: the framework has no model of need; add <need> to framework.xml."
        )
        guard let need = access.model.framework.need else { throw noNeed }
        let output = ResultOutput(invocation, format)
        let date = try access.date(invocation)
        let basis = try access.basis(invocation, asOf: date)
        let within = try access.within(invocation, &console, asOf: date, basis: basis)
        let snapshot = access.model.snapshot(asOf: date, within: within, basis: basis)
        if let note = access.model.emptyNote(of: snapshot, within: within) { console.noteOnce(note) }
        let note = try access.scopeNote(invocation, asOf: date, basis: basis)
        try output.write(
            access,
            &console,
            NeedAnswer(access.model, need, snapshot, rows: snapshot.rows.indices, note: note),
            picture: {
                let scope = ExhibitScope(
                    access.model,
                    asOf: date,
                    within: within,
                    basis: snapshot.basis,
                    leftOut: access.leftOutFiles
                )
                guard let data = NeedAndCapacity(scope) else { throw noNeed }
                return NeedChart.svg(data, output.options("need"))
            }
        )
        return access.status
    }
)
