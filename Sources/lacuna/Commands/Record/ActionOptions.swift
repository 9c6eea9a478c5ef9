import Answers
import Provision
import ScopingStore

/// What the commands that record actions take.
enum ActionOptions {
    static let role = OptionSpec(name: "role", value: "ROLE", help: "The owner's role: who answers for it.")
    static let organisation = OptionSpec(name: "organisation", value: "NAME", help: "The owner's organisation.")
    static let person = OptionSpec(name: "person", value: "NAME", help: "The owner's name, where one is wanted.")
    static let due = OptionSpec(name: "due", value: "DATE", help: "The day it is due.")
    static let milestone = OptionSpec(
        name: "milestone",
        value: "\"DATE: TEXT\"",
        help: "A step on the way and the day by which it is to be reached; more than once for several.",
        isRepeatable: true
    )
    static let cost = OptionSpec(name: "cost", value: "POUNDS", help: "What it costs, such as 12000 or 1250.50.")
    static let evidence = OptionSpec(
        name: "evidence",
        value: "TEXT",
        help: "What it rests on, or what shows that it was done; more than once for several.",
        isRepeatable: true
    )
    static let inRole = OptionSpec(
        name: "in-role",
        value: "ROLE",
        help: "In what role it is recorded; network manager unless told."
    )
    static let dryRun = OptionSpec(name: "dry-run", help: "Do all but record it.")
    static let owner = [role, organisation, person]
    static let recording = [RecordingOptions.by, inRole, RecordingOptions.note]

    static func author(_ invocation: Invocation, _ console: Console) -> StoreWriter.Author {
        let user = console.environment["USER"].flatMap { $0.isEmpty ? nil : $0 } ?? "unknown"
        return StoreWriter.Author(
            name: invocation.value(RecordingOptions.by) ?? user,
            role: invocation.value(inRole) ?? "network manager",
            note: invocation.value(RecordingOptions.note).map(collapsed)
        )
    }

    static func cost(_ invocation: Invocation) throws -> Action.Cost? {
        guard let text = invocation.value(cost) else { return nil }
        guard let pounds = Hundredths(text) else {
            throw invocation.refusal(
                ofOption: cost.name,
                expected: "Expected pounds, with at most two digits after the point: 12000 or 1250.50."
            )
        }
        return Action.Cost(pounds: pounds)
    }

    static func evidence(_ invocation: Invocation) -> [Evidence] {
        invocation.values(evidence).map { Evidence(text: collapsed($0)) }
    }

    /// Days with texts: "2022-10-01: The plan is agreed".
    static func dated(_ option: OptionSpec, _ invocation: Invocation) throws -> [(day: CalendarDate, text: String)] {
        try invocation.values(option).map { value in
            guard let (day, text) = datedText(value) else {
                throw invocation.refusal(
                    ofOption: option.name,
                    text: value,
                    expected: "Expected a day and a text: \"2022-10-01: The plan is agreed\"."
                )
            }
            return (day, text)
        }
    }

    static func milestones(_ invocation: Invocation) throws -> [Action.Milestone] {
        try dated(milestone, invocation).map { Action.Milestone(day: $0.day, what: $0.text) }
    }

    /// The action that an argument names.
    static func action(_ invocation: Invocation, _ access: StoreAccess) throws -> Action.ID {
        let word = invocation.positional(argument.name) ?? ""
        let ids = access.model.actions.ids
        guard let id = ids.first(where: { $0.text == word }) else {
            throw invocation.refusal(
                ofPositional: argument.name,
                expected: ids.isEmpty ? "No action is on record." : "'lacuna actions' lists those on record.",
                nearest: Suggestion.nearest(to: word, among: ids.map(\.text)).map { [$0] } ?? []
            )
        }
        return id
    }

    static let argument = ArgumentSpec(name: "ACTION", help: "The action's id, as 'lacuna actions' lists it.")

    static func failure(_ failure: any Error) -> any Error {
        (failure as? WriteFailure).map(RecordingOptions.failure) ?? failure
    }
}
