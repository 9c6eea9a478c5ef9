/// Shapes on the ground, as a GeoJSON file has them.
public struct Boundaries: Sendable {
    public var features: [Feature]
    /// Whether coordinates are longitude and latitude in degrees; else they are lengths on a plane, y to the north.
    public var isGeographic: Bool

    /// One feature: its properties that are text, and the rings of its polygons.
    public struct Feature: Sendable {
        /// In the order of the file. The feature's own `id` is the property "id".
        public var properties: [(name: String, value: String)]
        /// Outer rings and holes alike: what lies inside an odd number of them is inside the shape.
        public var rings: [[Point]]
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
/// Polygons and multipolygons are taken; other geometries leave a feature without a shape. Coordinates are longitude and latitude where
/// `crs` says so or, without one, where all of them could be; else they lie on a plane, such as the British National Grid.
public enum GeoJSON {
    /// The largest file that is read.
    public static let mostBytes = 64_000_000
    public static let mostFeatures = 20_000
    public static let mostPoints = 8_000_000
    /// The most properties of a feature that are kept.
    public static let mostProperties = 64
    /// The longest property that is kept, in bytes.
    public static let longestProperty = 300

    /// What is wrong with a file, and where.
    public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case tooLarge(bytes: Int)
        case text(line: Int, column: Int, message: String)

        public var description: String {
            switch self {
            case .tooLarge(let bytes): "the file has \(bytes) bytes; at most \(GeoJSON.mostBytes) are read"
            case .text(let line, let column, let message): "line \(line), column \(column): \(message)"
            }
        }
    }

    public static func boundaries(_ bytes: [UInt8]) throws(Fault) -> Boundaries {
        guard bytes.count <= mostBytes else { throw .tooLarge(bytes: bytes.count) }
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
        private var system: String?

        mutating func read(_ bytes: [UInt8]) throws(JSONReader.Fault) -> Boundaries {
            var reader = JSONReader(bytes)
            var type: String?
            var hasFeatures = false
            try reader.object { (reader, key) throws(JSONReader.Fault) in
                switch key {
                case "type": type = try reader.string()
                case "crs": system = try readSystem(&reader)
                case "features":
                    guard !hasFeatures else { throw reader.fault("'features' is given twice") }
                    hasFeatures = true
                    try reader.array { (reader, _) throws(JSONReader.Fault) in
                        guard features.count < GeoJSON.mostFeatures else {
                            throw reader.fault("at most \(GeoJSON.mostFeatures) features are read")
                        }
                        features.append(try readFeature(&reader))
                    }
                default: try reader.skip()
                }
            }
            try reader.end()
            guard type == "FeatureCollection" else {
                throw reader.fault("a FeatureCollection is expected, not '\((type ?? "nothing").prefix(40))'")
            }
            guard hasFeatures else { throw reader.fault("'features' is missing") }
            let all = features.lazy.flatMap(\.rings).flatMap { $0 }
            let couldBe = all.allSatisfy { abs($0.x) <= 180 && abs($0.y) <= 90 }
            let isGeographic = system.map { $0.hasSuffix("CRS84") || $0.hasSuffix("4326") } ?? couldBe
            guard couldBe || !isGeographic else {
                throw reader.fault("the coordinates are said to be degrees, but some are not between ±180 and ±90")
            }
            return Boundaries(features: features, isGeographic: isGeographic)
        }

        private func readSystem(_ reader: inout JSONReader) throws(JSONReader.Fault) -> String? {
            guard try reader.kind() == .object else {
                try reader.skip()
                return nil
            }
            var name: String?
            try reader.object { (reader, key) throws(JSONReader.Fault) in
                guard key == "properties", try reader.kind() == .object else { return try reader.skip() }
                try reader.object { (reader, key) throws(JSONReader.Fault) in
                    guard key == "name", try reader.kind() == .string else { return try reader.skip() }
                    name = try reader.string()
                }
            }
            return name
        }

        private mutating func readFeature(_ reader: inout JSONReader) throws(JSONReader.Fault) -> Boundaries.Feature {
            var feature = Boundaries.Feature(properties: [], rings: [])
            try reader.object { (reader, key) throws(JSONReader.Fault) in
                switch (key, try reader.kind()) {
                case ("id", .string): keep("id", try reader.string(), in: &feature)
                case ("properties", .object):
                    try reader.object { (reader, name) throws(JSONReader.Fault) in
                        guard try reader.kind() == .string else { return try reader.skip() }
                        keep(name, try reader.string(), in: &feature)
                    }
                case ("geometry", .object): feature.rings = try readGeometry(&reader)
                default: try reader.skip()
                }
            }
            return feature
        }

        private func keep(_ name: String, _ value: String, in feature: inout Boundaries.Feature) {
            guard feature.properties.count < GeoJSON.mostProperties, value.utf8.count <= GeoJSON.longestProperty,
                name.utf8.count <= GeoJSON.longestProperty
            else { return }
            feature.properties.append((name, value))
        }

        private mutating func readGeometry(_ reader: inout JSONReader) throws(JSONReader.Fault) -> [[Boundaries.Point]]
        {
            var type: String?
            var rings: [[Boundaries.Point]] = []
            var height: Int?
            try reader.object { (reader, key) throws(JSONReader.Fault) in
                switch key {
                case "type": type = try reader.string()
                case "coordinates":
                    guard height == nil else { throw reader.fault("'coordinates' is given twice") }
                    var position: Boundaries.Point?
                    height = try readCoordinates(&reader, depth: 0, rings: &rings, position: &position)
                default: try reader.skip()
                }
            }
            // Positions have height 0, rings 1, polygons 2, multipolygons 3; empty arrays have none.
            let expected = ["Polygon": 2, "MultiPolygon": 3]
            guard let type, let wanted = expected[type] else { return [] }
            guard height.map({ $0 == wanted || $0 < 0 }) ?? true else {
                throw reader.fault("the coordinates of a \(type) are nested otherwise")
            }
            return rings
        }

        /// Reads nested arrays and tells their height above positions, -1 for empty ones.
        private mutating func readCoordinates(
            _ reader: inout JSONReader,
            depth: Int,
            rings: inout [[Boundaries.Point]],
            position: inout Boundaries.Point?
        ) throws(JSONReader.Fault) -> Int {
            guard depth < 5 else { throw reader.fault("coordinates are nested too deep") }
            var numbers = 0
            var (x, y) = (0.0, 0.0)
            var ring: [Boundaries.Point] = []
            var below: Int?
            try reader.array { (reader, index) throws(JSONReader.Fault) in
                switch try reader.kind() {
                case .number:
                    guard below == nil else { throw reader.fault("a number among positions") }
                    let value = try reader.number()
                    if index == 0 { x = value } else if index == 1 { y = value }
                    numbers += 1
                case .array:
                    guard numbers == 0 else { throw reader.fault("an array among the numbers of a position") }
                    var child: Boundaries.Point?
                    let height = try readCoordinates(&reader, depth: depth + 1, rings: &rings, position: &child)
                    guard below == nil || height == below || height < 0 else {
                        throw reader.fault("positions and rings are mixed")
                    }
                    if height >= 0 { below = height }
                    guard let child else { return }
                    points += 1
                    guard points <= GeoJSON.mostPoints else {
                        throw reader.fault("at most \(GeoJSON.mostPoints) positions are read")
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
            if !ring.isEmpty { rings.append(ring) }
            return below.map { $0 + 1 } ?? -1
        }
    }
}
