import Exhibits
import GapDetection
import LacunaService
import Markup
import Provision

private let format = Options.format("table", "csv", "json", "svg")

let needCommand = Command(
    name: "need",
    summary: "Show how many children are expected to need specialist help, step by step, and check published figures.",
    options: [
        Options.within, Options.asOf, Options.level, Options.areasAsOf, format, ResultOutput.file, Options.store,
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
        if output.format == "svg" {
            let scope = ExhibitScope(
                access.model,
                asOf: date,
                within: within,
                basis: snapshot.basis,
                leftOut: access.leftOutFiles
            )
            guard let data = NeedAndCapacity(scope) else { throw noNeed }
            try output.write(NeedChart.svg(data, ExhibitOptions(name: "need")), access, &console)
            return access.status
        }
        let answer = NeedAnswer(
            access.model,
            need,
            snapshot,
            rows: snapshot.rows.indices,
            note: try access.scopeNote(invocation, asOf: date, basis: basis)
        )
        switch output.format {
        case "json": try output.write(try JSONText.bytes(answer), access, &console)
        case "csv":
            var writer = CSVWriter(header: NeedAnswer.header + [NeedAnswer.sourceHeader])
            for row in answer.areas { writer.row(row.cells + [row.sources.joined(separator: "; ")]) }
            try output.write(writer.bytes, access, &console)
        default:
            try output.print(access, &console) { text in
                text.print("Expected need: \(answer.formula)")
                text.print()
                TextTable.print(
                    header: ["AREA", "CHILDREN 0-4", "BASE", "DEPRIVED", "ADDITIONAL", "IN NEED", "TARGET"],
                    // Without its id, which programs need.
                    answer.areas.map { Array($0.cells.dropFirst()) },
                    right: Set(1...6),
                    to: &text
                )
                if answer.areas.count > 1 {
                    text.print()
                    text.print(
                        "Shares of deprivation are on record to a tenth of a percent: an ICS's need can differ from the sum of its areas by a few children."
                    )
                }
                if let notes = answer.notes {
                    text.print()
                    for note in notes { text.print(note) }
                }
                for check in answer.published {
                    text.print()
                    text.print("Published for \(check.name): \(check.verdict)")
                    for line in check.disagreements { text.print("  \(line)") }
                }
                if !answer.sources.isEmpty { text.print() }
                for source in answer.sources { text.print("Source: \(source)") }
            }
        }
        return access.status
    }
)
