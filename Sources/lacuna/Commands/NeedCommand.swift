import GapDetection
import LacunaService
import Markup
import Provision

private let format = Options.format("table", "csv", "json")

let needCommand = Command(
    name: "need",
    summary: "Show how many children are expected to need specialist help, step by step, and check published figures.",
    options: [Options.within, Options.asOf, Options.level, Options.areasAsOf, format, Options.store],
    discussion: [
        "need = children aged 0-4 x the base share + those in deprived small areas x a further share; the initial target is a "
            + "part of it. The shares stand in the framework file. Published rows are held against the same arithmetic.",
        "Where the deprived share of an area is not known nothing is added for it, and the cell is empty.",
    ],
    examples: [("lacuna need --within C&M", "the areas of one ICS, and its printed row checked")],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        guard let need = access.model.framework.need else {
            throw CommandFailure(.badData, "lacuna: the framework has no model of need; add <need> to framework.xml.")
        }
        let date = try access.date(invocation)
        let snapshot = access.model.snapshot(
            asOf: date,
            within: try access.area(Options.within, of: invocation, asOf: date),
            basis: try access.basis(invocation, asOf: date)
        )
        let answer = NeedAnswer(access.model, need, snapshot, rows: snapshot.rows.indices)
        switch invocation.value(format) ?? "table" {
        case "json": console.write(try JSONText.bytes(answer))
        case "csv":
            var writer = CSVWriter(header: NeedAnswer.header)
            for row in answer.areas { writer.row(row.cells) }
            console.write(writer.bytes)
        default:
            console.print("Expected need: \(answer.formula)")
            console.print()
            TextTable.print(
                header: NeedAnswer.header.map { $0.uppercased() },
                answer.areas.map(\.cells),
                right: Set(2...7),
                to: &console
            )
            for check in answer.published {
                console.print()
                console.print("Published for \(check.name): \(check.verdict)")
                for line in check.disagreements { console.print("  \(line)") }
            }
            if !answer.sources.isEmpty { console.print() }
            for source in answer.sources { console.print("Source: \(source)") }
        }
        return access.status
    }
)
