import Provision

/// In which order a heatmap shows areas and service types, within their groups.
public enum HeatmapOrder: String, CaseIterable, Sendable {
    case given, name, severity, similarity

    /// As the caption says it; nil for the order of the documents.
    var words: String? {
        switch self {
        case .given: nil
        case .name: "Areas and service types are in the order of their names, within their groups."
        case .severity:
            "Areas and service types are in order of severity within their groups, the farthest from full provision on average first."
        case .similarity:
            "Areas and service types are in order of similarity within their groups: optimal leaf ordering of average-linkage clusters."
        }
    }
}

/// Where each row and column of a table stands in a heatmap: rows under their ICS, columns under their reach.
struct HeatmapArrangement {
    let rows: [(name: String, rows: [ProvisionTable.Row])]
    /// Columns by their place in the table; one group without a heading where the framework says nothing of reach.
    let columns: [(heading: String?, columns: [Int])]

    init(_ table: ProvisionTable, _ order: HeatmapOrder) {
        let measure = Measure(table)
        let columnGroups = Self.columnGroups(table)
        columns = columnGroups.map { heading, columns in
            let cells = columns.map { column in
                table.groups.flatMap(\.rows).map { $0.cells.indices.contains(column) ? $0.cells[column] : .unrated }
            }
            let sorted = Self.sorted(order, names: columns.map { table.columns[$0] }, cells: cells, measure)
            return (heading, sorted.map { columns[$0] })
        }
        rows = Self.rowGroups(table).map { group in
            let sorted = Self.sorted(order, names: group.rows.map(\.name), cells: group.rows.map(\.cells), measure)
            return (group.name, sorted.map { group.rows[$0] })
        }
    }

    /// Rows under their headings. Areas that belong to nothing, and so would head themselves, stand together.
    private static func rowGroups(_ table: ProvisionTable) -> [(name: String, rows: [ProvisionTable.Row])] {
        var groups: [(name: String, rows: [ProvisionTable.Row])] = []
        var alone: Int?
        for group in table.groups {
            guard group.rows.count == 1, let row = group.rows.first, row.name == group.name else {
                groups.append((group.name, group.rows))
                continue
            }
            if let alone {
                groups[alone].rows.append(row)
            } else {
                alone = groups.count
                groups.append(("Other areas", group.rows))
            }
        }
        return groups
    }

    private static func columnGroups(_ table: ProvisionTable) -> [(heading: String?, columns: [Int])] {
        guard table.reaches.contains(where: { $0 != nil }) else { return [(nil, Array(table.columns.indices))] }
        let named = ServiceReach.allCases.map { reach in
            (heading: Optional(reach.name), columns: table.columns.indices.filter { table.reaches[$0] == reach })
        }
        let others = (heading: Optional("Other"), columns: table.columns.indices.filter { table.reaches[$0] == nil })
        return (named + [others]).filter { !$0.columns.isEmpty }
    }

    /// The places of some rows or columns in an order.
    private static func sorted(
        _ order: HeatmapOrder,
        names: [String],
        cells: [[CellState]],
        _ measure: Measure
    ) -> [Int] {
        let given = Array(names.indices)
        switch order {
        case .given: return given
        case .name:
            let keys = names.map(searchKey)
            return given.sorted { (keys[$0], $0) < (keys[$1], $1) }
        case .severity:
            let distances = cells.map(measure.severity)
            return given.sorted { (-distances[$0], $0) < (-distances[$1], $1) }
        case .similarity:
            let found = Seriation.order(given.count) { measure.distance(cells[$0], cells[$1]) }
            // An order and its reverse are alike: the more severe end comes first.
            guard let first = found.first, let last = found.last else { return found }
            let (start, end) = (measure.severity(cells[first]), measure.severity(cells[last]))
            return start < end || (start == end && first > last) ? Array(found.reversed()) : found
        }
    }

    /// How far cells are from full provision, and from each other.
    private struct Measure {
        /// By the level's place: 0 for full provision, 1 for none.
        let shortfalls: [Double]

        init(_ table: ProvisionTable) { shortfalls = table.levels.shortfalls }

        private func shortfall(_ state: CellState) -> Double? {
            state.levelIndex.flatMap { shortfalls.indices.contains($0) ? shortfalls[$0] : nil }
        }

        /// The mean shortfall of the cells that have a level; below every other where none has.
        func severity(_ cells: [CellState]) -> Double {
            let found = cells.compactMap(shortfall)
            return found.isEmpty ? -1 : found.reduce(0, +) / Double(found.count)
        }

        /// The sum of the differences in shortfall; half a scale for a cell that has a level in only one of the two.
        func distance(_ first: [CellState], _ second: [CellState]) -> Double {
            zip(first, second).reduce(0) { sum, pair in
                if pair.0 == pair.1 { return sum }
                guard let one = shortfall(pair.0), let other = shortfall(pair.1) else { return sum + 0.5 }
                return sum + abs(one - other)
            }
        }
    }
}
