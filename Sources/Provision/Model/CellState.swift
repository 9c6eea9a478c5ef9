/// The state of one cell of a table of provision, in one byte: a level by its place in the scale, "not expected", or unrated.
///
/// Unrated is the absence of a rating, never a level.
public struct CellState: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let notExpected = CellState(rawValue: 254)
    public static let unrated = CellState(rawValue: 255)

    /// The level with this place in the scale.
    ///
    /// - Parameter index: below `RatingScale.maxLevels`; a scale with more levels is refused before any cell is of it.
    public static func level(_ index: Int) -> CellState {
        precondition((0..<RatingScale.maxLevels).contains(index), "a scale has no level \(index)")
        return CellState(rawValue: UInt8(truncatingIfNeeded: index))
    }

    /// The level's place in the scale; nil when the cell has no level.
    public var levelIndex: Int? { rawValue < RatingScale.maxLevels ? Int(rawValue) : nil }
}

extension RatingScale {
    /// The level of a cell; nil when it has none.
    public func level(of state: CellState) -> Level? { state.levelIndex.flatMap { level(at: $0) } }

    /// What a rating says, as the state of a cell; nil for a code that the scale does not have.
    public func state(of value: Rating.Value) -> CellState? {
        switch value {
        case .level(let code): index(of: code).map(CellState.level)
        case .notExpected: .notExpected
        }
    }
}

/// How many cells are at each level.
public struct LevelCounts: Hashable, Sendable {
    /// By the level's place in the scale.
    public private(set) var levels: [Int]
    public private(set) var notExpected = 0
    public private(set) var unrated = 0

    public init(scale: RatingScale) {
        levels = Array(repeating: 0, count: scale.levels.count)
    }

    public mutating func count(_ state: CellState) {
        if let index = state.levelIndex, levels.indices.contains(index) {
            levels[index] += 1
        } else if state == .notExpected {
            notExpected += 1
        } else {
            unrated += 1
        }
    }

    /// Cells that hold a level.
    public var rated: Int { levels.reduce(0, +) }
}
