import Foundation
import GapDetection
import Provision
import TestSupport
import Testing

/// A small world for plans: every set of steps can be tried, and is judged here by arithmetic of its own.
private struct PlanWorld: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let children: [Int]
    let shares: [Double]
    let rows: [String]

    static let all = [
        PlanWorld(
            testDescription: "large and small",
            children: [30_000, 2_000, 400],
            shares: [0.1, 0.5, 0.9],
            rows: ["AA", "RB", "RG"]
        ),
        PlanWorld(
            testDescription: "all alike",
            children: [5_000, 5_000, 5_000],
            shares: [0.5, 0.5, 0.5],
            rows: ["RA", "BR", "AG"]
        ),
        PlanWorld(
            testDescription: "a city's ambers",
            children: [28_836, 7_374, 10_089],
            shares: [0.707, 0.557, 0.68],
            rows: ["AAB", "RRG", "RGR"]
        ),
        PlanWorld(
            testDescription: "few children",
            children: [1, 3, 0],
            shares: [0, 1, 0.3],
            rows: ["RA", "AR", "RB"]
        ),
    ]

    func model() throws -> ProvisionModel {
        try AuditWorld(children: children, deprivedShares: shares, [rows]).model
    }

    /// A cell: its area, its column, and the levels from where it stands to the top.
    var cells: [(area: Int, column: Int, levels: [Character])] {
        rows.enumerated().flatMap { area, row in
            row.enumerated().compactMap { column, letter in
                switch letter {
                case "R": (area, column, ["R", "A", "G"])
                case "B": (area, column, ["B", "A", "G"])
                case "A": (area, column, ["A", "G"])
                default: nil
                }
            }
        }
    }

    static let lack: [Character: Double] = ["R": 1, "B": 0.75, "A": 0.375, "G": 0]
    static let points: [Character: Double] = ["R": 80, "B": 60, "A": 30, "G": 0]

    func need(_ area: Int) -> Double { Double(children[area]) * (0.065 + 0.05 * shares[area]) }

    func reached(_ area: Int, _ from: Character, _ to: Character) -> Int {
        func missing(_ level: Character) -> Int { Int((need(area) * (Self.lack[level] ?? 0)).rounded()) }
        return missing(from) - missing(to)
    }

    func severity(_ area: Int, _ level: Character) -> Int {
        let factor = ((0.2 + 0.8 * need(area) / (need(area) + 1_000)) * 100).rounded() / 100
        return Int(((Self.points[level] ?? 0) * factor).rounded())
    }

    /// What an end state is worth by an objective; the first number that differs decides.
    func worth(_ objective: ImprovementPlan.Objective, _ end: [Character]) -> [Double] {
        let gain = Double(zip(cells, end).reduce(0) { $0 + reached($1.0.area, $1.0.levels[0], $1.1) })
        switch objective {
        case .children: return [gain]
        case .worstFirst:
            // Cells left at each severity, the worst first: fewer is better.
            let left = zip(cells, end).filter { $0.1 != "G" }.map { severity($0.0.area, $0.1) }
            return (1...100).reversed().map { severity in Double(-left.count { $0 == severity }) } + [gain]
        case .fair:
            let left = zip(cells, end).filter { $0.1 != "G" }.map { [Self.lack[$0.1] ?? 0, shares[$0.0.area]] }
            let poorest = Set(shares).sorted(by: >)
            let classes: [[Double]] = [1.0, 0.75, 0.375].flatMap { lack in poorest.map { [lack, $0] } }
            return classes.map { one in Double(-left.count { $0 == one }) } + [gain]
        }
    }

    /// Every end state with what it costs.
    func ends(_ price: (_ area: Int, _ column: Int, _ level: Character) -> Int) -> [(end: [Character], cost: Int)] {
        cells.reduce([(end: [Character](), cost: 0)]) { sets, cell in
            sets.flatMap { set in
                cell.levels.indices.map { index in
                    let cost = cell.levels[1..<(index + 1)].reduce(0) { $0 + price(cell.area, cell.column, $1) }
                    return (set.end + [cell.levels[index]], set.cost + cost)
                }
            }
        }
    }

    /// The end state that a plan's steps lead to; every step must begin where the one before it ended.
    func end(of plan: ImprovementPlan) throws -> [Character] {
        var now = cells.map { $0.levels[0] }
        for step in plan.steps {
            let place = try #require(
                cells.firstIndex {
                    "area-\($0.area + 1)" == step.area.id.text && "service-\($0.column + 1)" == step.service.id.text
                }
            )
            let index = try #require(cells[place].levels.firstIndex(of: now[place]))
            try #require(step.from.code == String(now[place]))
            try #require(index + 1 < cells[place].levels.count)
            #expect(step.to.code == String(cells[place].levels[index + 1]))
            #expect(step.gain == reached(cells[place].area, now[place], cells[place].levels[index + 1]))
            #expect(step.severity == severity(cells[place].area, now[place]))
            now[place] = cells[place].levels[index + 1]
        }
        return now
    }
}

