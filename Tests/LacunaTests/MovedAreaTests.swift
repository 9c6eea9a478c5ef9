import Foundation
import TestSupport
import Testing

@testable import lacuna

/// A copy of the real store with three more rounds of the Places and, where asked for, other areas.
struct MovedStore: Sendable {
    let folder: TemporaryFolder
    let path: String

    /// Made once, to be read alone.
    static let unmoved = Result { try MovedStore() }
    static let warringtonMoved = Result { try MovedStore(warringtonMoves) }
    static let icssMerged = Result { try MovedStore(icssMerge) }

    /// - Parameter edit: of areas.xml.
    init(_ edit: (String) -> String = { $0 }) throws {
        folder = try TemporaryFolder()
        path = try folder.copy(Repository.scoping, to: "store")
        try self.edit(edit)
        let places = try text(of: path + "/areas.xml").matches(of: /<area id="(place-[a-z-]*)"/).map { String($0.1) }
        #expect(places.count == 14)
        let rounds = ["2025", "2026", "2027"].map { year in
            "<round id=\"\(year)-05\" name=\"May \(year)\" opened=\"\(year)-02-01\" reference-date=\"\(year)-05-01\">"
                + places.map { "<asked area=\"\($0)\"/>" }.joined() + "</round>"
        }
        let file = try text(of: path + "/rounds.xml")
        try folder.write(file.replacing("</rounds>", with: rounds.joined() + "</rounds>"), to: "store/rounds.xml")
        seal()
    }

    func edit(_ edit: (String) -> String) throws {
        try folder.write(edit(try text(of: path + "/areas.xml")), to: "store/areas.xml")
        seal()
    }

    private func seal() { #expect(lacuna(["seal", "--again"], store: path).status == 0) }

    func run(_ words: String...) -> Outcome { lacuna(words, store: path) }
    func run(_ words: [String]) -> Outcome { lacuna(words, store: path) }

    /// Warrington in Lancashire and South Cumbria from April 2026 to March 2027.
    static func warringtonMoves(_ areas: String) -> String {
        let plain =
            "name=\"Warrington\" parent=\"ics-cheshire-and-merseyside\" from=\"2022-07-01\">"
        return areas.replacing(
            plain,
            with: """
                name="Warrington" from="2022-07-01">
                    <parent area="ics-cheshire-and-merseyside" until="2026-03-31"/>
                    <parent area="ics-lancashire-and-south-cumbria" from="2026-04-01" until="2027-03-31"/>
                    <parent area="ics-cheshire-and-merseyside" from="2027-04-01"/>
                """
        )
    }

    /// Both ICSs end in March 2026, and one succeeds them.
    static func icssMerge(_ areas: String) -> String {
        var areas = areas
        for id in ["ics-cheshire-and-merseyside", "ics-lancashire-and-south-cumbria"] {
            areas = areas.replacing(
                "<area id=\"\(id)\" kind=\"ics\"",
                with: "<area id=\"\(id)\" until=\"2026-03-31\" kind=\"ics\""
            )
        }
        areas = areas.replacing(
            /(children="(?:111629|74276)" source="ons-mid-2020"\/>\s*<deprivation [^>]*>)/,
            with: { "\($0.1)<successor area=\"ics-north-west-coast\"/>" }
        )
        return areas.replacing(
            "</areas>",
            with:
                "<area id=\"ics-north-west-coast\" kind=\"ics\" name=\"North West Coast ICB\" parent=\"region-north-west-coast\" from=\"2026-04-01\"/></areas>"
        )
    }
}

@Suite("An area that moves to another ICS keeps its past")
struct MovedAreaTests {
    private static let moved = ("C&M", "L&SC")

    /// Names of the rows under an ICS.
    private func rows(_ store: MovedStore, _ within: String, _ day: String) -> Set<String> {
        let csv = store.run("show", "--within", within, "--as-of", day, "--format", "csv")
        #expect(csv.status == 0 && csv.errors.isEmpty)
        return Set(csv.output.split(whereSeparator: \.isNewline).dropFirst().map { String($0.prefix { $0 != "," }) })
    }

