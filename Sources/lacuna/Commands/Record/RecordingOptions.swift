import Glibc
import Provision
import ScopingStore

/// What every command that records takes: who, in what role, why.
enum RecordingOptions {
    static let by = OptionSpec(name: "by", value: "NAME", help: "Who records this; else the user's name.")
    static let role = OptionSpec(name: "role", value: "ROLE", help: "In what role; network manager unless told.")
    static let note = OptionSpec(name: "note", value: "TEXT", help: "Why this is recorded.")
    static let basedOn = OptionSpec(
        name: "based-on",
        value: "N",
        help: "The revision this builds on (0 for none); refused when another has been recorded since."
    )
    static let all = [by, role, note]
    static let dryRun = OptionSpec(name: "dry-run", help: "Record nothing; tell what would change.")
    static let dryRunFormat = Options.format("table", "json")

    /// Whether a call of a command that can be rehearsed is to record nothing.
    static func isDryRun(_ invocation: Invocation) throws -> Bool {
        let isDry = invocation.flag(dryRun)
        if !isDry, invocation.flag(dryRunFormat) {
            throw invocation.refusal("--format is how a dry run is written", hint: "Add --dry-run.")
        }
        return isDry
    }

    static func author(_ invocation: Invocation, _ console: Console) -> StoreWriter.Author {
        let user = console.environment["USER"].flatMap { $0.isEmpty ? nil : $0 } ?? "unknown"
        return StoreWriter.Author(
            name: invocation.value(by) ?? user,
            role: invocation.value(role) ?? "network manager",
            note: invocation.value(note)
        )
    }

    static func basedOn(_ invocation: Invocation) throws -> Int? {
        guard let text = invocation.value(basedOn) else { return nil }
        guard let number = Int(text), (0...Return.latestRevision).contains(number) else {
            throw invocation.refusal(ofOption: basedOn.name, expected: "Expected a revision such as 1, or 0 for none.")
        }
        return number
    }

    /// This moment, or the one that `LACUNA_NOW` states: for tests and for reproducing what was done.
    static func now(_ console: Console) -> Instant { now(console.environment) }

    static func now(_ environment: [String: String]) -> Instant {
        if let text = environment["LACUNA_NOW"], let instant = Instant(rfc3339: text) { return instant }
        return Instant(secondsSince1970: Int64(time(nil)))
    }

    /// A failure to record, as a command ends with it.
    static func failure(_ failure: WriteFailure) -> CommandFailure {
        let status: ExitStatus =
            switch failure {
            case .locked: .locked
            case .conflict, .actionConflict, .invalid: .badData
            case .unreadable(let code, _): code == .missing ? .noInput : code == .unreadable ? .inputOutput : .badData
            case .cannotCreate: .cannotCreate
            case .inputOutput, .outcomeUnknown: .inputOutput
            }
        return CommandFailure(status, failure.description.split(separator: "\n").map { "lacuna: \($0)" })
    }
}
