import Exhibits
import GapDetection
import Provision
import TestSupport
import Testing

@testable import Papers

@Suite("The brief")
struct BriefTests {
    // MARK: Real data

    @Test("The real data: its gaps by kind add up to the register's")
    func kinds() throws {
        let model = try RealData.model()
        let paper = try Papers.brief("2022-05-01", in: model).paper(picture: nil)
        let table = try SmallWorld.require(paper.tables.first { $0.caption == "All gaps by kind" })
        let counts = table.rows.filter { !$0.isGroup }.compactMap { Int($0.cells[2].text) }
        #expect(counts.reduce(0, +) == GapAudit(model, at: model.snapshot(asOf: try date("2022-05-01"))).findings.count)
    }

    @Test("The real data: the letters are those of the snapshot, area by area")
    func letters() throws {
        let model = try RealData.model()
        let snapshot = model.snapshot(asOf: try date("2022-05-01"))
        let paper = try Papers.brief("2022-05-01", in: model).paper(picture: nil)
        let table = try SmallWorld.require(paper.tables.first { $0.caption.hasPrefix("Heatmap") })
        let rows = table.rows.filter { !$0.isGroup }
        #expect(rows.count == 17 && table.columns.count == 13)
        for (row, cells) in rows.map(\.cells).enumerated() {
            let codes = (0..<snapshot.columns).map {
                model.framework.scale.code(of: snapshot.state(row: row, column: $0))
            }
            #expect(cells.dropFirst().dropLast().map(\.text) == codes.map { $0 ?? "–" })
        }
        // Two of the source's areas were asked and silent, one was not asked.
        #expect(rows.contains { $0.cells[0].text == "South Sefton †" })
    }

    @Test("The real data: a first round has nothing to compare with, and says so")
    func firstRound() throws {
        let paper = try Papers.brief("2022-05-01", in: RealData.model()).paper(picture: nil)
        #expect(paper.text.contains("This is the first round: there is nothing to compare with"))
        #expect(!paper.tables.contains { $0.caption.contains("moved") })
    }

    @Test("The real data: codes of levels and kinds stay out of sentences")
    func noCodes() throws {
        let brief = try Papers.brief("2022-05-01", in: RealData.model())
        for paper in [brief.paper(picture: nil), brief.slides()] {
            #expect(!paper.text.contains("parent-infant-mh") && !paper.text.contains("full-nowhere"))
            for sentence in brief.headlineSentences + brief.changeSentences {
                #expect(!sentence.contains(#/\b(rated [RAGB]|[RGB])\b/#), "\(sentence)")
            }
        }
    }

    @Test("One ICS: its own areas, its own gaps, nothing of the other")
    func oneICS() throws {
        let model = try RealData.model()
        let brief = try Papers.brief("2022-05-01", within: "ics-cheshire-and-merseyside", in: model)
        let paper = brief.paper(picture: nil)
        #expect(paper.title.hasPrefix("Cheshire and Merseyside"))
        let heatmap = try SmallWorld.require(paper.tables.first { $0.caption.hasPrefix("Heatmap") })
        #expect(heatmap.rows.count == 9)
        let worst = try SmallWorld.require(paper.tables.first { $0.caption.contains("most severe") })
        #expect(!worst.rows.contains { $0.cells[1].text.contains("Blackpool") })
        let index = try SmallWorld.require(brief.request.within)
        let audit = GapAudit(model, at: model.snapshot(asOf: try date("2022-05-01")), within: index)
        #expect(brief.tally == audit.tally)
    }

    @Test("One area: a list of its levels, a row for each service type")
    func oneArea() throws {
        let paper = try Papers.brief("2022-05-01", within: "ccg-halton", in: RealData.model()).paper(picture: nil)
        let table = try SmallWorld.require(paper.tables.first { $0.caption.hasPrefix("Levels of Halton") })
        #expect(table.rows.count == 11 && table.columns.map(\.heading) == ["Service type", "Level", "In words"])
        #expect(!paper.tables.contains { $0.caption.hasPrefix("Ratings by level") })
    }

    // MARK: Edges

