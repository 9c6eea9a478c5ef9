import Provision

/// The names by which a gap is known over time, so that registers of different dates can be held against each other.
///
/// A gap's id names its kind, its area and its subject. It stays the same from snapshot to snapshot while the area lasts. Where
/// the area ends, the gap goes on under its successors: what `none:ccg-halton:iapt-0-5` was is `none:place-halton:iapt-0-5`
/// once Halton is a Place, and a gap of an area that was divided goes on in whichever parts it is found. So a gap has closed
/// only where neither the area nor anything that became of it has the gap, and it has opened only where neither the area nor
/// anything that it came from had it.
struct GapLineage: Sendable {
    private let areas: AreaHierarchy

    init(_ areas: AreaHierarchy) { self.areas = areas }

    /// A gap's own id, and then the ids under which it goes on where its area has ended.
    func names(of gap: Gap) -> [Gap.ID] {
        guard let area = areas.index(of: gap.area), !areas.areas[area].successors.isEmpty else { return [gap.id] }
        return [gap.id] + areas.heirs(of: area).map { Gap.ID(gap.kind, areas.areas[$0].id, gap.id.subject) }
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
    ///   - before: the names of each gap of the first register, by `GapLineage`.
    ///   - after: the ids of the second register.
    ///   - earlier: of gaps that the first register does not have, those that were open before it.
    init(before: [[Gap.ID]], after: [Gap.ID], earlier: ([Gap.ID]) -> Set<Gap.ID>) {
        let ids = Set(after)
        var carried: Set<Gap.ID> = []
        var closed: [Int] = []
        for (place, names) in before.enumerated() {
            let now = names.filter(ids.contains)
            if now.isEmpty { closed.append(place) } else { carried.formUnion(now) }
        }
        let fresh = after.indices.filter { !carried.contains(after[$0]) }
        let known = fresh.isEmpty ? [] : earlier(fresh.map { after[$0] })
        self.closed = closed
        persisting = after.indices.filter { carried.contains(after[$0]) }
        reopened = fresh.filter { known.contains(after[$0]) }
        opened = fresh.filter { !known.contains(after[$0]) }
    }
}
