/// The wording of usage errors, in one place so that it can be read, and tested to the letter.
///
///     lacuna gaps: unknown option '--as-off'. Did you mean '--as-of'?
///     See 'lacuna help gaps'.
extension UsageError: CustomStringConvertible {
    /// The whole message, two lines without a last line end.
    var description: String {
        let subject = command.isEmpty ? "" : " " + command
        let hint = hint.map { " " + $0 } ?? ""
        return """
            \(CommandTable.program)\(subject): \(message).\(hint)
            See '\(CommandTable.program) help\(subject)'.
            """
    }

    /// What is wrong, without its full stop.
    var message: String {
        switch problem {
        case .unknownCommand(let word, _, _):
            "unknown command \(Wording.quoted(word))"
        case .incompleteCommand:
            "the command is not complete"
        case .optionBeforeCommand(let option):
            "option \(Wording.quoted(option)) stands before the command"
        case .unknownOption(let option, _, _):
            "unknown option \(Wording.quoted(option))"
        case .repeatedOption(let option):
            "option \(Wording.quoted(option)) is given more than once"
        case .missingValue(let option, let placeholder, _, _):
            "option \(Wording.quoted(option)) needs a value (\(placeholder))"
        case .valueForFlag(let option, let value):
            "option \(Wording.quoted(option)) takes no value, but \(Wording.quoted(value)) is attached to it"
        case .unacceptableValue(let value, .option(let option), _, _):
            "\(Wording.quoted(value)) is not accepted by option \(Wording.quoted(option))"
        case .unacceptableValue(let value, .positional(let name), _, _):
            "\(Wording.quoted(value)) is not accepted as \(name)"
        case .missingOption(let synopsis):
            "option '\(synopsis)' is required"
        case .unexpectedArgument(let argument, _, _):
            "unexpected argument \(Wording.quoted(argument))"
        case .missingArguments(let names):
            "missing argument\(names.count == 1 ? "" : "s") \(Wording.enumeration(names))"
        case .refused(let message, _):
            message
        }
    }

    /// What to do about it, one or two sentences; nil where there is nothing to add.
    var hint: String? {
        switch problem {
        case .unknownCommand(_, let nearest, let accepted):
            question(nearest) ?? expectation(accepted)
        case .incompleteCommand(let accepted):
            expectation(accepted)
        case .optionBeforeCommand:
            "Options come after the command."
        case .unknownOption(_, let nearest, let accepted):
            question(nearest) ?? "Accepted here: \(accepted.joined(separator: ", "))."
        case .repeatedOption:
            "Give it once."
        case .missingValue(_, _, let lookalike?, let attached?):
            "If \(Wording.quoted(lookalike)) is the value, write \(Wording.quoted(attached))."
        case .missingValue(let option, let placeholder, _, _):
            "Write '\(option) \(placeholder)'."
        case .valueForFlag(let option, _):
            "Write '\(option)' alone."
        case .unacceptableValue(_, _, let expected, let nearest):
            sentences(question(nearest), expected.isEmpty ? nil : expected)
        case .missingOption:
            nil
        case .unexpectedArgument(_, _, let option?):
            question([option])
        case .unexpectedArgument(_, let accepted, nil):
            accepted.isEmpty ? "No arguments are taken." : "Only \(accepted.joined(separator: " ")) is taken."
        case .missingArguments:
            nil
        case .refused(_, let hint):
            hint
        }
    }

    private func question(_ nearest: [String]) -> String? {
        nearest.isEmpty ? nil : "Did you mean \(Wording.alternatives(nearest.map(Wording.quoted)))?"
    }

    private func expectation(_ accepted: [String]) -> String? {
        accepted.isEmpty ? nil : "Expected \(Wording.alternatives(accepted))."
    }

    private func sentences(_ parts: String?...) -> String? {
        let said = parts.compactMap(\.self)
        return said.isEmpty ? nil : said.joined(separator: " ")
    }
}
