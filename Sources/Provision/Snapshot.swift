/// The state of all ratings at a date: for each area and service type the latest rating whose reference date is not after it.
///
/// With `knownAt` it is that state as it was on record by then, so that an earlier paper can be reproduced after corrections.
public struct Snapshot: Sendable {
    public let asOf: CalendarDate
    public let knownAt: Instant?
    /// The areas with a row, by place in the hierarchy, in the order of the hierarchy's document.
    public let rows: [Int]
    /// The number of columns: all service types of the framework.
    public let columns: Int
    /// Row by row, `columns` to a row.
    public let states: [CellState]
    /// For each cell the rating table's entry behind it, -1 where there is none.
    public let entries: [Int]
    /// For each cell the ratings it is made of, where its row stands for other areas than were rated; empty where it is
    /// one rating of the row's own area.
    public let parts: [[CellPart]]
    /// The areas whose ratings a row shows, by place in the hierarchy: itself, or those it is made of.
    public let members: [[Int]]
    public let basis: AreaBasis
    /// How one level was chosen where parts differ.
    public let rule: CombinationRule

    /// The day whose areas its rows are, and whose parents they have: its own date, unless it was asked for on the areas of another.
    public var areasAsOf: CalendarDate { basis.date(asOf: asOf) }

    /// Whether any cell shows ratings of other areas than its row's.
    public var isCombined: Bool { parts.contains { !$0.isEmpty } }

    /// The ratings a cell is made of; empty where it is one of the row's own area.
    public func parts(row: Int, column: Int) -> [CellPart] {
        guard rows.indices.contains(row), (0..<columns).contains(column) else { return [] }
        return parts[row * columns + column]
    }

    /// The row of an area, by place in the hierarchy; nil where it has none. Rows are in the order of the hierarchy.
    public func row(of area: Int) -> Int? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < area { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low] == area ? low : nil
    }

    public func state(row: Int, column: Int) -> CellState {
        guard rows.indices.contains(row), (0..<columns).contains(column) else { return .unrated }
        return states[row * columns + column]
    }

    /// The rating table's entry behind a cell.
    public func entry(row: Int, column: Int) -> Int? {
        guard rows.indices.contains(row), (0..<columns).contains(column) else { return nil }
        let entry = entries[row * columns + column]
        return entry < 0 ? nil : entry
    }

    /// How many cells of some rows are at each level.
    public func counts(scale: RatingScale, rows chosen: some Sequence<Int>) -> LevelCounts {
        var counts = LevelCounts(scale: scale)
        for row in chosen where rows.indices.contains(row) {
            for state in states[row * columns..<(row + 1) * columns] { counts.count(state) }
        }
        return counts
    }

    /// How many cells of some rows are at each level, in one column or, for nil, in all.
    public func counts(scale: RatingScale, rows chosen: some Sequence<Int>, column: Int?) -> LevelCounts {
        guard let column else { return counts(scale: scale, rows: chosen) }
        var counts = LevelCounts(scale: scale)
        for row in chosen { counts.count(state(row: row, column: column)) }
        return counts
    }
}

