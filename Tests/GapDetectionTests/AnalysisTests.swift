import GapDetection
import Provision
import TestSupport
import Testing

@Suite("Gaps between two dates")
struct GapChangesTests {
    @Test("Opened, closed, persisting and reopened are told apart")
    func changes() throws {
        let world = try AuditWorld(
            children: [100],
            [["RGGR"], ["GGRR"], ["RRRR"]]
        )
        let changes = GapChanges(
            world.model,
            from: try date("2022-01-01"),
            to: world.model.snapshot(asOf: try date("2023-01-01")),
            kinds: [.none]
        )
        func ids(_ gaps: [Gap]) -> [String] { gaps.compactMap(\.service?.text).sorted() }
        #expect(ids(changes.opened) == ["service-2"])
        #expect(ids(changes.reopened) == ["service-1"])
        #expect(ids(changes.persisting) == ["service-3", "service-4"])
        #expect(changes.closed.isEmpty)
        let back = GapChanges(
            world.model,
            from: try date("2021-01-01"),
            to: world.model.snapshot(asOf: try date("2022-01-01")),
            kinds: [.none]
        )
        #expect(ids(back.closed) == ["service-1"])
    }
}

@Suite("Need, and published figures held against it")
struct NeedTests {
    private let model: NeedModel

    init() throws {
        model = NeedModel(
            base: 0.065,
            deprived: 0.05,
            target: 0.35,
            source: try SmallWorld.id("pier-2023"),
            section: nil,
            published: []
        )
    }

    private func row(_ base: Int, _ additional: Int) throws -> NeedModel.Published {
        NeedModel.Published(
            area: try SmallWorld.id("ics-1"),
            children: 111_629,
            base: base,
            additional: additional,
            total: 10_251,
            target: 3_588
        )
    }

    @Test("The worked example: 91,718 children, 37.2% in deprived areas, a target of 2,684")
    func workedExample() throws {
        let area = Area(
            id: try SmallWorld.id("ics-1"),
            kind: try SmallWorld.id("ics"),
            name: "ICS",
            populations: [
                Area.Population(date: try date("2020-06-30"), ages: try AuditWorld.ages(0, 60), children: 91_718)
            ],
            deprivation: [Area.Deprivation(measure: "core20", share: 0.372)]
        )
        let estimate = try #require(model.expected(of: area))
        #expect([estimate.base, estimate.additional].map { Int($0.rounded()) } == [5_962, 1_706])
        #expect(estimate.target == 2_684)
    }

    @Test(
        "The printed row of Cheshire and Merseyside: a base half as large as it should be, an increment with too much"
    )
    func printedRow() throws {
        let check = NeedCheck(try row(3_628, 8_576), model)
        #expect(
            check.disagreements == [
                "6.5% of 111,629 is 7,256, twice the printed figure; printed is 3,628.",
                "The total leaves 2,995 for the further 5% of deprived children; printed is 8,576: 5% of all children (5,581) was added to it.",
            ]
        )
        #expect(NeedCheck(try row(7_256, 2_995), model).disagreements.isEmpty)
    }
}

@Suite("Equity")
struct EquityTests {
    @Test("The worked example: 40, 30 and 30 children under none, some and full")
    func workedExample() throws {
        #expect(abs((Equity.giniSimpson([40, 30, 30]) ?? 0) - 0.66) < 1e-9)
        #expect(abs((Equity.consensus([40, 30, 30]) ?? 0) - 0.3) < 1e-9)
        let world = try AuditWorld(children: [40, 30, 30], [["R", "A", "G"]])
        let snapshot = world.model.snapshot(asOf: try date("2021-01-01"))
        let measure = try #require(Equity.measures(of: snapshot, in: world.model).first)
        #expect(measure.fullShare == 0.3 && measure.best.map(\.name) == ["Area 3"])
        #expect(measure.worst.map(\.name) == ["Area 1"])
    }

    @Test("An area whose children are not known is left out of every share, and named")
    func unknownChildren() throws {
        let world = try AuditWorld(children: [40, nil, 60], [["R", "G", "A"]])
        let snapshot = world.model.snapshot(asOf: try date("2021-01-01"))
        let measure = try #require(Equity.measures(of: snapshot, in: world.model).first)
        #expect(measure.unknown.map(\.name) == ["Area 2"] && measure.counted.map(\.name) == ["Area 1", "Area 3"])
        #expect(measure.children.reduce(0, +) == 100 && measure.fullShare == 0)
        // Its level still is the best there is.
        #expect(measure.best.map(\.name) == ["Area 2"])
    }

