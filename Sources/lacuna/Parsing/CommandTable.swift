import Provision

/// All commands of the program, in the order in which help lists them.
struct CommandTable: Hashable, Sendable {
    /// The name people type, and messages begin with.
    static let program = "lacuna"

    /// What a command line asks for.
    enum Request: Hashable, Sendable {
        case run(Invocation)
        /// The list of all commands: asked for, or there were no arguments.
        case overview
        /// The help of one command.
        case help(CommandSpec)
        /// The commands whose names begin with a word that is no command itself: `lacuna help return`.
        case group(String, [CommandSpec])
    }

    /// One sentence that says what the program is for.
    let summary: String
    /// The commands, `help` last, which the table adds because it answers it.
    let commands: [CommandSpec]

    init(summary: String, commands: [CommandSpec]) {
        self.summary = summary
        self.commands = commands + [Self.help]
    }

    /// Reads the arguments after the program's name.
    func request(_ arguments: [String]) throws(UsageError) -> Request {
        let start = words(arguments.prefix(2))
        guard let word = start.first else { return .overview }
        let first = word.text
        if first == "--help" || first == "-h" {
            return try help(on: words(arguments.dropFirst().prefix { ArgumentToken($0) == .plain }, after: 1))
        }
        if first == "--version", let version = commands.first(where: { $0.name == "version" }) {
            return try request(arguments, for: version, words: 1)
        }
        if let command = command(at: arguments) {
            return try request(arguments, for: command, words: command.words.count)
        }
        let group = group(first)
        if !group.isEmpty, ArgumentToken.askForHelp(arguments) { return .group(first, group) }
        throw unknown(word, start.dropFirst().first)
    }

    /// The command with the longest name that `words` begin with.
    func command(at words: [String]) -> CommandSpec? {
        commands.filter { !$0.words.isEmpty && words.starts(with: $0.words) }
            .max { $0.words.count < $1.words.count }
    }

    /// The commands of several words that begin with `word`.
    func group(_ word: String) -> [CommandSpec] {
        commands.filter { $0.words.count > 1 && $0.words.first == word }
    }

    /// What is wrong with the declarations; empty when nothing is. For the tests of the real table.
    var faults: [String] {
        var names: Set<String> = []
        let repeated = commands.filter { !names.insert($0.name).inserted }
        return commands.flatMap(\.faults) + repeated.map { "'\($0.name)': the name is taken." }
    }

    private func request(
        _ arguments: [String],
        for command: CommandSpec,
        words: Int
    ) throws(UsageError) -> Request {
        switch try ArgumentParser(command: command).parse(Array(arguments.dropFirst(words)), offset: words) {
        case .help: .help(command)
        case .invocation(let invocation) where command == Self.help: try help(on: invocation.arguments(at: "COMMAND"))
        case .invocation(let invocation): .run(invocation)
        }
    }

    // MARK: Help

    private static let help = CommandSpec(
        name: "help",
        summary: "Show help, of one command or of all.",
        arguments: [
            ArgumentSpec(name: "COMMAND", help: "The command to explain.", isRequired: false, isRepeating: true)
        ]
    )

    /// Help on the command that `words` name, which stand after `help`.
    private func help(on words: [Invocation.Argument]) throws(UsageError) -> Request {
        guard let first = words.first else { return .overview }
        if let command = command(at: words.map(\.text)) {
            guard let extra = words.dropFirst(command.words.count).first else { return .help(command) }
            let problem = UsageError.Problem.unexpectedArgument(extra.text, accepted: [command.name], option: nil)
            throw error(problem, at: extra, command: Self.help.name)
        }
        let group = group(first.text)
        if !group.isEmpty, words.count == 1 { return .group(first.text, group) }
        throw unknown(first, words.dropFirst().first)
    }

    // MARK: Errors

    /// Why `words`, of which the first is given, name no command.
    private func unknown(_ first: Invocation.Argument, _ second: Invocation.Argument?) -> UsageError {
        let group = group(first.text)
        guard group.isEmpty else { return unknown(second, of: group, after: first) }
        guard ArgumentToken(first.text) == .plain else {
            return error(.optionBeforeCommand(UnknownOption.spelling(of: first.text)), at: first)
        }
        let lastWordIs = commands.filter { $0.words.count > 1 && $0.words.last == first.text }.map(\.name)
        let known = commands.map(\.name) + commands.compactMap(\.words.first)
        let nearest = lastWordIs.isEmpty ? Suggestion.candidates(near: first.text, among: known) : lastWordIs
        return error(.unknownCommand(first.text, nearest: nearest, accepted: []), at: first)
    }

    private func unknown(
        _ second: Invocation.Argument?,
        of group: [CommandSpec],
        after first: Invocation.Argument
    ) -> UsageError {
        let endings = group.map { $0.words.dropFirst().joined(separator: " ") }
        guard let second, ArgumentToken(second.text) == .plain else {
            return UsageError(
                command: first.text,
                problem: .incompleteCommand(accepted: endings),
                token: second?.token,
                position: second?.position ?? first.position + 1
            )
        }
        let nearest = Suggestion.candidates(near: second.text, among: endings)
        let problem = UsageError.Problem.unknownCommand(second.text, nearest: nearest, accepted: endings)
        return error(problem, at: second, command: first.text)
    }

    private func error(
        _ problem: UsageError.Problem,
        at argument: Invocation.Argument,
        command: String = ""
    ) -> UsageError {
        UsageError(command: command, problem: problem, token: argument.token, position: argument.position)
    }

    /// Tokens that are read for their words, with their places.
    private func words(_ tokens: some Sequence<String>, after offset: Int = 0) -> [Invocation.Argument] {
        tokens.enumerated().map { index, token in
            Invocation.Argument(text: token, token: token, position: offset + index + 1)
        }
    }
}