@Suite("The plan of improvements")
struct PlanTests {
    private func check(
        _ world: PlanWorld,
        _ budgets: [Int],
        price: ((_ area: Int, _ column: Int, _ level: Character) -> Int)?
    ) throws {
        let model = try world.model()
        let snapshot = model.snapshot(asOf: try date("2021-01-01"))
        let ends = world.ends(price ?? { _, _, _ in 1 })
        let cost = price.map { price -> ImprovementPlan.Cost in
            { area, service, level in
                guard let row = Int(area.text.dropFirst(5)), let column = Int(service.text.dropFirst(8)),
                    let letter = level.first
                else { return nil }
                return price(row - 1, column - 1, letter)
            }
        }
        for objective in ImprovementPlan.Objective.allCases {
            let judged = ends.map { (cost: $0.cost, worth: world.worth(objective, $0.end)) }
            for budget in budgets {
                let plan = try ImprovementPlan(model, at: snapshot, budget: budget, objective: objective, cost: cost)
                let best = try #require(
                    judged.filter { $0.cost <= budget }.map(\.worth).max { $0.lexicographicallyPrecedes($1) }
                )
                #expect(plan.cost <= budget)
                #expect(world.worth(objective, try world.end(of: plan)) == best, "\(objective) with \(budget)")
                #expect(plan.objective == objective && plan.gain == plan.steps.reduce(0) { $0 + $1.gain })
                #expect(plan.unreached == world.cells.reduce(0) { $0 + world.reached($1.area, $1.levels[0], "G") })
            }
        }
    }

    @Test(
        "No set of as many steps is better by any objective: compared with every set there is",
        arguments: PlanWorld.all
    )
    fileprivate func exact(_ world: PlanWorld) throws {
        try check(world, Array(0...world.cells.reduce(0) { $0 + $1.levels.count - 1 }) + [100], price: nil)
    }

    @Test(
        "With costs that differ by area, type and level: within the budget, and no set is better",
        arguments: PlanWorld.all
    )
    fileprivate func exactWithCosts(_ world: PlanWorld) throws {
        try check(world, [0, 1, 5, 9, 14, 23, 60, 1_000]) { area, column, level in
            3 + area * 4 + column + (level == "G" ? 5 : 0)
        }
        // Steps that cost nothing are taken too.
        try check(world, [0, 2, 6]) { area, _, level in level == "A" ? 0 : area + 1 }
    }

    @Test(
        "At equal children and cost no amber is touched while a red is left, in any plan",
        arguments: ImprovementPlan.Objective.allCases
    )
    func redBeforeAmber(_ objective: ImprovementPlan.Objective) throws {
        for children in [3, 100, 5_000, 40_000] {
            let world = try AuditWorld(children: [children, children, children], [["ARA", "RAA", "AAR"]])
            let snapshot = world.model.snapshot(asOf: try date("2021-01-01"))
            for steps in 1...12 {
                let plan = try ImprovementPlan(world.model, at: snapshot, budget: steps, objective: objective)
                #expect(plan.steps.count == steps)
                #expect(plan.steps.prefix(3).allSatisfy { $0.from.code == "R" }, "\(children) children, \(steps) steps")
                #expect(plan.steps.dropFirst(3).allSatisfy { $0.from.code == "A" })
            }
        }
    }

    @Test("An old amber does not come before a new red, and an area whose children are not known has its turn")
    func oldAmberUnknownChildren() throws {
        let world = try AuditWorld(
            children: [5_000, nil, 3_000],
            deprivedShares: [0.5, nil, 0.5],
            [["A", "A", "A"], ["A", "R", "R"]]
        )
        let snapshot = world.model.snapshot(asOf: try date("2027-01-01"))
        for objective in ImprovementPlan.Objective.allCases {
            let plan = try ImprovementPlan(world.model, at: snapshot, budget: 2, objective: objective)
            #expect(plan.steps.allSatisfy { $0.from.code == "R" })
            #expect(plan.steps.first?.area.name == "Area 2", "the median of 5,000 and 3,000 is more than 3,000")
            #expect(plan.steps.first?.children.assumption != nil)
        }
    }

    @Test("The three objectives choose differently where they should")
    func objectivesDiffer() throws {
        // A city's ambers, a small town's red, a smaller and poorer town's red.
        let world = try AuditWorld(
            children: [60_000, 9_000, 1_000],
            deprivedShares: [0.2, 0.3, 0.8],
            [["A", "R", "R"]]
        )
        let snapshot = world.model.snapshot(asOf: try date("2021-01-01"))
        func first(_ objective: ImprovementPlan.Objective) throws -> String? {
            try ImprovementPlan(world.model, at: snapshot, budget: 1, objective: objective).steps.first?.area.name
        }
        #expect(try first(.children) == "Area 1")
        #expect(try first(.worstFirst) == "Area 2")
        #expect(try first(.fair) == "Area 3")
    }

    @Test("A step without a cost is named; a table too large to search is refused")
    func refusals() throws {
        let world = try AuditWorld(children: [300, 200, 100], [["RA", "BG", "RR"]])
        let snapshot = world.model.snapshot(asOf: try date("2021-01-01"))
        #expect(
            throws: ImprovementPlan.Failure.noCost(
                area: try SmallWorld.id("area-1"),
                service: try SmallWorld.id("service-1"),
                level: "A"
            )
        ) {
            try ImprovementPlan(world.model, at: snapshot, budget: 5) { _, _, _ in nil }
        }
        #expect(throws: ImprovementPlan.Failure.tooLarge(cells: 5, budget: 1_000_000_000)) {
            try ImprovementPlan(world.model, at: snapshot, budget: 1_000_000_000) { area, _, level in
                area.text == "area-1" && level == "A" ? 999_999_937 : 1
            }
        }
    }
}
