public import Provision

/// Where each area's tile stands on a tile map: columns from the west, rows from the north.
public struct TileLayout: Hashable, Sendable {
    public let shape: Shape
    /// In the order they were given; no two tiles in one place.
    public let tiles: [Tile]
    private let places: [String: Place]

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

    /// The most tiles of a layout.
    public static let mostTiles = 10_000
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
                "a layout has at most \(TileLayout.mostTiles) tiles, this one \(count)"
            case .outside(let area):
                "the tile of '\(area)' is out of bounds: columns and rows lie between -\(TileLayout.farthest) and \(TileLayout.farthest)"
            case .sameArea(let area): "'\(area)' has two tiles; give each area one"
            case .samePlace(let first, let second):
                "'\(first)' and '\(second)' stand in one place; move one of them"
            }
        }
    }

    public init(shape: Shape, tiles: [Tile]) throws(Fault) {
        guard tiles.count <= Self.mostTiles else { throw .tooManyTiles(tiles.count) }
        var places: [String: Place] = [:]
        var taken: [Place: String] = [:]
        let bounds = -Self.farthest...Self.farthest
        for tile in tiles {
            guard bounds.contains(tile.place.column), bounds.contains(tile.place.row) else {
                throw .outside(area: tile.area)
            }
            guard places.updateValue(tile.place, forKey: comparable(tile.area)) == nil else {
                throw .sameArea(tile.area)
            }
            if let other = taken.updateValue(tile.area, forKey: tile.place) {
                throw .samePlace(first: other, second: tile.area)
            }
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
        for area in areas where places[comparable(area)] == nil {
            let place = Place(column: tiles.count % columns, row: tiles.count / columns)
            places[comparable(area)] = place
            tiles.append(Tile(area: area, place: place))
        }
        shape = .square
        self.tiles = tiles
        self.places = places
    }

    /// The place of an area that goes by any of these words (id, name, aliases, codes); the first word that leads to a tile counts.
    public func place(of words: [String]) -> Place? {
        for word in words {
            if let place = places[comparable(word)] { return place }
        }
        return nil
    }
}
