import Provision

/// How findings speak of full provision: the levels of a scale that close a gap.
struct FullProvision {
    private let places: Set<Int>
    /// "full provision"; of a scale in which several levels close a gap, all their names.
    let name: String

    /// Nil for a scale in which no level closes a gap.
    init?(_ levels: [Level]) {
        let places = levels.indices.filter { levels[$0].closesGap }
        guard !places.isEmpty else { return nil }
        self.places = Set(places)
        name = places.map { levels[$0].name.lowercased() }.joined(separator: " or ")
    }

    func holds(_ state: CellState) -> Bool { state.levelIndex.map(places.contains) ?? false }

    func count(in counts: LevelCounts) -> Int { places.reduce(0) { $0 + counts.cells(at: .level($1)) } }

    /// "Full provision".
    var capitalised: String { begun(name) }
}

/// A text with its first letter as a sentence begins.
func begun(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

/// A share in per cent as prose has it: "12%"; what is more than nothing and less than 1% is "under 1%", what is short of all is never 100%.
func percentInWords(_ part: Double, of whole: Double) -> String {
    guard whole > 0, part.isFinite, whole.isFinite else { return "0%" }
    let share = min(max(part / whole, 0), 1) * 100
    if share > 0, share < 1 { return "under 1%" }
    if share < 100, share > 99 { return "over 99%" }
    return "\(grouped(share.rounded()))%"
}

/// "A or B", "A, B or C"; beyond three the rest is counted.
func listedAsAny(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    guard names.count <= 3 else {
        return "any of \(names.prefix(2).joined(separator: ", ")) and \(grouped(names.count - 2)) more"
    }
    return names.dropLast().joined(separator: ", ") + " or " + last
}

/// A span of months: "5 months", "2 years".
func monthsInWords(_ months: Int) -> String {
    months >= 24 && months.isMultiple(of: 12) ? counted(months / 12, "year") : counted(months, "month")
}