    @Test("Warrington is in one ICS until 31 March 2026, in the other from 1 April, and back a year later")
    func rowsByDay() throws {
        let store = try MovedStore.warringtonMoved.get()
        #expect(store.run("verify").status == 0)
        for (day, isMoved) in [("2025-05-01", false), ("2026-05-01", true), ("2027-05-01", false)] {
            let (one, two) = (rows(store, "C&M", day), rows(store, "L&SC", day))
            #expect(one.contains("place-warrington") != isMoved && two.contains("place-warrington") == isMoved)
            #expect(one.count == (isMoved ? 8 : 9) && two.count == (isMoved ? 6 : 5))
        }
        #expect(rows(store, "C&M", "2026-03-31").contains("place-warrington"))
        #expect(rows(store, "L&SC", "2026-04-01").contains("place-warrington"))
        let trend = store.run("trend", "--within", "C&M", "--format", "csv").output.split(whereSeparator: \.isNewline)
        #expect(trend.dropFirst().map { $0.split(separator: ",")[2] } == ["9", "9", "8", "9"])
    }

    @Test(
        "What is said of days before the move is byte for byte what was said before anybody knew of it",
        arguments: [
            ["show"], ["show", "--format", "json"], ["gaps"], ["gaps", "--format", "csv"], ["need"], ["equity"],
            ["plan", "--steps", "5"], ["heatmap"], ["heatmap", "--layout", "tiles", "--service", "iapt-0-5"],
            ["heatmap", "--layout", "timeline"], ["need", "--format", "svg"],
            ["gaps", "--chart", "ages", "--format", "svg"],
            ["equity", "--format", "svg"],
        ]
    )
    func past(command: [String]) throws {
        let (before, after) = (try MovedStore.unmoved.get(), try MovedStore.warringtonMoved.get())
        for within in ["C&M", "L&SC", "Warrington"] {
            var words = command + ["--within", within, "--as-of", "2025-05-01"]
            #expect(before.run(words) == after.run(words))
            if command[0] != "need", within == "Warrington" || Thorough.isAsked {
                words += ["--known-at", "2027-06-01T00:00:00+01:00"]
                #expect(before.run(words) == after.run(words))
            }
        }
        let whole = command + ["--as-of", "2025-05-01"]
        #expect(before.run(whole) == after.run(whole))
        // And afterwards it is not.
        let later = command + ["--within", "C&M", "--as-of", "2026-05-01"]
        #expect(before.run(later).output != after.run(later).output)
    }

    @Test("Children move with the area: 136,635 - 11,267 and 91,718 + 11,267, and their deprived shares")
    func children() throws {
        let store = try MovedStore.warringtonMoved.get()
        func row(_ ics: String, _ day: String) -> [Substring]? {
            store.run("need", "--as-of", day, "--format", "csv").output.split(whereSeparator: \.isNewline)
                .first { $0.hasPrefix(ics) }?.split(separator: ",", omittingEmptySubsequences: false)
        }
        // By hand: 136,635 x 0.425 = 58,070 deprived, 11,267 x 0.234 = 2,636; 91,718 x 0.372 = 34,119.
        #expect(row("ics-cheshire-and-merseyside", "2026-05-01")?[2...4] == ["125368", "8149", "55433"])
        #expect(row("ics-lancashire-and-south-cumbria", "2026-05-01")?[2...4] == ["102985", "6694", "36756"])
        for day in ["2025-05-01", "2027-05-01"] {
            #expect(row("ics-cheshire-and-merseyside", day)?[2...4] == ["136635", "8881", "58070"])
        }
        #expect(
            store.run("need", "--as-of", "2026-05-01").output.contains(
                "Figures adjusted for areas that moved: children and deprivation of Cheshire and Merseyside and Lancashire and South Cumbria.\n"
            )
        )
    }

    @Test("What is written of the areas reads back, and an ended ICS heads no table")
    func merged() throws {
        let store = try MovedStore.icssMerged.get()
        #expect(store.run("verify").status == 0)
        let show = store.run("show", "--as-of", "2026-05-01").output
        #expect(show.contains("\nNorth West Coast ICB\n") && !show.contains("\nCheshire and Merseyside\n"))
        #expect(store.run("show", "--as-of", "2025-05-01").output.contains("\nCheshire and Merseyside\n"))
    }
}

