public import Provision

/// Where each area's tile stands on a tile map: columns from the west, rows from the north.
public struct TileLayout: Hashable, Sendable {
    public let shape: Shape
    /// In the order they were given. Two may stand in one place, or belong to one area: see `fault(showing:)`.
    public let tiles: [Tile]
    private let places: [String: Place]
    /// The areas with more than one tile, as they are compared.
    private var repeated: Set<String> = []

    /// The form of tiles, and which of them are moved by half a tile.
    public enum Shape: String, CaseIterable, Hashable, Sendable {
        case square
        /// Hexagons with a point upwards; odd (or even) rows moved half a tile to the right.
        case oddRow = "odd-r"
        case evenRow = "even-r"
        /// Hexagons with a flat side upwards; odd (or even) columns moved half a tile upwards.
        case oddColumn = "odd-q"
        case evenColumn = "even-q"
    }

    /// A place on the map: columns from the west, rows from the north.
    public typealias Place = Area.Tile

    public struct Tile: Hashable, Sendable {
        /// An area's id, name, alias or public code.
        public let area: String
        public let place: Place

        public init(area: String, place: Place) {
            self.area = area
            self.place = place
        }
    }

    /// The most tiles of a layout: room for the 35,672 small areas (LSOAs) of England and Wales.
    public static let maxTiles = 50_000
    /// Columns and rows lie between minus this and this.
    public static let farthest = 2_000

    /// What is wrong with a layout.
    public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case tooManyTiles(Int)
        case outside(area: String)
        case sameArea(String)
        case samePlace(first: String, second: String)

        public var description: String {
            switch self {
            case .tooManyTiles(let count):
                "a layout has at most \(TileLayout.maxTiles) tiles, this one \(count)"
            case .outside(let area):
                "the tile of '\(area)' is out of bounds: columns and rows lie between -\(TileLayout.farthest) and \(TileLayout.farthest)"
            case .sameArea(let area): "'\(area)' has two tiles; give each area one"
            case .samePlace(let first, let second):
                "'\(first)' and '\(second)' stand in one place; move one of them"
            }
        }
    }

    /// - Throws: too many tiles, or one out of bounds. Published layouts of whole nations have tiles in one place; whether that matters
    ///   depends on what is shown.
    public init(shape: Shape, tiles: [Tile]) throws(Fault) {
        guard tiles.count <= Self.maxTiles else { throw .tooManyTiles(tiles.count) }
        var places: [String: Place] = [:]
        let bounds = -Self.farthest...Self.farthest
        for tile in tiles {
            guard bounds.contains(tile.place.column), bounds.contains(tile.place.row) else {
                throw .outside(area: tile.area)
            }
            let area = searchKey(tile.area)
            if places[area] == nil { places[area] = tile.place } else { repeated.insert(area) }
        }
        self.shape = shape
        self.tiles = tiles
        self.places = places
    }

    /// The tiles that areas have themselves. Where areas of several kinds stand together, the first on a place keeps it; nil where none
    /// has a tile.
    public init?(of areas: [AreaLevels.Area]) {
        var taken: Set<Place> = []
        let tiles = areas.compactMap { area -> Tile? in
            guard let place = area.tile, let word = area.words.first, taken.insert(place).inserted else { return nil }
            return Tile(area: word, place: place)
        }
        guard !tiles.isEmpty, let layout = try? TileLayout(shape: .square, tiles: tiles) else { return nil }
        self = layout
    }

    /// Areas without a geography: square tiles in reading order, about as many columns as rows.
    public init(inReadingOrder areas: [String]) {
        var columns = 1
        while columns * columns < areas.count { columns += 1 }
        var places: [String: Place] = [:]
        var tiles: [Tile] = []
        for area in areas where places[searchKey(area)] == nil {
            let place = Place(column: tiles.count % columns, row: tiles.count / columns)
            places[searchKey(area)] = place
            tiles.append(Tile(area: area, place: place))
        }
        shape = .square
        self.tiles = tiles
        self.places = places
    }

    /// Why these areas cannot be shown by this layout: one has two tiles, or two stand in one place; nil where they can. A fault among
    /// tiles of no area shown does not matter.
    func fault(showing areas: [AreaLevels.Area]) -> Fault? {
        var taken: [Place: String] = [:]
        for area in areas {
            guard let key = area.words.lazy.map(searchKey).first(where: { places[$0] != nil }), let place = places[key]
            else { continue }
            if repeated.contains(key) { return .sameArea(area.name) }
            if let other = taken.updateValue(area.name, forKey: place) {
                return .samePlace(first: other, second: area.name)
            }
        }
        return nil
    }

    /// The place of an area that goes by any of these words (id, name, aliases, codes); the first word that leads to a tile counts.
    public func place(of words: [String]) -> Place? {
        for word in words {
            if let place = places[searchKey(word)] { return place }
        }
        return nil
    }
}