    @Test("What moved and what became of the gaps is told against the round before")
    func changes() throws {
        let model = try Papers.world(areas: 2, services: 3, rounds: ["RAG", "AAR"])
        let brief = try Papers.brief("2022-01-01", in: model)
        let moves = try SmallWorld.require(brief.movesTable)
        #expect(moves.rows.map { $0.cells[0].text } == ["Down", "Down", "Up", "Up"])
        #expect(moves.rows[0].cells.map(\.text) == ["Down", "Area 1", "Service 3", "Level G", "Level R"])
        #expect(brief.changeSentences[1] == "Levels: 2 up and 2 down, of 6 ratings compared.")
        #expect(brief.paper(picture: nil).sections[2].heading == "What changed since 1 January 2021")
        // Two levels up and two down: the slide says so in its heading, and no other headline.
        #expect(
            brief.slides().sections[2].heading == "Since 1 January 2021, 2 ratings of ICS 1 rose and 2 fell"
        )
        let heatmap = try SmallWorld.require(brief.paper(picture: nil).tables.first { $0.caption.hasPrefix("Heatmap") })
        #expect(heatmap.rows[0].cells.dropFirst().dropLast().map(\.text) == ["A▲", "A", "R▼"])
    }

    @Test("Another date to compare with is taken where it is named")
    func compare() throws {
        let model = try Papers.world(areas: 1, services: 2, rounds: ["RR", "AA", "AG"])
        var request = try Papers.request("2023-01-01", in: model)
        #expect(request.earlier(in: model) == (try date("2022-01-01")))
        request.compare = try date("2021-01-01")
        #expect(Brief(model, request).changeSentences[1] == "Levels: 2 up, of 2 ratings compared.")
    }

    @Test("Nothing but full provision: no gaps, and the paper says so")
    func noGaps() throws {
        let paper = try Papers.brief("2021-01-01", in: Papers.world(areas: 2, services: 2, rounds: ["GG"])).paper(
            picture: nil
        )
        #expect(paper.text.contains("There are no gaps on record."))
        #expect(!paper.tables.contains { $0.caption == "All gaps by kind" })
    }

    @Test("Before anybody was asked, the paper says that nothing is known")
    func nothing() throws {
        let model = try Papers.world(areas: 2, services: 2, rounds: ["GG"])
        let paper = try Papers.brief("2020-01-01", in: model).paper(picture: nil)
        #expect(paper.text.contains("nothing is known of provision there"))
        for program in Papers.Program.allCases { _ = try OfficeDocument(program.write(paper)) }
    }

    @Test("More areas than a page holds in one ICS stay a row each, in a table that breaks over pages")
    func manyAreas() throws {
        let model = try Papers.world(areas: 300, services: 3, rounds: ["RAG"])
        let brief = try Papers.brief("2021-01-01", in: model)
        let table = try SmallWorld.require(brief.paper(picture: nil).tables.first { $0.caption.hasPrefix("Heatmap") })
        #expect(table.rows.count == 300)
        // A slide has no second page.
        #expect(brief.slides().tables.allSatisfy { $0.rows.count < 50 })
    }

    @Test("The heatmap of a large network is one of its ICSs, and many service types are several tables side by side")
    func largeNetwork() throws {
        let model = try Papers.network(areas: 60, services: 30, rounds: 2)
        let brief = try Papers.brief("2100-01-01", in: model)
        let tables = brief.paper(picture: nil).tables.filter { $0.caption.hasPrefix("Heatmap") }
        let heads = Set(model.groups(of: brief.snapshot).map(\.head)).count
        #expect(tables.count == 2)
        #expect(tables.allSatisfy { table in table.rows.count { !$0.isGroup } == heads })
        #expect(tables.reduce(0) { $0 + $1.columns.count - 2 } == 30)
        #expect(brief.paper(picture: nil).text.contains("A row stands for all areas in it"))
    }

    @Test("Simulated data is called so, and what was left out is named")
    func warnings() throws {
        let model = try Papers.network(areas: 6, services: 4, rounds: 1)
        var request = try Papers.request("2100-01-01", in: model)
        request.leftOut = ["returns/2022-05/place-ash.1.xml"]
        let text = Brief(model, request).paper(picture: nil).text
        #expect(text.contains("SIMULATED DATA") && text.contains("1 return could not be read"))
        #expect(text.contains("Left out, since damaged or invalid: returns/2022-05/place-ash.1.xml."))
    }

    @Test("The paper is dated by the last return that it rests on")
    func dated() throws {
        let model = try RealData.model()
        let latest = model.standingReturns().map(\.recorded.at).max()
        #expect(try Papers.brief("2022-05-01", in: model).created == latest)
    }
}
