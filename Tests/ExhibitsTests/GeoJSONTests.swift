import Provision
import TestSupport
import Testing

@testable import Exhibits

@Suite("Boundaries")
struct GeoJSONTests {
    private func read(_ text: String) throws(GeoJSON.Fault) -> Boundaries { try GeoJSON.boundaries(Array(text.utf8)) }

    private func collection(_ geometry: String, head: String = "", properties: String = "{}") -> String {
        #"{"type": "FeatureCollection", \#(head) "features": [{"type": "Feature", "properties": \#(properties), "geometry": \#(geometry)}]}"#
    }

    @Test("Polygons, multipolygons and holes are read; other geometries have no shape")
    func geometries() throws {
        let ring = "[[0, 0], [1, 0, 9], [1, 1], [0, 0]]"
        #expect(
            try read(collection("{\"type\": \"Polygon\", \"coordinates\": [\(ring), \(ring)]}")).features[0].rings.count
                == 2
        )
        let multi = try read(
            collection("{\"coordinates\": [[\(ring)], [\(ring), \(ring)]], \"type\": \"MultiPolygon\"}")
        )
        #expect(multi.features[0].rings.map(\.count) == [4, 4, 4])
        for other in [
            "null", "{\"type\": \"Point\", \"coordinates\": [1, 2]}",
            "{\"type\": \"GeometryCollection\", \"geometries\": []}", "{\"type\": \"Polygon\", \"coordinates\": []}",
        ] {
            #expect(try read(collection(other)).features[0].rings.isEmpty)
        }
        let properties = try read(collection("null", properties: #"{"a": "x", "b": 5, "c": {"d": "y"}}"#)).features[0]
            .properties
        #expect(properties.map(\.name) == ["a", "b"] && properties.map(\.value) == ["x", "5"])
    }

    @Test("Polygons of a geometry collection are taken, however deep; each polygon keeps its own holes")
    func collections() throws {
        let ring = "[[0, 0], [1, 0], [1, 1], [0, 0]]"
        let polygon = "{\"type\": \"Polygon\", \"coordinates\": [\(ring), \(ring)]}"
        let multi = "{\"coordinates\": [[\(ring)], [], [\(ring), \(ring), \(ring)]], \"type\": \"MultiPolygon\"}"
        let inner =
            "{\"geometries\": [{\"type\": \"Point\", \"coordinates\": [1, 2]}, \(multi), null], \"type\": \"GeometryCollection\"}"
        let outer = "{\"type\": \"GeometryCollection\", \"geometries\": [\(polygon), \(inner)]}"
        #expect(try read(collection(outer)).features[0].polygons.map(\.count) == [2, 1, 3])
        func nested(_ depth: Int) -> String {
            (0..<depth).reduce(polygon) { inner, _ in "{\"type\": \"GeometryCollection\", \"geometries\": [\(inner)]}" }
        }
        #expect(try read(collection(nested(20))).features[0].polygons.count == 1)
        #expect(throws: GeoJSON.Fault.self) { try read(collection(nested(40))) }
    }

    @Test("A byte-order mark is passed over, and counts as no column; other encodings are named")
    func marks() throws {
        let text = collection("{\"type\": \"Polygon\", \"coordinates\": [[[0, 0], [1, 0], [1, 1]]]}")
        #expect(try read("\u{FEFF}" + text).features[0].rings.count == 1)
        #expect(throws: GeoJSON.Fault.text(line: 1, column: 2, message: "expected a key in quotation marks or '}'")) {
            try read("\u{FEFF}{a")
        }
        #expect(throws: GeoJSON.Fault.text(line: 1, column: 1, message: "expected a text without a byte-order mark")) {
            try read("\u{FEFF}\u{FEFF}{}")
        }
        let units = Array(text.utf16)
        let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        let named = GeoJSON.Fault.text(line: 1, column: 1, message: "the file is UTF-16; save it as UTF-8")
        for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
            #expect(throws: named) { try GeoJSON.boundaries(bytes) }
        }
    }

    @Test("Codes that are numbers are compared as text: whole ones, also as a feature's id, and no others")
    func codes() throws {
        func codes(_ member: String) throws -> [String] {
            try read(
                #"{"type": "FeatureCollection", "features": [{"type": "Feature", \#(member), "geometry": null}]}"#
            ).features[0].properties.map(\.value)
        }
        #expect(try codes(#""id": 871"#) == ["871"])
        #expect(try codes(#""id": "0871""#) == ["0871"], "leading zeros stay")
        #expect(
            try codes(#""properties": {"a": 871.0, "b": 8.71e2, "c": 0, "d": 100012345678}"#) == [
                "871", "871", "0", "100012345678",
            ]
        )
        // "87.1" and "-871" would be compared as "871".
        #expect(try codes(#""properties": {"a": 87.1, "b": -871, "c": 1e300, "d": true, "e": null}"#) == [])
        let shape = "\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[0, 0], [1, 0], [1, 1]]]}"
        let file = try read(
            "{\"type\": \"FeatureCollection\", \"features\": [{\"id\": 872, \(shape)}, {\"properties\": {\"id\": \"871 \"}, \(shape)}]}"
        )
        let areas = ["871", "872"].map { AreaLevels.Area(name: $0, words: [$0], cells: []) }
        #expect(BoundaryMatch(areas, in: file).features == [[1], [0]])
    }

    @Test(
        "Degrees are known however the system is written; what is in doubt is told",
        arguments: [
            ("urn:ogc:def:crs:EPSG::4258", true), ("EPSG:4277", true), ("epsg:4326", true), ("4258", true),
            ("http://www.opengis.net/def/crs/EPSG/0/4258", true),
            ("http://www.opengis.net/gml/srs/epsg.xml#4326", true),
            ("urn:ogc:def:crs:ogc:1.3:crs84", true), ("OGC:CRS84", true),
            ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", true),
            ("urn:x-ogc:def:crs:EPSG:6.6:4326", true), ("urn:ogc:def:crs:EPSG::27700", false), ("EPSG:3857", false),
            ("http://www.opengis.net/def/crs/EPSG/0/27700", false), ("epsg:2157", false), ("EPSG:32630", false),
            ("EPSG:4087", nil), ("Ordnance Survey 1936", nil), ("", nil), ("urn:ogc:def:crs:EPSG::43260", nil),
            ("EPSG:99999999999999999999", nil),
        ] as [(String, Bool?)]
    )
    func namedSystems(name: String, isGeographic: Bool?) throws {
        func file(_ x: Double, _ y: Double) -> String {
            collection(
                "{\"type\": \"Polygon\", \"coordinates\": [[[\(x), \(y)], [\(x + 0.5), \(y)], [\(x), \(y + 0.5)]]]}",
                head: #""crs": {"type": "name", "properties": {"name": "\#(name)"}},"#
            )
        }
        let degrees = try read(file(-3, 53))
        #expect(degrees.isGeographic == isGeographic ?? true)
        #expect(degrees.remarks.count == (isGeographic == true ? 0 : 1), "a plane in degrees, or a system not known")
        if isGeographic == true {
            #expect(throws: GeoJSON.Fault.self) { try read(file(354_000, 390_000)) }
            #expect(try read(file(53, -3)).remarks.first?.contains("latitude came first") == true)
        } else {
            let plane = try read(file(354_000, 390_000))
            #expect(!plane.isGeographic && plane.remarks.count == (isGeographic == nil ? 1 : 0))
        }
    }

    @Test("A system may be a plain text, a code, or null")
    func systemForms() throws {
        func isGeographic(_ crs: String) throws -> Bool {
            try read(
                collection(
                    "{\"type\": \"Polygon\", \"coordinates\": [[[1, 5], [1, 0], [1, 1]]]}",
                    head: "\"crs\": \(crs),"
                )
            ).isGeographic
        }
        #expect(try isGeographic("null"))
        #expect(try isGeographic(#""EPSG:4258""#))
        #expect(try !isGeographic(#"{"type": "EPSG", "properties": {"code": 27700}}"#))
        #expect(try isGeographic(#"{"type": "EPSG", "properties": {"code": 4258}}"#))
        #expect(
            try !isGeographic(
                #"{"type": "link", "properties": {"href": "http://spatialreference.org/ref/epsg/27700"}}"#
            )
        )
    }

    @Test("Degrees are told from metres")
    func systems() throws {
        func isGeographic(_ x: String, _ head: String = "") throws -> Bool {
            try read(
                collection(
                    "{\"type\": \"Polygon\", \"coordinates\": [[[\(x), 5], [1, 0], [1, 1], [\(x), 5]]]}",
                    head: head
                )
            ).isGeographic
        }
        #expect(try isGeographic("-3.1"))
        #expect(try !isGeographic("354000"))
        #expect(
            try !isGeographic("3", #""crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},"#)
        )
        #expect(
            try isGeographic("3", #""crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},"#)
        )
        #expect(throws: GeoJSON.Fault.self) {
            try isGeographic(
                "354000",
                #""crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},"#
            )
        }
    }

    @Test(
        "Hostile and broken files are refused, with the place",
        arguments: [
            "", "[1]", "{", "{\"type\": \"Feature\"}", "{\"type\": \"FeatureCollection\"}",
            "{\"type\": \"FeatureCollection\", \"features\": [1]}",
            "{\"type\": \"FeatureCollection\", \"features\": [{\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[1, 2]]}}]}",
            "{\"type\": \"FeatureCollection\", \"features\": [{\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[1]]]}}]}",
            "{\"type\": \"FeatureCollection\", \"features\": [{\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[1, [2]]]]}}]}",
            "{\"type\": \"FeatureCollection\", \"features\": [{\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[1, 2], [[3, 4]]]]}}]}",
            "{\"type\": \"FeatureCollection\", \"features\": [{\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[[[[1, 2]]]]]]}}]}",
            "{\"type\": \"FeatureCollection\", \"features\": [{\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[1e999, 2]]]}}]}",
            "{\"type\": \"FeatureCollection\", \"features\": [{\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[NaN, 2]]]}}]}",
            "{\"type\": \"FeatureCollection\", \"features\": [{\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[1e300, 2]]]}}]}",
            "{\"a\": \"\u{1}\"}", "{\"a\": \"\\ud800\"}", "{\"a\": \"\\u+123\"}", "{\"a\": 01}", "{\"a\": .5}",
            "{\"a\": 1.}", "{\"a\": tru}", "{\"a\" 1}", "{a: 1}",
            String(repeating: "[", count: 100_000),
            "{\"a\": " + String(repeating: "[", count: 65) + String(repeating: "]", count: 65) + "}",
            "{\"a\": \"" + String(repeating: "x", count: 65_537) + "\"}",
        ]
    )
    func broken(text: String) {
        #expect(throws: GeoJSON.Fault.self) { try read(text) }
        do throws(GeoJSON.Fault) { _ = try read(text) } catch {
            #expect(error.description.hasPrefix("line 1, column "))
        }
    }

    @Test("Text that is not UTF-8, and text cut anywhere, is refused without harm")
    func cut() throws {
        let whole = Array(Samples.geoJSON(columns: 1, rows: 1).utf8)
        _ = try GeoJSON.boundaries(whole)
        for end in stride(from: 0, to: whole.count, by: 37) {
            #expect(throws: GeoJSON.Fault.self) { try GeoJSON.boundaries(Array(whole[..<end])) }
        }
        #expect(throws: GeoJSON.Fault.self) {
            try GeoJSON.boundaries(Array("{\"a\": \"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8))
        }
        // Bytes changed here and there either read or are refused.
        var numbers = Samples.Numbers(state: 9)
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<3 { bytes[numbers.next(bytes.count)] = UInt8(numbers.next(256)) }
            if let boundaries = try? GeoJSON.boundaries(bytes) {
                let svg = BoundaryMap.svg(try Samples.areaLevels(2, services: 1), boundaries: boundaries)
                #expect(try Picture(svg).collisions == [])
            }
        }
    }

    @Test("A long straight side loses its points, a corner does not; the result never has fewer than three")
    func simplification() {
        func points(_ pairs: [(Double, Double)]) -> [Boundaries.Point] {
            pairs.map { Boundaries.Point(x: $0.0, y: $0.1) }
        }
        let square = points([(0, 0), (5, 0.1), (10, 0), (10, 10), (0, 10), (0, 0)])
        #expect(simplified(square, leastArea: 1) == points([(0, 0), (10, 0), (10, 10), (0, 10)]))
        let many = points((0..<4_000).map { (Double($0 % 100), Double($0 / 100)) })
        #expect(simplified(many, leastArea: 1e12).count == 3)
        #expect(simplified(points([(0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)]), leastArea: 1).count >= 3)
        #expect(simplified([], leastArea: 1).isEmpty)
    }

    @Test("Near the middle a degree of latitude is as long as the sphere has it, and one of longitude its cosine")
    func projection() throws {
        let shapes = try read(Samples.geoJSON(columns: 2, rows: 2))
        let projection = BoundaryProjection(Boundaries(features: Array(shapes.features.dropLast()), isGeographic: true))
        func place(_ x: Double, _ y: Double) -> Boundaries.Point { projection.project(.init(x: x, y: y)) }
        let degree = Double.pi / 180
        let height = place(-3, 53).y - place(-3, 54).y
        let width = place(-2.5, 53.5).x - place(-3.5, 53.5).x
        #expect(abs(height - degree) < degree * 1e-3)
        #expect(abs(width - degree * 0.594_823) < degree * 1e-3, "cos 53.5°")
        for pole in [place(-3, 90), place(-3, -90), place(177, 0), place(-93, 0)] { #expect(pole.y.isFinite) }
        let plane = BoundaryProjection(Boundaries(features: [], isGeographic: false)).project(.init(x: 3, y: 4))
        #expect(plane == .init(x: 3, y: -4))
    }

    @Test("Areas are matched by the one property that finds the most of them")
    func matching() throws {
        let data = try Samples.areaLevels(7, services: 1)
        let match = BoundaryMatch(data.areas, in: try read(Samples.geoJSON(columns: 3, rows: 2)))
        #expect(match.property == "CODE")
        #expect(match.features == [[0], [1], [2], [3], [4], [5], []])
        #expect(match.unmatchedAreas == ["Area 7"] && match.unmatchedFeatures == ["W99"])
        let byName = BoundaryMatch(
            [.init(name: "St. Helen's", cells: []), .init(name: "Bath & Wells", cells: [])],
            in: try read(
                #"{"type": "FeatureCollection", "features": [{"properties": {"NAME": "ST HELENS"}, "geometry": {"type": "Polygon", "coordinates": [[[0,0],[1,0],[1,1]]]}}, {"properties": {"NAME": "Bath and Wells"}, "geometry": {"type": "Polygon", "coordinates": [[[0,0],[1,0],[1,1]]]}}]}"#
            )
        )
        #expect(byName.property == "NAME" && byName.features == [[0], [1]])
        #expect(BoundaryMatch([], in: try read(Samples.geoJSON(columns: 1, rows: 1))).property == nil)
    }

    /// A square as a ring.
    private func square(_ x: Double, _ y: Double, _ side: Double, isTurned: Bool = false) -> String {
        let ring = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
        return "[" + (isTurned ? ring.reversed() : ring).map { "[\($0.0), \($0.1)]" }.joined(separator: ", ") + "]"
    }

    @Test("Each polygon is filled by itself: parts may overlap, wind either way, and have holes")
    func overlapping() throws {
        func shape(_ coordinates: String) throws -> [[Boundaries.Point]] {
            try read(collection("{\"type\": \"MultiPolygon\", \"coordinates\": [\(coordinates)]}")).features[0].polygons
                .flatMap(wound)
        }
        func lines(_ rings: [[Boundaries.Point]]) -> String {
            Hatching.lines(.horizontal, inside: rings.map { ring in ring.map { TileGeometry.Point(x: $0.x, y: $0.y) } })
        }
        // Lines at 2, 10, 18, then at 6, 14, from side to side of the whole.
        let whole = lines(try shape("[\(square(0, 0, 20))]"))
        #expect(whole == "M0 2h20M0 10h20M0 18h20M0 6h20M0 14h20")
        for isTurned in [false, true] {
            #expect(
                lines(try shape("[\(square(0, 0, 20))], [\(square(0, 0, 20, isTurned: isTurned))]")) == whole,
                "twice the same"
            )
            #expect(
                lines(try shape("[\(square(0, 0, 20))], [\(square(4, 4, 8, isTurned: isTurned))]")) == whole,
                "one inside"
            )
            let holed = try shape("[\(square(0, 0, 20)), \(square(4, 4, 8, isTurned: isTurned))]")
            #expect(lines(holed) == "M0 2h20M0 10h4M12 10h8M0 18h20M0 6h4M12 6h8M0 14h20")
            let place = try #require(LabelPlace(holed))
            #expect(
                place.room > 0 && !(place.point.x > 4 && place.point.x < 12 && place.point.y > 4 && place.point.y < 12)
            )
            // A second polygon fills half of the first one's hole.
            let half = try shape("[\(square(0, 0, 20)), \(square(4, 4, 8))], [\(square(8, 0, 20, isTurned: isTurned))]")
            #expect(lines(half).hasPrefix("M0 2h28M0 10h4M8 10h20M0 18h28M0 6h4M8 6h20"))
        }
        let twice = try shape("[\(square(0, 0, 20))], [\(square(0, 0, 20))]")
        #expect(try #require(LabelPlace(twice)).room > 9, "a letter stands in the middle")
    }

    @Test("An area that the file has twice is drawn once and named; one in parts is joined and named")
    func repeated() throws {
        func feature(_ name: String, _ ring: String?) -> String {
            let shape = ring.map { "{\"type\": \"Polygon\", \"coordinates\": [\($0)]}" } ?? "null"
            return "{\"type\": \"Feature\", \"properties\": {\"n\": \"\(name)\"}, \"geometry\": \(shape)}"
        }
        let features = [
            feature("Area 1", square(0, 50, 1)), feature("Area 1", square(0, 50, 1)),
            feature("Area 2", square(2, 50, 1)),
            feature("Area 2", square(2.5, 50.5, 1)), feature("Area 3", nil), feature("Elsewhere", nil),
        ]
        let file = try read("{\"type\": \"FeatureCollection\", \"features\": [\(features.joined(separator: ","))]}")
        let data = try Samples.areaLevels(4, services: 1)
        let match = BoundaryMatch(data.areas, in: file)
        #expect(match.features == [[0], [2, 3], [], []])
        #expect(match.repeatedAreas == ["Area 1"] && match.joinedAreas == ["Area 2"])
        #expect(match.shapelessAreas == ["Area 3"] && match.unmatchedAreas == ["Area 3", "Area 4"])
        #expect(match.unmatchedFeatures == ["Elsewhere"])
        let picture = try Picture(BoundaryMap.svg(data, boundaries: file))
        #expect(picture.collisions == [])
        for note in [
            "More than once in the file with the same boundary, and drawn once: Area 1.",
            "In the file, but without a polygon: Area 3.",
        ] {
            #expect(picture.texts.contains { $0.text == note })
        }
    }

    @Test("Without any boundary found the picture says so")
    func empty() throws {
        let svg = BoundaryMap.svg(
            try Samples.areaLevels(2, services: 1, name: { "Nowhere \($0)" }),
            boundaries: Boundaries(features: [], isGeographic: true)
        )
        let picture = try Picture(svg)
        #expect(picture.collisions == [])
        #expect(picture.texts.contains { $0.text == "No boundary of the file belongs to an area shown here." })
        #expect(picture.texts.contains { $0.text == "Without a boundary, and not drawn: Nowhere 1, Nowhere 2." })
    }
}
