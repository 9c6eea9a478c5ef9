/// How many elements the list of rounds has: one for the whole, one for each round, one for each area that a round asks.
///
/// It is reckoned from the plan of boundary changes alone, so that a network that is too large is refused before it is made.
struct RoundsCapacity {
    let random: RandomNumbers
    let maxElements: Int

    func elements(areas: Int, rounds: Int) -> Int {
        BoundaryChange.plan(random, areas: areas, rounds: rounds).reduce(1 + rounds + areas * rounds) {
            $0 + ($1.successors - $1.ended.count) * (rounds - $1.round)
        }
    }

    /// The largest number of rounds, not above `limit`, that fits with so many areas; 0 where none does.
    func fittingRounds(areas: Int, limit: Int) -> Int {
        fitting(beside: areas, limit) { elements(areas: areas, rounds: $0) }
    }

    /// The largest number of areas, not above `limit`, that fits with so many rounds; 0 where none does.
    func fittingAreas(rounds: Int, limit: Int) -> Int {
        fitting(beside: rounds, limit) { elements(areas: $0, rounds: rounds) }
    }

    private func fitting(beside other: Int, _ limit: Int, _ elements: (Int) -> Int) -> Int {
        // Mergers take away less than a tenth: the search begins where nothing can fit, and is short.
        var candidate = min(limit, maxElements / max(1, other) * 11 / 10 + 1)
        while candidate > 0, elements(candidate) > maxElements { candidate -= 1 }
        return candidate
    }
}
