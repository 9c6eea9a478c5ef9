import Testing

@testable import lacuna

/// The declarations that the tests of the command line read against.
enum Sample {
    static let gaps = CommandSpec(
        name: "gaps",
        summary: "List the gaps, the most severe first.",
        options: [
            OptionSpec(name: "as-of", value: "DATE", help: "The day the ratings are about."),
            OptionSpec(name: "between", values: ["FROM", "TO"], help: "What changed between two days."),
            OptionSpec(name: "service", letter: "s", value: "SERVICE", help: "Only this service.", isRepeatable: true),
            OptionSpec(
                name: "kind",
                value: "KIND",
                help: "Only these kinds.",
                allowed: ["none", "partial"],
                isList: true
            ),
            OptionSpec(name: "format", value: "FORMAT", help: "The form.", allowed: ["table", "json", "csv"]),
            OptionSpec(name: "output", letter: "o", value: "FILE", help: "Where to write."),
            OptionSpec(name: "quiet", letter: "q", help: "Say less."),
        ],
        discussion: ["A gap is a cell that wants something.", "Severity runs from 0 to 100."],
        examples: [("lacuna gaps --as-of 2022-05-31", "The gaps of that day.")]
    )
    static let history = CommandSpec(
        name: "history",
        summary: "Show one cell through time.",
        arguments: [ArgumentSpec(name: "AREA", help: "The area."), ArgumentSpec(name: "SERVICE", help: "The service.")]
    )
    static let importing = CommandSpec(
        name: "import",
        summary: "Bring returns in.",
        arguments: [ArgumentSpec(name: "FILE", help: "A return.", isRepeating: true)]
    )
    static let call = CommandSpec(
        name: "call",
        summary: "Call a method.",
        arguments: [
            ArgumentSpec(name: "METHOD", help: "Its name."),
            ArgumentSpec(name: "PARAMS", help: "Its parameters.", isRequired: false),
        ]
    )
    static let plan = CommandSpec(
        name: "plan",
        summary: "Choose what to improve.",
        options: [OptionSpec(name: "steps", value: "N", help: "How many.", isRequired: true)]
    )
    static let form = CommandSpec(
        name: "return form",
        summary: "Write an empty form.",
        arguments: [ArgumentSpec(name: "AREA", help: "The area.")]
    )
    static let submit = CommandSpec(name: "return submit", summary: "Store a return.")
    static let version = CommandSpec(name: "version", summary: "Print the version.")

    static let table = CommandTable(
        summary: "Lacuna maps early-years mental health services, and the gaps between them.",
        commands: [gaps, history, importing, call, plan, form, submit, version]
    )

    static func parse(_ tokens: String..., as command: CommandSpec = gaps) throws -> Invocation {
        guard case .invocation(let invocation) = try ArgumentParser(command: command).parse(tokens) else {
            throw HelpInstead()
        }
        return invocation
    }

    /// The error a command line gives; nil when it gives none.
    static func error(_ tokens: String..., as command: CommandSpec = gaps) -> UsageError? {
        error(tokens, as: command)
    }

    static func error(_ tokens: [String], as command: CommandSpec = gaps) -> UsageError? {
        do {
            _ = try ArgumentParser(command: command).parse(tokens)
            return nil
        } catch { return error }
    }

    static func requestError(_ arguments: String...) -> UsageError? {
        do {
            _ = try table.request(arguments)
            return nil
        } catch { return error }
    }

    struct HelpInstead: Error {}
}
