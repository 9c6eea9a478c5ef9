public import Provision

/// The improvements that close most gap: so many steps, or as many as a budget buys.
///
/// A step raises one cell by one level of the scale, never two at once: from none to the level above it, and on to the first that closes
/// the gap. A cell in development steps to the level above none. What a step buys is the severity of the gap before less
/// that after it (`Severity`; a closed gap has none).
///
/// The best set is found exactly. Each cell is a chain of steps of which a beginning may be taken, so that a later step never
/// comes without the earlier ones; the program
///
///     best[b] = max over k of best[b - cost of the first k steps] + what they buy
///
/// goes through the cells one by one (a multiple-choice knapsack by dynamic programming: Kellerer, Pferschy and Pisinger,
/// "Knapsack Problems", 2004, chapter 11). Of equal sets the one that costs least is taken, and then the one whose later
/// cells are left alone.
public struct ImprovementPlan: Sendable {
    public struct Step: Sendable {
        public let area: Area
        public let service: ServiceType
        public let from: Level
        public let to: Level
        /// Points of severity that the step takes away.
        public let gain: Int
        /// In the units of the costs; 1 where steps are counted.
        public let cost: Int
        /// Children aged 0-4 of the area.
        public let children: Int?
    }

    /// The steps, those that buy most first; within a cell in the order in which they must be taken.
    public let steps: [Step]
    /// The severity of all gaps of the levels before.
    public let severityBefore: Int
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
                "\(cells) cells with a budget of \(budget) are too many to search exactly; give costs in larger units"
            }
        }
    }

    /// The most entries of the table that the search fills: one byte each.
    public static let largestTable = 1_000_000_000

    /// - Parameters:
    ///   - budget: the number of steps, or the money in the units of `cost`.
    ///   - cost: nil to count steps.
    public init(
        _ model: ProvisionModel,
        at snapshot: Snapshot,
        budget: Int,
        cost: Cost? = nil
    ) throws(Failure) {
        let chains = try Self.chains(model, snapshot, cost)
        let unit = max(1, chains.flatMap { $0.steps.map(\.cost) }.reduce(0, Self.gcd))
        let room = max(0, budget) / unit
        let all = chains.reduce(0) { $0 + $1.steps.reduce(0) { $0 + $1.cost / unit } }
        let limit = min(room, all)
        guard chains.count.multipliedReportingOverflow(by: limit + 1).overflow == false,
            chains.count * (limit + 1) <= Self.largestTable
        else { throw .tooLarge(cells: chains.count, budget: budget) }
        var best = [Int](repeating: 0, count: limit + 1)
        var taken = [[UInt8]]()
        taken.reserveCapacity(chains.count)
        for chain in chains {
            var next = best
            var choice = [UInt8](repeating: 0, count: limit + 1)
            var (spent, gained) = (0, 0)
            for (index, step) in chain.steps.enumerated() {
                spent += step.cost / unit
                gained += step.gain
                guard spent <= limit, gained > 0 else { continue }
                for have in spent...limit where best[have - spent] + gained > next[have] {
                    next[have] = best[have - spent] + gained
                    choice[have] = UInt8(clamping: index + 1)
                }
            }
            best = next
            taken.append(choice)
        }
        var left = best.firstIndex(of: best.max() ?? 0) ?? 0
        var chosen: [(order: Int, [Step])] = []
        for index in chains.indices.reversed() {
            let steps = Array(chains[index].steps.prefix(Int(taken[index][left])))
            left -= steps.reduce(0) { $0 + $1.cost / unit }
            if !steps.isEmpty { chosen.append((index, steps)) }
        }
        // A chain's worth decides its place, and its steps stay together in order.
        steps = chosen.sorted { first, second in
            let (one, two) = (first.1.reduce(0) { $0 + $1.gain }, second.1.reduce(0) { $0 + $1.gain })
            return (two, first.order) < (one, second.order)
        }.flatMap(\.1)
        severityBefore = chains.reduce(0) { $0 + $1.severity }
    }

    private struct Chain {
        let severity: Int
        let steps: [Step]
    }

    private static func chains(
        _ model: ProvisionModel,
        _ snapshot: Snapshot,
        _ cost: Cost?
    ) throws(Failure) -> [Chain] {
        let severity = Severity(model: model)
        let ladder = model.framework.scale.levels.filter { $0.rank != nil }
            .sorted { ($0.rank ?? 0) < ($1.rank ?? 0) }
        var chains: [Chain] = []
        for (row, place) in snapshot.rows.enumerated() {
            let area = model.areas.area(at: place, on: snapshot.areasAsOf)
            let people = Severity.People(of: [area])
            let points = { (level: Level) -> Int in
                guard let kind = level.gapKind else { return 0 }
                return severity.points(kind, area.kind, people, months: 0).total
            }
            for (column, service) in model.framework.serviceTypes.enumerated() {
                guard var level = model.framework.scale.level(of: snapshot.state(row: row, column: column)),
                    !level.closesGap
                else { continue }
                let before = points(level)
                var steps: [Step] = []
                while !level.closesGap, let next = ladder.first(where: { ($0.rank ?? 0) > (level.rank ?? 0) }) {
                    let price = cost.map { $0(area.id, service.id, next.code) } ?? 1
                    guard let price, price >= 0 else {
                        throw .noCost(area: area.id, service: service.id, level: next.code)
                    }
                    steps.append(
                        Step(
                            area: area,
                            service: service,
                            from: level,
                            to: next,
                            gain: points(level) - points(next),
                            cost: price,
                            children: area.childrenUnderFive
                        )
                    )
                    level = next
                }
                chains.append(Chain(severity: before, steps: steps))
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
