public import Provision

/// How evenly one service type reaches the children of an ICS.
///
/// Each child aged 0-4 counts as living under the level of its area; areas whose children are not known are left out and
/// named. With p_i the share of children under level i:
///
/// - `giniSimpson` = 1 - sum of p_i squared: the probability that two children drawn at random live under different levels
///   (Simpson, "Measurement of Diversity", Nature 163, 1949; Gini 1912). 0 where all live under one level.
/// - `consensus` = 1 - 2 (sum of d_i) / (m - 1), where d_i is the cumulative share up to rank i, or one less it where it is
///   above one half, over m ranks: Leik, "A Measure of Ordinal Consensus", Pacific Sociological Review 9, 1966. 1 where all
///   live under one level, 0 where half live under the worst and half under the best. Levels without a rank (in
///   development) have no place in an order and are left out of it.
///
/// Worked example: 40, 30 and 30 children under none, some and full: Gini-Simpson 1 - 0.16 - 0.09 - 0.09 = 0.66;
/// cumulative 0.4, 0.7, 1 give d = 0.4, 0.3, 0 and a consensus of 1 - 2 x 0.7 / 2 = 0.3.
public struct Equity: Sendable {
    public let head: Area
    public let service: ServiceType
    /// Children by the level's place in the scale.
    public let children: [Int]
    /// Children in areas that are not rated, or state the service type as not expected.
    public let otherChildren: Int
    /// The share of the children under a level who have full provision; nil without any.
    public let fullShare: Double?
    public let giniSimpson: Double?
    public let consensus: Double?
    /// The areas at the best and the worst ranked level, where those differ.
    public let best: [Area]
    public let worst: [Area]
    /// Areas whose children are counted.
    public let counted: [Area]
    /// Areas left out because their children are not known.
    public let unknown: [Area]

    /// Of every ICS and service type of a snapshot, in the order of the table.
    public static func measures(of snapshot: Snapshot, in model: ProvisionModel) -> [Equity] {
        model.groups(of: snapshot).flatMap { head, rows in
            model.framework.serviceTypes.indices.map { column in
                Equity(model, snapshot, head: model.areas.areas[head], rows: rows, column: column)
            }
        }
    }

    private init(_ model: ProvisionModel, _ snapshot: Snapshot, head: Area, rows: [Int], column: Int) {
        let scale = model.framework.scale
        var children = [Int](repeating: 0, count: scale.levels.count)
        var other = 0
        var unknown: [Area] = []
        var counted: [Area] = []
        var ranked: [(rank: Int, area: Area)] = []
        for row in rows {
            let area = model.areas.area(at: snapshot.rows[row], on: snapshot.areasAsOf)
            let state = snapshot.state(row: row, column: column)
            if let rank = scale.level(of: state)?.rank { ranked.append((rank, area)) }
            guard let count = area.childrenUnderFive else {
                unknown.append(area)
                continue
            }
            counted.append(area)
            if let level = state.levelIndex { children[level] += count } else { other += count }
        }
        let (lowest, highest) = (ranked.map(\.rank).min(), ranked.map(\.rank).max())
        self.head = head
        service = model.framework.serviceTypes[column]
        self.children = children
        otherChildren = other
        self.unknown = unknown
        self.counted = counted
        best = lowest == highest ? [] : ranked.filter { $0.rank == highest }.map(\.area)
        worst = lowest == highest ? [] : ranked.filter { $0.rank == lowest }.map(\.area)
        let total = children.reduce(0, +)
        let full = scale.levels.indices.filter { scale.levels[$0].closesGap }.reduce(0) { $0 + children[$1] }
        fullShare = total > 0 ? Double(full) / Double(total) : nil
        giniSimpson = Self.giniSimpson(children)
        consensus = Self.consensus(
            scale.levels.placesAsCounted.filter { scale.levels[$0].rank != nil }.map { children[$0] }
        )
    }

    /// The probability that two drawn at random, with replacement, are of different groups; nil without anyone.
    public static func giniSimpson(_ counts: [Int]) -> Double? {
        let total = Double(counts.reduce(0, +))
        guard total > 0 else { return nil }
        return 1 - counts.reduce(0) { $0 + (Double($1) / total) * (Double($1) / total) }
    }

    /// Leik's consensus over ranks from the lowest to the highest; nil with fewer than two ranks or without anyone.
    public static func consensus(_ counts: [Int]) -> Double? {
        let total = Double(counts.reduce(0, +))
        guard total > 0, counts.count > 1 else { return nil }
        var cumulative = 0.0
        var sum = 0.0
        for count in counts {
            cumulative += Double(count) / total
            sum += min(cumulative, max(0, 1 - cumulative))
        }
        return 1 - 2 * sum / Double(counts.count - 1)
    }
}
