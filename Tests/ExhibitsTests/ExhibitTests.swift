import Provision
import ScopingStore
import TestSupport
import Testing

@testable import Exhibits

/// What holds for every kind of picture, at every size and with any names.
@Suite("Exhibits of any size and any name")
struct ExhibitTests {
    private static let hostile = [
        "<script>alert(1)</script>", "\"/><image href='http://x'/>", "&amp; &lt; ]]>", "a\u{0}b\u{1B}[31m",
        "\u{202E}gnirts\u{202C}", String(repeating: "W", count: 300), "👶🏽 産後ケア é", " ", "",
    ]

    /// Sizes to try: the largest too where tests are `Thorough`.
    private static func sizes<Size>(_ usual: [Size], _ largest: Size) -> [Size] {
        Thorough.isAsked ? usual + [largest] : usual
    }

    private func expectSound(_ svg: [UInt8], _ what: String) throws {
        let picture = try Picture(svg)
        #expect(picture.collisions == [], "\(what)")
        let known: Set = [
            "svg", "title", "desc", "style", "metadata", "exhibit", "source", "left-out", "figures", "columns",
            "column", "row",
            "value",
            "defs", "rect", "path", "g", "text", "use",
        ]
        #expect(picture.elements.isSubset(of: known), "\(what)")
        #expect(picture.root["role"] == "img" && picture.root["aria-labelledby"] != nil)
        #expect(!String(decoding: svg, as: UTF8.self).contains("nan"), "\(what)")
    }

    @Test("Tile maps of 1 to 200 areas", arguments: sizes([0, 1, 2, 17, 60], 200))
    func tileMaps(count: Int) throws {
        try expectSound(TileMap.svg(try Samples.areaLevels(count, services: min(count, 5))), "\(count) areas")
        for shape in TileLayout.Shape.allCases {
            let side = 15
            let tiles = (0..<count).map {
                TileLayout.Tile(area: "E\($0)", place: .init(column: $0 % side - 3, row: $0 / side))
            }
            let layout = try TileLayout(shape: shape, tiles: tiles)
            try expectSound(
                TileMap.svg(try Samples.areaLevels(count, services: 2), layout: layout),
                "\(count) \(shape)"
            )
        }
    }

    @Test("Boundary maps of 1 to 200 areas", arguments: sizes([(1, 1), (5, 4)], (20, 10)))
    func boundaryMaps(columns: Int, rows: Int) throws {
        let boundaries = try GeoJSON.boundaries(Array(Samples.geoJSON(columns: columns, rows: rows).utf8))
        try expectSound(
            BoundaryMap.svg(try Samples.areaLevels(columns * rows, services: 3), boundaries: boundaries),
            "\(columns) x \(rows)"
        )
    }

    @Test("Timelines", arguments: sizes([(0, 0, 0), (1, 1, 1), (17, 11, 2), (3, 50, 7), (2, 2, 120)], (200, 2, 24)))
    func timelines(areas: Int, services: Int, rounds: Int) throws {
        let data = try Samples.history(areas: areas, services: services, rounds: rounds)
        try expectSound(TimelineHeatmap.svg(data), "\(areas) x \(services) x \(rounds)")
        try expectSound(ServiceTimeline.svg(data, service: 0), "\(areas) x \(rounds)")
        try expectSound(ServiceTimeline.svg(data, service: 99), "no such service")
    }

    @Test("Charts over rounds", arguments: sizes([0, 1, 2, 12, 60], 200))
    func rounds(count: Int) throws {
        for groups in [0, 1, 2, 7] {
            try expectSound(
                LevelsChart.svg(try Samples.levelsOverRounds(groups: groups, rounds: count)),
                "levels \(groups) x \(count)"
            )
        }
        try expectSound(GapFlowChart.svg(try Samples.gapFlow(rounds: count)), "gap flow \(count)")
        try expectSound(ControlChart.svg(try Samples.measurements(count, target: 3)), "control \(count)")
    }

