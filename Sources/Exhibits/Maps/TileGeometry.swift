import Provision

/// Where tiles of a layout lie on the drawing, and their outlines.
struct TileGeometry {
    struct Point: Hashable {
        var x: Double
        var y: Double
    }

    let shape: TileLayout.Shape
    /// The width of a square, or between opposite sides of a hexagon.
    let size: Double

    /// The side of a hexagon: its width divided by the square root of 3.
    private var side: Double { size / 1.732_050_808 }

    /// The centre of a tile, seen from that of column 0, row 0.
    func centre(_ place: TileLayout.Place) -> Point {
        let (column, row) = (Double(place.column), Double(place.row))
        let isOddRow = place.row & 1 == 1
        let isOddColumn = place.column & 1 == 1
        switch shape {
        case .square: return Point(x: column * size, y: row * size)
        case .oddRow: return Point(x: (column + (isOddRow ? 0.5 : 0)) * size, y: row * side * 1.5)
        case .evenRow: return Point(x: (column + (isOddRow ? 0 : 0.5)) * size, y: row * side * 1.5)
        case .oddColumn: return Point(x: column * side * 1.5, y: (row - (isOddColumn ? 0.5 : 0)) * size)
        case .evenColumn: return Point(x: column * side * 1.5, y: (row - (isOddColumn ? 0 : 0.5)) * size)
        }
    }

    /// The corners around a centre, clockwise, moved inwards by `inset`.
    func corners(_ centre: Point, inset: Double = 0) -> [Point] {
        let half = size / 2
        let outline: [(Double, Double)] =
            switch shape {
            case .square: [(-half, -half), (half, -half), (half, half), (-half, half)]
            case .oddRow, .evenRow:
                [(0, -side), (half, -side / 2), (half, side / 2), (0, side), (-half, side / 2), (-half, -side / 2)]
            case .oddColumn, .evenColumn:
                [(side / 2, -half), (side, 0), (side / 2, half), (-side / 2, half), (-side, 0), (-side / 2, -half)]
            }
        let scale = (half - inset) / half
        return outline.map { Point(x: centre.x + $0.0 * scale, y: centre.y + $0.1 * scale) }
    }

    /// Those of an upright rectangle.
    static func corners(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> [Point] {
        [Point(x: x, y: y), Point(x: x + width, y: y), Point(x: x + width, y: y + height), Point(x: x, y: y + height)]
    }

    static func path(_ corners: [Point]) -> String {
        corners.enumerated().map { "\($0 == 0 ? "M" : "L")\(length($1.x)) \(length($1.y))" }.joined(separator: " ")
            + " Z"
    }

    /// The sides that tiles of different groups share.
    func divides(_ tiles: [(centre: Point, group: String?)]) -> [(Point, Point)] {
        struct Side: Hashable {
            let x: Int
            let y: Int
        }
        var groups: [Side: String?] = [:]
        var found: [(Point, Point)] = []
        for tile in tiles {
            let corners = corners(tile.centre)
            for (first, second) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
                // A side is known by its middle, to a quarter of a unit.
                let side = Side(
                    x: Int(((first.x + second.x) * 2).rounded()),
                    y: Int(((first.y + second.y) * 2).rounded())
                )
                if let other = groups.updateValue(tile.group, forKey: side), other != tile.group {
                    found.append((first, second))
                }
            }
        }
        return found
    }
}
