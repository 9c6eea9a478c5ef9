import GapDetection
import Provision
import ScopingStore
import TestSupport
import Testing

@testable import Exhibits

/// The charts' figures, made of a model, held against the model's and the gap engine's own. What simulated histories give is
/// in `ReportChartsTests` of the command line, which can make one.
@Suite("Charts of the real data")
struct ModelChartTests {
    private let model: ProvisionModel
    private let scope: ExhibitScope

    init() throws {
        model = try RealData.model()
        scope = ExhibitScope(model, asOf: try date("2022-05-01"))
    }

    @Test("Levels over rounds: the counts of the source's two tables")
    func levels() throws {
        let data = LevelsOverRounds(scope)
        #expect(data.rounds == ["2022-05"])
        #expect(data.groups.map(\.name) == ["Cheshire and Merseyside", "Lancashire and South Cumbria"])
        let codes = data.levels.map(\.code)
        let counts = data.groups.map { group in
            Dictionary(zip(codes, group.counts[0].levels), uniquingKeysWith: { first, _ in first })
        }
        #expect(counts == [["R": 26, "A": 44, "G": 24, "B": 5], ["R": 22, "A": 22, "G": 41, "B": 3]])
        let one = LevelsOverRounds(scope, service: 0)
        #expect(one.groups.map { $0.counts[0].rated } == [9, 8])
    }

    @Test("A single round opens and closes nothing: its gaps were open when first looked at")
    func flow() throws {
        let all = gaps(in: model, at: scope.snapshot())
        let found = all.filter { !$0.kind.isOfTheRecord }
        let flow = GapFlow(scope)
        #expect(flow.rounds.count == 1 && flow.rounds[0].inTheRecord == all.count - found.count)
        #expect(flow.rounds[0].firstSeen == found.count && flow.rounds[0].open == found.count)
        #expect(flow.rounds[0].opened == 0 && flow.rounds[0].persisting == 0)
        let iapt = try #require(model.framework.serviceTypes.firstIndex { $0.id.text == "iapt-0-5" })
        let none = GapFlow(scope, kinds: [.none]) { Int($0.service) == iapt }
        #expect(none.rounds[0].open == found.count { $0.kind == .none && $0.service?.text == "iapt-0-5" })
        #expect(ControlChart.findings(flow.openGaps())[0].hasPrefix("Run chart: 1 point is fewer than 12"))
    }

    @Test("Ages of gaps: all of the register, each once; none was seen to open but by a date of its own")
    func ages() {
        let found = gaps(in: model, at: scope.snapshot())
        let data = GapAges(scope, of: found)
        #expect(data.months.count + data.monthsAtLeast.count + data.unknown == found.count)
        #expect(data.unknown == found.count { $0.since == nil })
        #expect(data.monthsAtLeast.allSatisfy { $0 == 0 })
        // St. Helen's pilot ends on 31 May 2022: its gap dates from the day it opened, 1 December 2021.
        #expect(data.months == [5])
    }

