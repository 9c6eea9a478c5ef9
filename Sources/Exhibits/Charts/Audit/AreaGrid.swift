import Markup

/// A table of marks: areas across, under what heads them, and whatever is asked of each down, in groups with headings.
///
/// Names are never cut where there is room for them: headings are slanted where columns are narrow, and a group of few columns is
/// as wide as its heading's longest word.
struct AreaGrid {
    struct Group {
        /// Nil for no heading.
        let heading: String?
        let names: [String]
    }

    static let rowHeight = 26.0
    private static let groupHeight = 28.0
    private static let between = 14.0
    private static let name = TextMeasure(size: 13)
    private static let bold = TextMeasure(size: 12, isBold: true)

    let rows: [Group]
    let columns: [Group]
    let columnWidth: Double
    private let labelWidth: Double
    private let heads: ColumnHeads
    /// How far the slanted headings reach beyond the last column.
    private let overhang: Double
    private let groupHeadings: [[String]]
    private let groupHeadingHeight: Double
    /// For each group of columns where it begins, from the grid's left.
    private let lefts: [Double]
    let width: Double
    let height: Double

    /// - Parameters:
    ///   - least: the narrowest column in which a mark has room.
    ///   - most: the widest column.
    init(rows: [Group], columns: [Group], least: Double, most: Double = 110, _ options: ExhibitOptions) {
        self.rows = rows
        self.columns = columns
        let count = Double(max(1, columns.reduce(0) { $0 + $1.names.count }))
        let (name, bold) = (Self.name, Self.bold)
        let labels = rows.flatMap(\.names).map { name.width(of: $0) }
        let room = options.room(1_000)
        let label = min(
            max(labels.max() ?? 0, 110) + 14,
            min(340, max(room * (options.width == nil ? 0.34 : 0.27), 120))
        )
        labelWidth = label
        let spaces = Double(max(0, columns.count - 1)) * Self.between
        let names = columns.flatMap(\.names)
        let hasGroups = columns.contains { $0.heading != nil }
        func heads(in free: Double) -> (ColumnHeads, overhang: Double) {
            let heads = ColumnHeads(names, columnWidth: min(max((free / count).rounded(.down), least), most))
            let shift = heads.isSlanted && hasGroups ? heads.height - 14 : 0
            return (heads, max(heads.overhang, shift))
        }
        var found = heads(in: options.width == nil ? 760 : room - label - spaces)
        // On paper what slanted names reach beyond the last column takes of the room; narrower columns have longer lines.
        for _ in 0..<(options.width == nil ? 0 : 4) { found = heads(in: room - label - spaces - found.overhang) }
        self.heads = found.0
        overhang = found.overhang
        let column = found.0.columnWidth
        columnWidth = column
        var (left, lefts, groups) = (labelWidth, [Double](), [[String]]())
        for group in columns {
            lefts.append(left)
            let own = Double(group.names.count) * column
            let width = max(own, group.heading.map { bold.widestPiece(of: $0) + 6 } ?? 0)
            groups.append(group.heading.map { bold.wrap($0, width: width, maxLines: 4) } ?? [])
            left += width + Self.between
        }
        self.lefts = lefts
        groupHeadings = groups
        groupHeadingHeight = Double(groups.map(\.count).max() ?? 0) * 15 + (groups.allSatisfy(\.isEmpty) ? 0 : 10)
        width = columns.isEmpty ? labelWidth : left - Self.between + overhang
        let ruled = rows.reduce(0.0) {
            $0 + ($1.heading == nil ? 8 : Self.groupHeight) + Double($1.names.count) * Self.rowHeight
        }
        height = groupHeadingHeight + found.0.height + ruled + 4
    }

    /// Draws names and headings, and asks for each cell's mark.
    ///
    /// - Parameter cell: draws one by the places of its row and its column, counted through the groups, in a box at a place.
    func draw(
        left: Double,
        top: Double,
        to writer: inout MarkupWriter,
        cell: (_ row: Int, _ column: Int, _ x: Double, _ y: Double, inout MarkupWriter) -> Void
    ) {
        drawColumnNames(left: left, top: top, to: &writer)
        var (y, row) = (top + groupHeadingHeight + heads.height, 0)
        for group in rows {
            if let heading = group.heading {
                writer.label(Self.bold.shorten(heading, width: width - overhang), x: left, y: y + 20, Self.bold)
                writer.rule(left, y + 25, left + width - overhang, y + 25)
                y += Self.groupHeight
            } else {
                y += 8
            }
            for name in group.names {
                writer.rowName(
                    name,
                    right: left + labelWidth - 10,
                    middle: y + Self.rowHeight / 2,
                    width: labelWidth - 12,
                    Self.name
                )
                var column = 0
                for (place, names) in columns.enumerated() {
                    for index in names.names.indices {
                        cell(row, column, left + lefts[place] + Double(index) * columnWidth, y, &writer)
                        column += 1
                    }
                }
                row += 1
                y += Self.rowHeight
            }
        }
    }

    private func drawColumnNames(left: Double, top: Double, to writer: inout MarkupWriter) {
        let base = top + groupHeadingHeight + heads.height - 6
        // What heads slanted names stands over their upper ends.
        let shift = heads.isSlanted ? heads.height - 14 : 0
        var column = 0
        for (place, group) in columns.enumerated() {
            let start = left + lefts[place]
            for (index, line) in groupHeadings[place].enumerated() {
                writer.label(line, x: start + shift, y: top + 12 + Double(index) * 15, Self.bold)
            }
            if !groupHeadings[place].isEmpty {
                let y = top + groupHeadingHeight - 5
                writer.rule(start + shift, y, start + shift + Double(group.names.count) * columnWidth, y)
            }
            for index in group.names.indices {
                heads.draw(column, centre: start + (Double(index) + 0.5) * columnWidth, bottom: base, to: &writer)
                column += 1
            }
        }
    }
}
