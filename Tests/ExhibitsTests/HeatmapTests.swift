import Provision
import ScopingStore
import TestSupport
import Testing

@testable import Exhibits

@Suite("Heatmaps")
struct HeatmapTests {
    private func picture(_ table: ProvisionTable, order: HeatmapOrder = .given) throws -> Picture {
        try Picture(HeatmapDrawing(of: table, ExhibitOptions(name: "x"), order: order).svg())
    }

    private func made(_ letters: [String]) throws -> ProvisionTable {
        try MadeTable.table(try MadeTable.model(rounds: [letters]))
    }

    @Test(
        "The real heatmaps are as they lie in Exports",
        arguments: [
            ("network", nil), ("cheshire-and-merseyside", "ics-cheshire-and-merseyside"),
            ("lancashire-and-south-cumbria", "ics-lancashire-and-south-cumbria"),
        ] as [(String, String?)]
    )
    func golden(name: String, within: String?) throws {
        let model = try RealData.model()
        var request = HeatmapRequest(asOf: try date("2022-05-01"))
        request.name = name
        request.within = try within.map { try #require(model.areas.index(of: try SmallWorld.id($0))) }
        let svg = try request.answer(model, leftOut: []).svg
        expectGolden(svg, Repository.exports + "/heatmap-\(name).svg")
        #expect(svg == (try request.answer(model, leftOut: []).svg), "the same twice")
    }

    @Test("No text overlaps another or leaves the picture; every cell has its letter and its title")
    func nothingCollides() throws {
        let picture = try picture(try MadeTable.real())
        #expect(picture.collisions == [])
        #expect(picture.cutTexts == [])
        #expect(picture.cells.count == 187)
        #expect(picture.cells.allSatisfy { $0.texts.first.map { ["R", "A", "G", "B"].contains($0.text) } == true })
        let titles = picture.cells.map(\.title)
        #expect(titles.contains("Halton, Parent Infant MH Service: Some provision"))
        #expect(titles.contains("South Sefton, IAPT 0-5s: Full provision (no return: rated by the network)"))
        #expect(Set(titles).count == 187)
    }

    @Test("Title, description and role are there for those who do not see it, and each cell can be reached alone")
    func accessible() throws {
        let svg = HeatmapDrawing(of: try MadeTable.real(), name: "n").svg()
        let picture = try Picture(svg)
        // What is inside an img is hidden from readers of the screen; what is inside a document is not.
        #expect(picture.root["role"] == "graphics-document document")
        #expect(picture.root["aria-labelledby"] == "xn-title xn-desc")
        let text = String(decoding: svg, as: UTF8.self)
        #expect(text.contains("<title id=\"xn-title\">North West Coast: "))
        #expect(
            text.contains(
                "Cheshire and Merseyside: 26 no provision, 44 some provision, 24 full provision, 5 in development."
            )
        )
        #expect(text.ranges(of: "<g tabindex=\"0\" role=\"img\">").count == 187)
    }

