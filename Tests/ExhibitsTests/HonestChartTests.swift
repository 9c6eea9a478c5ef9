import Foundation
import GapDetection
import Provision
import ScopingStore
import TestSupport
import Testing

@testable import Exhibits

/// That charts show no more than is known, and say their figures in the unit of their axis.
@Suite("Charts that do not mislead")
struct HonestChartTests {
    // MARK: Ages served

    private let birthToTwo = AgeRange(from: 0, to: 24)

    @Test("Ages that nobody has stated are not known, and neither served nor unserved")
    func threeStates() throws {
        let model = try RealData.model()
        let data = AgeCoverage(ExhibitScope(model, asOf: try date("2022-05-01")))
        func months(_ area: String, _ service: String) throws -> String {
            let row = try #require(data.areas.first { $0.name == area })
            let column = try #require(data.services.firstIndex(of: service))
            return AgeCoverageChart.table(
                AgeCoverage(
                    caption: data.caption,
                    services: [service],
                    areas: [.init(name: area, ages: [row.ages(column)])]
                )
            ).rows[0][1]
        }
        // Rated G, of a type that is for conception to five.
        #expect(try months("Halton", "Health Visiting") == "-9 to 60")
        // Rated A, and no service named: it may serve any age.
        #expect(try months("Cheshire", "iHV PIMH Champions in IAPT") == "not known")
        // Rated G, of a type for which the framework lays down no ages.
        #expect(try months("East Lancashire", "Maternal MH Service") == "not known")
        // Rated R.
        #expect(try months("St. Helen's", "0-5s Pathway in CAMHS") == "none")
        // Rated B: a plan serves nobody yet.
        #expect(try months("Wirral", "IAPT 0-5s") == "none")
        // The register's own service, whose ages are stated: conception to six months.
        #expect(try months("Halton", "Parent Infant MH Service") == "-9 to 6")
    }

