import Foundation
import GapDetection
import Provision
import ScopingStore
import TestSupport
import Testing

@testable import lacuna

/// What a command line printed, and how it ended.
typealias Outcome = (status: Int32, output: String, errors: String)

/// Runs one command line in this process and gives what it would print and how it would end.
func lacuna(
    _ words: String...,
    store: String? = Repository.scoping,
    environment: [String: String] = [:]
) -> Outcome {
    lacuna(words, store: store, environment: environment)
}

func lacuna(
    _ words: [String],
    store: String? = Repository.scoping,
    environment: [String: String] = [:]
) -> Outcome {
    let all = environment.merging(store.map { ["LACUNA_STORE": $0] } ?? [:]) { first, _ in first }
    var console = Console(environment: all)
    let status = Lacuna.run(words, &console)
    return (
        status.rawValue, String(decoding: console.output, as: UTF8.self),
        String(decoding: console.errors, as: UTF8.self)
    )
}

@Suite("Commands on the real data")
struct CommandTests {
    @Test func theTableOfCommandsIsSound() { #expect(Lacuna.table.faults == []) }

    @Test("Every command explains itself, in lines that fit a terminal")
    func help() {
        for command in Lacuna.commands {
            let (status, output, errors) = lacuna(["help"] + command.spec.words)
            #expect(status == 0 && errors.isEmpty)
            #expect(output.contains("Usage: lacuna \(command.spec.name)"))
            #expect(lacuna(command.spec.words + ["--help"]).output == output)
        }
    }

    @Test func status() {
        let (status, output, errors) = lacuna("status")
        #expect(status == 0 && errors.isEmpty)
        let lines = output.split(separator: "\n").map(String.init)
        func row(_ name: String) -> [String]? {
            lines.first { $0.hasPrefix(name) }?.dropFirst(name.count).split(separator: " ").map(String.init)
        }
        #expect(row("Cheshire and Merseyside") == ["9", "9", "7", "26", "44", "24", "5", "0"])
        #expect(row("Lancashire and South Cumbria") == ["8", "7", "5", "22", "22", "41", "3", "0"])
        #expect(row("North West Coast  ") == ["17", "16", "12", "48", "66", "65", "8", "0"])
        #expect(lines.contains("Returned: 12 of the 16 areas asked."))
        #expect(
            lines.contains("Asked and silent (4): South Sefton, Southport & Formby, Morecambe Bay, West Lancashire.")
        )
        #expect(lines.contains("Not asked, but rated (1): East Lancashire."))
        #expect(lines.contains("One return together: Blackpool, Fylde & Wyre."))
        for limit in Limits.described { #expect(output.contains("\(grouped(limit.value)) \(limit.name)")) }
    }

    @Test func statusAsJSON() throws {
        let (status, output, _) = lacuna("status", "--format", "json")
        let answer = try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        #expect(status == 0)
        #expect(answer["documents"] as? Int == 20)
        let rounds = try #require(answer["rounds"] as? [[String: Any]])
        #expect((rounds.first?["silent"] as? [String])?.count == 4)
    }

    @Test("The table of letters, as text, CSV and JSON")
    func show() throws {
        let text = lacuna("show", "--within", "C&M")
        let halton = text.output.split(separator: "\n").first { $0.hasPrefix("  Halton ") }
        #expect(halton?.split(separator: " ").joined() == "HaltonARRAGGAARAB")
        #expect(!text.output.contains("Blackpool") && !text.output.contains("\u{1B}"))
        let csv = lacuna("show", "--format", "csv").output
        #expect(csv.split(separator: "\r\n").count == 18)
        #expect(csv.contains("ccg-halton,Halton,A,R,R,A,G,G,A,A,R,A,B\r\n"))
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(lacuna("show", "--format", "json").output.utf8)) as? [String: Any]
        )
        let values = try #require(json["values"] as? [[String?]])
        #expect(values.count == 17 && values.allSatisfy { $0.count == 11 })
        #expect(json["asOf"] as? String == "2022-05-01")
    }

    @Test(
        "Names, aliases and codes lead to one area wherever only one of them is rated",
        arguments: [
            "St. Helen's", "st helens", "ccg-st-helens", "Saint Helens", "01X", "NHS St Helens CCG",
        ]
    )
    func areaNames(word: String) {
        #expect(lacuna("show", "--within", word, "--format", "csv").output.contains("ccg-st-helens,St. Helen's,R,"))
    }

    @Test("Before anything was on record, and before the round opened")
    func otherTimes() {
        #expect(
            lacuna("show", "--known-at", "2022-06-01", "--format", "csv").output.contains(
                "ccg-halton,Halton,,,,,,,,,,,\r\n"
            )
        )
        #expect(lacuna("show", "--as-of", "2020-01-01", "--format", "csv").output.split(separator: "\r\n").count == 1)
        #expect(lacuna("show", "--as-of", "2024-01-01", "--format", "csv").output.contains("place-halton,Halton,A,R,"))
    }

    @Test func gapsFiltered() throws {
        let none = lacuna("gaps", "--kind", "none", "--service", "IAPT 0-5s", "--within", "L&SC")
        #expect(none.output.hasPrefix("Lancashire and South Cumbria, 1 May 2022: 7 gaps in provision: 7 no provision."))
        let severe = lacuna("gaps", "--min-severity", "60")
        #expect(severe.output.contains("63  no provision"))
        let kinds = lacuna("gaps", "--kind", "in-development,no-return")
        #expect(
            kinds.output.hasPrefix(
                "North West Coast, 1 May 2022: 8 gaps in provision: 8 in development; 4 gaps in the record: 4 no return."
            )
        )
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(lacuna("gaps", "--format", "json").output.utf8)) as? [String: Any]
        )
        let gaps = try #require(json["gaps"] as? [[String: Any]])
        #expect(json["total"] as? Int == gaps.count)
        #expect(json["record"] as? Int == gaps.count { $0["register"] as? String == "record" })
        #expect(json["provision"] as? Int == gaps.count { $0["register"] as? String == "provision" })
        #expect(
            gaps.allSatisfy {
                Set($0.keys) == [
                    "id", "kind", "register", "area", "service", "severity", "since", "why", "closing", "children",
                    "document",
                    "evidence",
                ]
            }
        )
        #expect(lacuna("gaps", "--format", "csv").output.split(separator: "\r\n").count == gaps.count + 1)
    }

    @Test func verifyAndSchemas() {
        let (status, output, _) = lacuna("verify")
        #expect(status == 0)
        #expect(
            output
                == "\(Repository.scoping): framework, areas, rounds and voice sound; 20 returns sound; 15 revisions of actions sound; revisions unbroken.\n"
        )
        for kind in DocumentKind.allCases {
            #expect(
                lacuna("schema", kind.rawValue).output.hasPrefix(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xs:schema"
                )
            )
        }
    }

    @Test func exportOne() throws {
        let (status, output, _) = lacuna("export", "--area", "Halton", "--round", "2022-05")
        #expect(status == 0)
        #expect(output == (try text(of: Repository.scoping + "/returns/2022-05/ccg-halton.1.xml")))
        #expect(lacuna("export", "--format", "csv").output.split(separator: "\r\n").count == 188)
    }

    @Test("Export at another date, and as it was on record by then")
    func exportThen() {
        #expect(lacuna("export", "--area", "Morecambe Bay").output.contains("revision=\"2\""))
        let before = lacuna("export", "--area", "Morecambe Bay", "--known-at", "2026-11-23T12:00:00Z").output
        #expect(before.contains("revision=\"1\""))
        #expect(lacuna("export", "--area", "Halton", "--as-of", "2020-01-01").status == 66)
    }

    @Test func exportAll() throws {
        let folder = try TemporaryFolder()
        #expect(lacuna("export", "-o", folder.path).status == 0)
        #expect(files(below: folder.path).count == 19)
    }
}

