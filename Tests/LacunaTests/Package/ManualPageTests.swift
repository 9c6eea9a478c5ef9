import TestSupport
import Testing

@testable import lacuna

/// A manual page read back: its sections, each with its lines as a reader sees them.
private struct ReadPage {
    private(set) var title = ""
    private(set) var sections: [String: [HelpEntries.Entry]] = [:]
    private(set) var text: [String: String] = [:]

    init(_ roff: String) {
        var section = ""
        var (awaitsTerm, isItem) = (false, false)
        // A line that ends in a backslash goes on in the next.
        for line in roff.replacing("\\\n", with: "").split(separator: "\n").map(String.init) {
            if line.hasPrefix(".TH ") {
                title = Self.plain(line.split(separator: "\"").dropFirst().first.map(String.init) ?? "")
            } else if line.hasPrefix(".SH ") {
                section = line.dropFirst(5).dropLast().description
                isItem = false
            } else if line == ".TP" {
                awaitsTerm = true
            } else if line == ".PP" {
                isItem = false
            } else if awaitsTerm {
                isItem = true
                sections[section, default: []].append(HelpEntries.Entry(term: Self.plain(line), meaning: ""))
                awaitsTerm = false
            } else if !line.hasPrefix(".") {
                let said = Self.plain(line)
                text[section, default: ""] += said + " "
                if isItem, let last = sections[section]?.popLast() {
                    let meaning = last.meaning.isEmpty ? said : last.meaning + " " + said
                    sections[section]?.append(HelpEntries.Entry(term: last.term, meaning: meaning))
                }
            }
        }
    }

    private static func plain(_ roff: String) -> String {
        var text = roff
        for (escape, letter) in [
            ("\\fB", ""), ("\\fI", ""), ("\\fR", ""), ("\\&", ""), ("\\-", "-"), ("\\(aq", "'"), ("\\(dq", "\""),
            ("\\(ga", "`"), ("\\(ha", "^"), ("\\(ti", "~"), ("\\ ", " "), ("\\e", "\\"),
        ] {
            text = text.replacing(escape, with: letter)
        }
        return text.replacing(#/\\\[u([0-9A-F]+)\]/#) { match in
            UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? "?"
        }
    }
}

@Suite("Manual pages")
struct ManualPageTests {
    @Test(
        "Each page says of every option and argument what help says, no more and no less",
        arguments: Lacuna.table.commands
    )
    func agrees(command: CommandSpec) throws {
        let page = ReadPage(lacuna(["man"] + command.words).output)
        let help = HelpEntries(command)
        #expect(page.title == "LACUNA-" + command.name.uppercased().replacing(" ", with: "-"))
        #expect(page.sections["OPTIONS"] == help.options)
        #expect(page.sections["ARGUMENTS"] ?? [] == help.arguments)
        #expect(!help.options.isEmpty)
        let examples = page.sections["EXAMPLES"] ?? []
        #expect(examples == command.examples.map { HelpEntries.Entry(term: $0.commandLine, meaning: $0.meaning) })
        let said = (page.text["DESCRIPTION"] ?? "").split(separator: " ").joined(separator: " ")
        let meant = ([command.summary] + command.discussion).joined(separator: " ").split { $0 == " " || $0 == "\n" }
        #expect(said == meant.joined(separator: " "))
    }

    @Test("The program's page lists every command and every status")
    func overview() {
        let page = ReadPage(lacuna("man").output)
        #expect(page.title == "LACUNA")
        #expect(
            page.sections["COMMANDS"]
                == Lacuna.table.commands.map { HelpEntries.Entry(term: $0.name, meaning: $0.summary) }
        )
        #expect(
            page.sections["EXIT STATUS"]?.map(\.term) == ["0", "1", "64", "65", "66", "69", "73", "74", "75", "77"]
        )
    }

    @Test("The program's page names every variable that the sources read, but those that every program has")
    func environment() throws {
        let folder = Repository.root + "/Sources/lacuna"
        var read: Set<String> = []
        for name in files(below: folder) where name.hasSuffix(".swift") {
            for match in try text(of: "\(folder)/\(name)").matches(of: #/environment\["([A-Z_]+)"\]/#) {
                read.insert(String(match.1))
            }
        }
        let usual: Set = ["COLUMNS", "HOME", "LESS", "PAGER", "PATH", "TMPDIR", "USER", "XDG_CACHE_HOME"]
        #expect(Set(ManualPage.environment.map(\.name)) == read.subtracting(usual))
        #expect(read.count > 8)
    }

    @Test("All pages are written, and name one another by pages that there are")
    func written() throws {
        let folder = try TemporaryFolder()
        let (status, _, errors) = lacuna("man", "-o", folder.path + "/man1")
        let names = files(below: folder.path + "/man1")
        #expect(status == 0 && errors == "Wrote \(names.count) pages into \(folder.path)/man1.\n")
        #expect(names.count == Lacuna.table.commands.count + 1)
        for name in names {
            let page = try text(of: "\(folder.path)/man1/\(name)")
            for match in page.replacing("\\-", with: "-").matches(of: #/(lacuna[a-z-]*)(?:\\fR)?\(1\)/#) {
                #expect(names.contains("\(match.1).1"), "\(name) names \(match.1)")
            }
        }
        _ = lacuna("man", "gaps", "-o", folder.path + "/one")
        #expect(files(below: folder.path + "/one") == ["lacuna-gaps.1"])
    }

    @Test("A page is ASCII, in lines that fit, and no text becomes a request")
    func harmless() {
        var page = Roff(title: "X", date: "2026-01-01", source: "x")
        page.line(".so /etc/passwd 'x \\fB £ \u{1F4A9} -x")
        page.item(Roff.bold(".ig"), "'\n.so x")
        let lines = page.text.split(separator: "\n").dropFirst(3)
        #expect(
            Array(lines) == [
                "\\&.so /etc/passwd \\(aqx \\efB \\[u00A3] \\[u1F4A9] \\-x", ".TP", "\\fB.ig\\fR", "\\(aq .so x",
            ]
        )
        for command in Lacuna.table.commands {
            let page = ManualPage.command(command, in: Lacuna.table)
            #expect(page.utf8.allSatisfy { $0 < 0x80 })
            #expect(page.split(separator: "\n").allSatisfy { $0.utf8.count <= 80 || $0.hasPrefix(".TH") }, "\(command)")
        }
    }

    @Test("A command that there is not is told")
    func refused() {
        #expect(
            lacuna("man", "return", "sumbit").errors
                == "lacuna man: 'return' is not accepted as COMMAND. Did you mean 'return submit'? 'lacuna help' lists the commands.\nSee 'lacuna help man'.\n"
        )
        #expect(lacuna("man", "gaps", "x").status == 64)
    }
}
