/// Where a label has the most room inside a shape: near its pole of inaccessibility, the inner point farthest from every side.
///
/// It is looked for on a grid over the largest ring, and three times again on a finer one around the best point: enough for
/// a letter, and always the same.
struct LabelPlace {
    let point: Boundaries.Point
    /// The distance to the nearest side; negative where the grid met no inner point.
    let room: Double

    init?(_ rings: [[Boundaries.Point]]) {
        guard let largest = rings.max(by: { doubleArea($0) < doubleArea($1) }), largest.count >= 3 else { return nil }
        let (xs, ys) = (largest.map(\.x), largest.map(\.y))
        guard var left = xs.min(), var right = xs.max(), var top = ys.min(), var bottom = ys.max() else { return nil }
        var best = Boundaries.Point(x: (left + right) / 2, y: (top + bottom) / 2)
        var room = -1.0
        let steps = 12
        for _ in 0..<4 {
            let (width, height) = (right - left, bottom - top)
            for row in 0...steps {
                for column in 0...steps {
                    let point = Boundaries.Point(
                        x: left + width * Double(column) / Double(steps),
                        y: top + height * Double(row) / Double(steps)
                    )
                    let distance = Self.distance(from: point, to: rings)
                    if distance > room { (best, room) = (point, distance) }
                }
            }
            (left, right) = (best.x - width / Double(steps), best.x + width / Double(steps))
            (top, bottom) = (best.y - height / Double(steps), best.y + height / Double(steps))
        }
        point = best
        self.room = room
    }

    /// The distance from a point to the nearest side, negative outside the shape, which rings wind around.
    private static func distance(from point: Boundaries.Point, to rings: [[Boundaries.Point]]) -> Double {
        var nearest = Double.infinity
        var winding = 0
        for ring in rings {
            guard var a = ring.last else { continue }
            for b in ring {
                if (a.y > point.y) != (b.y > point.y), point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x {
                    winding += a.y > point.y ? 1 : -1
                }
                let (dx, dy) = (b.x - a.x, b.y - a.y)
                let square = dx * dx + dy * dy
                let share = square > 0 ? min(max(((point.x - a.x) * dx + (point.y - a.y) * dy) / square, 0), 1) : 0
                let (ex, ey) = (point.x - a.x - share * dx, point.y - a.y - share * dy)
                nearest = min(nearest, ex * ex + ey * ey)
                a = b
            }
        }
        return winding != 0 ? nearest.squareRoot() : -nearest.squareRoot()
    }
}