@Suite("A question about an area that is no more, or not yet")
struct AbsentAreaTests {
    /// Every command that takes --within and a date.
    static let commands: [[String]] = [
        ["show"], ["show", "--format", "json"], ["gaps"], ["gaps", "--format", "csv"],
        ["gaps", "--chart", "ages", "--format", "svg"],
        ["need"], ["need", "--format", "svg"], ["equity"], ["plan", "--steps", "3"], ["heatmap"],
        ["heatmap", "--layout", "tiles"], ["heatmap", "--layout", "timeline"],
    ]

    @Test("Of an area that has ended every command says what succeeded it, and shows nothing", arguments: commands)
    func ended(command: [String]) throws {
        let store = try MovedStore.icssMerged.get()
        let refused = store.run(command + ["--within", "C&M", "--as-of", "2026-05-01"])
        #expect(refused.status == 64 && refused.output.isEmpty)
        #expect(
            refused.errors.hasPrefix(
                "lacuna \(command[0]): --within: Cheshire and Merseyside ended on 31 March 2026; succeeded by North West Coast ICB."
            )
        )
        #expect(store.run(command + ["--within", "C&M", "--as-of", "2026-03-31"]).status == 0)
        let split = store.run(command + ["--within", "ccg-cheshire", "--as-of", "2025-05-01"])
        #expect(split.errors.contains("ended on 30 June 2022; succeeded by Cheshire East and Cheshire West & Chester"))
        let one = store.run(command + ["--within", "ccg-halton", "--as-of", "2025-05-01"])
        #expect(one.errors.contains("Halton (ccg-halton) ended on 30 June 2022; succeeded by Halton (place-halton)"))
    }

    @Test("Before an area began every command shows its predecessors, and says so", arguments: commands)
    func notYet(command: [String]) throws {
        let note = "Sefton began on 1 July 2022; shown: its predecessors South Sefton and Southport & Formby."
        let found = lacuna(command + ["--within", "place-sefton", "--as-of", "2022-05-01"])
        #expect(found.status == 0 && found.errors == note + "\n")
        // 8,854 and 4,935 children, all under one level, are what equity tells of them.
        let signs = command == ["equity"] ? ["13789"] : ["South Sefton", "ccg-south-sefton"]
        #expect(signs.contains { found.output.contains($0) })
        #expect(!found.output.contains("Halton"))
        let part = lacuna(command + ["--within", "place-cheshire-east", "--as-of", "2022-05-01"])
        #expect(
            part.errors == """
                Cheshire East began on 1 July 2022; shown: its predecessor Cheshire. Cheshire became Cheshire East and Cheshire West & Chester: the figures are of the whole of Cheshire.

                """
        )
        if command.contains("json") || command == ["heatmap"] || command == ["show"] {
            #expect(found.output.contains("Sefton began on 1 July 2022; shown: its predecessors"))
        }
    }

    @Test("The predecessors' gaps are those of the two CCG areas, by the register of all")
    func predecessorsGaps() {
        func ids(_ words: [String]) -> [Substring] {
            lacuna(["gaps", "--format", "csv"] + words).output.split(whereSeparator: \.isNewline).dropFirst()
                .map { $0.prefix { $0 != "," } }
        }
        let all = ids([]).filter { $0.contains("ccg-south-sefton") || $0.contains("ccg-southport-and-formby") }
        #expect(ids(["--within", "place-sefton"]) == all && all.count > 15)
    }

    @Test("An area without predecessors has nothing before it began")
    func noPredecessor() throws {
        let store = try MovedStore {
            $0.replacing(
                "</areas>",
                with: "<area id=\"place-new\" kind=\"place\" name=\"New Place\" from=\"2026-04-01\"/></areas>"
            ).replacing("place-new", with: "x-new")
        }
        for command in Self.commands {
            let refused = store.run(command + ["--within", "x-new", "--as-of", "2025-05-01"])
            #expect(refused.status == 64 && refused.output.isEmpty)
            #expect(
                refused.errors.contains(
                    "New Place began on 1 April 2026, and no predecessor of it is on record for 1 May 2025"
                )
            )
        }
        // It exists later, and nothing is known of it: that is no clean bill.
        let unknown = store.run("gaps", "--within", "x-new", "--as-of", "2026-05-01")
        #expect(unknown.status == 1 && unknown.output.contains("nothing is on record, so that gaps cannot be told"))
        #expect(unknown.errors.contains("No area in or below New Place was asked or rated by 1 May 2026"))
    }

    @Test(
        "trend leaves out the rounds after an area ended, and says so; of one that ended before all rounds it refuses"
    )
    func trend() throws {
        let store = try MovedStore.icssMerged.get()
        let trend = store.run("trend", "--within", "C&M", "--format", "csv")
        #expect(
            trend.output.split(whereSeparator: \.isNewline).dropFirst().map { $0.prefix(7) } == ["2022-05", "2025-05"]
        )
        #expect(
            trend.errors.contains(
                "Cheshire and Merseyside ended on 31 March 2026; succeeded by North West Coast ICB; it is left out of round 2026-05.\n"
            )
        )
        let heir = store.run("trend", "--within", "North West Coast ICB", "--format", "csv")
        #expect(
            heir.output.split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",")[2] } == [
                "17", "14", "14", "14",
            ]
        )
        #expect(
            heir.errors.contains(
                "began on 1 April 2026; shown: its predecessors Cheshire and Merseyside and Lancashire and South Cumbria."
            )
        )
        let gaps = store.run("trend", "--gaps", "--within", "C&M")
        #expect(gaps.status == 64 && gaps.errors.contains("succeeded by North West Coast ICB"))
        #expect(lacuna("trend", "--within", "Sefton", "--format", "csv").output.contains("2022-05,2022-05-01,2,"))
    }

    @Test("No area of a wide kind lies in one of a narrower")
    func narrower() {
        let refused = lacuna("gaps", "--level", "ics", "--within", "ccg-halton")
        #expect(refused.status == 64)
        #expect(refused.errors.contains("Halton is of the kind CCG area, and no ICS lies in it"))
        #expect(lacuna("gaps", "--level", "place", "--within", "place-sefton").status == 0)
    }

    @Test("A missing return is told of areas that exist on the day, once for each")
    func noReturn() {
        func areas(_ day: String) -> [String] {
            lacuna("gaps", "--kind", "no-return", "--as-of", day, "--format", "csv").output.split(
                whereSeparator: \.isNewline
            )
            .dropFirst().compactMap { $0.split(separator: ":").dropFirst().first.map(String.init) }.sorted()
        }
        #expect(
            areas("2022-06-30") == [
                "ccg-morecambe-bay", "ccg-south-sefton", "ccg-southport-and-formby", "ccg-west-lancashire",
            ]
        )
        #expect(areas("2022-07-01") == ["place-morecambe-bay", "place-sefton", "place-west-lancashire"])
        let why = lacuna("explain", "no-return:place-sefton:2022-05", "--as-of", "2022-07-01").output
        let flat = why.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            flat.contains(
                "South Sefton and Southport & Formby, which Sefton took the place of, were asked in the round of 1 May 2022 and made no return of their own"
            )
        )
        let same = lacuna("explain", "no-return:place-morecambe-bay:2022-05", "--as-of", "2022-07-01").output
        #expect(
            same.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
                "Morecambe Bay was asked in the round of 1 May 2022 when it was a CCG area, and made no return of its own"
            )
        )
    }
}

