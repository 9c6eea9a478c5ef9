import Provision
import TestSupport
import Testing

@testable import GapDetection

/// What a workforce takes and what is in post, in a world of areas with 1,000, 2,000, … children of whom a tenth are the target.
@Suite("What a workforce would take")
struct WorkforceEstimateTests {
    static func workforce(
        ratios: [(String, String, String?)] = [],
        chosen: String? = nil
    ) throws -> Workforce {
        func work(_ group: String, _ tiers: WorkforceOption.Tier...) throws -> WorkforceOption.Work {
            WorkforceOption.Work(group: try SmallWorld.id(group), tiers: tiers)
        }
        func option(_ id: String, _ works: [WorkforceOption.Work]) throws -> WorkforceOption {
            WorkforceOption(
                id: try SmallWorld.id(id),
                title: "Option \(id)",
                text: "One way.",
                source: try SmallWorld.id("source-1"),
                works: works
            )
        }
        return Workforce(
            roleGroups: try ["lead", "workers", "link"].map {
                RoleGroup(id: try SmallWorld.id($0), name: $0.capitalised)
            },
            options: [
                try option("a", [work("lead", .ics, .locality), work("workers", .place)]),
                try option("b", [work("link", .ics), work("lead", .place), work("workers", .place)]),
            ],
            ratios: try ratios.map { try ratio($0.0, $0.1, $0.2) },
            chosen: try chosen.map { try SmallWorld.id($0) }
        )
    }

    static func ratio(_ group: String, _ children: String, _ cost: String? = nil) throws -> StaffingRatio {
        StaffingRatio(
            group: try SmallWorld.id(group),
            childrenPerWTE: try SmallWorld.require(Hundredths(children)),
            costPerWTE: try cost.map { try SmallWorld.require(Hundredths($0)) }
        )
    }

    static func post(
        _ title: String,
        _ role: String?,
        _ wte: String? = nil,
        filled: String? = nil,
        until: String? = nil
    ) throws -> Post {
        Post(
            title: title,
            role: try role.map { try SmallWorld.id($0) },
            wte: wte.flatMap { Hundredths($0) },
            filled: filled.flatMap { Hundredths($0) },
            fundedUntil: try until.map { try date($0) }
        )
    }

    static func need() throws -> NeedModel {
        NeedModel(
            base: 0.5,
            deprived: 0,
            target: 0.2,
            source: try SmallWorld.id("source-1"),
            section: nil,
            published: []
        )
    }

    static func world(areas: Int = 2, rounds: Int = 1, _ workforce: Workforce?) throws -> FindingWorld {
        var world = try FindingWorld(areas: areas, types: [FindingWorld.type(1)], rounds: rounds)
        world.workforce = workforce
        world.need = try need()
        return world
    }

    private func estimate(
        _ world: FindingWorld,
        _ option: String = "a",
        _ ratios: [StaffingRatio]? = nil,
        _ iso: String = "2021-01-01"
    ) throws -> (ProvisionModel, WorkforceEstimate) {
        let model = try world.model()
        let chosen = try SmallWorld.require(model.framework.workforce?.options.first { $0.id.text == option })
        return (model, WorkforceEstimate(model, chosen, at: model.snapshot(asOf: try date(iso)), ratios: ratios))
    }

    /// "ics-1 lead 2+1 of 30.0 lacking 28.0 at 840000": in post, posts of no stated size, required, lacking, cost.
    private func told(_ found: (ProvisionModel, WorkforceEstimate)) -> [String] {
        found.1.areas.flatMap { figures in
            figures.cells.map { cell in
                let parts = [
                    cell.required.map { "of \($0)" }, cell.shortfall.map { "lacking \($0)" },
                    cell.cost.map { "at \($0.rounded())" },
                ]
                let staff = "\(cell.staff.inPost)+\(cell.staff.unsized)"
                return ([found.0.areas.areas[figures.area].id.text, cell.group.text, staff] + parts.compactMap { $0 })
                    .joined(separator: " ")
            }
        }
    }