    @Test("Funding: the two services whose money ends, the sooner first; the rule finds the one within a year")
    func funding() throws {
        let data = FundingTimeline(scope)
        #expect(
            data.services.map(\.name) == [
                "Enhancing Families Pathway", "Blackpool NHS Parent Infant Mental Health Service",
            ]
        )
        #expect(try data.services[1].strands.map(\.until) == [date("2024-02-29")])
        #expect(gaps(in: model, at: scope.snapshot(), kinds: [.funding]).count == 1)
        let later = ExhibitScope(model, asOf: try date("2023-06-01"))
        let rule = gaps(in: model, at: later.snapshot(), kinds: [.funding])
        #expect(Set(FundingTimeline(later).services.map(\.name)).count == rule.count)
        let other = FundingTimeline(scope, service: 3)
        #expect(other.services.isEmpty)
        #expect(String(decoding: FundingChart.svg(other), as: UTF8.self).contains("There is no service to show."))
    }

    @Test("Ages served: areas and service types of the register, each with what is served and whether more may be")
    func coverage() throws {
        let data = AgeCoverage(scope)
        #expect(data.areas.count == 17 && data.services.count == 12)
        #expect(data.areas.allSatisfy { $0.ages.count == 12 })
        let row = try #require(data.areas.first { $0.name == "Halton" })
        #expect(row.ages[0].known.map(\.to).max() == 6)
        // Health Visiting, which is universal, is rated full everywhere: of no area the rule says that an age goes without.
        let found = gaps(in: model, at: scope.snapshot(), kinds: [.ageRange])
        #expect(Set(found.map(\.area.text)) == ["ics-cheshire-and-merseyside", "ics-lancashire-and-south-cumbria"])
        // A main finding of the source: little is there from two to five.
        let specialist = try #require(data.services.firstIndex(of: "Parent Infant MH Service"))
        let late = data.areas.count { $0.ages(specialist).known.contains { $0.from <= 24 && $0.to >= 60 } }
        #expect(late * 2 < data.areas.count)
        let one = AgeCoverage(scope, service: 0)
        #expect(one.services == ["Parent Infant MH Service"])
    }

    @Test("Need: Table 4's arithmetic for each area and for each ICS; capacity is nowhere known")
    func need() throws {
        let data = try #require(NeedAndCapacity(scope))
        let framework = try #require(model.framework.need)
        #expect(data.areas.count == 17 && data.areas.allSatisfy { $0.capacity == nil })
        for area in model.areas.areas {
            guard let row = data.areas.first(where: { $0.name == area.name }), let own = framework.expected(of: area),
                area.kind.text == "ccg"
            else { continue }
            #expect(row.need == own.need && row.target == Double(own.target))
        }
        let sums = try #require(NeedAndCapacity(scope, byGroup: true))
        #expect(sums.areas.map(\.name) == ["Cheshire and Merseyside", "Lancashire and South Cumbria"])
        let all = data.areas.reduce(0) { $0 + $1.need }
        #expect(abs(sums.areas.reduce(0) { $0 + $1.need } - all) < 0.001)
        #expect(gaps(in: model, at: scope.snapshot(), kinds: [.capacity]).isEmpty)
    }

    @Test("Children by level: those of the measures of equity, each ICS's children once a service type")
    func children() throws {
        let measures = Equity.measures(of: scope.snapshot(), in: model)
        let data = ChildrenByLevel(scope, measures)
        #expect(data.groups.map(\.name) == ["Cheshire and Merseyside", "Lancashire and South Cumbria"])
        #expect(data.groups.map(\.services.count) == [11, 11])
        #expect(data.groups[0].services.allSatisfy { $0.total == 136_635 })
        #expect(data.groups.flatMap(\.services).map(\.children) == measures.map(\.children))
        let picture = try Picture(ChildrenChart.svg(data))
        #expect(picture.collisions == [])
        #expect(picture.titles.contains { $0.contains("136,635 of 136,635 children (100%), full provision") })
        let nothing = try Picture(ChildrenChart.svg(ChildrenByLevel(scope, [])))
        #expect(nothing.texts.contains { $0.text == "There is no area to show." })
    }

    @Test("One cell: Sefton continues South Sefton and Southport & Formby, whose lines end the day before")
    func history() throws {
        let area = try #require(model.areas.index(of: SmallWorld.id("place-sefton")))
        let data = CellHistory(scope, area: area, service: 0)
        #expect(data.lines.map(\.area) == ["Sefton", "South Sefton", "Southport & Formby"])
        #expect(
            data.lines.map { $0.spells.map { data.levels[$0.state.levelIndex ?? 9].code } } == [["A"], ["A"], ["A"]]
        )
        #expect(try data.lines[0].spells[0].from == date("2022-07-01"))
        #expect(data.lines[0].spells[0].until == nil && data.lines[1].spells[0].until != nil)
        #expect(
            data.ratings.count == 2 && data.ratings.allSatisfy { $0.origin == "collated by the network, round 2022-05" }
        )
        #expect(data.ratings.allSatisfy { !$0.evidence.isEmpty })
        let region = try #require(model.areas.index(of: SmallWorld.id("region-north-west-coast")))
        let nothing = CellHistoryChart.svg(CellHistory(scope, area: region, service: 0))
        #expect(try Picture(nothing).texts.contains { $0.text == "Nothing is on record." })
    }

    @Test("One cell: a level that held too short for its letter has its sign alone, and none where that does not fit")
    func shortSpells() throws {
        // A year is some 11 pixels wide among 60, which a letter and its plate do not fit, and some 9 among 79.
        func paths(years: Int) throws -> Int {
            let model = try ProvisionModel(
                framework: SmallWorld.framework(services: 1),
                areas: SmallWorld.areas(1),
                rounds: SmallWorld.rounds(years, asking: 1),
                returns: (1...years).map { try SmallWorld.answer(area: 1, round: $0, $0.isMultiple(of: 2) ? "G" : "R") }
            )
            let area = try #require(model.areas.index(of: SmallWorld.id("area-1")))
            let scope = ExhibitScope(model, asOf: try date("2100-01-01"))
            let svg = CellHistoryChart.svg(CellHistory(scope, area: area, service: 0))
            #expect(try Picture(svg).collisions == [])
            let text = String(decoding: svg, as: UTF8.self)
            // All of sixty are written out, and of more the last sixty.
            #expect(text.contains("Written out are the last 60 of \(years) ratings") == (years > 60))
            #expect(text.contains("Written out are") == (years > 60))
            return text.ranges(of: "<path").count
        }
        // Two more years are a sign more for each, beside the lines of their fill.
        #expect(try paths(years: 62) - paths(years: 60) == paths(years: 79) - paths(years: 77) + 2)
    }

    @Test("What was not yet on record is not drawn; a part without areas gives a picture that says so")
    func emptySelections() throws {
        let early = ExhibitScope(model, asOf: try date("2001-01-01"))
        let texts: [([UInt8], String)] = [
            (LevelsChart.svg(LevelsOverRounds(early)), "There is no round to show."),
            (GapFlowChart.svg(GapFlow(early)), "There is no round to show."),
            (ControlChart.svg(GapFlow(early).openGaps()), "There is no point to show."),
            (GapAgesChart.svg(GapAges(early, of: [])), "There is no gap to show."),
            (FundingChart.svg(FundingTimeline(early)), "There is no service to show."),
            (AgeCoverageChart.svg(AgeCoverage(early)), "There is no area to show."),
            (NeedChart.svg(try #require(NeedAndCapacity(early))), "There is no area to show."),
        ]
        for (svg, words) in texts {
            let picture = try Picture(svg)
            #expect(picture.texts.contains { $0.text == words }, "\(words)")
            #expect(picture.collisions == [])
        }
    }

    @Test("Where no gap opened again, the key of the flow of gaps does not name such gaps")
    func noneReopened() throws {
        let model = try ProvisionModel(
            framework: SmallWorld.framework(services: 2),
            areas: SmallWorld.areas(1),
            rounds: SmallWorld.rounds(2, asking: 1),
            returns: [SmallWorld.answer(area: 1, round: 1, "RG"), SmallWorld.answer(area: 1, round: 2, "GR")]
        )
        let flow = GapFlow(ExhibitScope(model, asOf: try date("2022-01-01")))
        #expect(flow.rounds.count == 2 && flow.rounds.allSatisfy { $0.reopened == 0 })
        let texts = try Picture(GapFlowChart.svg(flow)).texts.map(\.text)
        #expect(texts.contains("Opened, above the line") && !texts.contains("Reopened"))
    }

    @Test("Every one of them collides nowhere and names its sources")
    func sound() throws {
        let found = gaps(in: model, at: scope.snapshot())
        let pictures = [
            LevelsChart.svg(LevelsOverRounds(scope)), GapFlowChart.svg(GapFlow(scope)),
            ControlChart.svg(GapFlow(scope).openGaps(target: 100)), GapAgesChart.svg(GapAges(scope, of: found)),
            FundingChart.svg(FundingTimeline(scope)), AgeCoverageChart.svg(AgeCoverage(scope)),
            CellHistoryChart.svg(CellHistory(scope, area: 3, service: 0)),
        ]
        for svg in pictures {
            #expect(try Picture(svg).collisions == [])
            #expect(String(decoding: svg, as: UTF8.self).contains("<source>Review of Mental Health"))
        }
        // Where no capacity is on record, need rests on counts of children, deprivation and the model, and on no return.
        let need = NeedChart.svg(try #require(NeedAndCapacity(scope)))
        #expect(try Picture(need).collisions == [])
        let words = String(decoding: need, as: UTF8.self)
        #expect(words.contains("<source>Best Practice Service Model") && words.contains("<source>Mid-2020 population"))
        #expect(!words.contains("<source>Review of Mental Health"))
    }
}
