/// A command line that was not understood: what is wrong, with which token, at which place, and how to mend it.
///
/// Its wording is in `UsageErrorMessage.swift`.
struct UsageError: Error, Hashable, Sendable {
    /// The command that was being read: "gaps"; the first word of a two-word name that was not completed; empty before
    /// any is known.
    let command: String
    let problem: Problem
    /// The offending token; nil where something is missing.
    let token: String?
    /// Its place, counted from 1 after the program's name; the place after the last token where something is missing;
    /// nil where no single place is wrong.
    let position: Int?
}

extension UsageError {
    /// What takes a value, as it was spelt.
    enum Taker: Hashable, Sendable {
        /// `--format` or `-o`.
        case option(String)
        /// AREA.
        case positional(String)
    }

    enum Problem: Hashable, Sendable {
        /// The first word, or the first two, name no command.
        case unknownCommand(String, nearest: [String], accepted: [String])
        /// `lacuna return` alone.
        case incompleteCommand(accepted: [String])
        case optionBeforeCommand(String)
        case unknownOption(String, nearest: [String], accepted: [String])
        case repeatedOption(String)
        /// `lookalike` is the token that stands where the value should be and looks like an option; `attached` is how
        /// to write it if it was meant as the value, nil where that cannot be done.
        case missingValue(String, placeholder: String, lookalike: String?, attached: String?)
        case valueForFlag(String, value: String)
        /// `expected` is a whole sentence, or empty.
        case unacceptableValue(String, Taker, expected: String, nearest: [String])
        case missingOption(synopsis: String)
        /// `accepted` are the synopses of what the command takes by place; `option` is the one whose name it is.
        case unexpectedArgument(String, accepted: [String], option: String?)
        case missingArguments([String])
        /// A command's own reason.
        case refused(message: String, hint: String?)
    }
}
