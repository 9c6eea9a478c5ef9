import Provision

/// How large the parts of a heatmap are: chosen by the numbers of its rows and columns, so that text fits from 5 x 5 to 200 x 50 cells.
struct HeatmapMeasures {
    /// How much of a cell's content there is room for.
    enum Density {
        /// Letter and glyph, and what a combined cell is made of.
        case roomy
        /// A letter, and a glyph beside it where the column is wide.
        case compact
        /// A letter, or a glyph where the letter is too wide.
        case dense
    }

    let density: Density
    let columnWidth: Double
    /// The space between cells.
    let gap: Double
    /// For each group of rows the height of each.
    let rowHeights: [[Double]]
    let groupHeight: Double
    /// Whether groups of rows have headings.
    let hasGroupHeadings: Bool
    let labelWidth: Double
    let labelText: TextMeasure
    let letterText: TextMeasure
    /// Of what a combined cell is made of.
    let mixtureText: TextMeasure
    static let columnGroupText = TextMeasure(size: 12, isBold: true)
    /// The columns' names, by their places in the table.
    let heads: ColumnHeads
    /// By the column's place in the table: its left, from the table's left.
    let lefts: [Double]
    /// Headings over groups of columns, each in a lane where it meets no other.
    let columnGroups: [ColumnGroup]
    /// The lines of what stands beside the row of shares.
    let sharesLines: [String]
    /// Whether the row of shares stands below the table: on a slide or a page on its side only where rows leave it its room.
    let hasShares: Bool
    /// Where the column of open gaps begins, from the table's left; nil where gaps were not counted.
    let gapsLeft: Double?
    /// The right end of the table.
    let width: Double
    /// The right end of all that is drawn: slanted headings reach beyond the table.
    let totalWidth: Double

    struct ColumnGroup {
        let heading: String
        let left: Double
        let right: Double
        let textLeft: Double
        /// Counted from the lowest.
        let lane: Int
    }

    // In units of the drawing, as CSS pixels.
    static let gapsWidth = 84.0
    static let laneHeight = 20.0
    static let barHeight = 26.0
    private static let groupGap = 12.0

    /// The widest column: cells are tiles rather than bars.
    private static let widestColumn = 48.0

    init(
        _ table: ProvisionTable,
        _ arrangement: HeatmapArrangement,
        rowsByChildren: Bool,
        _ options: ExhibitOptions
    ) {
        let rows = arrangement.rows.flatMap(\.rows)
        let count = max(1, table.columns.count)
        density = rows.count > 80 || count > 26 ? .dense : rows.count > 40 || count > 18 ? .compact : .roomy
        let isMixed = rows.contains { $0.mixtures.contains { $0 != nil } }
        let (rowHeight, labelSize, letterSize, spacing) =
            switch density {
            // Two lines: what a cell moved from and to under its sign, or what it is made of under its letter.
            case .roomy: (table.change != nil || isMixed ? 38.0 : 30.0, 13.0, 14.0, 2.0)
            case .compact: (22.0, 12.0, 12.0, 2.0)
            case .dense: (16.0, 11.0, options.size(10), 1.0)
            }
        let letter = TextMeasure(size: min(letterSize, max(options.size(10), rowHeight - 6)), isBold: true)
        let isLow = options.width?.isLow == true
        gap = spacing
        labelText = TextMeasure(size: labelSize)
        groupHeight = density == .dense || isLow ? 26 : 30

        // Wide enough for what the widest cell is made of, beside its letter; with room for two signs where cells move.
        let mixtures = rows.flatMap(\.mixtures).compactMap { $0 }
        mixtureText = options.text(10)
        let (mixtureMeasure, letterMeasure) = (mixtureText, letter)
        let widest = mixtures.map { mixtureMeasure.width(of: $0) }.max() ?? 0
        let least = options.width != nil ? 24.0 : table.change == nil ? 22 : 36
        // Wide enough for codes, and for what a cell is made of; where there is little height, for headings that need not be slanted.
        let codes = table.levels.map { letterMeasure.width(of: $0.code) + 14 }.max() ?? 0
        let most =
            density != .roomy ? Self.widestColumn : isLow ? 92 : max(Self.widestColumn, min(max(widest + 8, codes), 84))
        hasGroupHeadings = arrangement.rows.count > 1
        let labelMeasure = labelText
        let labels = rows.map { labelMeasure.width(of: Self.label($0)) }
        let room = options.room(1_200)
        let label = min(max(labels.max() ?? 0, 110) + 14, density == .dense ? 240 : 300, max(room * 0.24, 120))
        labelWidth = label

        let hasGaps = rows.contains { $0.openGaps != nil }
        let beside = hasGaps ? 14 + Self.gapsWidth : 0
        let spaces = Self.groupGap * Double(max(0, arrangement.columns.count - 1))
        func heads(_ column: Double) -> ColumnHeads {
            ColumnHeads(table.columns, columnWidth: column, size: options.size(column < 34 ? 11 : 12))
        }
        func column(in room: Double) -> Double { min(max((room / Double(count)).rounded(.down), least), most) }
        var found = heads(column(in: options.width == nil ? 1_050 : room - label - beside - spaces))
        // What slanted headings reach beyond the last column is room that columns do not have: the widest columns that leave it. Narrower
        // ones have longer headings, so that they are tried one by one.
        let isGrouped = arrangement.columns.contains { $0.heading != nil }
        func reach(_ heads: ColumnHeads) -> Double { max(beside, heads.overhang, isGrouped ? Self.shift(heads) : 0) }
        while options.width != nil, found.columnWidth > least,
            label + spaces + found.columnWidth * Double(count) + reach(found) > room
        {
            found = heads(max(least, found.columnWidth - 1))
        }
        // Headings higher than usual take their height from the rows.
        let share = Self.roomForRow(
            rows.count,
            groups: arrangement.rows.count,
            beside: max(0, found.height - Self.usualHeads),
            options
        )
        let fitting = share.map { min(rowHeight, max(Self.lowestRow, $0)) } ?? rowHeight
        letterText = TextMeasure(size: min(letterSize, max(options.size(10), fitting - 6)), isBold: true)
        hasShares = !isLow || share.map { $0 >= Self.lowestRow } ?? true
        self.heads = found
        let column = found.columnWidth
        columnWidth = column

        var lefts = [Double](repeating: 0, count: table.columns.count)
        var x = labelWidth
        var spans: [(heading: String, left: Double, right: Double)] = []
        for (index, group) in arrangement.columns.enumerated() {
            if index > 0 { x += Self.groupGap }
            let left = x
            for place in group.columns {
                if lefts.indices.contains(place) { lefts[place] = x }
                x += column
            }
            if let heading = group.heading { spans.append((heading, left, x)) }
        }
        self.lefts = lefts
        gapsLeft = hasGaps ? x + 14 : nil
        width = hasGaps ? x + 14 + Self.gapsWidth : x
        let shift = Self.shift(found)
        let end = max(width, x + found.overhang, spans.isEmpty ? 0 : x + shift)
        totalWidth = end
        columnGroups = Self.lanes(spans, shift: shift, end: max(end, ExhibitFrame.leastWidth(options)))
        sharesLines = TextMeasure(size: 12).wrap(table.sharesHeading, width: labelWidth - 12, maxLines: 4)
        rowHeights = Self.heights(arrangement, fitting, rowsByChildren: rowsByChildren)
    }

