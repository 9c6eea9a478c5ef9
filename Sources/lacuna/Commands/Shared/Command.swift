/// A command: its declaration, and what it does.
struct Command: Sendable {
    let spec: CommandSpec
    /// Does it.
    ///
    /// - Throws: `UsageError` for a call that cannot be meant so, `CommandFailure` for anything else, with the status to end with.
    let run: @Sendable (Invocation, inout Console) throws -> ExitStatus

    init(
        name: String,
        summary: String,
        arguments: [ArgumentSpec] = [],
        options: [OptionSpec] = [],
        discussion: [String] = [],
        examples: [(commandLine: String, meaning: String)] = [],
        run: @escaping @Sendable (Invocation, inout Console) throws -> ExitStatus
    ) {
        spec = CommandSpec(
            name: name,
            summary: summary,
            arguments: arguments,
            options: options,
            discussion: discussion,
            examples: examples
        )
        self.run = run
    }
}
