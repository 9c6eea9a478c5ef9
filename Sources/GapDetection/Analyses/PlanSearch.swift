/// The search for the best set of steps: a multiple-choice knapsack whose values are compared word by word.
///
/// Every cell offers beginnings of its chain of steps, of which at most one is taken. A beginning has a cost and a value, and a
/// value is a row of whole numbers: of two sets the one whose sum is larger in the first place where they differ is better.
/// Such an order does not change when the same is added to both, which is all that the program asks of it:
///
///     best[b] = the best over k of best[b - cost of the first k steps] + what they are worth
///
/// taken through the cells one by one (Kellerer, Pferschy and Pisinger, "Knapsack Problems", 2004, chapter 11). With rows of one
/// number this is the usual knapsack. With the cells that leave each class of gaps counted worst class first, it finds the
/// lexicographic optimum that a greedy choice would find where all steps cost the same, and misses where they do not.
struct PlanSearch {
    /// A beginning of a chain of steps.
    struct Option {
        /// Of all its steps together.
        let cost: Int
        /// As many numbers as every other option has.
        let value: [Int]
    }

    /// How many steps of each chain are taken. Of equal sets the one that costs least, and then the one whose later chains are
    /// left alone.
    let taken: [Int]

    /// - Parameters:
    ///   - chains: for each chain the options of 1, 2, … steps.
    ///   - width: how many numbers a value has.
    ///   - limit: what all steps may cost together.
    init(_ chains: [[Option]], width: Int, limit: Int) {
        // One row of `width` numbers for each cost from 0 to the limit.
        var best = [Int](repeating: 0, count: (limit + 1) * width)
        var choices: [[UInt8]] = []
        choices.reserveCapacity(chains.count)
        for chain in chains {
            var next = best
            var choice = [UInt8](repeating: 0, count: limit + 1)
            for (index, option) in chain.enumerated() where option.cost <= limit {
                for spent in option.cost...limit {
                    let (from, to) = ((spent - option.cost) * width, spent * width)
                    guard Self.isBetter(best, from, option.value, than: next, to) else { continue }
                    for place in 0..<width { next[to + place] = best[from + place] + option.value[place] }
                    choice[spent] = UInt8(clamping: index + 1)
                }
            }
            best = next
            choices.append(choice)
        }
        let last = best[(limit * width)...]
        var left = (0...limit).first { best[($0 * width)..<(($0 + 1) * width)].elementsEqual(last) } ?? limit
        var taken = [Int](repeating: 0, count: chains.count)
        for index in chains.indices.reversed() {
            let count = Int(choices[index][left])
            taken[index] = count
            if count > 0 { left -= chains[index][count - 1].cost }
        }
        self.taken = taken
    }

    /// Whether one row with a value added is better than another.
    private static func isBetter(_ rows: [Int], _ from: Int, _ value: [Int], than others: [Int], _ to: Int) -> Bool {
        for place in value.indices {
            let (sum, other) = (rows[from + place] + value[place], others[to + place])
            if sum != other { return sum > other }
        }
        return false
    }
}
