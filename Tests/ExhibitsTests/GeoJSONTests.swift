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
        #expect(properties.map(\.name) == ["a"] && properties.map(\.value) == ["x"])
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