    @Test(
        "The picture tells served in part, not served and not known apart: only the last is blank, with a broken outline"
    )
    func threeMarks() throws {
        let known = [try #require(birthToTwo)]
        func picture(_ ages: AgeCoverage.ServedAges) throws -> String {
            let area = AgeCoverage.Area(name: "A", ages: [ages])
            let data = AgeCoverage(caption: ExhibitCaption(title: "T"), services: ["S"], areas: [area])
            return String(decoding: AgeCoverageChart.svg(data), as: UTF8.self)
        }
        let (served, partly) = (try picture(.init(known)), try picture(.init(known, mayBeMore: true)))
        let (unserved, unknown) = (try picture(.init()), try picture(.init(mayBeMore: true)))
        #expect(Set([served, partly, unserved, unknown]).count == 4)
        for (text, words) in [
            (served, "A, S: birth to 2 years"), (partly, "A, S: birth to 2 years; others not known"),
            (unserved, "A, S: none"), (unknown, "A, S: not known"),
        ] {
            #expect(text.contains("<title>\(words)</title>"), "\(words)")
        }
        // One broken outline in the legend, and one in the cell: with one service type there is no column for any.
        func broken(_ text: String) -> Int { text.components(separatedBy: "stroke-dasharray").count - 1 }
        #expect([served, unserved, unknown, partly].map(broken) == [0, 0, 2, 0])
        #expect(unknown.contains("S: some age in 0, every age in 0, not all known in 1"))
        #expect(served.contains("S: some age in 1, every age in 0."))
    }

    @Test("Any service: served where one of them serves, not known where one of the others may")
    func anyService() throws {
        let row = AgeCoverage.Area(
            name: "A",
            ages: [.init([try #require(birthToTwo)]), .init(), .init(mayBeMore: true)]
        )
        #expect(row.anyAges == AgeCoverage.ServedAges([try #require(birthToTwo)], mayBeMore: true))
        #expect(row.ages(7).mayBeMore, "of a column without figures nothing is known")
        let data = AgeCoverage(caption: ExhibitCaption(title: "T"), services: ["S", "U", "V"], areas: [row])
        #expect(
            AgeCoverageChart.table(data).rows == [["A", "0 to 24", "none", "not known", "0 to 24; others not known"]]
        )
    }

    @Test("What a rating alone says of ages: each level, not expected, not rated; of a type with ages and one without")
    func ratings() throws {
        let scale = try RatingScale(levels: SmallWorld.levels)
        let range = try #require(birthToTwo)
        let (aged, ageless) = (
            ServiceType(id: try SmallWorld.id("s"), name: "S", ages: range),
            ServiceType(id: try SmallWorld.id("t"), name: "T")
        )
        func ages(_ state: CellState, _ type: ServiceType) -> AgeCoverage.ServedAges {
            AgeCoverage.ServedAges(rated: state, of: type, in: scale)
        }
        #expect(ages(.level(0), aged) == .init([range]) && ages(.level(0), ageless) == .init(mayBeMore: true))
        for type in [aged, ageless] {
            #expect(ages(.level(1), type) == .init(mayBeMore: true), "some provision")
            #expect(ages(.level(2), type) == .init(), "none")
            #expect(ages(.level(3), type) == .init(), "a plan")
            #expect(ages(.notExpected, type) == .init())
            #expect(ages(.unrated, type) == .init(mayBeMore: true))
        }
    }

    @Test(
        "A plan's service serves nobody yet; what is for every child is not cut to one service's ages; an intervention may serve any"
    )
    func servicesAndRatings() throws {
        let range = try #require(birthToTwo)
        let whole = try #require(AgeRange(from: AgeRange.conception, to: AgeRange.fifthBirthday))
        let plain = try SmallWorld.framework(services: 1)
        let framework = try Framework(
            title: "T",
            network: "N",
            sources: [],
            scale: plain.scale,
            serviceTypes: [
                ServiceType(id: try SmallWorld.id("service-1"), name: "One", ages: whole, reach: .universal),
                ServiceType(id: try SmallWorld.id("service-2"), name: "Two", ages: range, reach: .specialist),
            ],
            interventions: plain.interventions,
            severity: plain.severity
        )
        func answer(_ area: Int, isDelivering: Bool?, _ interventions: [DeliveredIntervention]) throws -> Return {
            let ratings = try SmallWorld.answer(area: area, round: 1, "GB")
            return Return(
                area: ratings.area,
                round: ratings.round,
                revision: 1,
                source: .areaReturn,
                recorded: ratings.recorded,
                ratings: ratings.ratings,
                services: [
                    Service(id: try SmallWorld.id("a"), name: "A", type: try SmallWorld.id("service-1"), ages: range),
                    Service(
                        id: try SmallWorld.id("b"),
                        name: "B",
                        type: try SmallWorld.id("service-2"),
                        ages: range,
                        isDelivering: isDelivering
                    ),
                ],
                interventions: interventions
            )
        }
        let model = ProvisionModel(
            framework: framework,
            areas: try SmallWorld.areas(2),
            rounds: try SmallWorld.rounds(1, asking: 2),
            returns: [
                try answer(1, isDelivering: nil, [DeliveredIntervention(intervention: try SmallWorld.id("vig"))]),
                try answer(2, isDelivering: true, []),
            ]
        )
        let data = AgeCoverage(ExhibitScope(model, asOf: try date("2021-01-01")))
        #expect(
            AgeCoverageChart.table(data).rows == [
                ["Area 1", "-9 to 60", "none", "not known", "-9 to 60"],
                ["Area 2", "-9 to 60", "0 to 24", "none", "-9 to 60"],
            ]
        )
    }

    // MARK: Ages of gaps

    @Test("Gaps that were open when first looked at stand in columns without an end, apart from those seen to open")
    func openEnded() throws {
        let data = GapAges(
            caption: ExhibitCaption(title: "T"),
            months: [0, 3, 13],
            monthsAtLeast: [14, 14, 30],
            unknown: 1
        )
        // The oldest is 30 months: bins of three months.
        #expect(
            GapAgesChart.table(data).rows == [
                ["0 to under 3 months", "1", ""], ["3 to under 6 months", "1", ""], ["6 to under 9 months", "0", ""],
                ["9 to under 12 months", "0", ""], ["12 to under 15 months", "1", ""],
                ["12 months or longer", "", "2"], ["30 months or longer", "", "1"], ["Not known", "1", ""],
            ]
        )
        let text = String(decoding: GapAgesChart.svg(data), as: UTF8.self)
        let picture = try Picture(Array(text.utf8))
        #expect(picture.collisions == [])
        for words in ["12+", "30+", "At least, months", "Age, months", "Not known"] {
            #expect(picture.texts.contains { $0.text == words }, "\(words)")
        }
        #expect(picture.titles.contains("12 months or longer: 2") && !picture.titles.contains { $0.contains("30 to") })
        // Each of the two ends in a point: a shape of five corners, so four lines and the way back.
        let pointed = text.components(separatedBy: "<path d=\"M").dropFirst().filter { part in
            part.prefix { $0 != "\"" }.count { $0 == "L" } == 4 && part.contains("months or longer")
        }
        #expect(pointed.count == 2)
    }

    @Test("Where no opening was seen there is no histogram, and an age of 0 at least is no young gap")
    func allOpenEnded() throws {
        let data = GapAges(caption: ExhibitCaption(title: "T"), months: [], monthsAtLeast: [0, 0, 0])
        #expect(GapAgesChart.table(data).rows == [["0 months or longer", "", "3"]])
        let picture = try Picture(GapAgesChart.svg(data))
        #expect(picture.collisions == [] && !picture.texts.contains { $0.text == "Age, months" })
    }

    // MARK: Levels

    @Test(
        "The columns of levels over rounds say shares, as they are high; beside the group's name stands of how many cells"
    )
    func oneUnit() throws {
        let scale = try RatingScale(levels: SmallWorld.levels)
        var counts = LevelCounts(scale: scale)
        for (level, count) in [(0, 1), (1, 2), (2, 5)] {
            for _ in 0..<count { counts.count(.level(level)) }
        }
        let data = LevelsOverRounds(
            caption: ExhibitCaption(title: "T"),
            levels: scale.levels,
            rounds: ["R1"],
            groups: [.init(name: "ICS", counts: [counts])]
        )
        let picture = try Picture(LevelsChart.svg(data))
        let texts = picture.texts.map(\.text)
        // 1, 2 and 5 of 8.
        for share in ["13%", "25%", "63%"] { #expect(texts.contains(share), "\(share)") }
        #expect(!texts.contains("5") && texts.contains("ICS, 8 cells"))
        #expect(texts.contains { $0.hasPrefix("Columns are shares of cells, an area and a service type each") })
        #expect(picture.titles.contains("ICS, R1: level r 5 of 8 (63%)"))
        #expect(picture.collisions == [])
    }

    // MARK: Children, funding

    @Test("Children by level: the best level first, and in development between some provision and none")
    func orderOfLevels() throws {
        let data = ChildrenByLevel(
            caption: ExhibitCaption(title: "T"),
            levels: SmallWorld.levels,
            groups: [.init(name: "ICS", services: [.init(name: "S", children: [10, 20, 30, 40], others: 100)])]
        )
        let picture = try Picture(ChildrenChart.svg(data))
        let segments = picture.titles.filter { $0.hasPrefix("ICS, S: ") }
        // Of 200 children: G 10, A 20, B 40, R 30.
        #expect(
            segments == [
                "ICS, S: 10 of 200 children (5%), level g", "ICS, S: 20 of 200 children (10%), level a",
                "ICS, S: 40 of 200 children (20%), level b", "ICS, S: 30 of 200 children (15%), level r",
                "ICS, S: 100 of 200 children (50%), not rated or not expected",
            ]
        )
        let legend = picture.texts.map(\.text).filter { $0.hasPrefix("Level ") }
        #expect(legend == ["Level G", "Level A", "Level B", "Level R"])
    }

    @Test("A service of several areas stands in the funding timeline by the day at which its money reaches least")
    func severalAreas() throws {
        func service(_ id: String, until: String?) throws -> Service {
            let kind: Service.Funding.Kind = until == nil ? .recurrent : .nonRecurrent
            return Service(
                id: try SmallWorld.id(id),
                name: id,
                funding: [.init(kind: kind, from: try date("2020-01-01"), until: try until.map(date))]
            )
        }
        func answer(_ area: Int, _ services: [Service]) throws -> Return {
            let plain = try SmallWorld.answer(area: area, round: 1, "G")
            return Return(
                area: plain.area,
                round: plain.round,
                revision: 1,
                source: .areaReturn,
                recorded: plain.recorded,
                ratings: plain.ratings,
                services: services
            )
        }
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 1),
            areas: try SmallWorld.areas(3),
            rounds: try SmallWorld.rounds(1, asking: 3),
            returns: [
                try answer(1, [service("shared", until: "2022-03-31"), service("mixed", until: nil)]),
                try answer(2, [service("shared", until: "2023-03-31"), service("alone", until: "2022-12-31")]),
                try answer(3, [service("mixed", until: "2024-03-31"), service("steady", until: nil)]),
            ]
        )
        let data = FundingTimeline(ExhibitScope(model, asOf: try date("2021-01-01")))
        // "shared" reaches March 2022 in area 1, before "alone" ends, though March 2023 in area 2.
        // "mixed" has recurrent money in area 1: it does not rest on money that ends, and is not drawn.
        #expect(data.services.map(\.name) == ["shared", "alone"])
        #expect(try data.services[0].strands.map(\.until) == [date("2022-03-31"), date("2023-03-31")])
        #expect(data.services[0].detail == "Area 1 and Area 2")
        #expect(data.caption.notes.contains { $0.hasPrefix("Not drawn: 2 services with recurrent money") })
    }
}
