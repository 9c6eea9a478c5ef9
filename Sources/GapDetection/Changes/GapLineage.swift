import Provision

/// The names by which a gap is known over time, so that registers of different dates can be held against each other.
///
/// A finding's key names its kind, its area and its subject. It stays the same from snapshot to snapshot while the area lasts. Where
/// the area ends, the gap goes on under its successors: what `none:ccg-halton:iapt-0-5` was is `none:place-halton:iapt-0-5`
/// once Halton is a Place, and a gap of an area that was divided goes on in whichever parts it is found. So a gap has closed
/// only where neither the area nor anything that became of it has the gap, and it has opened only where neither the area nor
/// anything that it came from had it.
struct GapLineage: Sendable {
    /// By the area's place in the hierarchy what became of it; empty while it lasts.
    private let heirs: [[Int32]]

    init(_ areas: AreaHierarchy) {
        heirs = areas.areas.indices.map { index in
            areas.areas[index].successors.isEmpty
                ? [] : areas.heirs(of: index).map { Int32(truncatingIfNeeded: $0) }
        }
    }

    /// Calls `body` with a finding's own key, and then with the keys under which it goes on where its area has ended.
    func forEachName(of key: Finding.Key, _ body: (Finding.Key) -> Void) {
        body(key)
        for heir in heirs[Int(key.area)] { body(Finding.Key(rule: key.rule, area: heir, subject: key.subject)) }
    }
}

/// Which gaps of two registers are the same, by their places in them. This is the one place that calls a gap opened or closed.
struct GapMatch {
    /// In the first register.
    let closed: [Int]
    /// In the second register, as are the others.
    let persisting: [Int]
    let reopened: [Int]
    let opened: [Int]

    /// - Parameters:
    ///   - before: the keys of the first register.
    ///   - after: the keys of the second register.
    ///   - earlier: of gaps that the first register does not have, those that were open before it.
    init(
        before: [Finding.Key],
        after: [Finding.Key],
        _ lineage: GapLineage,
        earlier: ([Finding.Key]) -> Set<Finding.Key>
    ) {
        var places = [Finding.Key: Int](minimumCapacity: after.count)
        for (place, key) in after.enumerated() { places[key] = place }
        var isCarried = [Bool](repeating: false, count: after.count)
        var closed: [Int] = []
        for (place, key) in before.enumerated() {
            var goesOn = false
            lineage.forEachName(of: key) { name in
                guard let now = places[name] else { return }
                isCarried[now] = true
                goesOn = true
            }
            if !goesOn { closed.append(place) }
        }
        let fresh = after.indices.filter { !isCarried[$0] }
        let known = fresh.isEmpty ? [] : earlier(fresh.map { after[$0] })
        self.closed = closed
        persisting = after.indices.filter { isCarried[$0] }
        reopened = fresh.filter { known.contains(after[$0]) }
        opened = fresh.filter { !known.contains(after[$0]) }
    }
}
