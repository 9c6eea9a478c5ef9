// What is said of a cell that has no level: one place for tables, pictures, legends and sentences.

extension CellState {
    /// What stands in a cell: the level's code, "n/e" where the area does not expect the service type, "–" where nothing is on
    /// record.
    ///
    /// - Parameter level: the state's level, as its scale has it; nil where it has none.
    public func sign(as level: Level?) -> String { level?.code ?? (self == .notExpected ? "n/e" : "–") }

    /// A cell in words, as headings and legends have them: the level's name, "Not expected here" or "Not rated".
    ///
    /// - Parameter level: the state's level, as its scale has it; nil where it has none.
    public func name(as level: Level?) -> String {
        level?.name ?? (self == .notExpected ? "Not expected here" : "Not rated")
    }

    /// What it means that a cell is in this state, as keys have it: what the scale says of the level, or why there is none.
    ///
    /// - Parameter level: the state's level, as its scale has it; nil where it has none.
    public func meaning(as level: Level?) -> String {
        level?.meaning
            ?? (self == .notExpected
                ? "The area states that it does not expect this service type; no gap." : "Nothing is on record.")
    }

    /// A cell as data: the level's code, "not-expected", or nil where nothing is on record.
    ///
    /// - Parameter level: the state's level, as its scale has it; nil where it has none.
    public func code(as level: Level?) -> String? {
        level?.code ?? (self == .notExpected ? Rating.notExpectedWord : nil)
    }

    /// A cell within a sentence: the level's code, "not expected" or "not rated".
    ///
    /// - Parameter level: the state's level, as its scale has it; nil where it has none.
    public func words(as level: Level?) -> String {
        level?.code ?? (self == .notExpected ? "not expected" : "not rated")
    }
}

extension RatingScale {
    /// A cell within a sentence: the level's code, "not expected" or "not rated".
    public func words(_ state: CellState) -> String { state.words(as: level(of: state)) }

    /// A cell as data: the level's code, "not-expected", or nil where nothing is on record.
    public func code(of state: CellState) -> String? { state.code(as: level(of: state)) }
}
