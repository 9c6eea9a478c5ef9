import Provision
import ScopingStore
import TestSupport
import Testing

@testable import Exhibits

@Suite("Heatmaps")
struct HeatmapTests {
    private func realTable(within: String? = nil, leftOut: [String] = []) throws -> ProvisionTable {
        let model = try StoreReader.load(Repository.scoping).model
        let area = try within.map { try SmallWorld.require(model.areas.index(of: try SmallWorld.id($0))) }
        return ProvisionTable(
            model: model,
            snapshot: model.snapshot(asOf: try date("2022-05-01"), within: area),
            heading: area.map { model.areas.areas[$0].name } ?? "North West Coast",
            leftOut: leftOut
        )
    }

    private func made(
        _ letters: [String],
        name: (Int) -> String = { "Area \($0)" },
        service: (Int) -> String = { "Service \($0)" }
    ) throws -> ProvisionTable {
        let count = letters.first?.count ?? 1
        let framework = try Framework(
            title: "T",
            network: "N",
            sources: [],
            scale: RatingScale(levels: SmallWorld.levels),
            serviceTypes: (1...count).map { ServiceType(id: try SmallWorld.id("service-\($0)"), name: service($0)) },
            severity: SeverityWeights(base: [:], children: 0, deprivation: 0)
        )
        let kind = Area.Kind(id: try SmallWorld.id("ccg"), name: "c", plural: "cs")
        let areas = try AreaHierarchy(
            kinds: [kind],
            areas: letters.indices.map {
                Area(id: try SmallWorld.id("area-\($0 + 1)"), kind: kind.id, name: name($0 + 1))
            }
        )
        let model = ProvisionModel(
            framework: framework,
            areas: areas,
            rounds: try SmallWorld.rounds(1, asking: letters.count),
            returns: try letters.enumerated().map { try SmallWorld.answer(area: $0 + 1, round: 1, $1) }
        )
        return ProvisionTable(
            model: model,
            snapshot: model.snapshot(asOf: try date("2021-01-01")),
            heading: name(0),
            leftOut: []
        )
    }

    @Test(
        "The real heatmaps are as they lie in Exports",
        arguments: [
            ("network", nil), ("cheshire-and-merseyside", "ics-cheshire-and-merseyside"),
            ("lancashire-and-south-cumbria", "ics-lancashire-and-south-cumbria"),
        ] as [(String, String?)]
    )
    func golden(name: String, within: String?) throws {
        let svg = HeatmapDrawing(of: try realTable(within: within), name: name).svg()
        expectGolden(svg, Repository.exports + "/heatmap-\(name).svg")
        #expect(svg == HeatmapDrawing(of: try realTable(within: within), name: name).svg(), "the same twice")
    }

    @Test("No text overlaps another or leaves the picture; every cell has its letter and its title")
    func nothingCollides() throws {
        let picture = try Picture(HeatmapDrawing(of: try realTable(), name: "x").svg())
        #expect(picture.collisions == [])
        #expect(picture.titles.count == 188)
        #expect(picture.titles.contains("Halton, Parent Infant MH Service: Some provision"))
        let letters = picture.texts.filter { ["R", "A", "G", "B"].contains($0.text) }
        #expect(letters.count == 191)
    }

    @Test("Title, description and role are there for those who do not see it")
    func accessible() throws {
        let svg = HeatmapDrawing(of: try realTable(), name: "x").svg()
        let picture = try Picture(svg)
        #expect(picture.root["role"] == "img")
        #expect(picture.root["aria-labelledby"] == "x-title x-desc")
        let text = String(decoding: svg, as: UTF8.self)
        #expect(
            text.contains(
                "South Sefton (asked in round 2022-05 but made no return: rated by the network from what it knows): Parent Infant MH Service some provision;"
            )
        )
        #expect(text.contains("<title id=\"x-title\">North West Coast: "))
    }

    @Test("Areas that made no return are marked, and the mark explained")
    func marks() throws {
        let picture = try Picture(HeatmapDrawing(of: try realTable(), name: "x").svg())
        let marked = picture.texts.map(\.text).filter { $0.hasSuffix(" †") }
        #expect(marked == ["South Sefton †", "Southport & Formby †", "Morecambe Bay †", "West Lancashire †"])
        #expect(picture.texts.contains { $0.text == "East Lancashire ‡" })
        #expect(picture.texts.contains { $0.text.hasPrefix("‡ not asked in round 2022-05") })
    }

    @Test("Returns left out are named in the picture")
    func leftOut() throws {
        let picture = try Picture(
            HeatmapDrawing(of: try realTable(leftOut: ["returns/2022-05/ccg-halton.1.xml"]), name: "x").svg()
        )
        #expect(picture.texts.contains { $0.text.contains("damaged or invalid: returns/2022-05/ccg-halton.1.xml") })
    }

    @Test("Not rated and not expected look unlike every level, and are explained where they occur")
    func otherStates() throws {
        let picture = try Picture(HeatmapDrawing(of: try made(["R-", ".G"]), name: "x").svg())
        let blanks = picture.texts.map(\.text).filter(["–", "n/e"].contains)
        #expect(blanks.count == 4)
        #expect(picture.texts.contains { $0.text == "Not rated, 1 cell" })
        #expect(picture.texts.contains { $0.text == "Not expected here, 1 cell" })
    }

    @Test("Small and large tables", arguments: [(1, 1), (1, 30), (60, 1), (40, 25)])
    func sizes(rows: Int, columns: Int) throws {
        let letters = (0..<rows).map { row in String((0..<columns).map { Array("RAGB-.")[(row + $0) % 6] }) }
        let picture = try Picture(HeatmapDrawing(of: try made(letters), name: "x").svg())
        #expect(picture.collisions == [])
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
        let picture = try Picture(HeatmapDrawing(of: table, name: "x").svg())
        #expect(picture.texts.contains { $0.text == "No area has been asked or rated by this date." })
        #expect(picture.collisions == [])
    }

    @Test(
        "Hostile names are shown harmlessly",
        arguments: [
            "<script>alert(1)</script>", "\"/><image href='http://x'/>", "&amp; &lt; ]]>", "a\u{0}b\u{1B}[31m",
            "\u{202E}gnirts\u{202C}",
            String(repeating: "W", count: 300), "👶🏽 産後ケア é", " ",
        ]
    )
    func hostileNames(name: String) throws {
        let svg = HeatmapDrawing(of: try made(["RA"], name: { "\(name)\($0)" }, service: { "\(name)\($0)" }), name: "x")
            .svg()
        let picture = try Picture(svg)
        #expect(
            picture.elements.isSubset(of: [
                "svg", "title", "desc", "defs", "pattern", "rect", "circle", "path", "g", "text",
            ])
        )
        #expect(picture.collisions == [])
    }
}