    @Test("All alike: nobody differs; half at each end: no consensus; in development has no place in the order")
    func ends() throws {
        #expect(Equity.giniSimpson([7]) == 0 && Equity.consensus([0, 5, 0]) == 1)
        #expect(abs((Equity.consensus([5, 0, 5]) ?? 1) - 0) < 1e-9)
        #expect(Equity.giniSimpson([]) == nil && Equity.consensus([5]) == nil && Equity.consensus([0, 0]) == nil)
        let world = try AuditWorld(children: [10, 90], [["G", "B"]])
        let snapshot = world.model.snapshot(asOf: try date("2021-01-01"))
        let measure = try #require(Equity.measures(of: snapshot, in: world.model).first)
        #expect(measure.consensus == 1)
        #expect(abs((measure.giniSimpson ?? 0) - 0.18) < 1e-9)
    }
}

@Suite("Scenarios, twins and comparisons")
struct ScenarioTests {
    @Test("A scenario holds where a round on record is called 'scenario'")
    func nameTaken() throws {
        var world = try FindingWorld(areas: 1, types: [try FindingWorld.type(1)], rounds: 2)
        let first = world.rounds[0]
        let named = Round(
            id: try SmallWorld.id("scenario"),
            name: first.name,
            opened: first.opened,
            referenceDate: first.referenceDate,
            asked: first.asked
        )
        world.rounds[0] = named
        try world.answer(1, round: 2, "R")
        let model = try world.model()
        let asOf = try date("2022-06-01")
        let assumption = Assumption(
            area: try SmallWorld.id("area-1"),
            service: try SmallWorld.id("service-1"),
            level: "A"
        )
        let after = model.assuming([assumption], asOf: asOf).snapshot(asOf: asOf)
        #expect(after.states == [.level(1)])
    }

    @Test("An assumption changes its cell and nothing else, and says that it is one")
    func assumption() throws {
        let world = try AuditWorld(children: [100, 100], [["RR", "RA"]])
        let asOf = try date("2021-06-01")
        let assumed = world.model.assuming(
            [Assumption(area: try SmallWorld.id("area-1"), service: try SmallWorld.id("service-1"), level: "A")],
            asOf: asOf
        )
        let before = world.model.snapshot(asOf: asOf)
        let after = assumed.snapshot(asOf: asOf)
        #expect(SnapshotComparison(from: before, to: after, in: world.model).moves.count == 1)
        let gap = GapAudit(assumed, at: after, kinds: [.partial]).gaps.first { $0.area.text == "area-1" }
        #expect(gap?.why == "Area 1 has Service 1 only in part: rated A (level a), assumed.")
        #expect(gap?.since == asOf)
        #expect(world.model.returns.count == 2)
    }

    @Test("If nothing is renewed: all money ended is none, some of it ended is one level down, unknown money stays")
    func nothingRenewed() throws {
        let grant = [try money(.nonRecurrent, until: "2022-03-31")]
        let world = try AuditWorld(
            children: [100, 100, 100],
            [["A", "G", "G"]],
            services: [
                1: [AuditWorld.service("only", funding: grant)],
                2: [
                    AuditWorld.service("one", funding: grant),
                    AuditWorld.service("two", funding: [money(.recurrent)]),
                ], 3: [AuditWorld.service("unknown")],
            ]
        )
        let outlook = FundingOutlook(world.model, at: world.model.snapshot(asOf: try date("2022-06-01")))
        #expect(outlook.assumptions.map(\.level) == ["R", "A"])
        #expect(outlook.cellsNotJudged == 1)
        #expect(FundingOutlook(world.model, at: world.model.snapshot(asOf: try date("2022-03-31"))).assumptions.isEmpty)
    }

    @Test("Twins: the nearest in size and deprivation first")
    func twins() throws {
        let world = try AuditWorld(children: [1_000, 8_000, 1_100, 2_000], [["R", "G", "A", "G"]])
        let snapshot = world.model.snapshot(asOf: try date("2021-01-01"))
        let twins = try #require(SimilarAreas(of: 0, in: snapshot, world.model))
        #expect(twins.twins.map(\.area.name) == ["Area 3", "Area 4", "Area 2"])
    }

    @Test("In development has no place in the order, so it cannot be compared")
    func comparison() throws {
        let world = try AuditWorld(children: [1, 1], [["RGBA.", "AGAA-"]])
        let snapshot = world.model.snapshot(asOf: try date("2021-01-01"))
        let cells = AreaComparison(world.model, (snapshot, 0), (snapshot, 1)).cells
        #expect(cells.map(\.verdict).prefix(2) == [.better, .same] && cells[3].verdict == .same)
        for index in [2, 4] {
            guard case .cannotBeCompared = cells[index].verdict else {
                Issue.record("cell \(index) was compared")
                continue
            }
        }
    }
}

private func money(_ kind: Service.Funding.Kind, until: String? = nil) throws -> Service.Funding {
    Service.Funding(kind: kind, until: try until.map { try date($0) })
}
