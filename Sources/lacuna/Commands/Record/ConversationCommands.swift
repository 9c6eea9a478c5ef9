import Answers
import Provision
import ScopingStore

private let area = ArgumentSpec(name: "AREA", help: "The area, by id, name or code.")
private let text = OptionSpec(name: "text", value: "TEXT", help: "What is said.", isRequired: true)

let returnQueryCommand = Command(
    name: "return query",
    summary: "Ask an area about its return: about a cell, or the whole.",
    arguments: [
        area,
        ArgumentSpec(
            name: "SERVICE",
            help: "The service type, by id, name or alias; left out to ask about the return as a whole.",
            isRequired: false
        ),
    ],
    options: [text, ofRound, RecordingOptions.basedOn] + RecordingOptions.all + [Options.store],
    discussion: [
        "A query stands in the return's next revision, which says of the area what the one before did. It is open until it is "
            + "answered: by 'lacuna return answer', or by a revision that changes the cell."
    ],
    examples: [
        (
            "lacuna return query Halton iapt-0-5 --text \"Who provides it since March?\"",
            "Ask what a rating rests on."
        )
    ],
    run: { invocation, console in
        try take(invocation, &console) { access in
            let isNamed = invocation.positional("SERVICE") != nil
            let service = isNamed ? try access.service(invocation, positional: "SERVICE") : nil
            return .query(
                service: service.map { access.model.framework.serviceTypes[$0].id },
                text: try said(invocation)
            )
        }
    }
)

let returnAnswerCommand = Command(
    name: "return answer",
    summary: "Answer a query about a return.",
    arguments: [
        area,
        ArgumentSpec(name: "QUERY", help: "The query's number, or the service type that it is about."),
    ],
    options: [text, ofRound, RecordingOptions.basedOn] + RecordingOptions.all + [Options.store],
    discussion: [
        "The rating stays as it is. A revision that changes the cell answers by that, and needs no answer besides."
    ],
    examples: [("lacuna return answer Halton 1 --text \"The Trust, by two practitioners.\"", "Answer query 1.")],
    run: { invocation, console in
        try take(invocation, &console) { access in
            let subject: ConversationStep.Subject
            if let number = invocation.positional("QUERY").flatMap({ Int($0) }) {
                subject = .number(number)
            } else {
                let service = try access.service(invocation, positional: "QUERY")
                subject = .service(access.model.framework.serviceTypes[service].id)
            }
            return .answer(subject, text: try said(invocation))
        }
    }
)

let returnRequestChangesCommand = Command(
    name: "return request-changes",
    summary: "Send a return back: say what the area is to change.",
    arguments: [area],
    options: [
        ofRound,
        OptionSpec(
            name: RecordingOptions.note.name,
            value: "TEXT",
            help: "What is to be changed, and why.",
            isRequired: true
        ), RecordingOptions.basedOn, RecordingOptions.by, RecordingOptions.role, Options.store,
    ],
    discussion: [
        "The return goes on counting as it is. It is submitted again by 'lacuna return submit', with changes or without."
    ],
    run: { invocation, console in try take(invocation, &console) { _ in .requestChanges } }
)

let returnAcceptCommand = Command(
    name: "return accept",
    summary: "Mark an area's return as accepted by the network.",
    arguments: [area],
    options: [ofRound, RecordingOptions.basedOn] + RecordingOptions.all + [Options.store],
    discussion: [
        "Where the framework asks for two persons (accept-by-another), whoever recorded what the return says cannot accept it."
    ],
    run: { invocation, console in try take(invocation, &console) { _ in .accept } }
)

/// What `--text` says, on one line.
private func said(_ invocation: Invocation) throws -> String {
    let said = collapsed(invocation.value(text) ?? "")
    guard !said.isEmpty else { throw invocation.refusal(ofOption: text.name, expected: "Expected some words.") }
    return said
}

/// Takes a step in the conversation about the return that a call names, and says what was recorded.
private func take(
    _ invocation: Invocation,
    _ console: inout Console,
    _ kind: (StoreAccess) throws -> ConversationStep.Kind
) throws -> ExitStatus {
    let access = try StoreAccess(invocation, &console)
    let round = try chosenRound(invocation, access)
    let place = try access.area(invocation, positional: area.name, asOf: round.referenceDate)
    let step = ConversationStep(
        try kind(access),
        of: access.model.areas.areas[place].id,
        in: round.id,
        by: RecordingOptions.author(invocation, console)
    )
    let basedOn = try RecordingOptions.basedOn(invocation)
    let receipt: StoreWriter.Receipt
    do {
        receipt = try StoreWriter(folder: access.store.folder).take(
            step,
            basedOn: basedOn,
            now: RecordingOptions.now(console)
        )
    } catch {
        throw RecordingOptions.failure(error)
    }
    tell(receipt, &console)
    if step.kind.step == .query, receipt.isNew, let query = receipt.document.queries.last {
        console.print("Query \(query.number) is open until it is answered.")
    }
    return access.status
}
