import JSON
import Provision

/// Shapes on the ground, as a GeoJSON file has them.
public struct Boundaries: Sendable {
    public var features: [Feature]
    /// Whether coordinates are longitude and latitude in degrees; else they are lengths on a plane, y to the north.
    public var isGeographic: Bool
    /// What is in doubt about the file, a sentence each.
    public var remarks: [String] = []

    /// A polygon's outer ring, then its holes (RFC 7946, section 3.1.6).
    public typealias Polygon = [[Point]]

    /// One feature: its properties that are text or codes, and its polygons.
    public struct Feature: Sendable {
        /// In the order of the file; whole numbers as text. The feature's own `id` is the property "id".
        public var properties: [(name: String, value: String)]
        /// What lies inside any of them is inside the shape: they may overlap.
        public var polygons: [Polygon]

        /// The rings of all polygons, outer ones and holes alike.
        public var rings: [[Point]] { polygons.flatMap { $0 } }
    }

    public struct Point: Hashable, Sendable {
        public var x: Double
        public var y: Double

        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }
}

/// Reads boundaries from GeoJSON (RFC 7946), and the older files that name a coordinate system in `crs`.
///
/// Polygons and multipolygons are taken, also those inside geometry collections; other geometries leave a feature without a shape. What
/// the coordinates are is `CoordinateSystem`'s matter.
public enum GeoJSON {
    /// The largest file that is read.
    public static let maxBytes = 64_000_000
    public static let maxFeatures = 20_000
    public static let maxPoints = 8_000_000
    /// The most properties of a feature that are kept: statistical files have many columns of whole numbers beside the code.
    public static let maxProperties = 256
    /// The longest property that is kept, in bytes.
    public static let longestProperty = 300

    /// What is wrong with a file, and where.
    public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case tooLarge(bytes: Int)
        case text(line: Int, column: Int, message: String)