    @Test("Charts over areas", arguments: sizes([0, 1, 17, 60], 200))
    func areas(count: Int) throws {
        let places = (0..<count).map { index -> NeedAndCapacity.Area in
            let capacity: Double? = index % 3 == 0 ? nil : Double(index * 31)
            let (need, target) = (Double(index * 97), Double(index * 40))
            return NeedAndCapacity.Area(name: "Area \(index)", need: need, capacity: capacity, target: target)
        }
        let need = NeedAndCapacity(caption: try Samples.caption("Need"), areas: places)
        try expectSound(NeedChart.svg(need), "need \(count)")
        let range = try SmallWorld.require(AgeRange(from: -9, to: 24))
        let services = min(count, 50)
        let rows = (0..<count).map { index in
            let ages = (0..<services).map { AgeCoverage.ServedAges($0 == index ? [] : [range], mayBeMore: $0 % 3 == 1) }
            return AgeCoverage.Area(name: "Area \(index)", ages: ages)
        }
        let coverage = AgeCoverage(
            caption: try Samples.caption("Ages"),
            services: (0..<services).map { "Service type \($0)" },
            areas: rows
        )
        try expectSound(AgeCoverageChart.svg(coverage), "ages \(count)")
        let money = (0..<count).map { index in
            let strand = FundingTimeline.Strand(
                kind: .pilot,
                from: CalendarDate(daysSince1970: 15_000 + index * 40),
                until: index % 4 == 0 ? nil : CalendarDate(daysSince1970: 15_900 + index * 45)
            )
            return FundingTimeline.Service(name: "Service \(index)", strands: [strand])
        }
        let funding = FundingTimeline(
            caption: try Samples.caption("Funding"),
            asOf: try date("2024-05-01"),
            services: money
        )
        try expectSound(FundingChart.svg(funding), "funding \(count)")
        try expectSound(
            GapAgesChart.svg(GapAges(caption: try Samples.caption("Ages"), months: Array(0..<count), unknown: count)),
            "ages \(count)"
        )
    }

    @Test("Numbers beyond all sense do no harm")
    func hostileNumbers() throws {
        let caption = try Samples.caption("Numbers")
        let numbers = [Double.nan, .infinity, -.infinity, 1e300, -1e300, 0, -5]
        try expectSound(
            NeedChart.svg(
                NeedAndCapacity(
                    caption: caption,
                    areas: numbers.map { .init(name: "A", need: $0, capacity: $0, target: $0) }
                )
            ),
            "need"
        )
        for aim in ProcessBehaviour.Aim.allCases {
            for target in numbers {
                let points = (numbers + Array(repeating: 3, count: 14)).enumerated().map {
                    ("P\($0.offset)", $0.element)
                }
                try expectSound(
                    ControlChart.svg(
                        Measurements(caption: caption, unit: "u", points: points, aim: aim, target: target)
                    ),
                    "control"
                )
            }
        }
        let flow = [Int.max, .min, 0, -5].map {
            GapFlow.Round(label: "R", opened: $0, reopened: $0, persisting: $0, closed: $0)
        }
        try expectSound(GapFlowChart.svg(GapFlow(caption: caption, rounds: flow)), "gap flow")
        try expectSound(
            GapAgesChart.svg(GapAges(caption: caption, months: [.max, .min, 5], monthsAtLeast: [.max], unknown: .max)),
            "ages"
        )
        let far = FundingTimeline(
            caption: caption,
            asOf: try date("0001-01-01"),
            services: [
                .init(
                    name: "x",
                    strands: [.init(kind: .pilot, from: try date("9999-12-31"), until: try date("0001-01-01"))]
                )
            ]
        )
        try expectSound(FundingChart.svg(far), "funding")
    }

