import Provision
import ScopingStore

private let areaOption = OptionSpec(
    name: "area",
    value: "AREA",
    help: "The area, by id, name or code.",
    isRequired: true
)
private let roundOption = OptionSpec(name: "round", value: "ROUND", help: "The round; the latest unless told.")
private let output = Options.output("The CSV file to write; else standard output.")

let returnFormCommand = Command(
    name: "return form",
    summary: "Write a form for an area to fill in with a spreadsheet, with the last known ratings already in it.",
    options: [areaOption, roundOption, output, Options.store, Options.noCache],
    discussion: [
        "Send it out, take it back, look at it with 'lacuna return check FILE' and record it with 'lacuna return submit FILE'. A "
            + "row that the area leaves as it is counts as carried forward."
    ],
    examples: [("lacuna return form --area Halton -o halton.csv", "Halton's form for the latest round.")],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let round = try chosenRound(invocation, access)
        guard let index = try access.area(areaOption, of: invocation, asOf: round.referenceDate) else {
            throw invocation.refusal(withoutOption: areaOption)
        }
        let bytes = ReturnForm.bytes(area: access.model.areas.areas[index], round: round, model: access.model)
        try ResultOutput.write(bytes, to: output, of: invocation, access, &console)
        return access.status
    }
)