        public var description: String {
            switch self {
            case .tooLarge(let bytes): "the file has \(bytes) bytes; at most \(GeoJSON.maxBytes) are read"
            case .text(let line, let column, let message): "line \(line), column \(column): \(message)"
            }
        }
    }

    public static func boundaries(_ bytes: [UInt8]) throws(Fault) -> Boundaries {
        guard bytes.count <= maxBytes else { throw .tooLarge(bytes: bytes.count) }
        do throws(JSONReader.Fault) {
            var reading = Reading()
            return try reading.read(bytes)
        } catch {
            throw .text(line: error.line, column: error.column, message: error.message)
        }
    }

    /// A file while it is read.
    private struct Reading {
        private var features: [Boundaries.Feature] = []
        private var points = 0
        private var system: CoordinateSystem?

        mutating func read(_ bytes: [UInt8]) throws(JSONReader.Fault) -> Boundaries {
            var reader = try JSONReader(bytes)
            var type: String?
            var hasFeatures = false
            try reader.object { (reader, key) throws(JSONReader.Fault) in
                switch key {
                case "type": type = try reader.string()
                case "crs": system = try readSystem(&reader)
                case "features":
                    hasFeatures = true
                    try reader.array { (reader, _) throws(JSONReader.Fault) in
                        guard features.count < GeoJSON.maxFeatures else {
                            throw reader.fault("at most \(GeoJSON.maxFeatures) features are read")
                        }
                        features.append(try readFeature(&reader))
                    }
                default: reader.skip()
                }
            }
            guard type == "FeatureCollection" else {
                throw reader.fault("a FeatureCollection is expected, not '\((type ?? "nothing").prefix(40))'")
            }
            guard hasFeatures else { throw reader.fault("'features' is missing") }
            let all = features.lazy.flatMap(\.rings).flatMap { $0 }
            guard let reading = CoordinateSystem.reading(of: all, in: system) else {
                throw reader.fault("the coordinates are said to be degrees, but some are not between ±180 and ±90")
            }
            return Boundaries(features: features, isGeographic: reading.isGeographic, remarks: reading.remarks)
        }

        /// The name of the system: `{"type": "name", "properties": {"name": …}}`, the older `{"type": "EPSG", "properties": {"code":
        /// 4258}}`, or a plain text.
        private func readSystem(_ reader: inout JSONReader) throws(JSONReader.Fault) -> CoordinateSystem? {
            switch reader.kind {
            case .string: return CoordinateSystem(name: try reader.string())
            case .object: break
            default:
                reader.skip()
                return nil
            }
            var name: String?
            try reader.object { (reader, key) throws(JSONReader.Fault) in
                guard key == "properties", reader.kind == .object else { return reader.skip() }
                try reader.object { (reader, key) throws(JSONReader.Fault) in
                    switch (key, reader.kind) {
                    case ("name", .string), ("href", .string): name = try reader.string()
                    case ("code", .number), ("name", .number): name = try reader.numericCode().map { "EPSG:\($0)" }
                    default: reader.skip()
                    }
                }
            }
            return name.map(CoordinateSystem.init)
        }

        private mutating func readFeature(_ reader: inout JSONReader) throws(JSONReader.Fault) -> Boundaries.Feature {
            var feature = Boundaries.Feature(properties: [], polygons: [])
            try reader.object { (reader, key) throws(JSONReader.Fault) in
                switch (key, reader.kind) {
                case ("id", .string), ("id", .number): keep("id", try readCode(&reader), in: &feature)
                case ("properties", .object):
                    try reader.object { (reader, name) throws(JSONReader.Fault) in
                        keep(name, try readCode(&reader), in: &feature)
                    }
                case ("geometry", .object): feature.polygons = try readGeometry(&reader)
                default: reader.skip()
                }
            }
            return feature
        }

        /// A text, or a whole number as one; nil for other values, which are read over.
        private func readCode(_ reader: inout JSONReader) throws(JSONReader.Fault) -> String? {
            switch reader.kind {
            case .string: return try reader.string()
            case .number: return try reader.numericCode()
            default:
                reader.skip()
                return nil
            }
        }

        private func keep(_ name: String, _ value: String?, in feature: inout Boundaries.Feature) {
            guard let value, feature.properties.count < GeoJSON.maxProperties,
                value.utf8.count <= GeoJSON.longestProperty,
                name.utf8.count <= GeoJSON.longestProperty
            else { return }
            feature.properties.append((name, value))
        }

        private mutating func readGeometry(_ reader: inout JSONReader) throws(JSONReader.Fault) -> [Boundaries.Polygon]
        {
            var type: String?
            var shape = Shape()
            var members: [Boundaries.Polygon] = []
            var height: Int?
            try reader.object { (reader, key) throws(JSONReader.Fault) in
                switch key {
                case "type": type = try reader.string()
                case "coordinates":
                    var position: Boundaries.Point?
                    height = try readCoordinates(&reader, depth: 0, shape: &shape, position: &position)
                case "geometries" where reader.kind == .array:
                    try reader.array { (reader, _) throws(JSONReader.Fault) in
                        guard reader.kind == .object else { return reader.skip() }
                        members += try readGeometry(&reader)
                    }
                default: reader.skip()
                }
            }
            // Positions have height 0, rings 1, polygons 2, multipolygons 3; empty arrays have none.
            let expected = ["Polygon": 2, "MultiPolygon": 3]
            if type == "GeometryCollection" { return members }
            guard let type, let wanted = expected[type] else { return [] }
            guard height.map({ $0 == wanted || $0 < 0 }) ?? true else {
                throw reader.fault("the coordinates of a \(type) are nested otherwise")
            }
            return shape.polygons
        }

        /// A geometry's rings while they are read, and its polygons that are complete.
        private struct Shape {
            var rings: [[Boundaries.Point]] = []
            var polygons: [Boundaries.Polygon] = []
        }

        /// Reads nested arrays and tells their height above positions, -1 for empty ones.
        private mutating func readCoordinates(
            _ reader: inout JSONReader,
            depth: Int,
            shape: inout Shape,
            position: inout Boundaries.Point?
        ) throws(JSONReader.Fault) -> Int {
            guard depth < 5 else { throw reader.fault("coordinates are nested too deep") }
            var numbers = 0
            var (x, y) = (0.0, 0.0)
            var ring: [Boundaries.Point] = []
            var below: Int?
            try reader.array { (reader, index) throws(JSONReader.Fault) in
                switch reader.kind {
                case .number:
                    guard below == nil else { throw reader.fault("a number among positions") }
                    let value = try reader.number()
                    if index == 0 { x = value } else if index == 1 { y = value }
                    numbers += 1
                case .array:
                    guard numbers == 0 else { throw reader.fault("an array among the numbers of a position") }
                    var child: Boundaries.Point?
                    let height = try readCoordinates(&reader, depth: depth + 1, shape: &shape, position: &child)
                    guard below == nil || height == below || height < 0 else {
                        throw reader.fault("positions and rings are mixed")
                    }
                    if height >= 0 { below = height }
                    guard let child else { return }
                    points += 1
                    guard points <= GeoJSON.maxPoints else {
                        throw reader.fault("at most \(GeoJSON.maxPoints) positions are read")
                    }
                    ring.append(child)
                default: throw reader.fault("an array or a number is expected")
                }
            }
            if numbers > 0 {
                guard numbers >= 2 else { throw reader.fault("a position has at least two numbers") }
                guard abs(x) <= 1e9, abs(y) <= 1e9 else {
                    throw reader.fault("a position is farther than 10^9 from the origin")
                }
                position = Boundaries.Point(x: x, y: y)
                return 0
            }
            if !ring.isEmpty { shape.rings.append(ring) }
            if below == 1 {
                shape.polygons.append(shape.rings)
                shape.rings = []
            }
            return below.map { $0 + 1 } ?? -1
        }
    }
}
