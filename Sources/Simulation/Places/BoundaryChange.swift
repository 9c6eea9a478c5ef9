/// A merger of two areas or the split of one. About one area in ten ends by one of them.
struct BoundaryChange: Hashable, Sendable {
    /// The areas that end, by number.
    let ended: [Int]
    /// What the parts of a split are called before the old name; empty for a merger.
    let parts: [String]
    /// The first round that asks the successors.
    let round: Int

    /// How many areas take the place of those that end.
    var successors: Int { max(1, parts.count) }

    /// The changes of a network: for a tenth of its areas, in the middle half of its rounds.
    static func plan(_ random: RandomNumbers, areas: Int, rounds: Int) -> [BoundaryChange] {
        // An area that ends must have been asked before, and its successors after.
        guard rounds >= 2 else { return [] }
        var hasEnded = [Bool](repeating: false, count: areas)
        var changes: [BoundaryChange] = []
        var remaining = (areas + 5) / 10
        var attempt = 0
        while remaining > 0 {
            let area = random.roll(.boundary, areas, attempt)
            attempt += 1
            guard !hasEnded[area] else { continue }
            let earliest = max(1, rounds / 4)
            let latest = max(earliest, rounds * 3 / 4)
            let round = earliest + random.roll(.boundaryRound, latest - earliest + 1, area)
            let next = area + 1
            let hasNeighbour =
                next < areas && !hasEnded[next]
                && SimulatedAreas.ics(of: next, areas: areas) == SimulatedAreas.ics(of: area, areas: areas)
            let isMerger = remaining >= 2 && hasNeighbour && random.happens(.split, in10000: 5_000, area, 0)
            let change = BoundaryChange(
                ended: isMerger ? [area, next] : [area],
                parts: isMerger ? [] : parts(random, area),
                round: round
            )
            for ended in change.ended { hasEnded[ended] = true }
            remaining -= change.ended.count
            changes.append(change)
        }
        return changes
    }

    private static func parts(_ random: RandomNumbers, _ area: Int) -> [String] {
        switch random.roll(.split, 5, area, 1) {
        case 0: ["North", "Central", "South"]
        case 1, 2: ["East", "West"]
        default: ["North", "South"]
        }
    }

    /// Ends the areas of this change and appends their successors, who share their children.
    func apply(to rated: inout [RatedArea], _ random: RandomNumbers, _ calendar: RoundCalendar) {
        let counted = calendar.count(beforeRound: round)
        let before = ended.map { rated[$0].counts(random, number: $0, calendar).last { $0.counted <= counted } }
        let counts = before.map { $0?.count ?? .zero }
        for area in ended {
            rated[area].endsBeforeRound = round
            rated[area].lastCounted = counted
        }
        if parts.isEmpty {
            merge(counts, counted, in: &rated)
        } else {
            split(counts.reduce(.zero, +), counted, in: &rated, random)
        }
    }

    private func merge(_ counts: [ChildCount], _ counted: Int, in rated: inout [RatedArea]) {
        let largest = zip(ended, counts).max { $0.1.children < $1.1.children }
        let name = ended.map { rated[$0].name }.joined(separator: " and ")
        append(name, counts.reduce(.zero, +), counted, heirTo: largest?.0 ?? ended[0], to: &rated)
    }

    private func split(_ count: ChildCount, _ counted: Int, in rated: inout [RatedArea], _ random: RandomNumbers) {
        let area = ended[0]
        var rest = count
        for (index, part) in parts.enumerated() {
            var share = rest
            if index < parts.count - 1 {
                (share, rest) = rest.split(
                    percent: 80 / parts.count + random.roll(.split, 25, area, 2, index),
                    deprivedPercent: 80 + random.roll(.split, 41, area, 3, index)
                )
            }
            append(part + " " + rated[area].name, share, counted, heirTo: area, to: &rated)
        }
    }

    private func append(
        _ name: String,
        _ count: ChildCount,
        _ counted: Int,
        heirTo heir: Int,
        to rated: inout [RatedArea]
    ) {
        for area in ended { rated[area].successors.append(rated.count) }
        rated.append(
            RatedArea(
                name: name,
                ics: rated[heir].ics,
                firstCount: count,
                heirTo: heir,
                firstRound: round,
                firstCounted: counted
            )
        )
    }
}
