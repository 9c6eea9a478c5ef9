public import Provision

/// The improvements that do most: so many steps, or as many as a budget buys.
///
/// A step raises one cell by one level of the scale, never two at once: from none to the level above it, and on to the first that closes
/// the gap. A cell in development steps to the first level of some provision. What "most" means is the plan's objective. The
/// best set is found exactly (`PlanSearch`): no other set of as many steps, or for as much money, is better by that objective.
///
/// Whatever the objective, of two cells of as many children in need, whose steps cost the same, one with no provision comes
/// before one with some: `SeverityWeights` sees to it that the first step is worth more than the last.
public struct ImprovementPlan: Sendable {
    /// What a plan makes as large as it can.
    public enum Objective: String, CaseIterable, Sendable {
        /// Children in need reached: of each cell those expected to need specialist help in its area (the need model), times how much
        /// less its level lacks after the step. A child counts once for each service type. Sets that reach as many are told apart by what
        /// their levels lack less.
        case children
        /// The worst gaps first: as few as can be are left in the worst severity, of such sets as few as can be in the next,
        /// and so on. Sets that are equal in this reach most children in need. Severity is that of the register, with the time
        /// for which a gap has stood; a level just raised is new.
        case worstFirst = "worst-first"
        /// Those who have least first, wherever they live: as few cells as can be are left with no provision, and of these in the
        /// most deprived areas; then with a plan only, then with some provision. The size of an area tells only sets apart that
        /// are equal in this.
        ///
        /// The order is leximin: the worst off are helped first, then the next (Rawls, "A Theory of Justice", 1971, section 13;
        /// Sen, "Collective Choice and Social Welfare", 1970, chapter 9). Among those with equally little, the share of children in
        /// the most deprived fifth of neighbourhoods decides, as NHS England's Core20PLUS5 (2021) asks. Shares count in whole
        /// thousandths; one that is not known counts as the median of the areas of its kind.
        case fair

        /// What it makes as large as it can, in words that follow "maximises".
        public var goal: String {
            switch self {
            case .children: "the number of children in need reached, each counted once for each service type"
            case .worstFirst: "the number of the worst gaps lessened, the most severe first"
            case .fair: "help for those who have least, in the most deprived areas first"
            }
        }
    }

    public struct Step: Sendable {
        public let area: Area
        public let service: ServiceType
        public let from: Level
        public let to: Level
        /// Children in need whom the step reaches: those of the area, times how much less the level lacks, in whole children.
        public let gain: Int
        /// In the units of the costs; 1 where steps are counted.
        public let cost: Int
        /// The severity of the gap that the step lessens, as it stands when the step is taken.
        public let severity: Int
        /// Of the area: aged 0-4, and in need of specialist help.
        public let children: ChildrenInNeed
    }

    public let objective: Objective
    /// The steps in the order in which the objective wants them; within a cell in the order in which they must be taken.
    public let steps: [Step]
    /// Children in need who are not reached before: of all gaps of the levels, each child once for each service type.
    public let unreached: Int
    /// Children in need whom the steps reach.
    public var gain: Int { steps.reduce(0) { $0 + $1.gain } }
    public var cost: Int { steps.reduce(0) { $0 + $1.cost } }

    /// What a step costs: of a service type in an area, to a level.
    public typealias Cost = (_ area: Area.ID, _ service: ServiceType.ID, _ level: String) -> Int?

    /// Why a plan cannot be made.
    public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// A step has no cost.
        case noCost(area: Area.ID, service: ServiceType.ID, level: String)
        /// The table that the search fills would be too large.
        case tooLarge(cells: Int, budget: Int)

