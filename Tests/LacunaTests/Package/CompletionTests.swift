import TestSupport
import Testing

@testable import lacuna

@Suite("Completion")
struct CompletionTests {
    /// The words that may stand at the end of a line, as the scripts are told them.
    private func words(_ line: String..., store: String? = Repository.scoping) -> [String] {
        lines(line, store: store).map { String($0.prefix { $0 != "\t" }) }
    }

    private func lines(_ line: [String], store: String? = Repository.scoping) -> [String] {
        let (status, output, errors) = lacuna(["completion", "bash", "--"] + line, store: store)
        #expect(status == 0 && errors.isEmpty)
        return output.split(separator: "\n").map(String.init)
    }

    @Test("Each command is offered the options that its help lists, in their order", arguments: Lacuna.table.commands)
    func options(command: CommandSpec) {
        let help = HelpEntries(command)
        #expect(lines(command.words + ["--"]).map { String($0.prefix { $0 != "\t" }) } == help.names)
        for name in help.names {
            let begun = String(name.dropLast())
            #expect(lines(command.words + [begun]).contains { $0.hasPrefix(name + "\t") })
        }
    }

    @Test("Each option and argument is offered the values that its help lists", arguments: Lacuna.table.commands)
    func values(command: CommandSpec) {
        let help = HelpEntries(command)
        for (name, entry) in zip(help.names, help.options) where !HelpEntries.values(entry).isEmpty {
            let values = HelpEntries.values(entry)
            #expect(lines(command.words + [name, ""]) == values.map { $0 + "\t" })
            #expect(lines(command.words + [name + "="]) == values.map { "\(name)=\($0)\t" })
        }
        var before: [String] = []
        for entry in help.arguments {
            let values = HelpEntries.values(entry)
            if !values.isEmpty { #expect(lines(command.words + before + [""]) == values.map { $0 + "\t" }) }
            before.append("x")
        }
    }

    @Test("Every placeholder of a value is one that completion helps with, or is the person's own")
    func placeholders() {
        let own: Set = [
            "ADDRESS", "AREA/SERVICE=LEVEL", "BYTES", "CAUSE", "GAP-ID", "HOST:PORT", "ID", "ACTION", "N", "NAME",
            "PARAMS",
            "POINTS", "POUNDS", "QUERY", "ROLE", "SECONDS", "SURVEY", "TEXT", "TOKEN", "WORD", "WORDS", "OWNER",
            "STATE",
            "OPTION", "\"DATE: TEXT\"", "DATE[:WHY]",
        ]
        var free: Set<String> = []
        for command in Lacuna.table.commands {
            let options = command.options.filter(\.allowed.isEmpty).flatMap(\.placeholders)
            let arguments = command.arguments.filter(\.allowed.isEmpty).map(\.name)
            free.formUnion((options + arguments).filter { ValueKind(placeholder: $0) == .free })
        }
        #expect(free.subtracting(own).isEmpty)
    }

    @Test("Words of commands come one after the other")
    func commands() {
        let first = words("")
        #expect(first.prefix(3) == ["status", "headlines", "show"] && first.last == "help")
        #expect(Set(first) == Set(Lacuna.table.commands.compactMap(\.words.first)))
        #expect(words("ret") == ["return"])
        #expect(words("return", "re") == ["request-changes"])
        #expect(words("help", "round", "") == ["open", "contacts", "status"])
        #expect(words("man", "gaps", "") == ["--output", "--help"])
        #expect(words("zzz", "") == [])
    }

    @Test("Options that were given are not offered again; values are not taken for arguments")
    func line() {
        #expect(!words("gaps", "--as-of", "2022-05-01", "--").contains("--as-of"))
        #expect(words("gaps", "--as-of", "--w") == ["--within", "--width"])
        #expect(words("gaps", "--kind", "none,full-nowhere,fu") == ["none,full-nowhere,funding"])
        #expect(words("gaps", "--kind=none,par") == ["--kind=none,partial"])
        #expect(words("compare", "--between", "2022-05-01", "2022-05-01", "ccg-h") == ["ccg-halton"])
        #expect(words("gaps", "--no-cache=", "").contains("--within"))
        #expect(words("gaps", "--", "--") == [])
        #expect(words("schema", "return", "") == ["--help"])
    }

    @Test("A file, a folder, and what a store names")
    func names() {
        #expect(words("return", "submit", "") == [":files"])
        #expect(words("gaps", "-o", "") == [":files"])
        #expect(words("init", "") == [":folders"])
        #expect(words("verify", "--store", "") == [":folders"])
        #expect(lines(["show", "--within", "ccg-h"]) == ["ccg-halton\tHalton"])
        #expect(words("history", "ccg-halton", "camhs") == ["camhs-0-5"])
        #expect(words("return", "correct", "ccg-halton", "iapt-0-5", "") == ["G", "A", "R", "B"])
        #expect(words("gaps", "--as-of", "") == ["2022-05-01"])
        #expect(words("export", "--round=") == ["--round=2022-05"])
        #expect(words("show", "--level", "").contains("ccg"))
        #expect(words("audit", "--standard", "principle-12") == ["principle-12"])
        #expect(words("call", "gap.") == ["gap.list", "gap.get", "gap.changes"])
    }

    @Test("The store is the one that the line names")
    func store() throws {
        let folder = TwoNetworks.folder
        #expect(words("show", "--store", folder, "--within", "place-a", store: nil) == ["place-ash"])
        #expect(words("show", "--within", "place-a", "--store=\(folder)", "", store: nil).contains("--rule"))
        #expect(words("gaps", "--within", "", "--store", store: nil) == ["--store"])
    }

    @Test("A store that is not there or is damaged is passed over in silence")
    func silent() throws {
        let folder = try TemporaryFolder()
        #expect(words("show", "--within", "", store: folder.path + "/none") == [])
        try folder.write("<framework", to: "framework.xml")
        #expect(words("show", "--within", "", store: folder.path) == [])
        #expect(words("show", "--as-of", "2", store: folder.path) == [])
    }

    @Test("No line is too odd to be completed")
    func odd() {
        let pieces = [
            "", "-", "--", "--=", "=", ":", "gaps", "--kind", "--kind=", ",", "none,,", "--between", "-o", "-ox",
            "--store",
            "return", "submit", "\u{301}", "=\u{301}", "é", "\t", "\n", "a b", "'", "help", "--help", "completion",
            "bash",
        ]
        for first in pieces {
            for second in pieces {
                for third in ["-", "--kind=none,\u{1F4A9}"] {
                    for line in lines([first, second, third]) { #expect(!line.isEmpty) }
                }
            }
        }
    }

    @Test("An argument takes only the words it lists")
    func arguments() {
        #expect(
            lacuna("completion", "bassh").errors
                == "lacuna completion: 'bassh' is not accepted as SHELL. Did you mean 'bash'? Expected bash, zsh or fish.\nSee 'lacuna help completion'.\n"
        )
        #expect(lacuna("schema", "retrun").status == 64)
        #expect(lacuna("help", "completion").output.contains("SHELL  The shell. One of: bash, zsh, fish.\n"))
    }
}
