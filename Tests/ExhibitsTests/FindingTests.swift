import GapDetection
import Provision
import TestSupport
import Testing

@testable import Exhibits

/// What pictures say in their headings, held against the figures they are drawn of.
@Suite("Headings that say the finding")
struct FindingTests {
    private let model: ProvisionModel
    private let scope: ExhibitScope

    init() throws {
        model = try RealData.model()
        scope = ExhibitScope(model, asOf: try date("2022-05-01"))
    }

    @Test("The real data: one round, so that levels and gaps are counted and nothing is said to have changed")
    func realData() throws {
        #expect(LevelsOverRounds(scope).finding == "Full provision in 65 of 187 cells in 2022-05")
        let flow = GapFlow(scope)
        #expect(flow.finding == "\(flow.rounds[0].open) gaps are open in 2022-05, the only round")
        #expect(
            FundingTimeline(scope).finding == "Funding of 1 service ends within a year, on 31 May 2022"
        )
        let need = try #require(NeedAndCapacity(scope))
        #expect(need.finding == "19,455 children are expected to need help, 2,894 of them in Liverpool")
        let ages = try #require(AgeCoverage(scope).finding)
        #expect(ages == "8 of 12 service types are not known to serve any child after the second birthday")
        let history = LevelHistory(model: model, asOf: scope.asOf, knownAt: nil, heading: scope.heading)
        #expect(history.finding(services: [0]) == "Full provision in 0 of 17 areas in 2022-05")
    }

    @Test("Maps name the service types that no area has in full, without being told which")
    func maps() throws {
        let levels = AreaLevels(model: model, snapshot: scope.snapshot(), heading: scope.heading)
        #expect(levels.finding == "No area has full provision of Parent Infant MH Service or 0-5s Pathway in CAMHS")
        let children = ChildrenByLevel(scope, Equity.measures(of: scope.snapshot(), in: model))
        #expect(
            children.finding
                == "No child lives under full provision of Parent Infant MH Service or 0-5s Pathway in CAMHS"
        )
    }

    @Test("A cell's history tells the level that holds and the one before")
    func history() throws {
        let area = try #require(model.areas.index(of: SmallWorld.id("place-sefton")))
        #expect(CellHistory(scope, area: area, service: 0).finding == "Some provision since 1 July 2022")
    }

    // MARK: Made-up worlds

    private func levels(_ full: [Int], of all: [Int]) throws -> String? {
        let scale = try RatingScale(levels: Samples.levels())
        return LevelsOverRounds(
            caption: try Samples.caption("Levels"),
            levels: scale.levels,
            rounds: full.indices.map { "round \($0 + 1)" },
            groups: [
                LevelsOverRounds.Group(
                    name: "One",
                    counts: zip(full, all).map { full, all in
                        var counts = LevelCounts(scale: scale)
                        for index in 0..<all { counts.count(index < full ? .level(0) : .unrated) }
                        return counts
                    }
                )
            ]
        ).finding
    }

    @Test("Levels rose, fell, or stayed; where rounds ask different numbers of cells by their shares")
    func levelsOverRounds() throws {
        #expect(try levels([3, 5], of: [10, 10]) == "Full provision rose from 3 to 5 of 10 cells since round 1")
        #expect(try levels([5, 3], of: [10, 10]) == "Full provision fell from 5 to 3 of 10 cells since round 1")
        #expect(try levels([5, 5], of: [10, 10]) == "Full provision in 5 of 10 cells, as many as in round 1")
        #expect(try levels([5, 6], of: [10, 20]) == "Full provision fell from 50% to 30% of cells since round 1")
        #expect(try levels([5, 10], of: [10, 20]) == "Full provision in 50% of cells, as in round 1")
        #expect(try levels([1], of: [1]) == "Full provision in 1 of 1 cell in round 1")
        #expect(try levels([0, 4], of: [0, 8]) == "Full provision in 4 of 8 cells in round 2")
        #expect(try levels([], of: []) == nil && levels([0], of: [0]) == nil)
    }

    private func flow(_ rounds: (opened: Int, closed: Int, persisting: Int)...) throws -> String? {
        GapFlow(
            caption: try Samples.caption("Gaps"),
            rounds: rounds.enumerated().map { index, round in
                GapFlow.Round(
                    label: "R\(index + 1)",
                    opened: round.opened,
                    persisting: round.persisting,
                    closed: round.closed
                )
            }
        ).finding
    }

    @Test("More gaps opened or closed, or as many, or none; one is in the singular")
    func gapFlow() throws {
        #expect(try flow((9, 0, 0), (2, 5, 4)) == "More gaps closed than opened in R2: 5 against 2; 6 are open")
        #expect(try flow((9, 0, 0), (5, 2, 7)) == "More gaps opened than closed in R2: 5 against 2; 12 are open")
        #expect(try flow((9, 0, 0), (2, 2, 7)) == "As many gaps opened as closed in R2, 2; 9 are open")
        #expect(try flow((1, 0, 0), (0, 0, 1)) == "No gap opened or closed in R2; 1 is open")
        #expect(try flow((1, 0, 0)) == "1 gap is open in R1, the only round")
        #expect(try flow((0, 0, 0)) == "No gap is open in R1, the only round")
        #expect(try flow() == nil)
    }

    private func ages(_ months: [Int], atLeast: [Int] = [], unknown: Int = 0) throws -> String? {
        GapAges(caption: try Samples.caption("Ages"), months: months, monthsAtLeast: atLeast, unknown: unknown).finding
    }

    @Test("Ages: at least half are as old as is said, whatever is only known as a least")
    func gapAges() throws {
        #expect(try ages([1, 2, 24, 30]) == "At least half of the 4 gaps have been open for 2 years or more")
        #expect(
            try ages([1], atLeast: [6, 6], unknown: 3)
                == "At least half of the 3 gaps whose age is known have been open for 6 months or more"
        )
        #expect(try ages([0, 0, 0, 9]) == "More than half of the 4 gaps were first seen within the last month")
        #expect(try ages([0, 0]) == "None of the 2 gaps was there a month before")
        #expect(try ages([5]) == "One gap is open, for 5 months")
        #expect(try ages([], unknown: 4) == nil && ages([]) == nil)
    }

    @Test("Need: which areas can take on what the target asks for; what is not known is not counted")
    func need() throws {
        func words(_ areas: (need: Double, capacity: Double?)...) throws -> String? {
            NeedAndCapacity(
                caption: try Samples.caption("Need"),
                areas: areas.enumerated().map { index, area in
                    NeedAndCapacity.Area(
                        name: "Area \(index + 1)",
                        need: area.need,
                        capacity: area.capacity,
                        target: area.need * 0.35
                    )
                }
            ).finding
        }
        let target = "as many children as the initial target asks for"
        #expect(try words((100, 10), (100, 20)) == "No area can take on \(target)")
        #expect(try words((100, 40), (100, 20)) == "1 of 2 areas can take on \(target)")
        #expect(try words((100, 40), (100, 50)) == "Every area can take on \(target)")
        #expect(
            try words((100, 40), (100, 10), (50, nil))
                == "1 of the 2 areas whose capacity is known can take on \(target)"
        )
        #expect(try words((100, 10), (50, nil)) == "Area 1 cannot take on \(target)")
        #expect(try words((100, nil)) == "100 children are expected to need help")
        #expect(try words((0, nil)) == nil && words() == nil)
    }

    @Test("A picture's heading is its finding, and its title stands below; without one the title is the heading")
    func headings() throws {
        let flow = GapFlow(scope)
        let picture = try Picture(GapFlowChart.svg(flow))
        #expect(picture.titles.first == flow.finding)
        #expect(picture.texts.contains { $0.text == "North West Coast: gaps opened, closed and persisting" })
        let early = try Picture(GapFlowChart.svg(GapFlow(ExhibitScope(model, asOf: try date("2001-01-01")))))
        #expect(early.titles.first == "North West Coast: gaps opened, closed and persisting")
    }
}
