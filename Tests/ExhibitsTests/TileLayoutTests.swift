import Provision
import ScopingStore
import TestSupport
import Testing

@testable import Exhibits

@Suite("Tile layouts")
struct TileLayoutTests {
    private func levels(_ areas: [Provision.Area]) -> [AreaLevels.Area] {
        areas.map { area in
            AreaLevels.Area(
                name: area.name,
                words: [area.id.text],
                tile: area.tile,
                cells: []
            )
        }
    }

    @Test(
        "The real CCG areas, Places and ICSs each have a tile of their own, each ICS in one piece",
        arguments: ["ccg", "place", "ics"]
    )
    func real(kind: String) throws {
        let model = try RealData.model()
        let areas = model.areas.areas.filter { $0.kind.text == kind }
        let layout = try #require(TileLayout(of: levels(areas)))
        #expect(areas.count == layout.tiles.count)
        for parent in Set(areas.compactMap(\.parents.first?.area)) {
            var places = Set(
                areas.filter { $0.parents.first?.area == parent }.compactMap { layout.place(of: [$0.id.text]) }
            )
            var reached = places.first.map { [$0] } ?? []
            while let place = reached.popLast() {
                places.remove(place)
                reached += places.filter { abs($0.column - place.column) + abs($0.row - place.row) == 1 }
            }
            #expect(places.isEmpty, "\(parent) is in one piece")
        }
    }

    @Test("Of two areas on one place the first keeps it; without any tile there is no layout")
    func ownTiles() throws {
        let one = AreaLevels.Area(name: "A", tile: .init(column: 1, row: 2), cells: [])
        let other = AreaLevels.Area(name: "B", tile: .init(column: 1, row: 2), cells: [])
        let layout = try #require(TileLayout(of: [one, other, AreaLevels.Area(name: "C", cells: [])]))
        #expect(layout.tiles.map(\.area) == ["A"])
        #expect(TileLayout(of: [AreaLevels.Area(name: "C", cells: [])]) == nil)
    }

    private func read(_ text: String, areas: [String] = []) throws(HexJSON.Fault) -> TileLayout {
        try HexJSON.layout(Array(text.utf8), areas: areas)
    }

