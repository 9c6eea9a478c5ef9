import Foundation
import TestSupport
import Testing

@testable import lacuna

/// Answers of commands on the store of `TwoNetworks`, held against its documents as `TwoNetworks` reads them, or against
/// sums worked out by hand beside them.
@Suite("Right answers, worked out from the documents by other means")
struct RightAnswerTests {
    private let networks: TwoNetworks

    init() throws { networks = try TwoNetworks() }

    private func run(_ words: [String]) -> Outcome { lacuna(words, store: TwoNetworks.folder) }

    // MARK: show

    /// The table in each format, as `place-ash,G,A,A,A`.
    private func shown(_ words: [String]) throws -> [String: [String]] {
        func line(_ id: String, _ letters: [String]) -> String {
            ([id] + letters.map { $0 == "n/e" ? "not-expected" : $0 == "–" ? "" : $0 }).joined(separator: ",")
        }
        let csv = Plain.csv(run(["show"] + words + ["--format", "csv"]).output).map { row in
            line(row["area"] ?? "", TwoNetworks.services.map { row[$0] ?? "" })
        }
        let json = try Plain.json(run(["show"] + words + ["--format", "json"]).output)
        let ids = try #require(json["areas"] as? [String])
        let values = try #require(json["values"] as? [[Any]])
        // A row of the table has the area's name; names are unique among areas that exist on a day.
        var table: [String] = []
        for row in run(["show"] + words).output.split(separator: "\n") where row.hasPrefix("  ") {
            let cells = row.dropFirst(24).replacing("n/e", with: " n/e ").split(separator: " ").map {
                String($0.replacing("*", with: ""))
            }
            let name = row.dropFirst(2).prefix(22).replacing("†", with: "").trimmingCharacters(in: .whitespaces)
            let area = networks.areas.first { $0.name == name && ids.contains($0.id) }
            if let area, cells.count == 4 { table.append(line(area.id, cells)) }
        }
        return ["csv": csv, "json": zip(ids, values).map { line($0, $1.map { $0 as? String ?? "" }) }, "table": table]
    }

