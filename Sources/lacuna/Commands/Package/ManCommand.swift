import Provision

private let folder = OptionSpec(
    name: "output",
    letter: "o",
    value: "DIR",
    help: "Write the pages into this folder: lacuna.1 and one of each command, or those that COMMAND names."
)

let manCommand = Command(
    name: "man",
    summary: "Print the manual page of the program or of one command, or write all pages.",
    arguments: [
        ArgumentSpec(
            name: "COMMAND",
            help: "The command; the program's own page where none is named.",
            isRequired: false,
            isRepeating: true
        )
    ],
    options: [folder],
    discussion: [
        "The pages are roff with man macros, made from the same declarations as 'lacuna help': man, groff and mandoc show them."
    ],
    examples: [
        ("lacuna man gaps | man -l -", "read one"),
        ("lacuna man -o ~/.local/share/man/man1", "keep them all where man finds them"),
    ],
    run: { invocation, console in
        let table = Lacuna.table
        let words = invocation.positionals("COMMAND")
        var pages: [(name: String, text: String)] = []
        if words.isEmpty {
            pages = [(CommandTable.program, ManualPage.overview(of: table))]
        } else if let command = table.command(at: words), command.words.count == words.count {
            pages = [(ManualPage.name(of: command), ManualPage.command(command, in: table))]
        } else {
            throw invocation.refusal(
                ofPositional: "COMMAND",
                expected: "'\(CommandTable.program) help' lists the commands.",
                nearest: Suggestion.candidates(
                    near: words.joined(separator: " "),
                    among: table.commands.map(\.name)
                )
            )
        }
        guard let place = invocation.value(folder) else {
            for page in pages { console.write(Array(page.text.utf8)) }
            return .done
        }
        if words.isEmpty {
            pages += table.commands.map { (ManualPage.name(of: $0), ManualPage.command($0, in: table)) }
        }
        var files = OutputFiles()
        for page in pages { files.add("\(page.name).1", Array(page.text.utf8)) }
        try files.writeNew(below: place)
        console.note("Wrote \(pages.count) page\(pages.count == 1 ? "" : "s") into \(place).")
        return .done
    }
)