    @Test("The data and where it comes from are in the metadata, a line for each area")
    func metadata() throws {
        let text = String(decoding: HeatmapDrawing(of: try MadeTable.real(), name: "n").svg(), as: UTF8.self)
        for part in [
            #"as-of="2022-05-01""#,
            #"<area id="ccg-halton" name="Halton" group="Cheshire and Merseyside" children="7374" levels="A R R A G G A A R A B" "#
                + #"from="1 1 1 1 1 1 1 1 1 1 1" returns="2022-05/ccg-halton.1"/>"#,
            #"<service id="health-visiting" name="Health Visiting" reach="universal" full-share="1.000"/>"#,
            #"<level code="G" name="Full provision"/>"#,
            #"origins="not-returned not-returned "#,
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test("Areas that made no return are marked, and the mark explained")
    func marks() throws {
        let picture = try picture(try MadeTable.real())
        let marked = picture.texts.map(\.text).filter { $0.hasSuffix(" †") }
        #expect(marked == ["South Sefton †", "Southport & Formby †", "Morecambe Bay †", "West Lancashire †"])
        #expect(picture.texts.contains { $0.text == "East Lancashire ‡" })
        #expect(picture.texts.contains { $0.text.hasPrefix("‡ not asked in round 2022-05") })
        #expect(picture.texts.contains { $0.text == "No return: rated by the network" }, "in the legend")
    }

    @Test("Returns left out are named in the picture")
    func leftOut() throws {
        let picture = try picture(try MadeTable.real(leftOut: ["returns/2022-05/ccg-halton.1.xml"]))
        #expect(picture.texts.contains { $0.text.contains("damaged or invalid: returns/2022-05/ccg-halton.1.xml") })
    }

    @Test("Not rated and not expected look unlike every level, and are explained where they occur")
    func otherStates() throws {
        let table = try made(["R-", ".G"])
        let picture = try picture(table)
        #expect(picture.cells.map { $0.texts.first?.text } == ["R", "n/e", "–", "G"])
        #expect(picture.texts.contains { $0.text.hasPrefix("– Not rated, 1 cell:") })
        #expect(picture.texts.contains { $0.text.hasPrefix("n/e Not expected here, 1 cell:") })
        #expect(!(try self.picture(try made(["RG"]))).texts.contains { $0.text.contains("Not rated") })
    }

    @Test("Not returned, not rated, not expected, carried forward and stale are each a look of their own")
    func qualifiers() throws {
        let kind = CellQualifier.allCases.map { qualifier in
            Drawn.bytes { qualifier.draw(x: 9, y: 9, radius: 3, colour: .ink, to: &$0) }
        }
        #expect(Set(kind).count == CellQualifier.allCases.count)
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 2),
            areas: try SmallWorld.areas(3),
            rounds: try SmallWorld.rounds(1, asking: 3),
            returns: [try SmallWorld.answer(area: 1, round: 1, "R.")]
        )
        let picture = try picture(try MadeTable.table(model))
        #expect(
            picture.cells.map(\.title) == [
                "Area 1, Service 1: Level R", "Area 1, Service 2: Not rated",
                "Area 2, Service 1: Not rated (no return: nothing on record)",
                "Area 2, Service 2: Not rated (no return: nothing on record)",
                "Area 3, Service 1: Not rated (no return: nothing on record)",
                "Area 3, Service 2: Not rated (no return: nothing on record)",
            ]
        )
        #expect(picture.texts.contains { $0.text == "No return: nothing on record" })
    }

    @Test("Service types stand under their reach; where none has one there is no such heading")
    func reach() throws {
        let reaches: [ServiceReach?] = [.specialist, nil, .universal, .specialist]
        let model = try MadeTable.model(rounds: [["RAGB"]], reach: { reaches[$0 - 1] })
        let picture = try picture(try MadeTable.table(model))
        let headings = picture.texts.map(\.text).filter {
            ["Universal", "Targeted", "Specialist", "Other"].contains($0)
        }
        #expect(headings == ["Universal", "Specialist", "Other"])
        #expect(picture.cells.map { $0.texts.first?.text } == ["G", "R", "B", "A"])
        let plain = try self.picture(try made(["RAGB"]))
        #expect(!plain.texts.contains { $0.text == "Other" })
    }

    @Test("Beside the rows stand their open gaps, below the columns the share of children with full provision")
    func sums() throws {
        let model = try MadeTable.model(rounds: [["GR", "RG", "GG"]], children: { [100, 300, nil][$0 - 1] })
        let table = try MadeTable.table(model)
        #expect(table.fullShares == [0.25, 0.75])
        let picture = try picture(table)
        #expect(picture.titles.contains("Area 1: 6 open gaps in provision"))
        #expect(picture.texts.contains { $0.text == "18 in all" })
        #expect(picture.titles.contains("Service 2: 75%"))
        #expect(
            picture.texts.contains {
                $0.text
                    == "Shares are of all 400 children aged 0-4 in the areas shown; 1 area without a number of children left out."
            }
        )
        let unknown = try made(["GR", "GR"])
        #expect(unknown.fullShares == [1, 0])
        #expect(try self.picture(unknown).texts.contains { $0.text == "Areas with full" })
        let uncounted = try self.picture(try MadeTable.table(model, gaps: false))
        #expect(!uncounted.texts.contains { $0.text == "Open gaps" })
    }

    @Test("Shares are the same whatever areas the rows are: of areas made of several each child counts where it lives")
    func sharesOfCombinedAreas() throws {
        let model = try RealData.model()
        let tables = try ["ccg", "place", "ics"].map { kind in
            ProvisionTable(
                model: model,
                snapshot: model.snapshot(asOf: try date("2022-05-01"), basis: .kind(try SmallWorld.id(kind))),
                heading: "X",
                leftOut: []
            )
        }
        let percents = tables.map { $0.fullShares.map { Int((($0 ?? -1) * 100).rounded()) } }
        #expect(percents[0] == [0, 0, 10, 4, 100, 56, 33, 4, 92, 40, 40])
        #expect(percents[1] == percents[0] && percents[2] == percents[0], "\(percents)")
    }

    @Test("Rows can be as high as the children of their areas are many")
    func rowsByChildren() throws {
        let model = try MadeTable.model(rounds: [["G", "G", "G"]], children: { [1_000, 4_000, 3_000][$0 - 1] })
        let drawing = HeatmapDrawing(of: try MadeTable.table(model), ExhibitOptions(), rowsByChildren: true)
        let heights = drawing.measures.rowHeights.flatMap { $0 }
        #expect(heights[1] > 2 * heights[0] && abs(heights[2] / heights[1] - 0.75) < 0.02)
        let unknown = HeatmapDrawing(of: try made(["G", "G"]), ExhibitOptions(), rowsByChildren: true)
        #expect(unknown.measures.rowHeights == [[30, 30]])
    }

    @Test(
        "From 1 x 1 to 200 x 50 cells no text overlaps, leaves the picture or is cut, compared or not, in groups or not",
        arguments: [(1, 1), (5, 5), (17, 11), (1, 30), (60, 1), (40, 25)]
            + (Thorough.isAsked ? [(90, 18), (200, 50)] : [])
    )
    func sizes(rows: Int, columns: Int) throws {
        for (rounds, groups) in [(1, 1), (2, min(rows, 7))] {
            let model = try MadeTable.model(
                rounds: (0..<rounds).map { MadeTable.letters(rows, columns, round: $0) },
                groups: groups,
                service: { "Specialist Perinatal MH Health Visitors \($0)" },
                reach: { rounds == 1 ? nil : ServiceReach.allCases[$0 % 3] },
                children: { $0 * 37 }
            )
            let picture = try picture(try MadeTable.table(model))
            #expect(picture.collisions == [])
            #expect(picture.cutTexts == [])
            #expect(picture.cells.count == rows * columns)
        }
    }

    @Test("A level's code that is too wide for its cell gives way to its glyph", arguments: [3, 30])
    func wideCodes(columns: Int) throws {
        let levels = [
            SmallWorld.level("WWWW", rank: 1, closes: true), SmallWorld.level("MMMM", rank: 0, .diagonal),
        ]
        let plain = try MadeTable.model(rounds: [[String(repeating: ".", count: columns)]], levels: levels)
        let answer = try SmallWorld.answer(area: 1, round: 1, "")
        let model = ProvisionModel(
            framework: plain.framework,
            areas: plain.areas,
            rounds: plain.rounds,
            returns: [
                Return(
                    area: answer.area,
                    round: answer.round,
                    revision: 1,
                    source: .areaReturn,
                    recorded: answer.recorded,
                    ratings: plain.framework.serviceTypes.enumerated().map { index, type in
                        Rating(service: type.id, value: .level(index.isMultiple(of: 2) ? "WWWW" : "MMMM"))
                    }
                )
            ]
        )
        let picture = try picture(try MadeTable.table(model))
        #expect(picture.cutTexts == [])
        #expect(picture.cells.allSatisfy { $0.texts.isEmpty == (columns == 30) })
        #expect(picture.cells.first?.title == "Area 1, Service 1: Level WWWW")
    }

    @Test("An empty table says so")
    func empty() throws {
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 2),
            areas: try SmallWorld.areas(1),
            rounds: [],
            returns: []
        )
        let table = ProvisionTable(
            model: model,
            snapshot: model.snapshot(asOf: try date("2021-01-01")),
            heading: "Nowhere",
            leftOut: []
        )
        let picture = try picture(table)
        #expect(picture.texts.contains { $0.text == "No area has been asked or rated by this date." })
        #expect(picture.collisions == [])
    }

    @Test(
        "Hostile names are shown harmlessly, and in full in a tooltip",
        arguments: [
            "<script>alert(1)</script>", "\"/><image href='http://x'/>", "&amp; &lt; ]]>", "a\u{0}b\u{1B}[31m",
            "\u{202E}gnirts\u{202C}",
            String(repeating: "W", count: 300), "👶🏽 産後ケア é", " ",
        ]
    )
    func hostileNames(name: String) throws {
        let model = try MadeTable.model(
            rounds: [["RA", "G-"], ["AA", ".G"]],
            groups: 2,
            name: { "\(name)\($0)" },
            service: { "\(name)\($0)" },
            reach: { $0 == 1 ? .targeted : nil }
        )
        let picture = try picture(try MadeTable.table(model, heading: name))
        #expect(
            picture.elements.isSubset(of: [
                "svg", "title", "desc", "metadata", "exhibit", "level", "service", "compared", "area", "style", "rect",
                "path", "g", "text",
            ])
        )
        #expect(picture.collisions == [])
        if name.count == 300 {
            #expect(picture.titles.contains(name + "1"), "the row's name")
            #expect(picture.titles.contains(name + "1002"), "the group's")
        }
    }
}
