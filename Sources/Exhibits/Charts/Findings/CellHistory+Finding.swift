import Provision

extension CellHistory {
    /// "Some provision since 1 July 2022, and no provision before".
    var finding: String? {
        guard let spells = lines.first?.spells, let last = spells.last else { return nil }
        func words(_ state: CellState) -> String { ExhibitCell(state).words(levels) }
        let since =
            last.until.map { "from \(last.from.displayText) until \($0.displayText)" }
            ?? "since \(last.from.displayText)"
        guard spells.count > 1 else { return "\(begun(words(last.state))) \(since)" }
        return "\(begun(words(last.state))) \(since), and \(words(spells[spells.count - 2].state).lowercased()) before"
    }
}
