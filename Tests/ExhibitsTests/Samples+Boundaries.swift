import TestSupport

@testable import Exhibits

extension Samples {
    static let boundaries: [(name: String, draw: @Sendable () throws -> [UInt8])] = [
        (
            "boundaries",
            {
                let data = try areaLevels(7, services: 4)
                let shapes = try GeoJSON.boundaries(Array(geoJSON(columns: 3, rows: 2).utf8))
                return BoundaryMap.svg(data, boundaries: shapes, options("boundaries"))
            }
        )
    ]

    /// A grid of areas E0, E1, … with ragged shared borders around 3° W, 53.5° N; the last has an island, the first a hole, and one more
    /// feature belongs to nobody.
    static func geoJSON(columns: Int, rows: Int) -> String {
        func wiggle(_ seed: Int) -> Double {
            var numbers = Numbers(state: UInt64(truncatingIfNeeded: seed &* 7_919 &+ 17))
            return Double(numbers.next(1_000)) / 1_000 - 0.5
        }
        /// The points of a side from one corner of the grid to the next, always in the same direction.
        func side(_ x: Int, _ y: Int, isAcross: Bool) -> [(Double, Double)] {
            (0...20).map { step in
                let along = Double(step) / 20
                let off =
                    step == 0 || step == 20 ? 0 : 0.08 * wiggle(x * 1_000 + y * 50 + step + (isAcross ? 0 : 500_000))
                let (gx, gy) = isAcross ? (Double(x) + along, Double(y) + off) : (Double(x) + off, Double(y) + along)
                return (-3.4 + gx * 0.4, 53.2 + gy * 0.3)
            }
        }
        func ring(_ points: [(Double, Double)]) -> String {
            let closed = points + points.prefix(1)
            return "[" + closed.map { "[\($0.0), \($0.1)]" }.joined(separator: ", ") + "]"
        }
        var features: [String] = []
        for index in 0..<(columns * rows) {
            let (x, y) = (index % columns, index / columns)
            let outline =
                side(x, y, isAcross: true).dropLast() + side(x + 1, y, isAcross: false).dropLast()
                + side(x, y + 1, isAcross: true).reversed().dropLast()
                + side(x, y, isAcross: false).reversed().dropLast()
            var polygon = ring(Array(outline))
            if index == 0 { polygon += ", " + ring([(-3.3, 53.28), (-3.26, 53.28), (-3.26, 53.31), (-3.3, 53.31)]) }
            let island = ring([(-3.5, 53.7), (-3.44, 53.7), (-3.44, 53.74), (-3.5, 53.76)])
            let geometry =
                index == columns * rows - 1
                ? "{\"type\": \"MultiPolygon\", \"coordinates\": [[\(polygon)], [\(island)]]}"
                : "{\"type\": \"Polygon\", \"coordinates\": [\(polygon)]}"
            features.append(
                "{\"type\": \"Feature\", \"properties\": {\"OBJECTID\": \(index), \"CODE\": \"E\(index)\", \"county\": \"Area 1\"}, \"geometry\": \(geometry)}"
            )
        }
        features.append(
            "{\"type\": \"Feature\", \"properties\": {\"CODE\": \"W99\"}, \"geometry\": {\"type\": \"Polygon\", \"coordinates\": [\(ring([(-5, 50), (-4, 50), (-4, 51)]))]}}"
        )
        return "{\"type\": \"FeatureCollection\", \"features\": [\(features.joined(separator: ",\n"))]}"
    }
}