    /// What stands above and below the rows of a heatmap on paper, about; where there is little height.
    private static let besideRows = (usual: 672.0, low: 404.0)
    /// As low as letters on paper allow.
    private static let lowestRow = 17.0
    /// The height of the headings that is counted in it.
    private static let usualHeads = 100.0

    /// What each row has of a place's height; nil where nothing limits it.
    private static func roomForRow(_ rows: Int, groups: Int, beside: Double, _ options: ExhibitOptions) -> Double? {
        guard let place = options.width, let units = options.unitsPerMillimetre, rows > 0 else { return nil }
        let room =
            place.tallestMillimetres * units - (place.isLow ? besideRows.low : besideRows.usual) - beside
            - (groups > 1 ? Double(groups) * 30 : 0)
        return (room / Double(rows)).rounded(.down)
    }

    /// A row's label: its name, and what a reader must know of it.
    static func label(_ row: ProvisionTable.Row) -> String {
        row.mark.map { "\(row.name) \($0.rawValue)" } ?? row.name
    }

    /// The label, its name cut short where the whole is too wide.
    func fittingLabel(_ row: ProvisionTable.Row) -> String {
        let mark = row.mark.map { " \($0.rawValue)" } ?? ""
        return labelText.shorten(row.name, width: labelWidth - 12 - labelText.width(of: mark)) + mark
    }

    var columnGroupsHeight: Double {
        columnGroups.map(\.lane).max().map { Double($0 + 1) * Self.laneHeight + 6 } ?? 0
    }

    var rowsHeight: Double {
        rowHeights.reduce(0) { $0 + $1.reduce(0, +) + (hasGroupHeadings ? groupHeight : 0) }
    }

    var sharesHeight: Double { hasShares ? max(Self.barHeight + 18, Double(sharesLines.count) * 15) + 12 : 0 }

    /// The height of the whole table.
    var height: Double {
        rowHeights.allSatisfy(\.isEmpty) ? 30 : columnGroupsHeight + heads.height + rowsHeight + sharesHeight
    }

    /// How far what heads slanted headings stands to the right of its columns: over the headings' upper ends.
    private static func shift(_ heads: ColumnHeads) -> Double { heads.isSlanted ? heads.height - 14 : 0 }

    /// Headings each in the lowest lane, from the right, where they meet no other; none beyond the end.
    private static func lanes(
        _ spans: [(heading: String, left: Double, right: Double)],
        shift: Double,
        end: Double
    ) -> [ColumnGroup] {
        // For each lane, from the lowest, how far to the right it is free.
        var free: [Double] = []
        var groups: [ColumnGroup] = []
        for (heading, left, right) in spans.reversed() {
            let width = columnGroupText.width(of: heading)
            let (left, right) = (left + shift, right + shift)
            let textLeft = max(0, min(left + 1, end - width))
            let lane = free.firstIndex { textLeft + width + 8 <= $0 } ?? free.count
            if lane == free.count { free.append(0) }
            free[lane] = textLeft
            groups.append(ColumnGroup(heading: heading, left: left, right: right, textLeft: textLeft, lane: lane))
        }
        return groups.reversed()
    }

    /// The same for every row or, by children, in proportion to them and as high in all; none lower than its letters need.
    private static func heights(
        _ arrangement: HeatmapArrangement,
        _ height: Double,
        rowsByChildren: Bool
    ) -> [[Double]] {
        guard rowsByChildren else { return arrangement.rows.map { Array(repeating: height, count: $0.rows.count) } }
        let rows = arrangement.rows.flatMap(\.rows)
        let total = rows.reduce(0.0) { $0 + Double($1.children ?? 0) }
        let each = height * 1.25 * Double(rows.count) / max(1, total)
        return arrangement.rows.map { group in
            group.rows.map { row in max(min(height, 18), (Double(row.children ?? 0) * each).rounded()) }
        }
    }
}