extension ProvisionModel {
    /// The snapshot at a date.
    ///
    /// The areas rated are those that had been asked by a round opened by then, or have a rating about a date not after it.
    /// Its rows are the areas of `basis` that stand for them. Where an area that ended has a successor with a rating of its
    /// own, the successor's holds.
    ///
    /// - Parameters:
    ///   - asOf: the date the ratings are about.
    ///   - knownAt: only what was on record at this moment; nil for all that is on record now.
    ///   - within: only rows in or below this area, by place in the hierarchy, or its predecessors where it has not begun;
    ///     `scope(of:on:basis:)` tells whether that is so.
    ///   - basis: which areas the rows are.
    ///   - rule: how one level is chosen where a row is made of several areas.
    public func snapshot(
        asOf: CalendarDate,
        knownAt: Instant? = nil,
        within: Int? = nil,
        basis: AreaBasis = .current,
        rule: CombinationRule = .worst
    ) -> Snapshot {
        let columns = framework.serviceTypes.count
        // Ratings first go to the areas of the day, so that a successor's own rating replaces those it inherited.
        var cells = regrouped(statedRows(asOf: asOf, knownAt: knownAt), asOf: asOf, basis: .current)
        // Then each of those ratings to the areas asked for, by the area it was stated of: a rating of Blackpool stays
        // Blackpool's, though a later area is made of Blackpool and others.
        if basis != .current { cells = regrouped(takenApart(cells), asOf: asOf, basis: basis) }
        if let within {
            let date = basis.date(asOf: asOf)
            cells = cells.filter { areas.isWithin($0.area, within, on: date) }
        }

        var states: [CellState] = []
        var entries: [Int] = []
        var parts: [[CellPart]] = []
        for row in cells {
            for stated in row.cells {
                let cell = stated.isEmpty ? [CellPart(area: row.area, state: .unrated, entry: -1)] : stated
                let isOwn = cell.count == 1 && cell[0].area == row.area
                let state = isOwn ? cell[0].state : combine(cell, by: rule)
                states.append(state)
                entries.append(cell.first { $0.state == state }?.entry ?? -1)
                parts.append(isOwn || row.members == [row.area] ? [] : cell)
            }
        }
        return Snapshot(
            asOf: asOf,
            knownAt: knownAt,
            rows: cells.map(\.area),
            columns: columns,
            states: states,
            entries: entries,
            parts: parts,
            members: cells.map(\.members),
            basis: basis,
            rule: rule
        )
    }

    /// A row while it is put together: an area, the rated areas it stands for, and for each cell the ratings.
    private struct Row {
        let area: Int
        var members: [Int]
        var cells: [[CellPart]]
    }

    /// The areas as they were rated: each with one part a cell.
    private func statedRows(asOf: CalendarDate, knownAt: Instant?) -> [Row] {
        var isRow = [Bool](repeating: false, count: areas.areas.count)
        for round in rounds where round.opened <= asOf {
            for area in round.asked.compactMap({ areas.index(of: $0) }) { isRow[area] = true }
        }
        return areas.areas.indices.compactMap { area in
            let cells = framework.serviceTypes.indices.map { service in
                let entry = ratings.current(area: area, service: service, asOf: asOf, knownAt: knownAt)
                return [CellPart(area: area, state: entry.map { ratings.states[$0] } ?? .unrated, entry: entry ?? -1)]
            }
            return isRow[area] || cells.contains { $0[0].entry >= 0 }
                ? Row(area: area, members: [area], cells: cells) : nil
        }
    }

    /// The same ratings in rows of the areas they were stated of.
    private func takenApart(_ rows: [Row]) -> [Row] {
        rows.flatMap { row -> [Row] in
            guard row.members != [row.area] else { return [row] }
            return Set(row.cells.joined().map(\.area)).sorted().map { area in
                Row(area: area, members: [area], cells: row.cells.map { $0.filter { $0.area == area } })
            }
        }
    }

    /// The same ratings in rows of other areas, in the order of the hierarchy's document.
    private func regrouped(_ rows: [Row], asOf: CalendarDate, basis: AreaBasis) -> [Row] {
        var result: [Int: Row] = [:]
        for row in rows {
            for target in areas(standingFor: row.area, basis: basis, asOf: asOf) {
                guard let existing = result[target] else {
                    result[target] = Row(area: target, members: row.members, cells: row.cells)
                    continue
                }
                result[target] = merged(existing, row)
            }
        }
        return result.values.sorted { $0.area < $1.area }
    }

    /// Two sets of ratings for one row. A rating of the row's own area replaces those it would inherit.
    private func merged(_ first: Row, _ second: Row) -> Row {
        var row = first
        let target = first.area
        let isInherited = first.members == [target] || second.members == [target]
        row.members =
            isInherited
            ? [target] + (first.members + second.members).filter { $0 != target } : first.members + second.members
        for column in row.cells.indices where second.cells.indices.contains(column) {
            let all = first.cells[column] + second.cells[column]
            let own = all.filter { $0.area == target && $0.entry >= 0 }
            let others = all.filter { $0.area != target }
            row.cells[column] = own.isEmpty ? (others.isEmpty ? all : others) : own
        }
        return row
    }
}
