import Provision

/// One command line while it is read: a cursor over its tokens, and what was gathered so far.
struct ArgumentReading {
    private let command: CommandSpec
    private let tokens: [String]
    private let offset: Int
    /// The index of the next token to read.
    private var next = 0
    private var options: [String: [Invocation.Argument]] = [:]
    private var plain: [Invocation.Argument] = []

    init(command: CommandSpec, tokens: [String], offset: Int) {
        self.command = command
        self.tokens = tokens
        self.offset = offset
    }

    mutating func invocation() throws(UsageError) -> Invocation {
        try readTokens()
        try checkRequiredOptions()
        return Invocation(command: command, options: options, positionals: try assignPositionals())
    }

    // MARK: Reading from left to right

    private mutating func readTokens() throws(UsageError) {
        var optionsEnded = false
        while next < tokens.count {
            let index = next
            next += 1
            switch optionsEnded ? .plain : ArgumentToken(tokens[index]) {
            case .endOfOptions:
                optionsEnded = true
            case .plain:
                plain.append(argument(tokens[index], at: index))
            case .long(let name, let value):
                guard let option = command.option(named: name) else {
                    throw error(name == OptionSpec.help.name ? helpWithValue(value) : unknownOption(index), at: index)
                }
                try read(option, spelt: option.spelling, attached: value, at: index)
            case .short(let letter, let value):
                guard let option = command.option(letter: letter) else { throw error(unknownOption(index), at: index) }
                try read(option, spelt: "-" + String(letter), attached: value, at: index)
            }
        }
    }

    private mutating func read(
        _ option: OptionSpec,
        spelt spelling: String,
        attached: String?,
        at index: Int
    ) throws(UsageError) {
        if options[option.name] != nil, !option.isRepeatable {
            throw error(.repeatedOption(spelling), at: index)
        }
        if option.isFlag, let attached {
            throw error(.valueForFlag(spelling, value: attached), at: index)
        }
        var values: [Invocation.Argument] = []
        for (number, placeholder) in option.placeholders.enumerated() {
            if number == 0, let attached {
                values.append(argument(attached, at: index))
            } else {
                values.append(try nextValue(of: option, spelt: spelling, placeholder, isFirst: number == 0))
            }
        }
        if option.isList { values = values.flatMap(piecesOfList) }
        for value in values where !option.allowed.isEmpty && !option.allowed.contains(value.text) {
            throw UsageError(
                command: command.name,
                problem: .unacceptableValue(
                    value.text,
                    .option(spelling),
                    expected: "Expected \(Wording.alternatives(option.allowed)).",
                    nearest: Suggestion.candidates(near: value.text, among: option.allowed)
                ),
                token: value.token,
                position: value.position
            )
        }
        options[option.name, default: []] += values
    }

    /// The next token as a value, unless there is none or it looks like an option.
    private mutating func nextValue(
        of option: OptionSpec,
        spelt spelling: String,
        _ placeholder: String,
        isFirst: Bool
    ) throws(UsageError) -> Invocation.Argument {
        let index = next
        guard index < tokens.count else {
            let problem = UsageError.Problem.missingValue(
                spelling,
                placeholder: placeholder,
                lookalike: nil,
                attached: nil
            )
            throw UsageError(command: command.name, problem: problem, token: nil, position: offset + index + 1)
        }
        let token = tokens[index]
        guard ArgumentToken(token) == .plain else {
            let attached = isFirst ? option.spelling + "=" + token : nil
            throw error(
                .missingValue(spelling, placeholder: placeholder, lookalike: token, attached: attached),
                at: index
            )
        }
        next += 1
        return argument(token, at: index)
    }

    private func piecesOfList(_ argument: Invocation.Argument) -> [Invocation.Argument] {
        argument.text.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false).map {
            Invocation.Argument(text: String($0), token: argument.token, position: argument.position)
        }
    }

    // MARK: What is left at the end

    private func checkRequiredOptions() throws(UsageError) {
        for option in command.options where option.isRequired && options[option.name] == nil {
            throw missing(.missingOption(synopsis: option.synopsis))
        }
    }

    /// Deals the plain tokens out to the declared names, from left to right; a repeating one takes all that are left.
    private func assignPositionals() throws(UsageError) -> [String: [Invocation.Argument]] {
        var assigned: [String: [Invocation.Argument]] = [:]
        var rest = plain[...]
        for declared in command.arguments where !rest.isEmpty {
            let taken = declared.isRepeating ? rest : rest.prefix(1)
            assigned[declared.name] = Array(taken)
            rest = rest.dropFirst(taken.count)
        }
        if let extra = rest.first {
            let accepted = command.arguments.map(\.synopsis)
            let option = command.option(named: extra.text)?.spelling
            throw UsageError(
                command: command.name,
                problem: .unexpectedArgument(extra.text, accepted: accepted, option: option),
                token: extra.token,
                position: extra.position
            )
        }
        let absent = command.arguments.filter { $0.isRequired && assigned[$0.name] == nil }
        guard absent.isEmpty else { throw missing(.missingArguments(absent.map(\.name))) }
        for declared in command.arguments where !declared.allowed.isEmpty {
            for value in assigned[declared.name] ?? [] where !declared.allowed.contains(value.text) {
                throw UsageError(
                    command: command.name,
                    problem: .unacceptableValue(
                        value.text,
                        .positional(declared.name),
                        expected: "Expected \(Wording.alternatives(declared.allowed)).",
                        nearest: Suggestion.candidates(near: value.text, among: declared.allowed)
                    ),
                    token: value.token,
                    position: value.position
                )
            }
        }
        return assigned
    }

    // MARK: Errors

    private func unknownOption(_ index: Int) -> UsageError.Problem {
        let known = command.options + [.help]
        return .unknownOption(
            UnknownOption.spelling(of: tokens[index]),
            nearest: UnknownOption.nearest(to: tokens[index], among: known),
            accepted: known.map(\.spelling)
        )
    }

    /// `--help=x`: plain `--help` was dealt with before.
    private func helpWithValue(_ value: String?) -> UsageError.Problem {
        .valueForFlag(OptionSpec.help.spelling, value: value ?? "")
    }

    private func argument(_ text: String, at index: Int) -> Invocation.Argument {
        Invocation.Argument(text: text, token: tokens[index], position: offset + index + 1)
    }

    private func error(_ problem: UsageError.Problem, at index: Int) -> UsageError {
        UsageError(command: command.name, problem: problem, token: tokens[index], position: offset + index + 1)
    }

    private func missing(_ problem: UsageError.Problem) -> UsageError {
        UsageError(command: command.name, problem: problem, token: nil, position: offset + tokens.count + 1)
    }
}
