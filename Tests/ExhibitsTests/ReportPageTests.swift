import Bytes
import Foundation
import GapDetection
import Provision
import ScopingStore
import TestSupport
import Testing

@testable import Exhibits

@Suite("The report's page")
struct ReportPageTests {
    /// A page of two areas, three service types and three rounds.
    private func page(
        letters: [[String]] = [["RAG", "GGB"], ["RGG", "GGB"], ["RGG", "G-."]],
        areaName: String = "Area 1",
        evidence: String = "Evidence in words.",
        queries: [Query] = [],
        charts: [ReportPage.Chart] = [],
        leftOut: [String] = []
    ) throws -> ReportPage {
        let kind = Area.Kind(id: try SmallWorld.id("ccg"), name: "CCG area", plural: "CCG areas")
        let areas = try AreaHierarchy(
            kinds: [kind],
            areas: [
                Area(id: try SmallWorld.id("area-1"), kind: kind.id, name: areaName),
                Area(id: try SmallWorld.id("area-2"), kind: kind.id, name: "Area 2"),
            ]
        )
        let returns = try letters.enumerated().flatMap { round, lines in
            try lines.enumerated().map { area, line -> Return in
                let plain = try SmallWorld.answer(area: area + 1, round: round + 1, line)
                return Return(
                    area: plain.area,
                    round: plain.round,
                    revision: 1,
                    source: .areaReturn,
                    recorded: plain.recorded,
                    ratings: plain.ratings.map {
                        Rating(service: $0.service, value: $0.value, evidence: [Evidence(text: evidence)])
                    },
                    queries: queries
                )
            }
        }
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 3),
            areas: areas,
            rounds: try SmallWorld.rounds(letters.count, asking: 2),
            returns: returns
        )
        let asOf = try SmallWorld.require(model.latestReferenceDate)
        let snapshot = model.snapshot(asOf: asOf)
        let history = ProvisionHistory(model, upTo: asOf, basis: snapshot.basis)
        let table = ProvisionTable(model: model, snapshot: snapshot, heading: "All", leftOut: leftOut)
        let audit = GapAudit(model, at: snapshot, history: history)
        return ReportPage(
            title: "Title",
            heading: "Title",
            headlines: Headlines(model, at: snapshot, history: history),
            summary: ["First finding.", "Second finding."],
            model: model,
            snapshot: snapshot,
            history: history,
            table: table,
            exhibits: [ReportPage.Exhibit(name: "network", heading: "All", table: table)],
            charts: charts,
            register: GapRegister(gaps: audit.gaps, model: model, asOf: asOf, notJudged: audit.notJudged),
            leftOut: leftOut,
            sha256: { _ in Array("digest".utf8) }
        )
    }

    private func text(_ page: ReportPage) -> String { String(decoding: page.html(), as: UTF8.self) }

    /// What stands between two texts, the first of its kind.
    private func part(_ text: String, from start: String, to end: String) -> String {
        guard let begin = text.range(of: start), let stop = text.range(of: end, range: begin.upperBound..<text.endIndex)
        else { return "" }
        return String(text[begin.upperBound..<stop.lowerBound])
    }

    private func data(_ page: ReportPage) throws -> [String: Any] {
        let json = part(text(page), from: "<script type=\"application/json\" id=\"data\">", to: "</script>")
        return try SmallWorld.require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    }

    @Test(
        "Data that would be most of the page are packed, and are the same when they are opened; the limit itself is not too much"
    )
    func packed() throws {
        var page = try page()
        let plain = part(text(page), from: "<script type=\"application/json\" id=\"data\">", to: "</script>")
        page.maxPlainData = plain.utf8.count
        #expect(text(page).contains(plain))
        page.maxPlainData = plain.utf8.count - 1
        #expect(!text(page).contains(plain))
        let start = "<script type=\"text/plain\" id=\"data\" data-packed=\"deflate-raw base64\">"
        let stored = try #require(bytes(base64: part(text(page), from: start, to: "</script>")))
        #expect(String(decoding: try Inflate(stored, limit: 1 << 20).bytes, as: UTF8.self) == plain)
    }

    @Test("An open query about a cell is told with its day; an answered one, or one about the whole return, is not")
    func queries() throws {
        func query(_ number: Int, _ service: String?, _ text: String) throws -> Query {
            Query(
                number: number,
                service: try service.map { try SmallWorld.id($0) },
                asked: Query.Signature(
                    at: try SmallWorld.require(Instant(rfc3339: "2022-11-01T23:00:00Z")),
                    by: "ann",
                    role: "manager"
                ),
                text: text
            )
        }
        func documents(_ queries: [Query]) throws -> [[Any]] {
            try SmallWorld.require(try data(page(queries: queries))["documents"] as? [[Any]])
        }
        let plain = try documents([])
        #expect(plain.allSatisfy { $0.count == 8 })
        let answered = try query(2, "service-1", "When?").answered(try query(2, nil, "").asked, text: "Now.")
        let asked = try documents([query(1, "service-2", "Who</script> runs it?"), answered, query(3, nil, "Well?")])
        #expect(asked.count == plain.count)
        for document in asked {
            let told = try #require(document.dropFirst(8).first as? [Any])
            #expect(told.count == 2 && told[0] as? Int == 1)
            #expect(told[1] as? String == "1 November 2022: Who</script> runs it?")
        }
    }

    @Test("Sections come in the order of a reader's questions, charts only where there are some")
    func order() throws {
        let plain = text(try page())
        let sections = plain.components(separatedBy: "<section id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(sections == ["summary", "heatmap", "register", "notes"])
        let chart = ReportPage.Chart(name: "trend", heading: "Trend", svg: Array("<svg id=\"trend\"></svg>".utf8))
        let charted = text(try page(charts: [chart]))
        #expect(charted.contains("<h3 id=\"chart-trend\">Trend</h3>") && charted.contains("<svg id=\"trend\"></svg>"))
        #expect(part(charted, from: "<section id=\"charts\"", to: "</section>").contains("aria-label=\"Chart: Trend\""))
    }

    @Test(
        "Without its script the page has every level in words, every gap, and what was left out; its controls are hidden"
    )
    func withoutScript() throws {
        let page = try page(leftOut: ["returns/2022-05/ccg-halton.1.xml"])
        let body = part(text(page), from: "<body>", to: "<script")
        let grid = part(body, from: "<table id=\"grid\">", to: "</table>")
        #expect(grid.components(separatedBy: "<td class=\"l").count == 7)
        #expect(grid.contains("<td class=\"l2\">R<span> Level R</span></td>"))
        #expect(grid.contains("<td class=\"ln\">n/e<span> Not expected here</span></td>"))
        #expect(grid.contains("<td class=\"l3 qc\">B<span> Level B, carried forward</span></td>"))
        #expect(grid.contains("<th scope=\"row\"><span>Area 2</span></th>"))
        for gap in page.register.gaps { #expect(body.contains(page.register.areaName(gap)) && body.contains(gap.why)) }
        #expect(body.contains("Left out because they are damaged or invalid: returns/2022-05/ccg-halton.1.xml."))
        #expect(part(body, from: "<details id=\"folded\"", to: ">") == " hidden=\"\"")
        #expect(part(body, from: "<form id=\"search\"", to: ">").contains("hidden=\"\""))
        #expect(body.components(separatedBy: "<form ").count == 3)
    }

    @Test("The headlines come first, each with a link to the gaps beneath it, whose places the script is given")
    func headlines() throws {
        let page = try page()
        #expect(!page.headlines.headlines.isEmpty)
        let list = part(text(page), from: "<ol class=\"headlines\">", to: "</ol>")
        let items = list.components(separatedBy: "<li>").dropFirst()
        #expect(items.count == page.headlines.headlines.count)
        let beneath = try SmallWorld.require(try data(page)["beneath"] as? [[Int]])
        let register = page.register.gaps(.provision) + page.register.gaps(.record)
        for (place, (item, headline)) in zip(items, page.headlines.headlines).enumerated() {
            #expect(item.hasPrefix("<strong>\(headline.claim)</strong>"))
            #expect(Set(beneath[place].map { register[$0].id }) == Set(headline.gaps))
            #expect(headline.gaps.isEmpty || item.contains("<a href=\"#re"))
        }
    }

    @Test(
        "Beside the rows stand their gaps, below the columns whom full provision reaches; on a card each cell has its label"
    )
    func sums() throws {
        let made = text(try page())
        let grid = part(made, from: "<table id=\"grid\">", to: "</table>")
        #expect(grid.contains("<tfoot>") && grid.contains("Areas with full provision, %"))
        let labels = part(made, from: "<style id=\"labels\" media=\"(max-width: 600px)\">", to: "</style>")
        #expect(labels.contains("#grid td:nth-child(2)::before{content:\"Service 1\"}"))
        let hostile = String(decoding: GridLabels(names: ["a</style>\"\\é"]).css(), as: UTF8.self)
        #expect(hostile == "#grid td:nth-child(2)::before{content:\"a\\3c \\2f style\\3e \\22 \\5c \\e9 \"}\n")
    }

    @Test("The register's table has a row for each gap, in the register's order, and no other")
    func registerRows() throws {
        let page = try page()
        let gaps = page.register.gaps
        #expect(gaps.count > 2)
        let rows = ["gaps", "record-gaps"].flatMap { id in
            let table = part(text(page), from: "<table id=\"\(id)\"", to: "</table>")
            return part(table, from: "<tbody>", to: "</tbody>").components(separatedBy: "<tr ").dropFirst()
        }
        #expect(rows.count == gaps.count)
        for (row, gap) in zip(rows, gaps) {
            #expect(row.contains("><td>\(gap.severity)</td><td>\(GapRegister.name(of: gap.kind))</td>"))
            #expect(row.contains(">\(page.register.areaName(gap))</th>") && row.contains("<td>\(gap.why)</td>"))
        }
    }

    @Test("The same input gives the same bytes")
    func deterministic() throws {
        #expect(try page().html() == page().html())
    }

    @Test("A policy forbids every request, and every script but the page's own")
    func policy() throws {
        let policy = part(text(try page()), from: "Content-Security-Policy\" content=\"", to: "\"")
        #expect(policy.hasPrefix("default-src 'none'; script-src 'sha256-ZGlnZXN0'; "))
        #expect(!policy.contains("http") && !policy.contains("*") && !policy.contains("unsafe-eval"))
    }

    @Test(
        "What a name or evidence says can neither end the data nor become markup",
        arguments: [
            "</script><script>alert(1)</script>", "<!--<script>", "]]>\"\\\u{2028}\u{7F}&amp;", "\u{202E}evil\u{2066}",
        ]
    )
    func hostile(name: String) throws {
        let page = try page(areaName: name, evidence: name)
        let made = text(page)
        #expect(made.components(separatedBy: "<script").count == 3)
        #expect(made.components(separatedBy: "</script>").count == 3)
        #expect(!made.contains("<!--") && !made.contains("\u{202E}") && !made.contains("\u{2066}"))
        let data = try data(page)
        let shown = withoutDirectionMarks(name)
        #expect((data["areas"] as? [String])?.first == shown)
        #expect((data["evidence"] as? [[Any]])?.first?.first as? String == shown)
    }

    @Test("The data gives every date at which something changed, as steps from the one before")
    func snapshots() throws {
        let data = try data(try page())
        #expect(data["dates"] as? [String] == ["1 January 2021", "1 January 2022", "1 January 2023"])
        #expect(data["first"] as? String == "cbaaad")
        let changes = try SmallWorld.require(data["changes"] as? [[Any]])
        #expect(changes.map { $0[0] as? [Int] } == [[1], [4]])
        #expect(changes.map { $0[1] as? String } == ["a", "-"])
    }

    @Test("Evidence that several ratings share is written once")
    func evidenceOnce() throws {
        let data = try data(try page())
        #expect((data["evidence"] as? [Any])?.count == 1)
        #expect((data["documents"] as? [Any])?.count == 6)
    }

    @Test("A name is taken out of a sentence wherever it stands, and nothing else")
    func names() {
        let taken = Array("Ann has no Ann-ex in An".utf8).replacing("Ann".utf8, by: 1)
        #expect(String(decoding: taken, as: UTF8.self) == "\u{1} has no \u{1}-ex in An")
        #expect(Array("é".utf8).replacing("".utf8, by: 1) == Array("é".utf8))
    }

    @Test("Of more dates than a slider needs, evenly many are chosen, the first and the last among them")
    func evenly() {
        #expect(PageSnapshots.evenly(3) == [0, 1, 2])
        for count in [60, 61, 100, 1000] {
            let chosen = PageSnapshots.evenly(count)
            #expect(chosen.count == 60 && chosen.first == 0 && chosen.last == count - 1)
            #expect(zip(chosen, chosen.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test("Each level has a character of its own", arguments: [(0, "a"), (25, "z"), (26, "A"), (31, "F")])
    func letters(level: Int, letter: String) {
        #expect(String(decoding: [PageSnapshots.letter(.level(level))], as: UTF8.self) == letter)
    }

    @Test(
        "Base64 is as RFC 4648 has it",
        arguments: [("", ""), ("M", "TQ=="), ("Ma", "TWE="), ("Man", "TWFu"), ("foobar", "Zm9vYmFy")]
    )
    func base64Examples(plain: String, coded: String) {
        #expect(base64(Array(plain.utf8)) == coded)
        #expect(bytes(base64: coded) == Array(plain.utf8))
    }

    @Test(
        "What is no base64 is not read",
        arguments: ["T", "TQ=", "TR==", "TW-u", "T Q==", "TQ==TQ==", "====", "TWFu="]
    )
    func noBase64(text: String) {
        #expect(bytes(base64: text) == nil)
    }

    @Test("An empty map gives a page that says so")
    func empty() throws {
        let made = text(try page(letters: [["...", "..."]]))
        #expect(made.contains("Not rated"))
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 2),
            areas: try SmallWorld.areas(1),
            rounds: [],
            returns: []
        )
        let snapshot = model.snapshot(asOf: try date("2021-01-01"))
        let table = ProvisionTable(model: model, snapshot: snapshot, heading: "All", leftOut: [])
        let nothing = ReportPage(
            title: "Title",
            heading: "Title",
            headlines: Headlines(model, at: snapshot),
            summary: [],
            model: model,
            snapshot: snapshot,
            history: ProvisionHistory(model, upTo: snapshot.asOf, basis: snapshot.basis),
            table: table,
            exhibits: [],
            register: GapRegister(gaps: [], model: model, asOf: snapshot.asOf),
            leftOut: [],
            sha256: { _ in [] }
        )
        #expect(text(nothing).contains("No area has been asked or rated by this date."))
    }
}