    @Test("Rows count upwards in hexjson and downwards here; which rows are moved is kept")
    func rows() throws {
        let odd = try read(#"{"layout": "odd-r", "hexes": {"a": {"q": 0, "r": 0}, "b": {"q": 0, "r": 1}}}"#)
        #expect(odd.place(of: ["a"]) == .init(column: 0, row: 1) && odd.place(of: ["b"]) == .init(column: 0, row: 0))
        // b stands above a and, its row being odd in the file, half a tile to the right.
        let geometry = TileGeometry(shape: odd.shape, size: 10)
        let (a, b) = (geometry.centre(.init(column: 0, row: 1)), geometry.centre(.init(column: 0, row: 0)))
        #expect(b.x - a.x == 5 && b.y < a.y)
        let even = try read(#"{"layout": "odd-q", "hexes": {"a": {"q": 0, "r": 5}, "b": {"q": 1, "r": 5}}}"#)
        let columns = TileGeometry(shape: even.shape, size: 10)
        #expect(columns.centre(.init(column: 1, row: 0)).y - columns.centre(.init(column: 0, row: 0)).y == -5)
    }

    @Test("A hex is found by its key or, where only that leads to an area, by its name; other members are skipped")
    func names() throws {
        let text = #"""
            {"version": [1, {"x": null}], "layout": "square",
             "hexes": {"E1": {"n": "Halton", "q": 1, "r": 2, "pop": 1.5e3}, "E2": {"name": "Wirral", "r": -1, "q": -3}}}
            """#
        let layout = try read(text, areas: ["Halton", "E2"])
        #expect(layout.tiles.map(\.area) == ["Halton", "E2"])
        #expect(layout.place(of: ["x", "halton"]) == .init(column: 1, row: 0))
        #expect(layout.place(of: ["E2"]) == .init(column: -3, row: 3))
    }

    @Test(
        "Hostile and broken files are refused, with the place",
        arguments: [
            ("", "line 1, column 1: expected a value"),
            ("[]", "line 1, column 1: an object is expected"),
            ("{}", "line 1, column 3: 'layout' is missing"),
            (#"{"layout": "odd-r"}"#, "line 1, column 20: 'hexes' is missing"),
            (
                #"{"layout": "odd-x", "hexes": {}}"#,
                "line 1, column 19: the layout 'odd-x' is not one of 'square', 'odd-r', 'even-r', 'odd-q', 'even-q'"
            ),
            (
                #"{"layout": "odd-r", "layout": "odd-r", "hexes": {}}"#,
                "line 1, column 21: expected a key that this object does not have yet"
            ),
            (
                "{\"layout\": \"odd-r\",\n\"hexes\": {\"a\": {\"q\": 1}}}",
                "line 2, column 24: the hex 'a' needs both 'q' and 'r'"
            ),
            (
                #"{"layout": "odd-r", "hexes": {"a": {"q": 1.5, "r": 0}}}"#,
                "line 1, column 45: a whole number between -1000 and 1000 is expected"
            ),
            (
                #"{"layout": "odd-r", "hexes": {"a": {"q": 1e9, "r": 0}}}"#,
                "line 1, column 45: a whole number between -1000 and 1000 is expected"
            ),
            (#"{"layout": "odd-r", "hexes": {},}"#, "line 1, column 33: expected a key in quotation marks"),
            (#"{"layout": "odd-r", "hexes": {}} x"#, "line 1, column 34: expected nothing more"),
            ("\u{FEFF}{}", "line 1, column 3: 'layout' is missing"),
        ]
    )
    func broken(text: String, message: String) {
        #expect(throws: HexJSON.Fault.self) { try read(text) }
        do throws(HexJSON.Fault) { _ = try read(text) } catch { #expect(error.description == message) }
    }

    @Test("Two tiles in one place, or of one area, matter only where they are shown")
    func clashes() throws {
        let layout = try read(
            #"{"layout": "odd-r", "hexes": {"a": {"q": 1, "r": 0}, "A": {"q": 2, "r": 0}, "b": {"q": 3, "r": 0}, "c": {"q": 3, "r": 0}, "d": {"q": 4, "r": 0}}}"#
        )
        func fault(_ ids: String...) -> String? {
            layout.fault(showing: ids.map { AreaLevels.Area(name: "Area \($0)", words: ["-", $0], cells: []) })?
                .description
        }
        #expect(fault("b", "d", "x") == nil)
        #expect(fault("b", "d", "c") == "'Area b' and 'Area c' stand in one place; move one of them")
        #expect(fault("d", "a") == "'Area a' has two tiles; give each area one")
    }

    @Test("A hex is found by a code that is a number, and by a name however its letters are coded")
    func coded() throws {
        let text =
            "{\"layout\": \"square\", \"hexes\": {\"x\": {\"n\": 871, \"q\": 1, \"r\": 0}, \"Mo\u{302}n\": {\"q\": 2, \"r\": 0}}}"
        let layout = try read(text, areas: ["871", "M\u{F4}n"])
        #expect(layout.place(of: ["871"])?.column == 1 && layout.place(of: ["M\u{F4}n"])?.column == 2)
    }

    @Test("A layout as large as published ones is read: 8,483 wards, and 35,672 small areas")
    func published() throws {
        for count in [8_483, 35_672] {
            let hexes = (0..<count).map { index in
                "\"E\(10_000_000 + index)\": {\"n\": \"A ward with a long name, number \(index)\", \"q\": \(index % 200 - 100), \"r\": \(index / 200), \"la\": \"E06000001\", \"region\": \"E12000001\", \"population\": 12345}"
            }
            let text = "{\"hexes\": {\(hexes.joined(separator: ","))}, \"layout\": \"odd-r\"}"
            #expect(text.utf8.count > 1_000_000)
            #expect(try read(text).tiles.count == count)
        }
    }

    @Test("Limits hold at n and n + 1")
    func limits() throws {
        func file(bytes: Int) -> String {
            let head = #"{"layout": "square", "hexes": {}}"#
            return head + String(decoding: [UInt8](repeating: 0x20, count: bytes - head.utf8.count), as: UTF8.self)
        }
        #expect(try read(file(bytes: HexJSON.maxBytes)).tiles.isEmpty)
        #expect(throws: HexJSON.Fault.tooLarge(bytes: HexJSON.maxBytes + 1)) {
            try read(file(bytes: HexJSON.maxBytes + 1))
        }
        func far(_ q: Int) -> String {
            #"{"layout": "square", "hexes": {"a": {"q": \#(q), "r": -\#(q)}, "b": {"q": 0, "r": \#(q)}}}"#
        }
        #expect(try read(far(1_000)).tiles.count == 2)
        #expect(throws: HexJSON.Fault.self) { try read(far(1_001)) }
        let many = (0..<TileLayout.maxTiles + 1).map {
            TileLayout.Tile(area: "a\($0)", place: .init(column: $0 % 1_000, row: $0 / 1_000))
        }
        #expect(try TileLayout(shape: .square, tiles: Array(many.dropLast())).tiles.count == TileLayout.maxTiles)
        #expect(throws: TileLayout.Fault.tooManyTiles(TileLayout.maxTiles + 1)) {
            try TileLayout(shape: .square, tiles: many)
        }
    }

    @Test("Sides between groups are found once, on every shape", arguments: TileLayout.Shape.allCases)
    func divides(shape: TileLayout.Shape) {
        let geometry = TileGeometry(shape: shape, size: 40)
        let places = [(0, 0), (1, 0), (0, 1), (1, 1)].map { TileLayout.Place(column: $0.0, row: $0.1) }
        let sides = geometry.divides(places.map { (geometry.centre($0), $0.row == 0 ? "north" : "south") })
        #expect(sides.count == (shape == .square ? 2 : 3))
        #expect(geometry.divides(places.map { (geometry.centre($0), "one") }).isEmpty)
    }
}