@Suite("The report")
struct ReportTests {
    @Test("What report writes for the real data is what lies in Exports, file for file")
    func exportsAreCurrent() throws {
        let folder = try TemporaryFolder()
        let (status, output, errors) = lacuna("report", "-o", folder.path)
        #expect(status == 0 && errors.isEmpty)
        #expect(
            output.contains(
                "\n1. No area of North West Coast has full provision of 0-5s Pathway in CAMHS or Parent Infant MH Service: 14 and 10 of the 17 areas have no provision of them;"
            )
        )
        #expect(
            try text(of: folder.path + "/index.html").contains(
                " gaps in provision: 48 no provision, 9 full nowhere, 8 in development, 66 some provision, 3 masked,"
            )
        )
        #expect(files(below: folder.path) == files(below: Repository.exports).filter { !$0.hasPrefix("simulated/") })
        for file in files(below: folder.path) {
            expectGolden(try bytes(of: folder.path + "/" + file), Repository.exports + "/" + file)
        }
    }

    @Test("The simulated example is what its commands make, and says that it is simulated")
    func simulatedExample() throws {
        let folder = try TemporaryFolder()
        let store = folder.path + "/example"
        let made = lacuna([
            "simulate", "--areas", "14", "--services", "10", "--months", "42", "--seed", "5", "-o", store,
        ])
        #expect(made.status == 0 && made.output.contains("7 rounds, 10 service types, "))
        #expect(lacuna("verify", store: store).status == 0)
        for (words, file) in [
            (["heatmap", "--as-of", "2015-01-01"], "heatmap-first-round.svg"),
            (["heatmap", "--compare", "2015-01-01"], "heatmap-compared.svg"),
            (["trend", "--format", "csv"], "trend.csv"),
            (["show", "--compare", "2015-01-01", "--format", "csv"], "moves.csv"),
        ] {
            let output = lacuna(words, store: store).output
            expectGolden(Array(output.utf8), Repository.exports + "/simulated/" + file)
        }
        let report = folder.path + "/report"
        #expect(lacuna("report", "-o", report, store: store).status == 0)
        let written = files(below: report)
        #expect(written.contains("chart-open-gaps.svg") && written.contains("chart-timeline.svg"))
        for file in written {
            expectGolden(try bytes(of: report + "/" + file), Repository.exports + "/simulated/" + file)
        }
        let pictures = files(below: Repository.exports + "/simulated").filter {
            $0.hasSuffix("svg") || $0.hasSuffix("html")
        }
        #expect(
            pictures.count == written.count {
                !$0.hasPrefix("returns/") && !$0.hasPrefix("gaps") && $0 != "ratings.csv"
            } + 2
        )
        for file in pictures {
            #expect(
                try text(of: Repository.exports + "/simulated/" + file).contains("SIMULATED DATA, made up for trials."),
                "\(file)"
            )
        }
        #expect(lacuna(["simulate", "-o", store]).status == 73)
        #expect(
            lacuna(["simulate", "--areas", "9999", "-o", folder.path + "/x"]).errors.contains(
                "9999 areas: a simulated network has 1 to 2000"
            )
        )
    }

    @Test("The page asks nothing of the network, and runs no script but its own")
    func selfContained() throws {
        let page = try text(of: Repository.exports + "/index.html")
        #expect(!page.contains("src=") && !page.contains("href=\"http") && !page.contains("@import"))
        #expect(page.components(separatedBy: "<script").count == 3)
        let plain = page.replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
            .replacing("xmlns%3D%22http:%2F%2Fwww.w3.org%2F2000%2Fsvg%22", with: "")
            .replacing("xmlns%3D%22http://www.w3.org/2000/svg%22", with: "").replacing("http-equiv", with: "")
            .replacing("xmlns:xlink=\"http://www.w3.org/1999/xlink\"", with: "")
        #expect(!plain.contains("http"))
    }

    @Test("A second report replaces the first, and nothing is written into a store")
    func places() throws {
        let folder = try TemporaryFolder()
        #expect(lacuna("report", "-o", folder.path + "/a").status == 0)
        #expect(lacuna("report", "-o", folder.path + "/a").status == 0)
        let store = try folder.copy(Repository.scoping, to: "store")
        let before = files(below: store)
        for target in [store, store + "/", store + "/returns/..", store + "/new", folder.path + "/a/../store/x"] {
            let (status, _, errors) = lacuna("report", "-o", target, store: store)
            #expect(status == 73, "\(target)")
            #expect(errors.hasPrefix("lacuna: '\(target)' lies in the store"))
        }
        #expect(lacuna("heatmap", "-o", store + "/returns/2022-05/ccg-halton.1.xml", store: store).status == 73)
        #expect(files(below: store) == before)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: store)
        #expect(lacuna("report", "-o", folder.path + "/link", store: store).status == 73)
    }

    @Test func cannotCreate() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "file")
        let (status, output, errors) = lacuna("report", "-o", folder.path + "/file/below")
        #expect(status == 73 && output.isEmpty)
        #expect(errors.hasPrefix("lacuna: cannot write"))
    }
}