    @Test("Without ratios posts alone are compared: an ICS counts its own and those of its areas")
    func posts() throws {
        var world = try Self.world(Self.workforce())
        try world.answer(
            1,
            "G",
            posts: [
                Self.post("Therapist", "workers", "0.1"), Self.post("Nurse", "workers", "0.2"),
                Self.post("Trainee", "workers"),
            ]
        )
        try world.answer(2, "R", posts: [Self.post("Head", "lead", "1", filled: "0.4"), Self.post("Helper", nil, "3")])
        let found = try estimate(world)
        #expect(
            told(found) == [
                "ics-1 lead 0.4+0", "ics-1 workers 0.3+1", "area-1 lead 0+0", "area-1 workers 0.3+1",
                "area-2 lead 0.4+0",
                "area-2 workers 0+0",
            ]
        )
        #expect(found.1.totals.map(\.staff.vacant.description) == ["0.6", "0"])
        #expect(found.1.areas.map(\.others.posts) == [1, 0, 1] && found.1.unknown.isEmpty)
    }

    @Test(
        "Required is the target by the tier of the role group; what is lacking and its cost are exact until they are shown"
    )
    func required() throws {
        var world = try Self.world(Self.workforce())
        try world.answer(1, "G", posts: [Self.post("Therapist", "workers", "1")])
        try world.answer(2, "R")
        // Targets: 100 and 200 in the areas, and 300 in the ICS, which has their children.
        let ratios = [try Self.ratio("workers", "30", "10000"), try Self.ratio("lead", "50", "90000.5")]
        #expect(
            try told(estimate(world, "a", ratios)) == [
                "ics-1 lead 0+0 of 6.0 lacking 6.0 at 540003", "ics-1 workers 1+0 of 10.0 lacking 9.0 at 90000",
                "area-1 lead 0+0",
                "area-1 workers 1+0 of 3.3 lacking 2.3 at 23333", "area-2 lead 0+0",
                "area-2 workers 0+0 of 6.7 lacking 6.7 at 66667",
            ]
        )
        #expect(
            try told(estimate(world, "b", ratios)).filter { $0.contains("lead") } == [
                "ics-1 lead 0+0 of 6.0 lacking 6.0 at 540003", "area-1 lead 0+0 of 2.0 lacking 2.0 at 180001",
                "area-2 lead 0+0 of 4.0 lacking 4.0 at 360002",
            ]
        )
        #expect(try estimate(world, "b", ratios).1.unknown.isEmpty)
    }

    @Test(
        "What one area has to spare makes up for nothing in another; what the ICS has makes up for what is lacking below it"
    )
    func spare() throws {
        var world = try Self.world(Self.workforce(ratios: [("workers", "100", nil)]))
        try world.answer(1, "G", posts: [Self.post("Team", "workers", "5")])
        try world.answer(2, "R")
        #expect(try told(estimate(world)).contains("ics-1 workers 5+0 of 3.0 lacking 2.0"))
        let ics = Return(
            area: try SmallWorld.id("ics-1"),
            round: try SmallWorld.id("round-1"),
            revision: 1,
            source: .collated,
            recorded: world.returns[0].recorded,
            posts: [try Self.post("Pool", "workers", "0.5")]
        )
        world.returns.append(ics)
        #expect(try told(estimate(world)).contains("ics-1 workers 5.5+0 of 3.0 lacking 1.5"))
    }

    @Test("An area whose children are not known is named, and makes the whole not known")
    func unknown() throws {
        var world = try Self.world(areas: 2, Self.workforce())
        try world.answer(1, "G")
        try world.answer(2, "G")
        world.need = nil
        let found = try estimate(world, "a", [Self.ratio("workers", "30")])
        #expect(found.1.totals.allSatisfy { $0.required == nil && $0.shortfall == nil })
        #expect(found.1.unknown.count == 2)
    }

    @Test("A list of posts stands until another is made; posts whose money has ended count no more")
    func time() throws {
        var world = try Self.world(areas: 1, rounds: 3, Self.workforce())
        try world.answer(1, round: 1, "G", posts: [Self.post("Therapist", "workers", "1", until: "2022-06-30")])
        try world.answer(1, round: 2, "G")
        try world.answer(1, round: 3, "G", posts: [Self.post("Nurse", "workers", "0.5")])
        func staff(_ iso: String) throws -> String { try told(estimate(world, "a", nil, iso)).last ?? "" }
        #expect(try staff("2022-06-30") == "area-1 workers 1+0" && staff("2022-07-01") == "area-1 workers 0+0")
        #expect(try estimate(world, "a", nil, "2022-07-01").1.ended.count == 1)
        #expect(try staff("2023-01-01") == "area-1 workers 0.5+0")
    }
}

extension String {
    fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
