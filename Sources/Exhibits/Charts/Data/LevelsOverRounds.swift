public import Provision

/// Levels over rounds: in each round how many cells of each group (an ICS) were at each level.
public struct LevelsOverRounds: Sendable {
    public var caption: ExhibitCaption
    public var levels: [Level]
    /// In order of time.
    public var rounds: [String]
    public var groups: [Group]

    public struct Group: Sendable {
        public var name: String
        /// One for each round.
        public var counts: [LevelCounts]

        public init(name: String, counts: [LevelCounts]) {
            self.name = name
            self.counts = counts
        }
    }

    public init(caption: ExhibitCaption, levels: [Level], rounds: [String], groups: [Group]) {
        self.caption = caption
        self.levels = levels
        self.rounds = rounds
        self.groups = groups
    }
}

extension LevelCounts {
    /// How many cells are in one state.
    func cells(at state: CellState) -> Int {
        guard let index = state.levelIndex else { return state == .notExpected ? notExpected : unrated }
        return levels.indices.contains(index) ? levels[index] : 0
    }
}
