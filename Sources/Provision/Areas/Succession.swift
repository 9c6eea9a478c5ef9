/// Following what was said of areas over changes of boundaries: back to whoever said it, and on to whom it concerns today.
extension AreaHierarchy {
    /// Whose word stands for an area: its own, where it said anything; else the word of the areas it came from, each of them
    /// followed back in the same way until somebody said something.
    ///
    ///     Cheshire ─┬─ Cheshire East     has answered: its own word
    ///               └─ Cheshire West     has not: that of Cheshire
    ///
    /// Ratings, lists of services and lists of interventions are all followed by this, so that no view of a store can know of
    /// one what another has forgotten. Areas at the beginning of a line are among the result though they said nothing.
    func whoseWordStands(for area: Int, where hasSpoken: (Int) -> Bool) -> Set<Int> {
        var found: Set<Int> = []
        var seen: Set<Int> = [area]
        var pending = [area]
        while let current = pending.popLast() {
            let before = predecessorIndices(of: current)
            guard !hasSpoken(current), !before.isEmpty else {
                found.insert(current)
                continue
            }
            for area in before where seen.insert(area).inserted { pending.append(area) }
        }
        return found
    }

    /// An area with all that it came from or became, and what these came from or became in turn: whose statements can stand in one
    /// another's rows, as long as areas are not combined by what they belong to.
    package func succession(of area: Int) -> Set<Int> {
        var seen: Set<Int> = [area]
        var pending = [area]
        while let current = pending.popLast() {
            for next in successors(of: current) + predecessorIndices(of: current) where seen.insert(next).inserted {
                pending.append(next)
            }
        }
        return seen
    }

    /// All areas that an area became, or that those became in turn, in document order; none while it lasts.
    public func heirs(of area: Int) -> [Int] {
        var seen: Set<Int> = [area]
        var pending = [area]
        while let current = pending.popLast() {
            for next in successors(of: current) where seen.insert(next).inserted { pending.append(next) }
        }
        return seen.subtracting([area]).sorted()
    }
}
