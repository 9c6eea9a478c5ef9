/// A command line that was understood: the values of its options and arguments, each with its place.
struct Invocation: Hashable, Sendable {
    /// A value as it was typed.
    struct Argument: Hashable, Sendable {
        /// The value alone: "2022-05-31".
        let text: String
        /// The token it stood in: "--as-of=2022-05-31".
        let token: String
        /// The place of that token, counted from 1 after the program's name.
        let position: Int
    }

    let command: CommandSpec
    /// The values of each option that was given, by its long name; a flag that was given has none.
    let options: [String: [Argument]]
    /// The arguments known by place, by name.
    let positionals: [String: [Argument]]

    /// The value of an option; the last one where there are several; nil where it was not given.
    func value(_ option: String) -> String? {
        arguments(of: option).last?.text
    }

    /// The values of an option in the order they were typed, lists taken apart.
    func values(_ option: String) -> [String] {
        arguments(of: option).map(\.text)
    }

    /// Whether an option was given.
    func flag(_ option: String) -> Bool {
        checkDeclared(option: option)
        return options[option] != nil
    }

    /// The argument of that name; the first where it repeats; nil where it was left out.
    func positional(_ name: String) -> String? {
        arguments(at: name).first?.text
    }

    /// The arguments of that name in the order they were typed.
    func positionals(_ name: String) -> [String] {
        arguments(at: name).map(\.text)
    }

    /// The argument declared at that place, counted from 0; the first where it repeats; nil where it was left out.
    func argument(_ index: Int) -> String? {
        assert(command.arguments.indices.contains(index), "'\(command.name)' declares no argument \(index)")
        return command.arguments.indices.contains(index) ? positional(command.arguments[index].name) : nil
    }

    /// The values of an option with their places.
    func arguments(of option: String) -> [Argument] {
        checkDeclared(option: option)
        return options[option] ?? []
    }

    /// The arguments of that name with their places.
    func arguments(at name: String) -> [Argument] {
        assert(command.arguments.contains { $0.name == name }, "'\(command.name)' declares no argument \(name)")
        return positionals[name] ?? []
    }

    private func checkDeclared(option: String) {
        assert(command.option(named: option) != nil, "'\(command.name)' declares no option --\(option)")
    }
}

extension Invocation {
    func value(_ option: OptionSpec) -> String? { value(option.name) }
    func values(_ option: OptionSpec) -> [String] { values(option.name) }
    func flag(_ option: OptionSpec) -> Bool { flag(option.name) }

    /// Whether the command has an option at all.
    func declares(_ option: OptionSpec) -> Bool { command.option(named: option.name) != nil }
}

extension Invocation {
    /// The error that a command throws when the text of an option means nothing to it: not a date, no such area.
    ///
    /// - Parameters:
    ///   - option: The long name of the option.
    ///   - text: Which of its values, when it has several; otherwise the last.
    ///   - expected: What would do, a whole sentence: "Expected a date such as 2022-05-31."; empty to say nothing.
    ///   - nearest: What may have been meant.
    /// - Returns: The error, with the token and its place.
    func refusal(
        ofOption option: String,
        text: String? = nil,
        expected: String = "",
        nearest: [String] = []
    ) -> UsageError {
        let arguments = arguments(of: option)
        let argument = arguments.last { $0.text == text } ?? arguments.last
        return refusal(of: argument, by: .option("--" + option), expected: expected, nearest: nearest)
    }

    /// The same for an argument that is known by its place.
    func refusal(
        ofPositional name: String,
        text: String? = nil,
        expected: String = "",
        nearest: [String] = []
    ) -> UsageError {
        let arguments = arguments(at: name)
        let argument = arguments.last { $0.text == text } ?? arguments.first
        return refusal(of: argument, by: .positional(name), expected: expected, nearest: nearest)
    }

    /// The error that a command throws where it cannot do without an option that was not given.
    func refusal(withoutOption option: OptionSpec) -> UsageError {
        UsageError(
            command: command.name,
            problem: .missingOption(synopsis: option.synopsis),
            token: nil,
            position: nil
        )
    }

    /// The error that a command throws when options that are each right do not go together.
    func refusal(_ message: String, hint: String? = nil) -> UsageError {
        UsageError(command: command.name, problem: .refused(message: message, hint: hint), token: nil, position: nil)
    }

    private func refusal(
        of argument: Argument?,
        by taker: UsageError.Taker,
        expected: String,
        nearest: [String]
    ) -> UsageError {
        UsageError(
            command: command.name,
            problem: .unacceptableValue(argument?.text ?? "", taker, expected: expected, nearest: nearest),
            token: argument?.token,
            position: argument?.position
        )
    }
}
