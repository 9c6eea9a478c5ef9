/// Reads the tokens after a command's name against its declaration.
///
/// - Options and positional arguments may stand in any order; `--` ends the options.
/// - `--name value`, `--name=value`, `-o value`, `-ovalue` and `-o=value` are the same.
/// - A value that looks like an option must be attached (`--name=-x`): a forgotten value is the likelier mistake. A
///   lone `-` is a value like any other.
/// - `--help` or `-h` before `--` wins over everything, errors too: who asks for help has not finished typing.
///
/// The first thing wrong, from left to right, is reported; what is missing is looked for last. Cost is linear.
struct ArgumentParser {
    enum Outcome: Hashable, Sendable {
        case invocation(Invocation)
        /// Help was asked for.
        case help
    }

    let command: CommandSpec

    /// Reads `tokens`; `offset` tokens (the words of the command) stood before them.
    func parse(_ tokens: [String], offset: Int = 0) throws(UsageError) -> Outcome {
        if ArgumentToken.askForHelp(tokens) { return .help }
        var reading = ArgumentReading(command: command, tokens: tokens, offset: offset)
        return .invocation(try reading.invocation())
    }
}