    @Test(
        "The table of letters: each date, each moment, each part of the map, in each format",
        arguments: ["2022-05-01", "2022-06-30", "2022-07-01", "2023-05-01", "2024-04-30", "2024-05-01"],
        [nil, "2022-07-31", "2022-08-01", "2024-04-12", "2024-06-14", "2024-06-15"]
    )
    func letters(date: String, knownAt: String?) throws {
        // What was known then is the same question in each part of the map: three moments show it.
        let isWhole = knownAt != nil && knownAt?.hasPrefix("2024-06") == false && !Thorough.isAsked
        for within in isWhole ? [nil] : [nil, "ics-north", "ics-south"] {
            let expected = networks.table(asOf: date, knownAt: knownAt, within: within)
            let words =
                ["--as-of", date] + (knownAt.map { ["--known-at", $0] } ?? [])
                + (within.map { ["--within", $0] } ?? [])
            for (format, found) in try shown(words) { #expect(found == expected, "\(words) as \(format)") }
        }
    }

    @Test("Without a date it is the latest round's; one area alone; whole ICSs by the worst and the best level")
    func levels() throws {
        for (words, expected) in [
            ([], networks.table(asOf: "2024-05-01")),
            (["--within", "place-elm"], networks.table(asOf: "2024-05-01", within: "place-elm")),
            (["--level", "ics"], networks.tableOfICSs(asOf: "2024-05-01")),
            (["--level", "ics", "--rule", "best"], networks.tableOfICSs(asOf: "2024-05-01", rule: "best")),
            (["--level", "ics", "--as-of", "2023-05-01"], networks.tableOfICSs(asOf: "2023-05-01")),
        ] {
            for (format, found) in try shown(words) { #expect(found == expected, "\(words) as \(format)") }
        }
    }

    @Test("A cell that is made of areas with different levels has a mark, and no other")
    func mark() {
        // North: G and R, twice A, twice A, A and G. South: R and not rated, G and R, A and R, not expected and G.
        let rows = run(["show", "--level", "ics"]).output.split(separator: "\n").map(String.init)
        let north = rows.first { $0.hasPrefix("  North") }?.split(separator: " ").dropFirst().map(String.init)
        let south = rows.first { $0.hasPrefix("  South †") }?.split(separator: " ").dropFirst(2).map(String.init)
        #expect(north == ["R*", "A", "A", "A*"] && south == ["R*", "R*", "R*", "G*"])
        #expect(rows.contains { $0.hasPrefix("  *  made of areas with different levels") })
        #expect(!run(["show"]).output.contains("*"))
    }

    /// What moved between two tables, as `place-ash,midwives,B,A`.
    private func moves(_ from: String, _ to: String, within: String? = nil) -> [String] {
        networks.areas.filter { $0.kind != "ics" && $0.exists(on: to) && networks.hasRow($0, asOf: from) }
            .filter { area in within.map { networks.subtree($0).contains(area.id) } ?? true }
            .flatMap { area in
                TwoNetworks.services.compactMap { service in
                    let before = networks.letter(area, service, asOf: from)
                    let after = networks.letter(area, service, asOf: to)
                    let words = [before, after].map { $0.isEmpty ? "unrated" : $0 }
                    return before == after ? nil : ([area.id, service] + words).joined(separator: ",")
                }
            }
    }

    @Test("show --compare: the cells that moved, from which level to which, and no others")
    func compared() throws {
        for (from, within) in [("2022-05-01", nil), ("2023-05-01", nil), ("2023-05-01", "ics-north")] {
            let words = ["show", "--compare", from, "--format", "csv"] + (within.map { ["--within", $0] } ?? [])
            let rows = Plain.csv(run(words).output)
            let found = rows.map {
                [$0["area"], $0["service"], $0["from"], $0["to"]].compactMap { $0 }.joined(separator: ",")
            }
            #expect(found == moves(from, "2024-05-01", within: within))
            for row in rows {
                let order = ["R", "B", "A", "G"]
                let steps = [row["from"], row["to"]].map { $0.flatMap { order.firstIndex(of: $0) } }
                if let before = steps[0], let after = steps[1] {
                    #expect(row["direction"] == (after > before ? "up" : "down"), "\(row)")
                }
            }
        }
    }

    // MARK: gaps

    /// The ids of gaps that a command lists, read from each format apart.
    private func gaps(_ words: [String]) throws -> [String: [String]] {
        let csv = Plain.csv(run(["gaps"] + words + ["--format", "csv"]).output)
        let json = try Plain.json(run(["gaps"] + words + ["--format", "json"]).output)
        let lists = ["gaps", "opened", "closed", "reopened", "persisting"].compactMap { json[$0] as? [[String: Any]] }
        let xml = try PlainElement(reading: Array(run(["gaps"] + words + ["--format", "xml"]).output.utf8))
        let table = run(["gaps"] + words).output.split(separator: "\n").filter {
            $0.contains(#/^ *[0-9]+( +[0-9]+)?  [a-z]/#)
        }
        let named = ["none": "no provision", "partial": "some provision", "unrated": "not rated"]
        let kinds = csv.map { row in
            let kind = row["kind"] ?? ""
            let displayText = named[kind] ?? kind.replacing("-", with: " ")
            return "\(row["severity"] ?? "") \(displayText) \(row["area name"] ?? "")"
        }
        // The table has no ids: its rows are held against severity, kind and name of the area of the CSV file. Two spaces at
        // least stand between its columns. Before the severity stands the number by which a gap is explained, but not between dates.
        let told = table.map { line in
            let fields = line.split(separator: #/ {2,}/#)
            return fields.dropFirst(fields.dropFirst().first.flatMap { Int($0) } == nil ? 0 : 1).prefix(3)
                .joined(separator: " ")
        }
        return [
            "csv": csv.compactMap { $0["id"] }.sorted(),
            "json": lists.joined().compactMap { $0["id"] as? String }.sorted(),
            "xml": xml.children("gaps").flatMap(\.children).compactMap { $0["id"] }.sorted(),
            "table": told.sorted() == kinds.sorted() ? csv.compactMap { $0["id"] }.sorted() : told,
        ]
    }

    @Test(
        "A filter lists the gaps of the whole register that it fits, in every format, now and between two dates",
        arguments: [[], ["--between", "2022-05-01", "2024-05-01"], ["--between", "2023-05-01", "2024-05-01"]]
    )
    func filters(dates: [String]) throws {
        let all = Plain.csv(run(["gaps"] + dates + ["--format", "csv"]).output)
        #expect(all.count > 20)
        let (north, elm) = (networks.subtree("ics-north"), Set(["place-elm"]))
        let record: Set = ["unrated", "contradiction", "no-return", "stale", "stale-copy", "denominator"]
        let filters: [([String], ([String: String]) -> Bool)] = [
            (["--within", "North"], { north.contains($0["area"] ?? "") }),
            (["--within", "place-elm"], { elm.contains($0["area"] ?? "") }),
            (["--service", "hubs"], { $0["service"] == "hubs" }),
            (["--service", "HV"], { $0["service"] == "visiting" }),
            (["--kind", "none"], { $0["kind"] == "none" }),
            (["--kind", "partial,unrated"], { ["partial", "unrated"].contains($0["kind"]) }),
            (["--register", "record"], { record.contains($0["kind"] ?? "") }),
            (["--register", "provision"], { !record.contains($0["kind"] ?? "") }),
            (["--min-severity", "30"], { ($0["severity"].flatMap { Int($0) } ?? 0) >= 30 }),
            (["--min-severity", "40"], { ($0["severity"].flatMap { Int($0) } ?? 0) >= 40 }),
            (
                ["--within", "South", "--service", "hubs", "--min-severity", "20"],
                {
                    !north.contains($0["area"] ?? "") && $0["service"] == "hubs"
                        && ($0["severity"].flatMap { Int($0) } ?? 0) >= 20
                }
            ),
        ]
        for (words, fits) in filters {
            let expected = all.filter(fits).compactMap { $0["id"] }.sorted()
            #expect(!expected.isEmpty && expected.count < all.count, "\(words) tells nothing")
            for (format, found) in try gaps(dates + words) { #expect(found == expected, "\(words) as \(format)") }
        }
    }

    @Test("The gaps of levels are the cells that are red, amber or planned, each with when its level began")
    func cells() throws {
        for date in ["2022-05-01", "2023-05-01", "2024-05-01"] {
            var expected: [String] = []
            for area in networks.areas where area.kind != "ics" && area.exists(on: date) {
                for service in TwoNetworks.services {
                    let kinds = ["R": "none", "A": "partial", "B": "in-development"]
                    guard let kind = kinds[networks.letter(area, service, asOf: date)] else { continue }
                    expected.append("\(kind):\(area.id):\(service)")
                }
            }
            let words = ["--as-of", date, "--kind", "none,partial,in-development"]
            for (format, found) in try gaps(words) { #expect(found == expected.sorted(), "\(date) as \(format)") }
        }
    }

    @Test("The most severe gap comes first, in every format")
    func order() throws {
        let rows = Plain.csv(run(["gaps", "--register", "provision", "--format", "csv"]).output)
        let severities = rows.compactMap { $0["severity"].flatMap { Int($0) } }
        #expect(severities == severities.sorted(by: >) && Set(severities).count > 5)
        let json = try Plain.json(run(["gaps", "--register", "provision", "--format", "json"]).output)
        #expect((json["gaps"] as? [[String: Any]])?.compactMap { $0["severity"] as? Int } == severities)
    }

    @Test("--between: opened is what the later register has and the earlier has not, closed the other way about")
    func between() throws {
        // On the areas of the later date: Ash and Birch continue under a new id, so that ids are those of Places.
        func cells(_ date: String) -> Set<String> {
            var found: Set<String> = []
            for area in networks.areas where area.kind == "place" {
                for service in TwoNetworks.services where networks.letter(area, service, asOf: date) == "R" {
                    found.insert("none:\(area.id):\(service)")
                }
            }
            return found
        }
        let (before, after) = (cells("2023-05-01"), cells("2024-05-01"))
        let rows = Plain.csv(
            run(["gaps", "--between", "2023-05-01", "2024-05-01", "--kind", "none", "--format", "csv"]).output
        )
        func listed(_ change: String) -> Set<String> {
            Set(rows.filter { $0["change"] == change }.compactMap { $0["id"] })
        }
        #expect(listed("opened") == after.subtracting(before) && listed("closed") == before.subtracting(after))
        #expect(listed("persisting") == before.intersection(after) && listed("reopened") == [])
    }

    @Test(
        "trend --gaps --min-severity: a gap that has grown severe while it stood is none that opened, as --between has it"
    )
    func grownSevere() throws {
        let dates = ["2022-05-01", "2023-05-01", "2024-05-01"]
        var grown = 0
        for severity in stride(from: 20, through: 56, by: 3).map({ String($0) }) {
            let rounds = Plain.csv(run(["trend", "--gaps", "--min-severity", severity, "--format", "csv"]).output)
            try #require(rounds.count == dates.count)
            for (place, date) in dates.enumerated().dropFirst() {
                let words = ["gaps", "--between", dates[place - 1], date, "--areas-as-of", "2024-05-01"]
                let rows = Plain.csv(
                    run(words + ["--register", "provision", "--min-severity", severity, "--format", "csv"]).output
                )
                for change in ["opened", "persisting"] {
                    let count = rows.count { $0["change"] == change }
                    #expect(rounds[place][change] == String(count), "\(change) by \(date) from \(severity)")
                }
                let earlier = rounds[place - 1]["open"].flatMap { Int($0) } ?? 0
                grown += max(0, rows.count { $0["change"] == "persisting" } - earlier)
            }
        }
        #expect(grown > 0, "no gap of this world grows over a threshold")
    }

    @Test("--if-nothing-renewed: a service whose money has run out is closed, and no rule speaks of it as live")
    func nothingRenewed() throws {
        // Ash Therapy's money ends on 30 September 2024: a level A becomes R, and nothing is left to contradict it.
        let expected = ["none:place-ash:therapy", "partial:place-ash:hubs", "partial:place-ash:midwives"]
        let words = ["--if-nothing-renewed", "2025-01-01", "--within", "place-ash"]
        for (format, found) in try gaps(words) {
            #expect(found == expected + ["regressed:place-ash:therapy"], "as \(format)")
        }
    }

    // MARK: history, status, rounds

    @Test("history: what stood on record, the oldest first, its predecessors' too, without drafts; by --known-at too")
    func history() throws {
        for (name, ids) in [
            ("Ash", ["ccg-ash", "place-ash"]), ("Birch", ["ccg-birch", "place-birch"]),
            ("Cedar", ["ccg-cedar", "ccg-cypress", "place-cedar"]),
        ] {
            for knownAt in [nil, "2022-07-31", "2024-06-14"] {
                for service in TwoNetworks.services {
                    let expected = TwoNetworks.rounds.flatMap { round in
                        ids.compactMap { id in
                            networks.standing(id, round, knownAt: knownAt).flatMap { document in
                                document.values[service].map {
                                    "\(round)-01 \(id) \($0) \(document.revision) \(document.source)"
                                }
                            }
                        }
                    }
                    let words = [name, service] + (knownAt.map { ["--known-at", $0] } ?? [])
                    let rows = Plain.csv(run(["history"] + words + ["--format", "csv"]).output)
                    func line(_ cells: [String?]) -> String { cells.compactMap { $0 }.joined(separator: " ") }
                    #expect(
                        rows.map { line([$0["date"], $0["area"], $0["value"], $0["revision"], $0["source"]]) }
                            == expected,
                        "\(words)"
                    )
                    let json = try Plain.json(run(["history"] + words + ["--format", "json"]).output)
                    let points = try #require(json["points"] as? [[String: Any]])
                    #expect(points.map { $0["value"] as? String } == rows.map { $0["value"] })
                    let dated = run(["history"] + words).output.split(separator: "\n").filter { $0.hasPrefix("20") }
                    #expect(dated.map { String($0.prefix(10)) } == rows.compactMap { $0["date"] })
                }
            }
        }
    }

    @Test(
        "status: who returned, who is silent, how many cells of each level in each ICS; then and now",
        arguments: [nil, "2022-07-31", "2024-04-15"]
    )
    func status(knownAt: String?) throws {
        let json = try Plain.json(
            run(["status", "--format", "json"] + (knownAt.map { ["--known-at", $0] } ?? [])).output
        )
        #expect(json["areas"] as? Int == networks.areas.count && json["documents"] as? Int == networks.documents.count)
        let last = networks.documents.filter { !$0.isDraft && $0.recorded.prefix(10) <= knownAt ?? "9999" }
            .max { $0.recorded < $1.recorded }
        #expect((json["lastChange"] as? [String: Any])?["document"] as? String == last?.path)
        let rounds = try #require(json["rounds"] as? [[String: Any]])
        #expect(rounds.map { $0["id"] as? String } == TwoNetworks.rounds)
        for round in rounds {
            let id = try #require(round["id"] as? String)
            let asked = networks.asked[id] ?? []
            let returned = asked.filter { networks.standing($0, id, knownAt: knownAt)?.source == "return" }
            #expect(round["asked"] as? [String] == asked && round["returned"] as? [String] == returned)
            #expect(round["silent"] as? [String] == asked.filter { !returned.contains($0) })
            let groups = try #require(round["groups"] as? [[String: Any]])
            #expect(groups.map { $0["name"] as? String } == ["North", "South", "Two networks"])
            for (group, within) in zip(groups, ["ics-north", "ics-south", nil]) {
                let rows = networks.table(asOf: id + "-01", knownAt: knownAt, within: within)
                let letters = rows.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).dropFirst() }
                let levels = try #require(group["levels"] as? [String: Int])
                for code in ["G", "A", "R", "B"] {
                    #expect(levels[code] == letters.count { $0 == code }, "\(id) \(code)")
                }
                #expect(group["unrated"] as? Int == letters.count { $0.isEmpty })
                #expect(group["notExpected"] as? Int == letters.count { $0 == "not-expected" })
                #expect(group["areas"] as? Int == rows.count)
                let members = within.map { networks.subtree($0) } ?? Set(networks.areas.map(\.id))
                #expect(group["returned"] as? Int == returned.count { members.contains($0) })
            }
        }
    }

    @Test("round status: in time, late, collated, silent; then and now")
    func roundStatus() throws {
        func lines(_ words: [String]) -> [String] {
            run(["round", "status"] + words).output.split(separator: "\n").map(String.init)
        }
        func states(_ words: [String]) -> [String] {
            lines(words).dropFirst(2).prefix(4).map { line in
                String(line.dropFirst(7).prefix { !$0.isNumber }).trimmingCharacters(in: .whitespaces)
            }
        }
        #expect(states([])[..<3] == ["in time", "late", "in time"])
        #expect(states([])[3].hasPrefix("collated only"))
        // By 15 April nobody had heard of Birch's answer of the 20th, or of what was collated of Elm in May.
        let then = lines(["--known-at", "2024-04-15"])
        #expect(then.last == "To chase (2): Birch, Elm.")
        #expect(lines([]).last == "To chase (1): Elm.")
        #expect(lines(["2022-05"]).last == "To chase (1): Birch.")
        #expect(lines(["2022-05", "--known-at", "2022-04-10"]).last == "To chase (2): Birch, Cypress.")
        #expect(lines([]).first?.hasPrefix("Round 2024-05") == true)
    }

    @Test("trend: cells of each level in each round, of a part, of one service type, of whole ICSs")
    func trend() throws {
        for (words, within, service, isICS) in [
            ([], nil, nil, false), (["--within", "South"], "ics-south", nil, false),
            (["--service", "hubs"], nil, "hubs", false), (["--level", "ics"], nil, nil, true),
        ] as [([String], String?, String?, Bool)] {
            let rows = Plain.csv(run(["trend"] + words + ["--format", "csv"]).output)
            #expect(rows.map { $0["round"] } == TwoNetworks.rounds)
            let json = try Plain.json(run(["trend"] + words + ["--format", "json"]).output)
            let points = try #require(json.values.compactMap { $0 as? [[String: Any]] }.first)
            for (row, point) in zip(rows, points) {
                let date = try #require(row["date"])
                let table = isICS ? networks.tableOfICSs(asOf: date) : networks.table(asOf: date, within: within)
                let letters = table.flatMap { line in
                    let cells = line.split(separator: ",", omittingEmptySubsequences: false).dropFirst().map(
                        String.init
                    )
                    return service.flatMap { TwoNetworks.services.firstIndex(of: $0) }.map { [cells[$0]] } ?? cells
                }
                for code in ["G", "A", "R", "B"] {
                    #expect(row[code.lowercased()] == String(letters.count { $0 == code }), "\(words) \(date) \(code)")
                }
                #expect(row["unrated"] == String(letters.count { $0.isEmpty }))
                #expect(row["areas"] == String(table.count))
                #expect((point["levels"] as? [String: Int])?["G"] == letters.count { $0 == "G" })
            }
        }
    }

    @Test("export: the revisions that stand, of an area, of a round, by a date, as they were known")
    func export() throws {
        for (words, area, round, knownAt, last) in [
            ([], nil, nil, nil, "9999"), (["--area", "place-ash"], "place-ash", nil, nil, "9999"),
            (["--round", "2023-05"], nil, "2023-05", nil, "9999"),
            (["--round", "2022-05"], nil, "2022-05", nil, "9999"),
            (["--known-at", "2024-06-14"], nil, nil, "2024-06-14", "9999"),
            (["--as-of", "2023-05-01"], nil, nil, nil, "2023-05-01"),
            (["--as-of", "2023-04-30"], nil, nil, nil, "2023-04-30"),
        ] as [([String], String?, String?, String?, String)] {
            let standing = Set(
                networks.documents.filter { document in
                    (area ?? document.area) == document.area && (round ?? document.round) == document.round
                        && document.round + "-01" <= last
                }.compactMap { networks.standing($0.area, $0.round, knownAt: knownAt)?.path }
            )
            #expect(!standing.isEmpty)
            let csv = Plain.csv(run(["export", "--format", "csv"] + words).output)
            #expect(Set(csv.compactMap { $0["document"] }) == standing, "\(words)")
            let json = try Plain.json(run(["export", "--format", "json"] + words).output)
            let ratings = try #require(json["ratings"] as? [[String: Any]])
            #expect(ratings.map { $0["document"] as? String } == csv.map { $0["document"] })
            let folder = try TemporaryFolder()
            #expect(run(["export", "-o", folder.path] + words).status == 0)
            #expect(Set(files(below: folder.path)) == standing)
            for path in standing {
                let written = try text(of: folder.path + "/" + path)
                let stored = try text(of: TwoNetworks.folder + "/" + path)
                // A copy has no figures of outcomes, and its own seal.
                if stored.contains("<outcomes>") {
                    #expect(written.contains("seen=\"withheld\" paired=\"withheld\"") && written != stored)
                } else {
                    #expect(written == stored)
                }
            }
        }
    }

    // MARK: people

    @Test("need: 0.06 of the children and 0.04 of the deprived; a quarter is the target; of the areas asked for alone")
    func need() throws {
        for (words, kind) in [
            ([], "place"), (["--within", "South"], "place"), (["--level", "ccg"], "ccg"), (["--level", "ics"], "ics"),
            (["--as-of", "2022-05-01"], "ccg"),
        ] {
            let rows = Plain.csv(run(["need", "--format", "csv"] + words).output)
            let south = networks.subtree("ics-south")
            // Elm came from nowhere: where CCG areas stand, it stands for itself, as long as it exists.
            let expected = networks.areas.filter { area in
                area.kind == kind || area.kind == "ics" || words == ["--level", "ccg"] && area.id == "place-elm"
            }.filter { words != ["--within", "South"] || south.contains($0.id) }
            #expect(Set(rows.compactMap { $0["area"] }) == Set(expected.map(\.id)), "\(words)")
            for row in rows {
                let area = try #require(networks.areas.first { $0.id == row["area"] })
                let need = 0.06 * Double(area.children) + 0.04 * area.deprived * Double(area.children)
                #expect(row["children"] == String(area.children) && row["need"] == String(Int(need.rounded())))
                #expect(row["target"] == String(Int((0.25 * need).rounded())), "\(area.id)")
            }
        }
    }

    @Test(
        "equity: the children of each ICS under each level, and the share in full",
        arguments: [nil, "hubs", "therapy"]
    )
    func equity(service: String?) {
        let rows = Plain.csv(run(["equity", "--format", "csv"] + (service.map { ["--service", $0] } ?? [])).output)
        #expect(rows.count == (service == nil ? 8 : 2))
        for row in rows {
            let below = networks.areas.filter { $0.kind == "place" && $0.parent == row["ics"] }
            func children(_ code: String) -> Int {
                below.filter { networks.letter($0, row["service"] ?? "", asOf: "2024-05-01") == code }
                    .reduce(0) { $0 + $1.children }
            }
            for code in ["G", "A", "R", "B"] { #expect(row["children \(code)"] == String(children(code)), "\(row)") }
            let all = ["G", "A", "R", "B"].reduce(0) { $0 + children($1) }
            #expect(row["share full"] == String(format: "%.3f", Double(children("G")) / Double(all)))
            #expect(service == nil || row["service"] == service)
        }
    }

    @Test("compare: better and worse are said of the second side, in every format; between dates of the later")
    func compare() throws {
        func verdicts(_ words: [String]) throws -> [String] {
            let csv = Plain.csv(run(["compare"] + words + ["--format", "csv"]).output).compactMap { $0["verdict"] }
            let json =
                try Plain.json(run(["compare"] + words + ["--format", "json"]).output)["cells"] as? [[String: Any]]
            #expect(json?.compactMap { $0["verdict"] as? String } == csv)
            return csv
        }
        // Ash GAAA, Birch RAAG.
        #expect(try verdicts(["Ash", "Birch"]) == ["worse", "same", "same", "better"])
        #expect(try verdicts(["Birch", "Ash"]) == ["better", "same", "same", "worse"])
        // Birch RRAG by 2023, RAAG by 2024.
        #expect(
            try verdicts(["Birch", "--between", "2023-05-01", "2024-05-01"]) == ["same", "better", "same", "same"]
        )
        // In 2023 Ash is GRAB and Birch RRAG, which it continued: a plan has no place in the order.
        #expect(
            try verdicts(["Ash", "Birch", "--as-of", "2023-05-01"]) == ["worse", "same", "same", "cannot be compared"]
        )
    }

    @Test("twins: the nearest first, as far as the formula says, and only those that have it in full")
    func twins() throws {
        let places = networks.areas.filter { $0.kind == "place" }
        // Each measure in standard deviations among the Places.
        func scaled(_ values: [Double]) -> [Double] {
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
            return values.map { ($0 - mean) / variance.squareRoot() }
        }
        let sizes = scaled(places.map { log(Double($0.children)) })
        let shares = scaled(places.map(\.deprived))
        let birch = try #require(places.firstIndex { $0.id == "place-birch" })
        func distance(_ index: Int) -> Double {
            ((sizes[index] - sizes[birch]) * (sizes[index] - sizes[birch])
                + (shares[index] - shares[birch]) * (shares[index] - shares[birch])).squareRoot()
        }
        let nearest = places.indices.filter { $0 != birch }.sorted { distance($0) < distance($1) }.map {
            places[$0].name
        }
        let output = run(["twins", "Birch"]).output
        #expect(output.contains("Nearest: \(nearest.joined(separator: ", "))."))
        let rows = Plain.csv(run(["twins", "Birch", "--format", "csv"]).output)
        let found = rows.map { "\($0["service type"] ?? "") \($0["area"] ?? "")" }
        #expect(
            found == [
                "Home visiting Ash", "Parent-infant therapy Cedar", "Family hubs (no area of the kind has it in full)",
            ]
        )
        let one = Plain.csv(run(["twins", "Birch", "--service", "therapy", "--format", "csv"]).output)
        #expect(one.compactMap { $0["area"] } == ["Cedar"])
    }

    @Test("plan: an area's own price is its price, a step is taken once, a level is raised by one")
    func plan() throws {
        let folder = try TemporaryFolder()
        let types = TwoNetworks.services.flatMap { ["\($0),A,5,", "\($0),G,7,"] }
        // The text of places: only Elm's hubs cost 1. 7 buys one more step of 5 or none.
        try folder.write(
            (["service,level,cost,area"] + types + ["hubs,A,1,place-elm"]).joined(separator: "\n"),
            to: "costs.csv"
        )
        func steps(_ words: [String]) -> [[String: String]] {
            Plain.csv(run(["plan", "--format", "csv"] + words).output)
        }
        let bought = steps(["--costs", folder.path + "/costs.csv", "--budget", "1"])
        #expect(
            bought.map { "\($0["area"] ?? "") \($0["service"] ?? "") \($0["to"] ?? "") \($0["cost"] ?? "")" } == [
                "place-elm hubs A 1"
            ]
        )
        #expect(
            steps(["--costs", folder.path + "/costs.csv", "--budget", "6"]).compactMap { $0["cost"] }.sorted() == [
                "1", "5",
            ]
        )
        let all = steps(["--steps", "50"])
        #expect(Set(all.map { "\($0["area"] ?? "") \($0["service"] ?? "") \($0["from"] ?? "")" }).count == all.count)
        // Four cells are red at the latest date, which takes two steps each, and six amber.
        #expect(all.count == 14)
        var levels: [String: String] = [:]
        for step in all {
            let area = try #require(networks.areas.first { $0.id == step["area"] })
            let cell = area.id + (step["service"] ?? "")
            let now = levels[cell] ?? networks.letter(area, step["service"] ?? "", asOf: "2024-05-01")
            #expect(step["from"] == now && step["to"] == (now == "R" ? "A" : "G"))
            levels[cell] = step["to"]
        }
        // Cedar's visits: 268 in need, and what is lacking falls from 80 to 30 points of 80.
        #expect(
            steps(["--steps", "1"]).map { "\($0["area"] ?? "") \($0["service"] ?? "") \($0["gain"] ?? "")" } == [
                "place-cedar visiting 167"
            ]
        )
        #expect(steps(["--steps", "1", "--within", "North"]).map { $0["area"] } == ["place-ash"])
    }

    // MARK: one gap

    @Test("explain: need and target, who recorded and when, the document and its line; then and now")
    func explain() throws {
        func lines(_ words: [String]) -> [String: String] {
            let pairs = run(["explain"] + words).output.split(separator: "\n").map { line in
                (String(line.prefix(12)).trimmingCharacters(in: .whitespaces), String(line.dropFirst(12)))
            }
            return Dictionary(pairs) { first, _ in first }
        }
        let now = lines(["partial:place-ash:therapy"])
        #expect(
            now["Need"]
                == "272 of 4,000 children aged 0-4 are expected to need specialist help; the initial target is 68."
        )
        #expect(now["Recorded"] == "2024-06-15T09:00:00Z by nora, network manager")
        #expect(now["Evidence"] == "place-ash in 2024-05, revision 2: therapy is A.")
        let then = lines(["partial:place-ash:therapy", "--known-at", "2024-06-14"])
        #expect(then["Recorded"] == "2024-04-01T09:00:00Z by ann, commissioner")
        #expect(then["Return"]?.hasPrefix("returns/2024-05/place-ash.1.xml, line ") == true)
        let json = try Plain.json(run(["explain", "partial:place-ash:therapy", "--format", "json"]).output)
        #expect(json["recorded"] as? String == now["Recorded"] && json["inNeed"] as? Int == 272)
        let line = try #require(json["line"] as? Int)
        let document = try text(of: TwoNetworks.folder + "/returns/2024-05/place-ash.2.xml")
        #expect(
            document.split(separator: "\n", omittingEmptySubsequences: false)[line - 1].contains(
                "service=\"therapy\" value=\"A\""
            )
        )
    }
}
