/// Manual pages, made from the declarations that the parser reads by and help shows.
enum ManualPage {
    /// The name of a command's page: `lacuna-return-submit`.
    static func name(of command: CommandSpec) -> String {
        ([CommandTable.program] + command.words).joined(separator: "-")
    }

    /// The page of the program: every command, the statuses it ends with, and what it takes from its surroundings.
    static func overview(of table: CommandTable) -> String {
        var page = begun(CommandTable.program, "map who provides what, where, and find the gaps")
        page.section("SYNOPSIS")
        page.raw("\(Roff.bold(CommandTable.program)) \(Roff.italic("COMMAND")) [\(Roff.italic("ARGUMENT"))...]")
        page.section("DESCRIPTION")
        page.line(table.summary)
        page.section("COMMANDS")
        for command in table.commands {
            page.item("\(Roff.bold(command.name))", command.summary)
        }
        page.paragraph("Each has a page of its own, such as lacuna-gaps(1), and 'lacuna help COMMAND' says the same.")
        page.section("EXIT STATUS")
        for (status, meaning) in ExitStatus.meanings { page.item("\(status.rawValue)", meaning) }
        page.section("ENVIRONMENT")
        for (name, meaning) in ManualPage.environment { page.item(Roff.bold(name), meaning) }
        page.section("FILES")
        page.item(Roff.italic("Scoping"), "The store, where neither --store nor LACUNA_STORE names another.")
        page.item(Roff.italic("~/.cache/lacuna"), "What was read, for the next call. Deleting it changes no answer.")
        seeAlso(["lacuna-help", "lacuna-status", "lacuna-gaps", "lacuna-return-form", "lacuna-serve"], &page)
        return page.text
    }

    /// The page of one command.
    static func command(_ command: CommandSpec, in table: CommandTable) -> String {
        let name = name(of: command)
        var page = begun(name, withoutFullStop(command.summary))
        page.section("SYNOPSIS")
        page.raw(synopsis(of: command))
        page.section("DESCRIPTION")
        page.line(command.summary)
        for paragraph in command.discussion { page.paragraph(paragraph) }
        if !command.arguments.isEmpty {
            page.section("ARGUMENTS")
            for argument in command.arguments {
                page.item(Roff.italic(argument.name), HelpText.explanation(of: argument))
            }
        }
        page.section("OPTIONS")
        for option in command.options + [.help] { page.item(term(of: option), HelpText.explanation(of: option)) }
        if !command.examples.isEmpty {
            page.section("EXAMPLES")
            for example in command.examples { page.item(Roff.bold(example.commandLine), example.meaning) }
        }
        page.section("EXIT STATUS")
        page.line("0 where it is done, 1 where it is done and there are findings; the others are listed in lacuna(1).")
        let siblings = table.group(command.words.first ?? "").filter { $0 != command }.map(Self.name)
        seeAlso([CommandTable.program] + siblings, &page)
        return page.text
    }

    private static func begun(_ name: String, _ summary: String) -> Roff {
        var page = Roff(title: name.uppercased(), date: lacunaVersionDate, source: "lacuna \(lacunaVersion)")
        page.section("NAME")
        page.raw("\(Roff.escaped(name)) \\- \(Roff.escaped(summary))")
        return page
    }

    private static func seeAlso(_ pages: [String], _ page: inout Roff) {
        page.section("SEE ALSO")
        page.raw(pages.map { "\(Roff.bold($0))(1)" }.joined(separator: ",\n"))
    }

    /// `lacuna gaps [--as-of DATE] ...`: no option is broken in two.
    private static func synopsis(of command: CommandSpec) -> String {
        let arguments = command.arguments.map { argument in
            let name = Roff.italic(argument.name) + (argument.isRepeating ? "..." : "")
            return argument.isRequired ? name : "[\(name)]"
        }
        let options = command.options.map { option in
            let spelt = synopsis(of: option)
            return (option.isRequired ? spelt : "[\(spelt)]") + (option.isRepeatable ? "..." : "")
        }
        return ([Roff.bold("\(CommandTable.program) \(command.name)")] + arguments + options).joined(separator: "\n")
    }

    private static func term(of option: OptionSpec) -> String {
        (option.letter.map { "\(Roff.bold("-\($0)")), " } ?? "") + synopsis(of: option)
    }

    private static func synopsis(of option: OptionSpec) -> String {
        let values = option.placeholders.map { Roff.italic($0) + (option.isList ? ",..." : "") }
        return ([Roff.bold(option.spelling)] + values).joined(separator: "\\ ")
    }

    private static func withoutFullStop(_ sentence: String) -> String {
        sentence.last == "." ? String(sentence.dropLast()) : sentence
    }

    /// What the program takes from its surroundings.
    static let environment: [(name: String, meaning: String)] = [
        ("LACUNA_STORE", "The store, where --store names none."),
        (
            "LACUNA_CACHE",
            "The folder that keeps what was read for the next call; none where it is empty. Else lacuna in XDG_CACHE_HOME, "
                + "else in ~/.cache."
        ),
        ("LACUNA_TOKEN", "The token that 'lacuna call' gives a server, where --token names none."),
        ("LACUNA_CHROMIUM", "The Chromium that prints and paints, where none is in PATH under its usual names."),
        ("LACUNA_NOW", "The moment that a record states, as RFC 3339: for trials."),
        (
            "LACUNA_PAGER",
            "What shows a result that is longer than the terminal; else PAGER, else less. None where empty."
        ),
        ("NO_COLOR", "No colours where it is set to anything."),
    ]
}
