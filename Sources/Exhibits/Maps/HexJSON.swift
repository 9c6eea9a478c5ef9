import JSON
import Provision

/// Reads a tile layout from hexjson, the format of Open Innovations (open-innovations.org/projects/hexmaps/hexjson.html):
///
///     {"layout": "odd-r", "hexes": {"E38000068": {"q": 3, "r": 1, "n": "Halton"}, …}}
///
/// Rows (`r`) count upwards, from south to north, as that page says. Each key, or its `n` or `name`, is an area's id, name, alias or
/// code. Other members are skipped. Besides the four layouts of the format, "square" is accepted.
public enum HexJSON {
    /// The largest file that is read: room for `TileLayout.maxTiles` hexes of the 170 bytes that the format's own site takes for one. Its
    /// largest, the wards of 2022, has 1,406,063.
    public static let maxBytes = 16_000_000

    /// The farthest a hex may be from the origin, in columns or rows.
    public static let farthest = 1_000

    /// What is wrong with a file, and where.
    public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case tooLarge(bytes: Int)
        case text(line: Int, column: Int, message: String)
        case layout(TileLayout.Fault)

        public var description: String {
            switch self {
            case .tooLarge(let bytes): "the file has \(bytes) bytes; at most \(HexJSON.maxBytes) are read"
            case .text(let line, let column, let message): "line \(line), column \(column): \(message)"
            case .layout(let fault): fault.description
            }
        }
    }

    private struct Hex {
        let key: String
        let name: String?
        let column: Int
        let row: Int
    }

    /// - Parameter areas: the words that lead to an area (ids, names, aliases, codes): by them it is decided for each hex whether its key
    ///   or its name is used. Where neither leads to an area the key stands.
    public static func layout(_ bytes: [UInt8], areas: [String] = []) throws(Fault) -> TileLayout {
        guard bytes.count <= maxBytes else { throw .tooLarge(bytes: bytes.count) }
        let shape: TileLayout.Shape
        let hexes: [Hex]
        do throws(JSONReader.Fault) {
            (shape, hexes) = try read(bytes)
        } catch {
            throw .text(line: error.line, column: error.column, message: error.message)
        }
        let known = Set(areas.map(searchKey))
        let top = hexes.map(\.row).max() ?? 0
        // Which rows are moved depends on the number in the file, before rows are counted from the north.
        let isFlipped = !top.isMultiple(of: 2)
        let turned: TileLayout.Shape =
            switch shape {
            case .oddRow where isFlipped: .evenRow
            case .evenRow where isFlipped: .oddRow
            default: shape
            }
        let tiles = hexes.map { hex in
            let isByName =
                !known.contains(searchKey(hex.key)) && hex.name.map { known.contains(searchKey($0)) } == true
            return TileLayout.Tile(
                area: isByName ? hex.name ?? hex.key : hex.key,
                place: TileLayout.Place(column: hex.column, row: top - hex.row)
            )
        }
        do throws(TileLayout.Fault) {
            return try TileLayout(shape: turned, tiles: tiles)
        } catch {
            throw .layout(error)
        }
    }

    private static func read(_ bytes: [UInt8]) throws(JSONReader.Fault) -> (TileLayout.Shape, [Hex]) {
        var reader = try JSONReader(bytes)
        var shape: TileLayout.Shape?
        var hexes: [Hex]?
        try reader.object { (reader, key) throws(JSONReader.Fault) in
            switch key {
            case "layout":
                let word = try reader.string()
                guard let known = TileLayout.Shape(rawValue: word) else {
                    let words = TileLayout.Shape.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
                    throw reader.fault("the layout '\(word.prefix(40))' is not one of \(words)")
                }
                shape = known
            case "hexes":
                hexes = try readHexes(&reader)
            default: reader.skip()
            }
        }
        guard let shape else { throw reader.fault("'layout' is missing") }
        guard let hexes else { throw reader.fault("'hexes' is missing") }
        return (shape, hexes)
    }

    private static func readHexes(_ reader: inout JSONReader) throws(JSONReader.Fault) -> [Hex] {
        var hexes: [Hex] = []
        try reader.object { (reader, key) throws(JSONReader.Fault) in
            guard hexes.count < TileLayout.maxTiles else {
                throw reader.fault("a layout has at most \(TileLayout.maxTiles) hexes")
            }
            var name: String?
            var column: Int?
            var row: Int?
            try reader.object { (reader, member) throws(JSONReader.Fault) in
                switch member {
                case "q":
                    column = try whole(&reader)
                case "r":
                    row = try whole(&reader)
                case "n", "name":
                    switch reader.kind {
                    case .string: name = try reader.string()
                    case .number: name = try reader.numericCode()
                    default: reader.skip()
                    }
                default: reader.skip()
                }
            }
            guard let column, let row else { throw reader.fault("the hex '\(key.prefix(40))' needs both 'q' and 'r'") }
            hexes.append(Hex(key: key, name: name, column: column, row: row))
        }
        return hexes
    }

    private static func whole(_ reader: inout JSONReader) throws(JSONReader.Fault) -> Int {
        let value = try reader.number()
        guard let whole = Int(exactly: value), abs(whole) <= farthest else {
            throw reader.fault("a whole number between -\(farthest) and \(farthest) is expected")
        }
        return whole
    }
}
