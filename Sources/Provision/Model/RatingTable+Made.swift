/// The round in which a rating was made, along the chain of those that it was carried over from.
///
/// A return names the round it took a rating from; whether that was carried there too, the return of that round says, of the area or of
/// one that it came from. Each step goes back in time, so that returns that name one another cannot go round for ever. As most ratings
/// of a network that carries them forward are copies of copies, every entry's round is worked out once, a cell at a time from the oldest
/// entry on, so that each takes over what the one before has come to:
///
///     entry          2022   2023   2024   2025
///     carried from      -   2022   2023      -
///     made           2022   2022   2022   2025
extension RatingTable {
    /// For each entry the number of the round in which it was made, as the returns stood at a moment or stand today.
    func roundsMade(knownAt: Instant?) -> [Int32] {
        guard knownAt != nil else { return made }
        var found = [Int32](repeating: 0, count: states.count)
        find(&found, areas: 0..<areaCount, knownAt: knownAt)
        return found
    }

    /// The number of the round in which one entry was made.
    func roundMade(_ entry: Int, knownAt: Instant?) -> Int {
        guard knownAt != nil, origins[entry].round != nil else { return Int(made[entry]) }
        let area = Int(areaOfReturn[Int(returnIndices[entry])])
        guard let service = service(ofEntry: entry, area: area) else { return Int(made[entry]) }
        return walk(from: entry, service: service, line: lines[area], knownAt: knownAt)
    }

    /// Works out the entries of some areas.
    func find(_ made: inout [Int32], areas: some Sequence<Int>, knownAt: Instant?) {
        // For each round the entry of the cell at hand that stands in it; those of cells before lie lower.
        var standingIn = [Int](repeating: -1, count: roundDays.count)
        for area in areas {
            let line = lines[area]
            for service in 0..<serviceCount {
                let range = entries(area: area, service: service)
                for entry in range {
                    let own = Int(roundOfReturn[Int(returnIndices[entry])])
                    made[entry] = Int32(truncatingIfNeeded: own)
                    if let earlier = origins[entry].round, roundDays[earlier] < roundDays[own] {
                        let before = standingIn[earlier]
                        if range.contains(before) {
                            made[entry] = made[before]
                        } else if line.count > 1 {
                            let round = walk(from: entry, service: service, line: line, knownAt: knownAt)
                            made[entry] = Int32(truncatingIfNeeded: round)
                        } else {
                            made[entry] = Int32(truncatingIfNeeded: earlier)
                        }
                    }
                    if !range.contains(standingIn[own]), isOfStandingReturn(entry, knownAt: knownAt) {
                        standingIn[own] = entry
                    }
                }
            }
        }
    }

    /// - Parameter line: the area itself and those it came from.
    private func walk(from entry: Int, service: Int, line: [Int], knownAt: Instant?) -> Int {
        var round = Int(roundOfReturn[Int(returnIndices[entry])])
        var from = origins[entry].round
        while let earlier = from, roundDays[earlier] < roundDays[round] {
            round = earlier
            from = copied(in: earlier, service: service, line: line, knownAt: knownAt).flatMap { origins[$0].round }
        }
        return round
    }

    /// What a copy was taken from: the entry in the standing return of a round, of the first of some areas that has one.
    func copied(in round: Int, service: Int, line: [Int], knownAt: Instant?) -> Int? {
        let day = roundDays[round]
        for area in line {
            let range = entries(area: area, service: service)
            var (low, high) = (range.lowerBound, range.upperBound)
            while low < high {
                let middle = (low + high) / 2
                if dates[middle] < day { low = middle + 1 } else { high = middle }
            }
            while low < range.upperBound, dates[low] == day {
                if Int(roundOfReturn[Int(returnIndices[low])]) == round, isOfStandingReturn(low, knownAt: knownAt) {
                    return low
                }
                low += 1
            }
        }
        return nil
    }

    /// Whether an entry is of the revision that counts as its area's return of its round: where clocks went back more than one can
    /// seem to stand at a moment, and the first of them counts.
    private func isOfStandingReturn(_ entry: Int, knownAt: Instant?) -> Bool {
        guard isInForce(entry, knownAt: knownAt) else { return false }
        guard let knownAt else { return true }
        let document = Int(returnIndices[entry])
        var other = document - 1
        while other >= 0, areaOfReturn[other] == areaOfReturn[document],
            roundOfReturn[other] == roundOfReturn[document]
        {
            if stood(other, at: knownAt) { return false }
            other -= 1
        }
        return true
    }

    // MARK: Corrections

    /// Whether the table alone rules out that what an entry was copied from has been corrected, as it does for nearly all copies.
    func mayBeCorrected(_ entry: Int, service: Int, line: [Int], knownAt: Instant?) -> Bool {
        line.contains { area in
            // No two revisions of one of its returns differ.
            guard isCorrected[area * serviceCount + service] != 0 else { return false }
            return entries(area: area, service: service).contains { other in
                dates[other] < dates[entry] && states[other] == states[entry] && !isInForce(other, knownAt: knownAt)
            }
        }
    }

    /// Whether entries of one cell and date differ.
    static func isCorrected(_ range: Range<Int>, _ dates: [Int32], _ states: [CellState]) -> UInt8 {
        range.dropFirst().contains { dates[$0] == dates[$0 - 1] && states[$0] != states[$0 - 1] } ? 1 : 0
    }
}
