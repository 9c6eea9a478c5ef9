/// A shell that Lacuna has a script for.
enum Shell: String, CaseIterable {
    case bash, zsh, fish

    /// What the shell reads; it asks `lacuna completion SHELL -- WORD...` at each tab.
    var script: [UInt8] {
        switch self {
        case .bash: PackageResources.lacuna_bash
        case .zsh: PackageResources.lacuna_zsh
        case .fish: PackageResources.lacuna_fish
        }
    }
}

let completionCommand = Command(
    name: "completion",
    summary: "Print the script by which a shell completes commands, options, values and names of the store.",
    arguments: [
        ArgumentSpec(name: "SHELL", help: "The shell.", allowed: Shell.allCases.map(\.rawValue)),
        ArgumentSpec(
            name: "WORD",
            help: "The words of a line up to the cursor, after '--': what the script asks with.",
            isRequired: false,
            isRepeating: true
        ),
    ],
    discussion: [
        "Areas, service types, standards, rounds and their dates are those of the store that the line names by --store, else of "
            + "LACUNA_STORE, else of Scoping; where there is none, nothing is offered and nothing is said.",
        "With words, it prints what may stand in the place of the last: a word, a tab and what it means, a line each; :files or "
            + ":folders where names of files fit.",
    ],
    examples: [
        (
            "lacuna completion bash > ~/.local/share/bash-completion/completions/lacuna",
            "for bash, from the next shell on"
        ),
        ("lacuna completion zsh > ~/.zfunc/_lacuna", "for zsh, where ~/.zfunc is in fpath before compinit"),
        ("lacuna completion fish > ~/.config/fish/completions/lacuna.fish", "for fish"),
        ("lacuna completion bash -- gaps --register ''", "what may follow"),
    ],
    run: { invocation, console in
        let words = invocation.positionals("WORD")
        guard !words.isEmpty else {
            console.write(invocation.positional("SHELL").flatMap(Shell.init(rawValue:))?.script ?? [])
            return .done
        }
        let environment = console.environment
        let completion = Completion(words, in: Lacuna.table) { kind, store in
            StoreWords.candidates(kind, store: store, environment)
        }
        for candidate in completion.candidates {
            console.write(Array("\(line(candidate.text))\t\(line(candidate.meaning))\n".utf8))
        }
        if let files = completion.files { console.print(":\(files.rawValue)") }
        return .done
    }
)

/// A text without what would break its line or steer a terminal.
private func line(_ text: String) -> String {
    Console.harmless(text).replacing("\n", with: " ")
}
