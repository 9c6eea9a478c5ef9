import Answers
import Provision
import ScopingStore

private let format = Options.format("xml", "csv", "json")
private let area = OptionSpec(name: "area", value: "AREA", help: "Only this area, by id, name or code.")
private let round = OptionSpec(name: "round", value: "ROUND", help: "Only this round.")
private let output = Options.output("A folder for xml, a file for csv and json; else standard output.")

let exportCommand = Command(
    name: "export",
    summary: "Write returns as XML, or ratings as CSV or JSON.",
    options: [format, area, round, Options.asOf, Options.knownAt, output, Options.store, Options.noCache],
    discussion: [
        "As xml (the default): the returns that stand, today or by --known-at, each valid against 'lacuna schema return'. One return goes to "
            + "standard output; several need a folder, -o DIR, and lie there as in a store. As csv or json: every rating "
            + "of these returns, with where it came from and its evidence."
    ],
    examples: [
        ("lacuna export --area Halton --round 2022-05", "Halton's return"),
        ("lacuna export --format csv -o ratings.csv", "all ratings, for a spreadsheet"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let chosen = try chosenReturns(invocation, access)
        let result = ResultOutput(invocation, format, byEnding: false)
        guard result.format == "xml" else {
            try result.write(access, &console, RatingsAnswer(of: chosen, in: access.model))
            return access.status
        }
        if let folder = result.path {
            var files = OutputFiles()
            for document in chosen {
                files.add(StoreLayout.path(of: document), ReturnWriter.bytes(of: document.published))
            }
            try files.write(below: folder, store: access.store.folder)
            console.note("Wrote \(chosen.count) returns below \(folder).")
            return access.status
        }
        guard let only = chosen.first, chosen.count == 1 else {
            throw invocation.refusal(
                "\(chosen.count) returns fit",
                hint: "Choose one with --area and --round, or a folder with -o DIR."
            )
        }
        console.write(ReturnWriter.bytes(of: only.published))
        return access.status
    }
)

private func chosenReturns(_ invocation: Invocation, _ access: StoreAccess) throws -> [Return] {
    let model = access.model
    let asOf = invocation.flag(Options.asOf) ? try access.date(invocation) : nil
    var chosen = model.standingReturns(knownAt: try access.knownAt(invocation)).filter { document in
        guard let asOf else { return true }
        return model.round(document.round).map { $0.referenceDate <= asOf } ?? false
    }
    if let round = try access.round(round, of: invocation) { chosen = chosen.filter { $0.round == round.id } }
    if invocation.flag(area), let index = try access.area(area, of: invocation, asOf: try access.latestDate()) {
        chosen = chosen.filter { $0.area == model.areas.areas[index].id }
    }
    guard !chosen.isEmpty else { throw CommandFailure(.noInput, "lacuna export: there is no such return.") }
    return chosen
}
