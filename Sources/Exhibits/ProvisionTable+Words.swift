public import Provision

extension ProvisionTable {
    /// The number of rows in all groups.
    public var rowCount: Int { groups.reduce(0) { $0 + $1.rows.count } }

    /// What stands in a cell: the level's code, "n/e" for not expected, "–" for not rated.
    public func letter(_ state: CellState) -> String { state.sign(as: level(of: state)) }

    /// A cell in words.
    public func words(_ state: CellState) -> String { state.name(as: level(of: state)) }

    func level(of state: CellState) -> Level? {
        state.levelIndex.flatMap { levels.indices.contains($0) ? levels[$0] : nil }
    }

    /// "26 no provision, 44 some provision, …", the worst level first, then states outside the ranks.
    public func summary(_ counts: LevelCounts) -> String {
        let order = levels.placesAsCounted
        var parts = order.map { "\(grouped(counts.levels[$0])) \(levels[$0].name.lowercased())" }
        if counts.notExpected > 0 { parts.append("\(grouped(counts.notExpected)) not expected") }
        if counts.unrated > 0 { parts.append("\(grouped(counts.unrated)) not rated") }
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
