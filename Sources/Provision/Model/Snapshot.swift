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
    /// The areas that a row stands for, by place in the hierarchy: itself first, where it was asked or rated, and those it
    /// came from or is made of.
    public let members: [[Int]]
    /// For each row and part of the register the returns whose lists stand for it, by place in the model's.
    fileprivate let lists: [[[Int]]]
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

    /// The returns whose lists of services, or of interventions, stand for a row, by place in the model's, by area: that of the
    /// row's own area or, where it has made none, those of the areas it came from; and those of the areas it is made of.
    public func returns(listing part: RegisterPart, row: Int) -> [Int] {
        lists.indices.contains(row) ? lists[row][part.rawValue] : []
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
        snapshot(asOf: asOf, knownAt: knownAt, within: within, basis: basis, rule: rule, current: nil, of: nil)
    }

    /// The snapshots at several dates, in their order: the ratings of all are looked up in one pass.
    ///
    /// - Parameter stated: only what was stated of these areas, by place in the hierarchy; nil for all.
    public func snapshots(
        asOf dates: [CalendarDate],
        knownAt: Instant? = nil,
        basis: AreaBasis = .current,
        rule: CombinationRule = .worst,
        of stated: Set<Int>? = nil
    ) -> [Snapshot] {
        let sorted = dates.sorted()
        guard sorted == dates, dates.count > 1, stated == nil else {
            return dates.map {
                snapshot(asOf: $0, knownAt: knownAt, within: nil, basis: basis, rule: rule, current: nil, of: stated)
            }
        }
        let current = ratings.current(asOf: dates, knownAt: knownAt)
        return concurrentMap(dates.count) {
            snapshot(
                asOf: dates[$0],
                knownAt: knownAt,
                within: nil,
                basis: basis,
                rule: rule,
                current: current[$0],
                of: nil
            )
        }
    }

    /// - Parameter current: for each cell of the rating table the entry at the date, where that is known already.
    private func snapshot(
        asOf: CalendarDate,
        knownAt: Instant?,
        within: Int?,
        basis: AreaBasis,
        rule: CombinationRule,
        current: [Int32]?,
        of stated: Set<Int>?
    ) -> Snapshot {
        let columns = framework.serviceTypes.count
        // Ratings first go to the areas of the day, so that a successor's own rating replaces those it inherited.
        var cells = regrouped(statedRows(asOf: asOf, knownAt: knownAt, current, stated), asOf: asOf, basis: .current)
        // Then each of those ratings to the areas asked for, by the area it was stated of: a rating of Blackpool stays
        // Blackpool's, though a later area is made of Blackpool and others.
        if basis != .current { cells = regrouped(takenApart(cells), asOf: asOf, basis: basis) }
        cells.removeAll { !$0.isShown }
        if let within {
            let date = basis.date(asOf: asOf)
            cells = cells.filter { areas.isWithin($0.area, within, on: date) }
        }

        var states: [CellState] = []
        var entries: [Int] = []
        var parts: [[CellPart]] = []
        states.reserveCapacity(cells.count * columns)
        entries.reserveCapacity(cells.count * columns)
        parts.reserveCapacity(cells.count * columns)
        for row in cells {
            switch row.cells {
            case .stated(let stated) where stated.area == row.area:
                states += stated.states
                entries += stated.entries.prefix(columns)
                parts.append(contentsOf: repeatElement([], count: columns))
            case .stated(let stated):
                for column in 0..<columns {
                    states.append(stated.states[column])
                    entries.append(stated.entries[column])
                    parts.append(row.members == [row.area] ? [] : [stated.part(column)])
                }
            case .several(let several):
                for stated in several.prefix(columns) {
                    let cell = stated.isEmpty ? [CellPart(area: row.area, state: .unrated, entry: -1)] : stated
                    let isOwn = cell.count == 1 && cell[0].area == row.area
                    let state = isOwn ? cell[0].state : combine(cell, by: rule)
                    states.append(state)
                    entries.append(cell.first { $0.state == state }?.entry ?? -1)
                    parts.append(isOwn || row.members == [row.area] ? [] : cell)
                }
            }
        }
        assert(states.count == cells.count * columns && parts.count == states.count && entries.count == states.count)
        return Snapshot(
            asOf: asOf,
            knownAt: knownAt,
            rows: cells.map(\.area),
            columns: columns,
            states: states,
            entries: entries,
            parts: parts,
            members: cells.map(\.members),
            lists: cells.map { row in row.cells.lists(from: columns) },
            basis: basis,
            rule: rule
        )
    }

    /// A row while it is put together: an area, the areas it stands for, and for each cell the ratings.
    private struct Row {
        let area: Int
        let members: [Int]
        let cells: Cells
        /// Whether it was asked or rated; where it only listed services, it has no row of its own.
        let isShown: Bool
    }

    /// The cells of a row. After those of the service types come those of the register, one for each part: its entries are places of
    /// returns.
    private enum Cells {
        /// What one area stated: nearly every row.
        case stated(Stated)
        /// For each cell what several areas stated, or nobody.
        case several([[CellPart]])

        /// For each part of the register the returns that list it.
        func lists(from columns: Int) -> [[Int]] {
            switch self {
            case .stated(let stated): stated.entries.dropFirst(columns).map { $0 < 0 ? [] : [$0] }
            case .several(let cells): cells.dropFirst(columns).map { $0.map(\.entry).filter { $0 >= 0 } }
            }
        }

        /// The areas that anything was stated of.
        var areas: Set<Int> {
            switch self {
            case .stated(let stated): [stated.area]
            case .several(let cells): Set(cells.joined().map(\.area))
            }
        }

        /// Cell by cell the parts.
        var parts: [[CellPart]] {
            switch self {
            case .stated(let stated): stated.entries.indices.map { [stated.part($0)] }
            case .several(let cells): cells
            }
        }

        /// The same with what was stated of one area alone.
        func of(_ area: Int) -> Cells {
            switch self {
            case .stated(let stated) where stated.area == area: self
            case .stated(let stated): .several(Array(repeating: [], count: stated.entries.count))
            case .several(let cells): .several(cells.map { $0.filter { $0.area == area } })
            }
        }
    }

    /// What one area stated, as flat arrays.
    private struct Stated {
        let area: Int
        /// Of the service types.
        let states: [CellState]
        /// Of the service types and then of the register's parts; -1 where nothing is on record.
        let entries: [Int]

        func part(_ cell: Int) -> CellPart {
            CellPart(
                area: area,
                state: states.indices.contains(cell) ? states[cell] : .unrated,
                entry: entries[cell]
            )
        }
    }

    /// The areas as they were rated: each with one part a cell.
    private func statedRows(asOf: CalendarDate, knownAt: Instant?, _ current: [Int32]?, _ only: Set<Int>?) -> [Row] {
        var isRow = [Bool](repeating: false, count: areas.areas.count)
        for (round, asked) in zip(rounds, askedPlaces) where round.opened <= asOf {
            for area in asked { isRow[area] = true }
        }
        let columns = framework.serviceTypes.count
        return areas.areas.indices.compactMap { area in
            guard only?.contains(area) ?? true else { return nil }
            var states: [CellState] = []
            var entries: [Int] = []
            states.reserveCapacity(columns)
            entries.reserveCapacity(columns + RegisterPart.allCases.count)
            var (isRated, isListed) = (false, false)
            for service in 0..<columns {
                let entry =
                    current.map { Int($0[area * columns + service]) }
                    ?? ratings.current(area: area, service: service, asOf: asOf, knownAt: knownAt) ?? -1
                isRated = isRated || entry >= 0
                states.append(entry < 0 ? .unrated : ratings.states[entry])
                entries.append(entry)
            }
            for part in RegisterPart.allCases {
                let place = latestReturn(listing: part, area: area, asOf: asOf, knownAt: knownAt)
                isListed = isListed || place != nil
                entries.append(place ?? -1)
            }
            let isShown = isRow[area] || isRated
            guard isShown || isListed else { return nil }
            let stated = Stated(area: area, states: states, entries: entries)
            return Row(area: area, members: [area], cells: .stated(stated), isShown: isShown)
        }
    }

    /// The same ratings and lists in rows of the areas they were stated of. An area that a row stands for keeps its place though
    /// nothing of its own is left in the row: it may have been asked.
    private func takenApart(_ rows: [Row]) -> [Row] {
        rows.flatMap { row -> [Row] in
            let stated = row.cells.areas.union(row.members)
            guard stated != [row.area] else { return [row] }
            return stated.sorted().map { area in
                Row(
                    area: area,
                    members: [area],
                    cells: row.cells.of(area),
                    isShown: row.isShown && row.members.contains(area)
                )
            }
        }
    }

    /// The same ratings and lists in rows of other areas, in the order of the hierarchy's document.
    private func regrouped(_ rows: [Row], asOf: CalendarDate, basis: AreaBasis) -> [Row] {
        var rowsOf: [Int: [Row]] = [:]
        for row in rows {
            for target in areas(standingFor: row.area, basis: basis, asOf: asOf) {
                rowsOf[target, default: []].append(row)
            }
        }
        return rowsOf.sorted { $0.key < $1.key }.map { joined($1, as: $0) }
    }

    /// Rows that stand for one area, as its row.
    private func joined(_ rows: [Row], as target: Int) -> Row {
        let members = Set(rows.filter(\.isShown).flatMap(\.members)).sorted()
        return Row(
            area: target,
            members: members.contains(target) ? [target] + members.filter { $0 != target } : members,
            cells: rows.count == 1 ? rows[0].cells : standing(rows.map(\.cells), for: target),
            isShown: rows.contains(where: \.isShown)
        )
    }

    /// Cell by cell what stands for an area of what several rows hold. Which areas' words stand depends on who has spoken alone, so
    /// that it is worked out once for each set of those who have.
    private func standing(_ rows: [Cells], for target: Int) -> Cells {
        let columns = framework.serviceTypes.count
        var stated: [Stated] = []
        for row in rows {
            guard case .stated(let own) = row, !stated.contains(where: { $0.area == own.area }) else {
                return .several(standing(rows.map(\.parts), for: target))
            }
            stated.append(own)
        }
        guard stated.count < 64 else { return .several(standing(rows.map(\.parts), for: target)) }
        stated.sort { $0.area < $1.area }
        var chosen: [UInt64: [Int]] = [:]
        return .several(
            (stated.first?.entries ?? []).indices.map { cell in
                var spoken: UInt64 = cell < columns ? 0 : 1 << 63
                for (place, own) in stated.enumerated() where own.entries[cell] >= 0 { spoken |= 1 << UInt64(place) }
                if let known = chosen[spoken] { return known.map { stated[$0].part(cell) } }
                let standing = standing(stated.map { $0.part(cell) }, for: target, isList: cell >= columns)
                let areas = Set(standing.map(\.area))
                chosen[spoken] = stated.indices.filter { areas.contains(stated[$0].area) }
                return standing
            }
        )
    }

    private func standing(_ rows: [[[CellPart]]], for target: Int) -> [[CellPart]] {
        let columns = framework.serviceTypes.count
        return (rows.first ?? []).indices.map { cell in
            standing(rows.flatMap { $0[cell] }, for: target, isList: cell >= columns)
        }
    }

    /// Of what several areas stated for one cell that which stands for an area. Its own statement replaces those it would
    /// inherit, as those of its predecessors replace what they would have inherited themselves. A level of its own also replaces
    /// those of its parts; a list does not: what an ICS lists is there beside what its areas list.
    private func standing(_ stated: [CellPart], for target: Int, isList: Bool) -> [CellPart] {
        var parts: [CellPart] = []
        // An area that was divided comes by each of its successors.
        for part in stated.sorted(by: { $0.area < $1.area }) where parts.last?.area != part.area { parts.append(part) }
        let spoken = Set(parts.filter { $0.entry >= 0 }.map(\.area))
        let standing = areas.whoseWordStands(for: target, where: spoken.contains)
        if isList {
            let line = Set(areas.lineage(of: target))
            return parts.filter { standing.contains($0.area) || !line.contains($0.area) }
        }
        let chosen = parts.filter { standing.contains($0.area) }
        if chosen.contains(where: { $0.entry >= 0 }) { return chosen }
        let others = parts.filter { $0.area != target }
        return others.isEmpty ? parts : others
    }
}
