/// A level of a rating scale, such as "R, no provision".
public struct Level: Hashable, Sendable {
    /// The letter (or few letters) printed in tables.
    public let code: String
    public let name: String
    /// What must be true for an area to be rated so.
    public let meaning: String
    /// The place among the ranked levels, 0 being the worst; nil for a state outside that order.
    public let rank: Int?
    /// Whether a service type at this level leaves nothing to be closed.
    public let closesGap: Bool
    /// `#rrggbb`.
    public let colour: String
    public let pattern: Pattern

    /// How a level is told apart without colour.
    public enum Pattern: String, CaseIterable, Sendable {
        case solid, diagonal, crosshatch, dots, horizontal, vertical
    }

    public init(
        code: String,
        name: String,
        meaning: String,
        rank: Int?,
        closesGap: Bool,
        colour: String,
        pattern: Pattern
    ) {
        self.code = code
        self.name = name
        self.meaning = meaning
        self.rank = rank
        self.closesGap = closesGap
        self.colour = colour
        self.pattern = pattern
    }

    /// What a level says about provision, whatever letters a network uses.
    public enum Standing: Hashable, Sendable {
        /// Nothing is provided: the level ranked 0.
        case none
        /// Something is provided, and a gap remains.
        case partial
        /// A state outside the ranks: a gap still open, with a plan.
        case inDevelopment
        /// No gap.
        case full
    }

    public var standing: Standing {
        if closesGap { return .full }
        guard let rank else { return .inDevelopment }
        return rank == 0 ? .none : .partial
    }

    /// The level's place in an order of all levels, 0 being the worst: its rank; one half for a state outside the ranks. In
    /// development is better than no provision and worse than any provision: nobody is helped yet, but there is a plan.
    public var order: Double { rank.map(Double.init) ?? 0.5 }
}

extension [Level] {
    /// The ranked levels, the worst first: the steps of an improvement.
    public var ladder: [Level] {
        filter { $0.rank != nil }.sorted { $0.order < $1.order }
    }

    /// The places of all levels, the best first; of equals the earlier first.
    public var placesBestFirst: [Int] {
        indices.sorted { (self[$0].order, -$0) > (self[$1].order, -$1) }
    }

    /// The places of all levels as counts are told: the ranks upwards, and then the states outside them.
    public var placesAsCounted: [Int] {
        indices.sorted { (self[$0].rank ?? .max, $0) < (self[$1].rank ?? .max, $1) }
    }

    /// By the level's place how far it is from full provision: 0 where it closes the gap, 1 for the worst rank.
    public var shortfalls: [Double] {
        let top = Double(Swift.max(1, compactMap(\.rank).max() ?? 1))
        return map { $0.closesGap ? 0 : 1 - Swift.min(1, $0.order / top) }
    }
}

/// The levels a rating can have. The scale is data: other networks use other levels than red, amber, green and blue.
public struct RatingScale: Sendable {
    /// In the order a legend shows them. A rating's level is kept as its place in this array.
    public let levels: [Level]

    /// The most levels a scale can have.
    public static let maxLevels = 32

    /// Checks that codes are unique, that at least one level closes the gap, and that ranks are unique, start at 0
    /// and are highest where the gap is closed.
    ///
    /// - Throws: every fault found, placed at the level it concerns.
    public init(levels: [Level]) throws(ModelFaults) {
        var faults: [ModelFault] = []
        var codes: Set<String> = []
        var indexOfRank: [Int: Int] = [:]
        for (index, level) in levels.enumerated() {
            let place = ModelFault.Place(.level, index)
            if !codes.insert(level.code).inserted {
                faults.append(
                    ModelFault(place, "two levels have the code '\(level.code)'", hint: "give each its own code")
                )
            }
            if let rank = level.rank, indexOfRank.updateValue(index, forKey: rank) != nil {
                faults.append(ModelFault(place, "two levels have the rank \(rank)", hint: "give each its own rank"))
            }
            if level.closesGap, level.rank == nil {
                faults.append(
                    ModelFault(
                        place,
                        "level '\(level.code)' closes the gap but has no rank",
                        hint: "give it the highest rank"
                    )
                )
            }
        }
        let ranked = levels.filter { $0.rank != nil }
        if levels.isEmpty || levels.count > Self.maxLevels {
            faults.append(ModelFault(.whole, "a scale has 1 to \(Self.maxLevels) levels, this one \(levels.count)"))
        }
        if !levels.contains(where: \.closesGap) {
            faults.append(
                ModelFault(.whole, "no level closes the gap", hint: "set closes-gap=\"true\" on full provision")
            )
        }
        if let worstClosing = ranked.filter(\.closesGap).compactMap(\.rank).min(),
            let index = levels.firstIndex(where: { !$0.closesGap && ($0.rank ?? -1) > worstClosing })
        {
            faults.append(
                ModelFault(
                    .init(.level, index),
                    "level '\(levels[index].code)' ranks above one that closes the gap, yet leaves it open",
                    hint: "rank levels from 0, no provision, upwards"
                )
            )
        }
        if !ranked.isEmpty, !ranked.contains(where: { $0.rank == 0 }) {
            faults.append(ModelFault(.whole, "no level has the rank 0", hint: "rank no provision 0"))
        }
        guard faults.isEmpty else { throw ModelFaults(faults) }
        self.levels = levels
    }

    /// The place of the level with this code; nil when the scale has none.
    public func index(of code: String) -> Int? {
        // A scale has a handful of levels: looking through them is faster than hashing.
        levels.firstIndex { $0.code == code }
    }

    /// What a word of a return or a request says: the code of a level, or "not-expected"; nil for anything else.
    public func value(_ word: String) -> Rating.Value? {
        if index(of: word) != nil { return .level(word) }
        return word == Rating.notExpectedWord ? .notExpected : nil
    }

    /// The level at a place; nil outside the scale.
    public func level(at index: Int) -> Level? { levels.indices.contains(index) ? levels[index] : nil }

    /// The level with this code; nil when the scale has none.
    public func level(coded code: String) -> Level? { index(of: code).flatMap { level(at: $0) } }

    /// The level above one on the ladder of ranks; nil for the highest. Above a state outside the ranks is the first level of
    /// some provision: a plan that comes true.
    public func level(above level: Level) -> Level? {
        levels.ladder.first { $0.order > level.order }
    }

    /// How much of the weight of some provision a level has, where a scale has several levels of some provision: the lowest
    /// all of it, the others in even steps down to nothing at the first level that closes the gap. 1 for levels that are not
    /// of some provision. On a scale of red, pink, amber and green pink has 1 and amber one half.
    public func shareOfPartial(_ level: Level) -> Double {
        guard level.standing == .partial, let rank = level.rank,
            let top = levels.filter(\.closesGap).compactMap(\.rank).min(), top > rank, top > 1
        else { return 1 }
        return Double(top - rank) / Double(top - 1)
    }

    /// The codes in legend order, for messages: "G, A, R, B".
    public var codes: String { levels.map(\.code).joined(separator: ", ") }
}