        public var description: String {
            switch self {
            case .noCost(let area, let service, let level):
                "no cost is given for \(service) in \(area) to level \(level)"
            case .tooLarge(let cells, let budget):
                "\(cells) cells with a budget of \(budget) are too many to search exactly; ask for fewer steps, within an area, or give costs in larger units"
            }
        }
    }

    /// The most numbers that the search may go through: budget x cells x numbers in a value.
    public static let largestTable = 1_000_000_000

    /// - Parameters:
    ///   - budget: the number of steps, or the money in the units of `cost`.
    ///   - cost: nil to count steps.
    ///   - history: the same areas at the dates of the rounds, where it is at hand; else it is made.
    public init(
        _ model: ProvisionModel,
        at snapshot: Snapshot,
        budget: Int,
        objective: Objective = .children,
        cost: Cost? = nil,
        history: ProvisionHistory? = nil
    ) throws(Failure) {
        let context = GapContext(model: model, snapshot: snapshot, history: history)
        let chains = try Self.chains(context, objective, cost)
        // Classes of gaps, the worst first; a value counts in each by how many a set lessens it.
        let classes = Set(chains.flatMap { $0.steps.map(\.standing) }).subtracting([0]).sorted(by: >)
        let places = Dictionary(classes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let width = classes.count + 2
        let unit = max(1, chains.flatMap { $0.steps.map(\.step.cost) }.reduce(0, Self.gcd))
        let all = chains.reduce(0) { $0 + $1.steps.reduce(0) { $0 + $1.step.cost / unit } }
        let limit = min(max(0, budget) / unit, all)
        let (rows, overflow) = chains.count.multipliedReportingOverflow(by: limit + 1)
        guard !overflow, !rows.multipliedReportingOverflow(by: width).overflow, rows * width <= Self.largestTable else {
            throw .tooLarge(cells: chains.count, budget: budget)
        }
        let search = PlanSearch(
            chains.map { Self.options($0, places, unit) },
            width: width,
            limit: limit
        )
        self.objective = objective
        steps = Self.ordered(zip(chains, search.taken).map { Array($0.steps.prefix($1)) })
        unreached = chains.reduce(0) { $0 + $1.unreached }
    }

    /// A step, and what the objective makes of it.
    private struct Candidate {
        let step: Step
        /// The class of the gap before the step; the higher, the sooner it comes. 0 for an objective without classes.
        let standing: Int
        /// The class after the step; nil where the gap is closed.
        let next: Int?
        /// How much less the level lacks, in thousandths.
        let relief: Int
    }

    private struct Chain {
        let steps: [Candidate]
        let unreached: Int
    }

    /// For each beginning of a chain what it costs and is worth: by how many gaps each class is lessened, children reached, and
    /// what the levels lack less.
    private static func options(_ chain: Chain, _ places: [Int: Int], _ unit: Int) -> [PlanSearch.Option] {
        var (cost, gain, relief) = (0, 0, 0)
        return chain.steps.map { candidate in
            cost += candidate.step.cost / unit
            gain += candidate.step.gain
            relief += candidate.relief
            var value = [Int](repeating: 0, count: places.count + 2)
            if let first = chain.steps.first?.standing, first > 0 {
                if let place = places[first] { value[place] += 1 }
                if let next = candidate.next, let place = places[next] { value[place] -= 1 }
            }
            value[places.count] = gain
            value[places.count + 1] = relief
            return PlanSearch.Option(cost: cost, value: value)
        }
    }

    /// The steps in the order in which the objective wants them: always the best of those that can be taken next.
    private static func ordered(_ chains: [[Candidate]]) -> [Step] {
        var waiting = chains.map { $0[...] }
        var steps: [Step] = []
        func rank(_ index: Int) -> (Int, Int, Int, Int) {
            waiting[index].first.map { ($0.standing, $0.step.gain, $0.relief, -index) } ?? (-1, -1, -1, -index)
        }
        while let index = waiting.indices.max(by: { rank($0) < rank($1) }),
            let candidate = waiting[index].popFirst()
        {
            steps.append(candidate.step)
        }
        return steps
    }

    private static func chains(
        _ context: GapContext,
        _ objective: Objective,
        _ cost: Cost?
    ) throws(Failure) -> [Chain] {
        let scale = context.framework.scale
        let weights = context.framework.severity
        var chains: [Chain] = []
        for row in context.snapshot.rows.indices {
            let area = context.area(row: row)
            let children = context.children(row: row)
            let share = Int((min(1, max(0, context.deprivedShare(row: row))) * 1_000).rounded())
            // Whole children who are not reached at a level: differences of these add up, whatever is rounded.
            func missing(_ level: Level) -> Int {
                Int((children.inNeed * weights.lack(of: level, on: scale)).rounded())
            }
            func lack(_ level: Level) -> Int { Int((weights.lack(of: level, on: scale) * 1_000).rounded()) }
            for (column, service) in context.framework.serviceTypes.enumerated() {
                guard var level = context.level(row: row, column: column), !level.closesGap else { continue }
                let unreached = missing(level)
                let since = context.since(row: row, column: column, context.stands(level.standing))
                var months = since.map { context.asOf.months(since: $0) } ?? 0
                var steps: [Candidate] = []
                func standing(_ level: Level, _ severity: Int) -> Int {
                    switch objective {
                    case .children: 0
                    case .worstFirst: severity + 1
                    case .fair: lack(level) * 1_001 + share + 1
                    }
                }
                while !level.closesGap, let next = scale.level(above: level) {
                    let price = cost.map { $0(area.id, service.id, next.code) } ?? 1
                    guard let price, price >= 0 else {
                        throw .noCost(area: area.id, service: service.id, level: next.code)
                    }
                    let severity = context.weight(of: level, row: row, months: months)?.total ?? 0
                    let after = context.weight(of: next, row: row, months: 0)?.total
                    steps.append(
                        Candidate(
                            step: Step(
                                area: area,
                                service: service,
                                from: level,
                                to: next,
                                gain: missing(level) - missing(next),
                                cost: price,
                                severity: severity,
                                children: children
                            ),
                            standing: standing(level, severity),
                            next: after.map { standing(next, $0) },
                            relief: lack(level) - lack(next)
                        )
                    )
                    level = next
                    months = 0
                }
                chains.append(Chain(steps: steps, unreached: unreached))
            }
        }
        return chains
    }

    private static func gcd(_ first: Int, _ second: Int) -> Int {
        var (one, two) = (first, second)
        while two != 0 { (one, two) = (two, one % two) }
        return one
    }
}

extension Level {
    /// The kind of gap that a level leaves; nil where it closes the gap.
    var gapKind: GapKind? {
        switch standing {
        case .none: .some(.none)
        case .partial: .partial
        case .inDevelopment: .inDevelopment
        case .full: nil
        }
    }
}