@Suite("Rounds ask who is there")
struct RoundOpenTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private func open(_ words: String..., at moment: String = "2026-10-01T09:00:00Z") -> Outcome {
        lacuna(
            ["round", "open", "2026-11", "--reference-date", "2026-11-01"] + words,
            store: store,
            environment: ["LACUNA_NOW": moment]
        )
    }

    @Test(
        "A kind without a valid area, an area that ended, one named twice or with its successor: refused, and the id stays free"
    )
    func refused() throws {
        let before = try text(of: store + "/rounds.xml")
        let kind = open("--asks", "ccg")
        #expect(kind.status == 64)
        #expect(kind.errors.contains("No CCG area exists on 1 November 2026; the last ended on 30 June 2022."))
        for (asks, words) in [
            (
                "ccg-halton,place-halton",
                "'ccg-halton', which ended on 2022-06-30, before the reference date 2026-11-01 (ask place-halton"
            ),
            ("ccg-cheshire", "(ask place-cheshire-east and place-cheshire-west, which took its place)"),
            ("place,place-halton", "asks 'place-halton' twice"),
            ("place-halton,place-halton", "asks 'place-halton' twice"),
        ] {
            let refused = open("--asks", asks)
            #expect(refused.status == 65 && refused.errors.contains(words), "\(asks): \(refused.errors)")
        }
        #expect(try text(of: store + "/rounds.xml") == before)
        #expect(open("--asks", "place").output.hasPrefix("Opened round 2026-11: 14 areas asked"))
    }

    @Test("Nobody is asked on purpose alone, and verify knows the difference")
    func nobody() throws {
        #expect(open("--asks", "nobody").status == 0)
        #expect(try text(of: store + "/rounds.xml").contains("asks-nobody=\"true\""))
        #expect(lacuna("verify", store: store).status == 0)
        let file = try text(of: store + "/rounds.xml").replacing(" asks-nobody=\"true\"", with: "")
        try folder.write(file, to: "store/rounds.xml")
        let told = lacuna("verify", store: store)
        #expect(told.status == 1 && told.output.contains("rounds.xml: in <round>: round '2026-11' asks nobody"))
    }

    @Test("An old round that asked what was gone is read, told by verify, and chases nobody twice")
    func oldRound() throws {
        let old =
            "<round id=\"2026-11\" name=\"N\" opened=\"2026-10-01\" reference-date=\"2026-11-01\"><asked area=\"ccg-halton\"/><asked area=\"place-halton\"/></round></rounds>"
        try folder.write(
            try text(of: store + "/rounds.xml").replacing("</rounds>", with: old),
            to: "store/rounds.xml"
        )
        let told = lacuna("verify", store: store)
        #expect(told.status == 1 && told.output.contains("asks 'ccg-halton', which ended on 2022-06-30"))
        #expect(lacuna("round", "status", "2026-11", store: store).output.hasSuffix("To chase (1): Halton.\n"))
        let gaps = lacuna("gaps", "--kind", "no-return", "--format", "csv", store: store).output
        #expect(gaps.contains("place-halton") && !gaps.contains("ccg-halton"))
    }

    @Test("Days are England's: at half past midnight on 1 August a round opens that day, and an answer is given on it")
    func england() throws {
        #expect(open("--asks", "place-halton", "--due", "2026-08-15", at: "2026-07-31T23:30:00Z").status == 0)
        #expect(
            try text(of: store + "/rounds.xml").contains("id=\"2026-11\" name=\"Round 2026-11\" opened=\"2026-08-01\"")
        )
        let path = folder.path + "/f.csv"
        func run(_ words: [String], _ moment: String) -> Outcome {
            lacuna(words, store: store, environment: ["LACUNA_NOW": moment])
        }
        #expect(
            run(["return", "form", "--area", "place-halton", "--round", "2026-11", "-o", path], "2026-08-02T00:00:00Z")
                .status == 0
        )
        try folder.write(
            try text(of: path).replacing("In the role of,,", with: "In the role of,Commissioner,"),
            to: "f.csv"
        )
        for dry in [[], ["--dry-run"]] {
            let early = run(["return", "submit", path] + dry, "2026-07-31T22:59:59Z")
            #expect(
                early.status == 65
                    && early.errors.contains("column B: round 2026-11 opens on 1 August 2026")
            )
        }
        #expect(run(["return", "submit", path], "2026-08-15T23:30:00Z").status == 0)
        #expect(
            run(["round", "status", "2026-11"], "2026-08-20T00:00:00Z").output.contains("late    2026-08-16 00:30")
        )
        let correct = ["return", "correct", "place-halton", "iapt-0-5", "G", "--round", "2026-11"]
        #expect(run(correct, "2026-07-31T22:59:59Z").errors.contains("opens on 1 August 2026"))
    }
}
