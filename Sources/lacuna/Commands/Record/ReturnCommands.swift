import Answers
import Provision
import ScopingStore

let ofRound = OptionSpec(name: "round", value: "ROUND", help: "The round; the latest unless told.")

let returnCorrectCommand = Command(
    name: "return correct",
    summary: "Correct one rating: a new revision of the area's return.",
    arguments: [
        ArgumentSpec(name: "AREA", help: "The area, by id, name or code."),
        ArgumentSpec(name: "SERVICE", help: "The service type, by id, name or alias."),
        ArgumentSpec(name: "LEVEL", help: "The level's code, or not-expected."),
    ],
    options: [
        ofRound, OptionSpec(name: "evidence", value: "TEXT", help: "What the correction rests on."),
        OptionSpec(name: "cause", value: "CAUSE", help: "Why provision falls short.", isList: true),
        RecordingOptions.basedOn, RecordingOptions.dryRun, RecordingOptions.dryRunFormat,
    ] + RecordingOptions.all + [Options.store],
    examples: [
        (
            "lacuna return correct Halton iapt-0-5 A --evidence \"Two practitioners since March\"",
            "One cell, with its evidence."
        ), ("lacuna return correct Halton iapt-0-5 G --dry-run", "What it would close, without recording it."),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        let round = try chosenRound(invocation, access)
        let area = model.areas.areas[try access.area(invocation, positional: "AREA", asOf: round.referenceDate)]
        let service = model.framework.serviceTypes[try access.service(invocation, positional: "SERVICE")]
        let rating = try correctedRating(invocation, service, access)
        let basedOn = try RecordingOptions.basedOn(invocation)
        return try record(area.id, round.id, basedOn: basedOn, invocation, access, &console) {
            latest,
            _ throws(WriteFailure) in
            guard let latest else {
                throw .invalid([
                    DocumentFault(
                        file: "\(area.id) in round \(round.id)",
                        message: "there is no return to correct",
                        hint: "submit one with 'lacuna return submit'"
                    )
                ])
            }
            return latest.corrected(by: rating, order: model.framework.serviceTypes.map(\.id))
        }
    }
)

/// The round a call names, or the latest.
func chosenRound(_ invocation: Invocation, _ access: StoreAccess) throws -> Round {
    guard let found = try access.round(ofRound, of: invocation) ?? access.model.rounds.last else { throw noRounds }
    return found
}

/// Why nothing can be said of the latest round.
let noRounds = CommandFailure(.noInput, "lacuna: the store has no rounds yet; see 'lacuna help round open'.")

private func correctedRating(_ invocation: Invocation, _ service: ServiceType, _ access: StoreAccess) throws -> Rating {
    let framework = access.model.framework
    let value = try invocation.found(positional: "LEVEL", access.lookup.value)
    let causes = try invocation.values("cause").map { word in
        guard let cause = framework.causes.first(where: { $0.id.text == word }) else {
            throw invocation.refusal(
                ofOption: "cause",
                text: word,
                expected: "The causes are \(framework.causes.map(\.id.text).joined(separator: ", "))."
            )
        }
        return cause.id
    }
    let evidence = invocation.value("evidence").map { [Evidence(text: collapsed($0))] } ?? []
    let rating = Rating(service: service.id, value: value, causes: causes, evidence: evidence)
    if case .level(let code) = value, rating.lacksReason(framework) {
        throw invocation.refusal(
            "\(code) leaves a gap and asks for a reason",
            hint: "Give --evidence TEXT or --cause CAUSE."
        )
    }
    return rating
}

/// Records, and says what was recorded.
private func record(
    _ area: Area.ID,
    _ round: Round.ID,
    basedOn: Int?,
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ console: inout Console,
    _ make: (Return?, References) throws(WriteFailure) -> Return
) throws -> ExitStatus {
    let isDry = try RecordingOptions.isDryRun(invocation)
    let receipt: StoreWriter.Receipt
    do {
        receipt = try StoreWriter(folder: access.store.folder).record(
            area: area,
            round: round,
            basedOn: basedOn,
            by: RecordingOptions.author(invocation, console),
            now: RecordingOptions.now(console),
            rehearsing: isDry,
            make
        )
    } catch {
        throw RecordingOptions.failure(error)
    }
    if isDry {
        try tell(receipt, access.model, isDry, invocation, access, &console)
    } else {
        tell(receipt, &console)
    }
    return access.status
}

/// Tells what was recorded of a whole return and what that took the place of; or, of a dry run, what would change.
func tell(
    _ receipt: StoreWriter.Receipt,
    _ model: ProvisionModel,
    _ isDry: Bool,
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ console: inout Console
) throws {
    let document = receipt.document
    let replaced = Replacement(receipt, in: model).sentences
    if isDry {
        let submitted = document.state == .draft ? document.with(state: .submitted) : document
        try ResultOutput(invocation, RecordingOptions.dryRunFormat).write(
            access,
            &console,
            DryRunAnswer(submitted, in: model, notes: replaced)
        )
    } else {
        tell(receipt, &console)
        for sentence in replaced { console.print(sentence) }
    }
}

func tell(_ receipt: StoreWriter.Receipt, _ console: inout Console) {
    let document = receipt.document
    let state = document.state == .submitted ? "" : " (\(document.state.words))"
    console.print(
        receipt.isNew
            ? "Recorded \(receipt.path)\(state): revision \(document.revision), \(document.recorded.at)."
            : "Already recorded as \(receipt.path)\(state): revision \(document.revision), \(document.recorded.at)."
    )
}
