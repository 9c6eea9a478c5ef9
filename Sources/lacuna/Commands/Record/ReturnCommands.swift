import Answers
import Provision
import ScopingStore

private let dryRun = OptionSpec(name: "dry-run", help: "Record nothing; tell what would change.")
private let dryRunFormat = Options.format("table", "json")
let ofRound = OptionSpec(name: "round", value: "ROUND", help: "The round; the latest unless told.")

let returnCheckCommand = Command(
    name: "return check",
    summary: "Check a return before it is submitted: every fault, with its row and column, or its line.",
    arguments: [IncomingReturn.file],
    options: [IncomingReturn.draft, IncomingReturn.drop, RecordingOptions.basedOn] + RecordingOptions.all + [
        Options.store
    ],
    discussion: [
        "It refuses what 'lacuna return submit' would refuse with the same options, and nothing else. What was understood "
            + "otherwise than it was written, or will not be recorded, is told first."
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let path = invocation.positional("FILE") ?? ""
        do {
            let incoming = try IncomingReturn(invocation, access, console, rehearsing: true)
            for remark in incoming.submission.remarks { console.print("\(remark)") }
            console.print("\(path): nothing to mend.")
            return access.status
        } catch let failure as IncomingReturn.Faults {
            for fault in failure.faults { console.print("\(fault)") }
            return .findings
        }
    }
)

let returnSubmitCommand = Command(
    name: "return submit",
    summary: "Record a return as a new revision.",
    arguments: [IncomingReturn.file],
    options: [
        dryRun, dryRunFormat, IncomingReturn.draft, IncomingReturn.drop, RecordingOptions.basedOn,
    ] + RecordingOptions.all + [Options.store],
    discussion: [
        "Everything is checked first; a return with a fault is refused whole. A level that leaves a gap asks for a reason: "
            + "evidence, or a cause. The revision before is never changed; the same return again gives the same receipt.",
        "A rating that stood before, and has no row or no level now, is refused unless --drop says that it is meant.",
        "With --dry-run nothing is recorded: it tells which cells and gaps would change as of the round's reference date, of "
            + "the area and of its ICS, what would be carried forward and what contradicts earlier statements.",
    ],
    examples: [
        ("lacuna return submit halton.csv --by \"A. Manager\" --note \"Second reminder\"", "Record a filled-in form.")
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let isDry = invocation.flag(dryRun)
        if !isDry, invocation.flag(dryRunFormat) {
            throw invocation.refusal("--format is how a dry run is written", hint: "Add --dry-run.")
        }
        let incoming: IncomingReturn
        do {
            incoming = try IncomingReturn(invocation, access, console, rehearsing: isDry)
        } catch let failure as IncomingReturn.Faults {
            throw CommandFailure(
                .badData,
                failure.faults.map { "lacuna: \($0)" } + ["lacuna: nothing was recorded"]
            )
        }
        for remark in incoming.submission.remarks { console.note("\(remark)") }
        let document = incoming.receipt.document
        let replaced = Replacement(incoming.receipt, in: access.model).sentences
        if isDry {
            let submitted = document.state == .draft ? document.with(state: .submitted) : document
            try ResultOutput(invocation, dryRunFormat).write(
                access,
                &console,
                DryRunAnswer(submitted, in: access.model, notes: replaced)
            )
        } else {
            tell(incoming.receipt, &console)
            for sentence in replaced { console.print(sentence) }
        }
        return access.status
    }
)

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
        RecordingOptions.basedOn,
    ] + RecordingOptions.all + [Options.store],
    examples: [
        (
            "lacuna return correct Halton iapt-0-5 A --evidence \"Two practitioners since March\"",
            "One cell, with its evidence."
        )
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
    let receipt: StoreWriter.Receipt
    do {
        receipt = try StoreWriter(folder: access.store.folder).record(
            area: area,
            round: round,
            basedOn: basedOn,
            by: RecordingOptions.author(invocation, console),
            now: RecordingOptions.now(console),
            make
        )
    } catch {
        throw RecordingOptions.failure(error)
    }
    tell(receipt, &console)
    return access.status
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
