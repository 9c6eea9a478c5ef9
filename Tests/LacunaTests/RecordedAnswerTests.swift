import Foundation
import TestSupport
import Testing

@testable import lacuna

/// What commands write, looked at in the documents themselves: on a copy of the store of `TwoNetworks`.
@Suite("What is written, looked at in the documents")
struct RecordedAnswerTests {
    private let bench: OptionBench

    init() throws { bench = try OptionBench() }

    private func run(_ words: [String], at now: String = "2024-10-01T09:00:00Z") -> Outcome {
        let paths = words.map { $0.hasPrefix("{") ? bench.folder.path + "/" + $0.dropFirst().dropLast() : $0 }
        return lacuna(paths, store: bench.store, environment: ["LACUNA_NOW": now, "USER": "tess"])
    }

    private func round(_ id: String) throws -> PlainElement {
        let rounds = try PlainElement(bench.store + "/rounds.xml").children("round")
        return try #require(rounds.first { $0["id"] == id })
    }

    private func document(_ path: String) throws -> PlainElement { try PlainElement(bench.store + "/returns/" + path) }

    // MARK: round open

    @Test("A round opens today, in England, asks the areas that exist then, and has no other date of its own accord")
    func opened() throws {
        // Half past eleven at night in Greenwich is the next day in an English summer.
        #expect(
            run(["round", "open", "2025-05", "--reference-date", "2025-05-01"], at: "2024-09-30T23:30:00Z").status == 0
        )
        let round = try round("2025-05")
        #expect(round["opened"] == "2024-10-01" && round["reference-date"] == "2025-05-01" && round["due"] == nil)
        #expect(round["name"] == "Round 2025-05" && round.children("note").isEmpty)
        #expect(
            round.children("asked").compactMap { $0["area"] } == [
                "place-ash", "place-birch", "place-cedar", "place-elm",
            ]
        )
    }

    @Test("A round says what its options say")
    func asOptionsSay() throws {
        let words = [
            "--reference-date", "2025-05-01", "--opened", "2024-12-01", "--due", "2025-04-20", "--name", "Spring 2025",
        ]
        #expect(
            run(["round", "open", "2025-05"] + words + ["--note", "The last.", "--asks", "place-elm,place-ash"]).status
                == 0
        )
        let round = try round("2025-05")
        #expect(round["opened"] == "2024-12-01" && round["due"] == "2025-04-20" && round["name"] == "Spring 2025")
        #expect(round.children("note").map(\.text) == ["The last."])
        #expect(Set(round.children("asked").compactMap { $0["area"] }) == ["place-elm", "place-ash"])
        #expect(run(["round", "open", "2025-11", "--reference-date", "2025-11-01", "--asks", "place"]).status == 0)
        #expect(try self.round("2025-11").children("asked").count == 4)
        #expect(run(["round", "open", "2026-05", "--reference-date", "2026-05-01", "--asks", "nobody"]).status == 0)
        #expect(try self.round("2026-05").children("asked").isEmpty)
        // CCG areas ended in June 2022.
        #expect(run(["round", "open", "2026-11", "--reference-date", "2026-11-01", "--asks", "ccg"]).status == 64)
    }

    // MARK: return form

    /// The rows of a form's table: service type, level, causes, evidence, last level, last date.
    private func form(_ words: [String]) -> (head: [String: String], rows: [[String]]) {
        let lines = run(["return", "form"] + words).output.replacing("\u{FEFF}", with: "")
            .split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
        // No cell of these forms but a quoted evidence has a comma, and none a quotation mark within.
        func cells(_ line: String) -> [String] {
            var quoted = false
            return line.split(omittingEmptySubsequences: false) { sign in
                if sign == "\"" { quoted.toggle() }
                return sign == "," && !quoted
            }.map { String($0.replacing("\"", with: "")) }
        }
        let head = lines.prefix { !$0.hasPrefix("Service type") }.map(cells).filter { $0.count > 1 }
        let table = lines.drop { !$0.hasPrefix("Service type") }.dropFirst().prefix { !$0.isEmpty }
        return (Dictionary(head.map { ($0[0], $0[1]) }) { first, _ in first }, table.map(cells))
    }

    @Test(
        "A form holds the last level with its cause, and the date of the round it is from; its base is the latest revision"
    )
    func forms() throws {
        #expect(
            run(["round", "open", "2025-05", "--reference-date", "2025-05-01", "--opened", "2024-10-01"]).status == 0
        )
        let ash = form(["--area", "Ash"])
        #expect(ash.head["Round"] == "round 2025-05" && ash.head["Based on"] == "0" && ash.head["Area"] == "place-ash")
        #expect(
            ash.rows.map { [$0[1], $0[2], $0[4], $0[5]] } == [
                ["G", "", "G", "2024-05-01"], ["A", "finances", "A", "2024-05-01"], ["A", "staff", "A", "2024-05-01"],
                ["A", "", "A", "2024-05-01"],
            ]
        )
        // Cedar's hubs were rated in 2022, not in 2023: by 2023 they are its predecessors'.
        let earlier = form(["--area", "Cedar", "--round", "2023-05"])
        #expect(earlier.head["Based on"] == "1")
        #expect(
            earlier.rows.map { [$0[1], $0[5]] } == [
                ["A", "2023-05-01"], ["G", "2023-05-01"], ["", ""], ["R", "2023-05-01"],
            ] || earlier.rows[2][5] == "2022-05-01"
        )
        #expect(form(["--area", "Ash", "--round", "2024-05"]).head["Based on"] == "2")
        let elm = form(["--area", "Elm"])
        #expect(
            elm.rows.map { [$0[1], $0[5]] } == [
                ["", ""], ["R", "2024-05-01"], ["R", "2024-05-01"], ["G", "2024-05-01"],
            ]
        )
    }

    // MARK: return check, submit, correct, accept

    @Test("A form submitted: who, in what role, when, why, and the levels of the form; a draft says that it is one")
    func submitted() throws {
        #expect(run(["return", "submit", "{form.csv}", "--draft"]).status == 0)
        let draft = try document("2024-05/place-ash.3.xml")
        #expect(draft["state"] == "draft" && draft["source"] == "return")
        let recorded = try #require(draft.children("recorded").first)
        #expect(
            recorded["by"] == "tess" && recorded["role"] == "network manager"
                && recorded["at"] == "2024-10-01T09:00:00Z"
        )
        #expect(recorded.children("note").isEmpty)
        #expect(draft.children("ratings").flatMap(\.children).map { $0["value"] } == ["G", "G", "A", "A"])
        // What is a draft does not count.
        #expect(run(["show", "--within", "Ash", "--format", "csv"]).output.contains("place-ash,Ash,G,A,A,A\r\n"))
    }

    @Test("--by, --role and --note go into the document, of a return, a correction and an acceptance alike")
    func authors() throws {
        let author = ["--by", "Jo", "--role", "analyst", "--note", "As agreed."]
        let lines = [
            ["return", "submit", "{form.csv}"], ["return", "correct", "Ash", "hubs", "G"], ["return", "accept", "Ash"],
        ]
        for (index, words) in lines.enumerated() {
            #expect(run(words + author).status == 0, "\(words)")
            let document = try document("2024-05/place-ash.\(3 + index).xml")
            let recorded = try #require(document.children("recorded").first)
            #expect(recorded["by"] == "Jo" && recorded["role"] == "analyst")
            #expect(recorded.children("note").map(\.text) == ["As agreed."])
            #expect(document["state"] == (index == 2 ? "accepted" : nil))
        }
        #expect(run(["verify"]).status == 0)
    }

    @Test("A correction changes its cell alone, with its evidence and causes, in the round it names")
    func corrected() throws {
        let words = [
            "return", "correct", "Ash", "hubs", "R", "--round", "2023-05", "--evidence", "Closed.", "--cause",
            "staff,finances",
        ]
        #expect(run(words + ["--based-on", "1"]).status == 0)
        let ratings = try document("2023-05/place-ash.2.xml").children("ratings").flatMap(\.children)
        #expect(ratings.map { $0["value"] } == ["G", "R", "R", "B"])
        let hubs = try #require(ratings.first { $0["service"] == "hubs" })
        #expect(hubs.children("evidence").map(\.text) == ["Closed."])
        #expect(hubs.children("cause").compactMap { $0["ref"] } == ["staff", "finances"])
        #expect(run(["return", "correct", "Ash", "hubs", "G", "--round", "2023-05", "--based-on", "1"]).status == 65)
        #expect(run(["return", "correct", "Ash", "hubs", "A"]).status == 64)
    }

    @Test("--drop leaves out what has no row, and without it the form is refused; check says the same as submit")
    func dropped() throws {
        let before = files(below: bench.store)
        let checked = run(["return", "check", "{short.csv}"])
        #expect(checked.status == 1 && checked.output.contains("Family hubs"))
        #expect(run(["return", "submit", "{short.csv}"]).status == 65)
        #expect(run(["return", "check", "{short.csv}", "--drop"]).status == 0)
        #expect(files(below: bench.store) == before)
        #expect(run(["return", "submit", "{short.csv}", "--drop"]).status == 0)
        let ratings = try document("2024-05/place-ash.3.xml").children("ratings").flatMap(\.children)
        #expect(ratings.map { $0["service"] } == ["visiting", "therapy", "midwives"])
    }

    @Test("A dry run tells the cells that would change from what to what, as text and as JSON, and writes nothing")
    func dryRun() throws {
        let before = files(below: bench.store)
        let json = try Plain.json(run(["return", "submit", "{form.csv}", "--dry-run", "--format", "json"]).output)
        let cells = try #require(json["cells"] as? [[String: Any]])
        #expect(
            cells.map { "\($0["service"] ?? "") \($0["before"] ?? "") \($0["after"] ?? "") \($0["direction"] ?? "")" }
                == ["therapy A G up"]
        )
        let closed = try #require(json["closed"] as? [[String: Any]])
        #expect(closed.contains { $0["id"] as? String == "partial:place-ash:therapy" })
        #expect(
            run(["return", "submit", "{form.csv}", "--dry-run"]).output.contains(
                "  Parent-infant therapy: A -> G (up)\n"
            )
        )
        #expect(files(below: bench.store) == before)
        #expect(run(["return", "submit", "{form.csv}", "--format", "json"]).status == 64)
    }

    // MARK: the store as a whole

    @Test("verify ends with 1 where a revision is gone or altered, a head is not as listed; with 0 where all is sound")
    func verify() throws {
        #expect(run(["verify"]).status == 0)
        try bench.folder.write(run(["heads"]).output, to: "heads")
        #expect(run(["verify", "--heads", "{heads}"]).status == 0)
        #expect(run(["return", "correct", "Ash", "hubs", "G"]).status == 0)
        #expect(run(["verify"]).status == 0 && run(["verify", "--heads", "{heads}"]).status == 1)
        try FileManager.default.removeItem(atPath: bench.store + "/returns/2024-05/place-ash.1.xml")
        let verified = run(["verify"])
        #expect(verified.status == 1 && verified.output.contains("place-ash"))
    }

    @Test("seal refuses what was altered; --again seals it")
    func seal() throws {
        let path = bench.store + "/areas.xml"
        try bench.folder.write(try text(of: path).replacing("\"6000\"", with: "\"6001\""), to: "store/areas.xml")
        #expect(run(["verify"]).status == 1 && run(["seal"]).status == 65)
        #expect(run(["seal", "--again"]).output == "Sealed areas.xml.\n")
        #expect(run(["verify"]).status == 0)
    }

    @Test("heads: one line a latest document, by its SHA-256, and a root; as CSV and JSON the same")
    func heads() throws {
        let lines = run(["heads"]).output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let paths = lines.compactMap(\.last).filter { $0.hasSuffix(".xml") }
        let networks = try TwoNetworks()
        let latest = networks.documents.filter { document in
            !networks.documents.contains {
                $0.area == document.area && $0.round == document.round && $0.revision > document.revision
            }
        }.map(\.path)
        let actions = ["actions/hub-in-ash.2.xml", "actions/open-a-hub-in-cedar.1.xml"]
        #expect(paths == (latest + actions + ["areas.xml", "framework.xml", "rounds.xml", "voice.xml"]).sorted())
        let csv = Plain.csv(run(["heads", "--format", "csv"]).output)
        #expect(csv.compactMap { $0["path"] } == paths + ["root"])
    }

    @Test("token: a viewer unless told, of all areas unless told; list and revoke name whom they are about")
    func tokens() throws {
        func entries() throws -> [[String]] {
            try text(of: bench.folder.path + "/access").split(separator: "\n").map {
                $0.split(separator: " ").prefix(4).map(String.init)
            }
        }
        #expect(run(["token", "add", "ann", "--access", "{access}"]).status == 0)
        #expect(
            run(["token", "add", "ben", "--access", "{access}", "--role", "manager", "--area", "place-elm,place-ash"])
                .status == 0
        )
        #expect(
            try entries() == [
                ["token", "zoe", "viewer", "-"], ["token", "ann", "viewer", "-"],
                ["token", "ben", "manager", "place-elm,place-ash"],
            ]
        )
        let list = run(["token", "list", "--access", "{access}"]).output.split(separator: "\n").dropFirst()
        #expect(
            list.map { $0.split(separator: " ").joined(separator: " ") } == [
                "token zoe viewer all", "token ann viewer all", "token ben manager place-elm, place-ash",
            ]
        )
        #expect(run(["token", "revoke", "ann", "--access", "{access}"]).status == 0)
        #expect(try entries().map { $0[1] } == ["zoe", "ben"])
        #expect(run(["token", "revoke", "ann", "--access", "{access}"]).status == 66)
    }

    @Test("simulate: so many areas, service types and months, a round every so many; the same seed the same store")
    func simulate() throws {
        func made(_ words: [String]) throws -> (rounds: [String], services: Int, areas: Int, all: [String]) {
            let folder = try TemporaryFolder()
            let store = folder.path + "/made"
            #expect(lacuna(["simulate", "-o", store] + words, store: nil).status == 0)
            let rounds = try PlainElement(store + "/rounds.xml").children("round")
            let types = try PlainElement(store + "/framework.xml").children("service-types").flatMap(\.children)
            return (
                rounds.compactMap { $0["reference-date"] }, types.count, rounds.first?.children("asked").count ?? 0,
                try files(below: store).map { try text(of: store + "/" + $0) }
            )
        }
        let small = ["--areas", "4", "--services", "3", "--months", "12"]
        let usual = try made(small)
        #expect(usual.rounds == ["2015-01-01", "2015-07-01"] && usual.services == 3 && usual.areas == 4)
        let quarterly = try made(small + ["--every", "3"])
        #expect(quarterly.rounds == ["2015-01-01", "2015-04-01", "2015-07-01", "2015-10-01"])
        #expect(try made(small + ["--seed", "1"]).all == usual.all && made(small + ["--seed", "2"]).all != usual.all)
    }
}
