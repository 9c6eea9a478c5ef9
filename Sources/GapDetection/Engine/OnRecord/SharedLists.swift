import Provision

extension Snapshot {
    /// The returns, by place in the model's, whose list stands for several rows: those of an area that was divided. Nobody has said
    /// which of its successors has what such a list counts, so that it is counted once, for what heads them all.
    func sharedReturns(listing part: RegisterPart) -> Set<Int> {
        var seen: Set<Int> = []
        var shared: Set<Int> = []
        for row in rows.indices {
            for place in returns(listing: part, row: row) where !seen.insert(place).inserted { shared.insert(place) }
        }
        return shared
    }

    /// Those that stand for some rows, each once, in their order.
    func returns(listing part: RegisterPart, rows: [Int], among shared: Set<Int>) -> [Int] {
        var found: [Int] = []
        for place in rows.flatMap({ returns(listing: part, row: $0) }) where shared.contains(place) {
            if !found.contains(place) { found.append(place) }
        }
        return found
    }
}