@Suite("Mistakes")
struct MistakeTests {
    @Test("A mistyped word: what is wrong, what may have been meant, and status 64")
    func mistypedWords() {
        #expect(lacuna("gasp").errors == "lacuna: unknown command 'gasp'. Did you mean 'gaps'?\nSee 'lacuna help'.\n")
        #expect(
            lacuna("gaps", "--as-off", "2022-05-01").errors
                == "lacuna gaps: unknown option '--as-off'. Did you mean '--as-of'?\nSee 'lacuna help gaps'.\n"
        )
        #expect(
            lacuna("gaps", "--within", "Haltom").errors
                == "lacuna gaps: 'Haltom' is not accepted by option '--within'. Did you mean 'Halton'?\nSee 'lacuna help gaps'.\n"
        )
        #expect(lacuna("gaps", "--service", "iapt").status == 64)
        #expect(
            lacuna("show", "--as-of", "1/5/2022").errors
                == "lacuna show: '1/5/2022' is not accepted by option '--as-of'. Expected a date such as 2022-05-01.\nSee 'lacuna help show'.\n"
        )
        #expect(lacuna("gaps", "--min-severity", "101").status == 64)
        #expect(lacuna("gaps", "--kind", "some").status == 64)
        #expect(lacuna("schema", "retrun").status == 64)
        #expect(
            lacuna("export").errors
                == "lacuna export: 19 returns fit. Choose one with --area and --round, or a folder with -o DIR.\nSee 'lacuna help export'.\n"
        )
        #expect(lacuna("export", "--round", "2022-06").status == 64)
    }

    @Test("A name that several areas share, none of them rated at the date")
    func ambiguous() {
        let (status, _, errors) = lacuna(
            "show",
            "--within",
            "Halton",
            "--as-of",
            "2020-01-01",
            "--known-at",
            "2020-01-01"
        )
        #expect(status == 0 || errors.contains("ccg-halton or place-halton"))
    }

    @Test("An area that has not begun is shown by its predecessors, and says so")
    func predecessorsOfAnArea() {
        let (status, output, errors) = lacuna("show", "--within", "place-sefton", "--format", "csv")
        #expect(status == 0)
        #expect(output.split(whereSeparator: \.isNewline).dropFirst().map { $0.prefix(8) } == ["ccg-sout", "ccg-sout"])
        #expect(
            errors == "Sefton began on 1 July 2022; shown: its predecessors South Sefton and Southport & Formby.\n"
        )
    }

    @Test("No store: status 66, and how to name one")
    func noStore() {
        let (status, output, errors) = lacuna("status", "--store", "/nonexistent")
        #expect(status == 66 && output.isEmpty)
        #expect(
            errors
                == "lacuna: /nonexistent: no such folder (name the folder of returns with --store DIR or LACUNA_STORE)\n"
        )
    }

    @Test("A damaged return is left out and named by every command, status 1; in the picture's footer too")
    func damagedReturn() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let halton = try text(of: store + "/returns/2022-05/ccg-halton.1.xml")
        try folder.write(
            halton.replacing("value=\"R\"", with: "value=\"X\""),
            to: "store/returns/2022-05/ccg-halton.1.xml"
        )
        for words in [
            ["status"], ["show"], ["gaps"], ["heatmap"], ["report", "-o", folder.path + "/out"],
            ["export", "--format", "csv"],
        ] {
            var console = Console(environment: ["LACUNA_STORE": store])
            let status = Lacuna.run(words, &console)
            #expect(status.rawValue == 1, "\(words)")
            let errors = String(decoding: console.errors, as: UTF8.self)
            #expect(
                errors.contains("left out: returns/2022-05/ccg-halton.1.xml:12: in <rating>: 'X' is no level"),
                "\(words)"
            )
        }
        #expect(
            lacuna("heatmap", store: store).output.contains("damaged or invalid: returns/2022-05/ccg-halton.1.xml.")
        )
        #expect(
            try text(of: folder.path + "/out/index.html").contains(
                "damaged or invalid: returns/2022-05/ccg-halton.1.xml."
            )
        )
        let verify = lacuna("verify", store: store)
        #expect(verify.status == 1 && verify.output.contains("19 returns sound, 1 left out"))
    }

    @Test("A damaged framework stops every command with status 65, and nothing is written")
    func damagedFramework() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        try folder.write("<!DOCTYPE framework>\n<framework/>", to: "store/framework.xml")
        for words in [
            ["status"], ["show"], ["gaps"], ["heatmap"], ["report", "-o", folder.path + "/out"], ["export"], ["verify"],
        ] {
            var console = Console(environment: ["LACUNA_STORE": store])
            #expect(Lacuna.run(words, &console).rawValue == 65, "\(words)")
            #expect(console.output.isEmpty)
            #expect(String(decoding: console.errors, as: UTF8.self).hasPrefix("lacuna: framework.xml:1: a DOCTYPE"))
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
    }

    @Test("Markup and control characters in names and evidence are shown harmlessly")
    func hostileText() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let areas = try text(of: store + "/areas.xml")
        try folder.write(
            areas.replacing(
                "kind=\"ccg\" name=\"Halton\"",
                with: "kind=\"ccg\" name=\"&lt;script&gt;alert(1)&lt;/script&gt;\u{9B}31m\u{202E}x\""
            ),
            to: "store/areas.xml"
        )
        let path = "store/returns/2022-05/ccg-halton.1.xml"
        try folder.write(
            try text(of: folder.path + "/" + path).replacing("Psychologists", with: "&lt;img src=x&gt;").replacing(
                "Baby and Infant Bonding Support (BIBS) is",
                with: "&lt;img src=x onerror=alert(1)&gt;"
            ),
            to: path
        )
        #expect(lacuna("report", "-o", folder.path + "/out", store: store).status == 0)
        let page = try text(of: folder.path + "/out/index.html")
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !page.contains("<script>alert"))
        #expect(page.components(separatedBy: "<script").count == 3)
        #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;") && !page.contains("<img"))
        let shown = lacuna("show", store: store).output
        #expect(!shown.unicodeScalars.contains { $0.value == 0x9B || $0.value == 0x202E })
    }

    @Test("Colour only where it is asked for, and then with nothing of the data's own")
    func colour() {
        var console = Console(usesColour: true, environment: ["LACUNA_STORE": Repository.scoping])
        _ = Lacuna.run(["show"], &console)
        let output = String(decoding: console.output, as: UTF8.self)
        #expect(output.contains("\u{1B}[48;2;164;22;26;97m  R\u{1B}[0m"))
    }
}
