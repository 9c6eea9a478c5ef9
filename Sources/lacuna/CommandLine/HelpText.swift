/// Help as plain text, made from the declarations; lines without a last line end.
enum HelpText {
    /// All commands with their summaries.
    static func overview(of table: CommandTable) -> String {
        text([
            TextLayout.paragraphs(table.summary),
            ["Usage: \(CommandTable.program) COMMAND [ARGUMENT...]"],
            titled("Commands:", TextLayout.columns(table.commands.map { (term: $0.name, text: $0.summary) })),
            ["See '\(CommandTable.program) help COMMAND' for one of them."],
        ])
    }

    /// The commands whose names begin with `word`.
    static func group(_ word: String, _ commands: [CommandSpec]) -> String {
        text([
            ["Usage: \(CommandTable.program) \(word) COMMAND [ARGUMENT...]"],
            titled("Commands:", TextLayout.columns(commands.map { (term: $0.name, text: $0.summary) })),
            ["See '\(CommandTable.program) help \(word) COMMAND' for one of them."],
        ])
    }

    /// Everything about one command.
    static func command(_ command: CommandSpec) -> String {
        let arguments = command.arguments.map { (term: $0.name, text: explanation(of: $0)) }
        let options = (command.options + [.help]).map { (term: term(of: $0), text: explanation(of: $0)) }
        return text([
            TextLayout.paragraphs(command.summary),
            usage(of: command),
            TextLayout.paragraphs(command.discussion.joined(separator: "\n\n")),
            titled("Arguments:", TextLayout.columns(arguments)),
            titled("Options:", TextLayout.columns(options)),
            titled("Examples:", command.examples.flatMap(lines)),
        ])
    }

    /// `Usage: lacuna gaps [--as-of DATE] ...`, what must be given first, options never broken in two.
    private static func usage(of command: CommandSpec) -> [String] {
        let options = command.options.map { option in
            let synopsis = option.isRequired ? option.synopsis : "[" + option.synopsis + "]"
            return option.isRepeatable ? synopsis + "..." : synopsis
        }
        let start = "Usage: \(CommandTable.program) \(command.name)"
        let pieces = command.arguments.map(\.synopsis) + options
        guard !pieces.isEmpty else { return [start] }
        return TextLayout.filled(pieces, first: start + " ", indent: start.count + 1)
    }

    /// `-o, --output FILE`; where there is no letter its room stays free, so that the long names align.
    private static func term(of option: OptionSpec) -> String {
        (option.letter.map { "-\($0), " } ?? TextLayout.spaces(4)) + option.synopsis
    }

    /// What an argument is, with the values it accepts.
    static func explanation(of argument: ArgumentSpec) -> String {
        guard !argument.allowed.isEmpty else { return argument.help }
        return "\(argument.help) One of: \(argument.allowed.joined(separator: ", "))."
    }

    /// What an option does, with the values it accepts and how often it may be given.
    static func explanation(of option: OptionSpec) -> String {
        var sentences = [option.help]
        if !option.allowed.isEmpty {
            let choice = option.isList ? "Any of" : "One of"
            sentences.append("\(choice): \(option.allowed.joined(separator: ", ")).")
        }
        if option.isRequired { sentences.append("Required.") }
        if option.isRepeatable { sentences.append("May be given more than once.") }
        return sentences.joined(separator: " ")
    }

    /// The command line is not wrapped, because people copy it.
    private static func lines(of example: CommandSpec.Example) -> [String] {
        ["  " + example.commandLine] + TextLayout.paragraphs(example.meaning, indent: 6)
    }

    private static func titled(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : [title] + lines
    }

    /// Sections with a blank line between them; empty ones are left out.
    private static func text(_ sections: [[String]]) -> String {
        sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }
}
