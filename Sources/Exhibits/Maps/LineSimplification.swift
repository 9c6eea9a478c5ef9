/// Leaves out points of a ring that a drawing does not need, after M. Visvalingam and J. D. Whyatt, "Line Generalisation by
/// Repeated Elimination of Points", Cartographic Journal 30 (1993): again and again the point goes that makes the smallest triangle with its
/// neighbours, until no triangle is smaller than `leastArea`.
///
/// The measure is local, so that two areas that share a border keep the same points of it.
///
///     (0,0) (5,0.1) (10,0) (10,10) (0,10), least area 1   ->   (0,0) (10,0) (10,10) (0,10)
func simplified(_ ring: [Boundaries.Point], leastArea: Double) -> [Boundaries.Point] {
    var points = ring
    // GeoJSON repeats the first point at the end.
    if points.count > 1, points.first == points.last { points.removeLast() }
    guard points.count > 4 else { return points }
    let count = points.count
    var before = points.indices.map { ($0 + count - 1) % count }
    var after = points.indices.map { ($0 + 1) % count }
    func area(_ index: Int) -> Double {
        let (a, b, c) = (points[before[index]], points[index], points[after[index]])
        return abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2
    }
    var heap = AreaHeap()
    var areas = points.indices.map { area($0) }
    for index in points.indices { heap.insert(areas[index], index) }
    var isGone = [Bool](repeating: false, count: count)
    var left = count
    var reached = 0.0
    while left > 3, let (smallest, index) = heap.removeLeast() {
        // An entry whose point went, or whose triangle has changed since, is out of date.
        guard !isGone[index], smallest == areas[index] else { continue }
        reached = max(reached, smallest)
        guard reached < leastArea else { break }
        isGone[index] = true
        left -= 1
        let (previous, next) = (before[index], after[index])
        after[previous] = next
        before[next] = previous
        for neighbour in [previous, next] {
            // A triangle never counts as smaller than one that went before it.
            areas[neighbour] = max(area(neighbour), reached)
            heap.insert(areas[neighbour], neighbour)
        }
    }
    return points.indices.filter { !isGone[$0] }.map { points[$0] }
}

/// A binary heap of triangles, the smallest first; equal ones by place, so that the result is always the same.
private struct AreaHeap {
    private var entries: [(area: Double, index: Int)] = []

    private func isBefore(_ first: Int, _ second: Int) -> Bool {
        (entries[first].area, entries[first].index) < (entries[second].area, entries[second].index)
    }

    mutating func insert(_ area: Double, _ index: Int) {
        entries.append((area, index))
        var place = entries.count - 1
        while place > 0, isBefore(place, (place - 1) / 2) {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func removeLeast() -> (Double, Int)? {
        guard let least = entries.first else { return nil }
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var place = 0
        while true {
            var smallest = place
            for child in [2 * place + 1, 2 * place + 2] where child < entries.count && isBefore(child, smallest) {
                smallest = child
            }
            guard smallest != place else { return least }
            entries.swapAt(place, smallest)
            place = smallest
        }
    }
}

/// Twice the area a ring encloses, without sign: the shoelace formula.
func doubleArea(_ ring: [Boundaries.Point]) -> Double { abs(signedDoubleArea(ring)) }

/// The rings of a polygon so that its outer one goes one way around and its holes the other: then what lies inside any of several
/// polygons, which may overlap, is what rings wind around (the fill rule "nonzero").
func wound(_ polygon: Boundaries.Polygon) -> [[Boundaries.Point]] {
    polygon.enumerated().map { index, ring in
        (signedDoubleArea(ring) >= 0) == (index == 0) ? ring : ring.reversed()
    }
}

/// Twice the area a ring encloses, with the sign of the way it goes.
private func signedDoubleArea(_ ring: [Boundaries.Point]) -> Double {
    var sum = 0.0
    for (first, second) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
        sum += first.x * second.y - second.x * first.y
    }
    return sum
}
