import Provision

/// Finds which numbers of a table must not be told, so that nobody can read out of it, or work out from it, a number from one to four.
///
/// A number is withheld if it is itself that small, or if it leaves so few of what it is a part of (seen 12, measured twice 10: two were
/// not). Where a total is told beside its parts, what is withheld among them is never one number alone, nor so little that it has to
/// be small: the smallest of the others goes too or, where there is none, the total. A group's total that is withheld takes the whole
/// total along.
struct SmallNumbers {
    /// Line by line and count by count; nil where nothing is stated, or it was withheld by who stated it.
    typealias Counts = [Outcome.Count: Int]

    private(set) var lines: [Line]
    private(set) var groups: [Line]
    /// The sums of groups.
    private(set) var wholes: [Line]
    /// The lines of each group, …
    private let members: [[Int]]
    /// … and the groups of each whole.
    private let parts: [[Int]]
    /// Lines that count the same families: of one service and period, by several measures.
    private let same: [[Int]]

    struct Line {
        var counts: Counts
        var withheld: Set<Outcome.Count>

        /// What may be told of a count; nil where it is withheld or nothing is stated.
        func told(_ count: Outcome.Count) -> Int? { withheld.contains(count) ? nil : counts[count] }
    }

    /// - Parameters:
    ///   - lines: each with the counts that were withheld from the beginning.
    ///   - members: the lines of each group, by place; each line in one.
    ///   - parts: the groups of each whole, by place; each group in one.
    ///   - same: lines that count the same families.
    init(_ lines: [Line], members: [[Int]], parts: [[Int]], same: [[Int]] = []) {
        self.lines = lines
        self.members = members
        self.parts = parts
        self.same = same
        let sums = members.map { places in Self.total(places.map { lines[$0] }) }
        groups = sums
        wholes = parts.map { places in Self.total(places.map { sums[$0] }) }
        while hideOnce() {}
    }

    /// The sum of each count over the lines that state it. One that any line withholds is not known.
    private static func total(_ lines: [Line]) -> Line {
        var sum = Line(counts: [:], withheld: [])
        for line in lines {
            for (count, number) in line.counts { sum.counts[count, default: 0] += number }
            sum.withheld.formUnion(line.withheld)
        }
        return sum
    }

    /// One pass over all lines and sums.
    ///
    /// - Returns: whether it withheld anything that was told before.
    private mutating func hideOnce() -> Bool {
        let before = withheldCount
        for place in lines.indices { Self.hideSmall(&lines[place]) }
        for place in groups.indices { Self.hideSmall(&groups[place]) }
        for place in wholes.indices { Self.hideSmall(&wholes[place]) }
        for places in same {
            // By several measures those seen are the same, those measured are not.
            for count in Outcome.Count.allCases where count.whole != .paired && count != .paired {
                guard places.contains(where: { lines[$0].withheld.contains(count) }) else { continue }
                for place in places where lines[place].counts[count] ?? 0 > 0 { lines[place].withheld.insert(count) }
            }
        }
        for count in Outcome.Count.allCases {
            for (group, places) in members.enumerated() { protect(count, group, places) }
            for (whole, places) in parts.enumerated() {
                if places.contains(where: { groups[$0].withheld.contains(count) }) {
                    wholes[whole].withheld.insert(count)
                }
                // Of one group the whole is the same number.
                if places.count == 1, wholes[whole].withheld.contains(count) {
                    for place in places { groups[place].withheld.insert(count) }
                }
            }
        }
        return withheldCount > before
    }

    private var withheldCount: Int {
        (lines + groups + wholes).reduce(0) { $0 + $1.withheld.count }
    }

    /// Withholds what is small in a line, what leaves few of its whole, and every part of what is withheld.
    private static func hideSmall(_ line: inout Line) {
        for count in Outcome.Count.allCases {
            guard let number = line.counts[count], number > 0 else { continue }
            if OutcomeCount.isSmall(number) { line.withheld.insert(count) }
            guard let whole = count.whole else { continue }
            if line.withheld.contains(whole) { line.withheld.insert(count) }
            if let base = line.counts[whole], OutcomeCount.isSmall(base - number) { line.withheld.insert(count) }
        }
    }

    /// Sees to it that what is withheld of a group's lines cannot be worked out from its total.
    private mutating func protect(_ count: Outcome.Count, _ group: Int, _ places: [Int]) {
        let hidden = places.filter { lines[$0].withheld.contains(count) && lines[$0].counts[count] ?? 0 > 0 }
        guard !hidden.isEmpty, !groups[group].withheld.contains(count) else { return }
        let sum = hidden.reduce(0) { $0 + (lines[$1].counts[count] ?? 0) }
        guard hidden.count < 2 || sum <= hidden.count || OutcomeCount.isSmall(sum) else { return }
        // The line after the first that is withheld, round to the beginning.
        let first = places.firstIndex { hidden.contains($0) } ?? 0
        let next = (places[first...] + places[..<first]).first { place in
            !lines[place].withheld.contains(count) && lines[place].counts[count] ?? 0 > 0
        }
        if let next {
            lines[next].withheld.insert(count)
        } else {
            groups[group].withheld.insert(count)
        }
    }
}
