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
}

extension ProvisionModel {
    /// The snapshot at a date.
    ///
    /// Its rows are the areas that had been asked by a round opened by then, or have a rating about a date not after it.
    ///
    /// - Parameters:
    ///   - asOf: the date the ratings are about.
    ///   - knownAt: only what was on record at this moment; nil for all that is on record now.
    ///   - within: only areas in or below this one, by place in the hierarchy.
    public func snapshot(asOf: CalendarDate, knownAt: Instant? = nil, within: Int? = nil) -> Snapshot {
        let columns = framework.serviceTypes.count
        var isRow = [Bool](repeating: false, count: areas.areas.count)
        for round in rounds where round.opened <= asOf {
            for area in round.asked.compactMap({ areas.index(of: $0) }) { isRow[area] = true }
        }
        var rows: [Int] = []
        var states: [CellState] = []
        var entries: [Int] = []
        for area in areas.areas.indices where within.map({ areas.isWithin(area, $0) }) ?? true {
            let found = (0..<columns).map {
                ratings.current(area: area, service: $0, asOf: asOf, knownAt: knownAt) ?? -1
            }
            guard isRow[area] || found.contains(where: { $0 >= 0 }) else { continue }
            rows.append(area)
            entries += found
            states += found.map { $0 < 0 ? .unrated : ratings.states[$0] }
        }
        return Snapshot(asOf: asOf, knownAt: knownAt, rows: rows, columns: columns, states: states, entries: entries)
    }
}