    @Test("Hostile names are shown harmlessly, everywhere", arguments: hostile)
    func hostileNames(name: String) throws {
        var caption = try Samples.caption(name, name)
        caption.notes = [name]
        caption.sources = [name]
        caption.leftOut = [name]
        let options = ExhibitOptions(name: name)
        var map = try Samples.areaLevels(5, services: 2, name: { "\(name)\($0)" }, service: { "\(name)\($0)" })
        map.caption = caption
        try expectSound(TileMap.svg(map, options), "tiles")
        let boundaries = try GeoJSON.boundaries(Array(Samples.geoJSON(columns: 3, rows: 2).utf8))
        try expectSound(BoundaryMap.svg(map, boundaries: boundaries, options), "boundaries")
        var history = try Samples.history(
            areas: 3,
            services: 2,
            rounds: 5,
            name: { "\(name)\($0)" },
            service: { "\(name)\($0)" }
        )
        history.caption = caption
        history.rounds = (0..<5).map { "\(name)\($0)" }
        try expectSound(TimelineHeatmap.svg(history, options), "timeline")
        try expectSound(ServiceTimeline.svg(history, service: 1, options), "service timeline")
        var levels = try Samples.levelsOverRounds(groups: 3, rounds: 4, name: { "\(name)\($0)" })
        levels.rounds = history.rounds
        try expectSound(LevelsChart.svg(levels, options), "levels")
        try expectSound(
            GapFlowChart.svg(try Samples.gapFlow(rounds: 9, label: { "\(name)\($0)" }), options),
            "gap flow"
        )
        let need = NeedAndCapacity(caption: caption, unit: name, areas: [.init(name: name, need: 3, capacity: 1)])
        try expectSound(NeedChart.svg(need, options), "need")
        let points = (0..<14).map { ("\(name)\($0)", Double($0 % 3)) }
        try expectSound(
            ControlChart.svg(Measurements(caption: caption, unit: name, points: points, aim: .lower), options),
            "control"
        )
        let funding = FundingTimeline(
            caption: caption,
            asOf: try date("2024-05-01"),
            services: [.init(name: name, detail: name, strands: [.init(kind: .pilot, funder: name)])]
        )
        try expectSound(FundingChart.svg(funding, options), "funding")
        let coverage = AgeCoverage(caption: caption, services: [name], areas: [.init(name: name, ages: [])])
        try expectSound(AgeCoverageChart.svg(coverage, options), "ages")
    }

    @Test("Every picture holds its figures and where they come from as metadata")
    func metadata() throws {
        var data = try Samples.gapFlow(rounds: 2)
        data.caption.isSimulated = true
        data.caption.leftOut = ["returns/x.xml"]
        let text = String(decoding: GapFlowChart.svg(data), as: UTF8.self)
        for part in [
            #"<exhibit xmlns="urn:lacuna:exhibit:1""#, #"drawn-by="Lacuna" as-of="2024-05-01" simulated="true""#,
            "<source>A made-up source (May 2024)</source>", "<left-out>returns/x.xml</left-out>",
            "<column>Persisting</column>",
            "<value>May 2019</value>", "SIMULATED DATA, made up for trials.",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(String(decoding: GapFlowChart.table(data).csv(), as: UTF8.self).hasPrefix("\u{FEFF}Round,Open,Opened"))
    }

    @Test("The real data's map and history say what the store says")
    func real() throws {
        let data = try Samples.real(services: nil)
        #expect(data.areas.count == 17 && data.services.count == 11)
        #expect(data.summary(of: 0) == "6 some provision, 10 no provision, 1 in development")
        let silent = data.areas.filter { $0.cells.contains { $0.qualifier == .notReturned } }.map(\.name)
        #expect(silent == ["South Sefton", "Southport & Formby", "Morecambe Bay", "West Lancashire"])
        let model = try RealData.model()
        let history = LevelHistory(model: model, asOf: try date("2023-01-01"), heading: "North West Coast")
        #expect(history.rounds == ["2022-05"] && history.areas.count == 14)
        let nothing = LevelHistory(model: model, asOf: try date("2001-01-01"), heading: "North West Coast")
        try expectSound(TimelineHeatmap.svg(nothing), "before the first round")
        try expectSound(TileMap.svg(data), "the real map")
    }
}
