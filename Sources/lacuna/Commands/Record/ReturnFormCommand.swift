import Forms
import Provision
import ScopingStore
import Spreadsheets

private let areaOption = OptionSpec(name: "area", value: "AREA", help: "The area, by id, name or code.")
private let allOption = OptionSpec(
    name: "all",
    help: "A form for each area that the round asks, into the folder of -o."
)
private let roundOption = OptionSpec(name: "round", value: "ROUND", help: "The round; the latest unless told.")
private let format = OptionSpec(
    name: "format",
    value: "FORMAT",
    help: "What the form is made of; else as the name of -o ends, else csv.",
    allowed: FormFormat.allCases.map(\.rawValue)
)
private let output = Options.output("The file to write, with --all the folder; else standard output.")

let returnFormCommand = Command(
    name: "return form",
    summary: "Write a form for an area to fill in, with what is known already in it.",
    options: [areaOption, allOption, roundOption, format, output, Options.store, Options.noCache],
    discussion: [
        "It asks who answers, for the rating of each service type, for the services and for the interventions. As xlsx or ods it is a "
            + "workbook with choices to pick from and a checklist; as html a page that is filled in with a browser, without a network, and "
            + "saves itself with the answers; as csv plain cells.",
        "Send it out, take it back, look at it with 'lacuna return check FILE...' and record it with 'lacuna return submit FILE...'. A "
            + "row that the area leaves as it is counts as carried forward.",
        "With --all a form that is in the folder already is left alone, since somebody may have filled it in.",
    ],
    examples: [
        ("lacuna return form --area Halton -o halton.xlsx", "Halton's workbook for the latest round."),
        ("lacuna return form --all --format html -o forms", "A page for each area that the round asks."),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let round = try chosenRound(invocation, access)
        if invocation.flag(allOption) {
            try writeAll(round, invocation, access, &console)
            return access.status
        }
        guard let index = try access.area(areaOption, of: invocation, asOf: round.referenceDate) else {
            throw invocation.refusal(
                "no area is named",
                hint: "Name the area with --area, or ask for all with --all -o DIR."
            )
        }
        let form = ReturnForm(area: access.model.areas.areas[index], round: round, model: access.model)
        try ResultOutput.write(
            try bytes(of: form, as: chosenFormat(invocation)),
            to: output,
            of: invocation,
            access,
            &console
        )
        return access.status
    }
)

private func chosenFormat(_ invocation: Invocation) -> FormFormat {
    let ending = invocation.value(output)?.split(separator: ".").last.map { $0.lowercased() }
    return (invocation.value(format) ?? ending).flatMap { FormFormat(rawValue: $0) } ?? .csv
}

private func bytes(of form: ReturnForm, as format: FormFormat) throws(CommandFailure) -> [UInt8] {
    do throws(WorkbookFault) {
        return try form.bytes(as: format)
    } catch {
        throw CommandFailure(
            .badData,
            "lacuna: the form of \(form.area.name) cannot be written as \(format.rawValue): \(error)"
        )
    }
}

/// A form for each area asked; those that are there already are left alone.
private func writeAll(
    _ round: Round,
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ console: inout Console
) throws {
    guard !invocation.flag(areaOption) else {
        throw invocation.refusal("--all and --area do not go together", hint: "Leave out one of them.")
    }
    guard let folder = invocation.value(output), folder != "-" else {
        throw invocation.refusal("--all needs a folder to write to", hint: "Add -o DIR.")
    }
    let format = invocation.flag(format) ? chosenFormat(invocation) : .csv
    let areas = round.asked.compactMap { access.model.areas.area($0) }
    guard !areas.isEmpty else {
        throw CommandFailure(.noInput, "lacuna: round \(round.id) asks no area, so that there is no form to write.")
    }
    let model = access.model
    let forms = concurrentMap(areas.count, stage: "writing forms") { index in
        Result { () throws(CommandFailure) in
            try bytes(of: ReturnForm(area: areas[index], round: round, model: model), as: format)
        }
    }
    var files = OutputFiles()
    var kept: [String] = []
    for (area, form) in zip(areas, forms) {
        let name = "\(area.id)-\(round.id)\(format.ending)"
        let bytes = try form.get()
        do throws(DocumentFault) {
            if try readDocument(at: "\(folder)/\(name)") != bytes { kept.append(name) }
        } catch {
            // One that is there and cannot be read may hold somebody's answers.
            guard error.isAbsent else { throw CommandFailure(reading: error) }
            files.add(name, bytes)
        }
    }
    try files.write(below: folder, store: access.store.folder)
    console.print("Wrote \(counted(files.files.count, "form")) of round \(round.id) below \(folder).")
    if !kept.isEmpty {
        console.print(
            "Left alone, since they are there and differ: \(kept.joined(separator: ", ")). Move them away to have them made again."
        )
    }
}
