public import Provision

extension ProvisionTable {
    /// The number of rows in all groups.
    public var rowCount: Int { groups.reduce(0) { $0 + $1.rows.count } }

    /// What stands in a cell: the level's code, "n/e" for not expected, "–" for not rated.
    public func letter(_ state: CellState) -> String { state.sign(as: level(of: state)) }

    /// A cell in words.
    public func words(_ state: CellState) -> String { state.name(as: level(of: state)) }

    /// What a table's key says of one state of its cells.
    public struct KeyEntry: Sendable {
        public let state: CellState
        /// What stands in the cells: "G", "n/e", "–".
        public let sign: String
        /// "Full provision", "Not rated".
        public let name: String
        public let meaning: String
        /// How many cells are in it.
        public let count: Int
    }

    /// The table's key: all levels in their order, then the other states that cells are in.
    public var key: [KeyEntry] {
        func entry(_ state: CellState, _ count: Int) -> KeyEntry {
            KeyEntry(
                state: state,
                sign: letter(state),
                name: words(state),
                meaning: state.meaning(as: level(of: state)),
                count: count
            )
        }
        return levels.indices.map { entry(.level($0), counts.levels[$0]) }
            + [entry(.notExpected, counts.notExpected), entry(.unrated, counts.unrated)].filter { $0.count > 0 }
    }

    /// What must be known to read the table: how levels were combined, how areas were divided, what the marks of rows mean.
    var readingNotes: [String] {
        (ruleNote.map { ["\($0) Small letters are the levels it is made of."] } ?? []) + divisionNotes
            + marks.map { "\($0.mark.rawValue) \($0.meaning)." }
    }

    func level(of state: CellState) -> Level? {
        state.levelIndex.flatMap { levels.indices.contains($0) ? levels[$0] : nil }
    }

    /// "26 no provision, 44 some provision, …", the worst level first, then states outside the ranks.
    public func summary(_ counts: LevelCounts) -> String {
        let order = levels.placesAsCounted
        var parts = order.map { "\(grouped(counts.levels[$0])) \(levels[$0].name.lowercased())" }
        if counts.notExpected > 0 {
            parts.append("\(grouped(counts.notExpected)) \(CellState.notExpected.words(as: nil))")
        }
        if counts.unrated > 0 { parts.append("\(grouped(counts.unrated)) \(CellState.unrated.words(as: nil))") }
        return parts.joined(separator: ", ")
    }

    /// What a reader must know of a cell beside its level, in words: where it comes from, what it is made of, how it moved.
    func remarks(_ row: Row, _ column: Int) -> [String] {
        func item<Item>(_ list: [Item?]) -> Item? { list.indices.contains(column) ? list[column] : nil }
        return [
            item(row.qualifiers)?.name.lowercased(), item(row.compositions).map { "made of \($0)" },
            item(row.moves).map { $0.words(from: self.words($0.before).lowercased()) },
        ].compactMap { $0 }
    }

    /// A cell with its place, in words: what its tooltip says.
    func title(_ row: Row, _ column: Int) -> String {
        let state = row.cells.indices.contains(column) ? row.cells[column] : .unrated
        let name = columns.indices.contains(column) ? columns[column] : ""
        let remarks = remarks(row, column)
        return "\(row.name), \(name): \(words(state))"
            + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))")
    }
}
