import Markup

/// A table of marks: areas across, under what heads them, and whatever is asked of each down, in groups with headings.
///
/// Names are never cut where there is room for them: headings run upwards where columns are narrow, and a group of few columns is
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
    private let isUpright: Bool
    private let headings: [[[String]]]
    private let headingHeight: Double
    private let groupHeadings: [[String]]
    private let groupHeadingHeight: Double
    /// For each group of columns where it begins, from the grid's left.
    private let lefts: [Double]
    let width: Double
    let height: Double

    /// - Parameter least: the narrowest column in which a mark has room.
    init(rows: [Group], columns: [Group], least: Double) {
        self.rows = rows
        self.columns = columns
        let count = Double(max(1, columns.reduce(0) { $0 + $1.names.count }))
        columnWidth = min(max((760 / count).rounded(.down), least), 110)
        let (column, name, bold) = (columnWidth, Self.name, Self.bold)
        let labels = rows.flatMap(\.names).map { name.width(of: $0) }
        labelWidth = min(max(labels.max() ?? 0, 110) + 14, 340)
        let names = columns.flatMap(\.names)
        let upright = !names.allSatisfy { bold.widestPiece(of: $0) <= column - 8 }
        isUpright = upright
        let lines = upright ? max(1, Int((column - 4) / 14)) : 4
        let room = upright ? 190 : column - 8
        headings = columns.map { $0.names.map { bold.wrap($0, width: room, maxLines: lines) } }
        let all = headings.flatMap { $0 }
        headingHeight =
            upright
            ? (all.joined().map { bold.width(of: $0) }.max() ?? 0) + 14
            : Double(all.map(\.count).max() ?? 0) * 15 + 10
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
        width = columns.isEmpty ? labelWidth : left - Self.between
        let ruled = rows.reduce(0.0) {
            $0 + ($1.heading == nil ? 8 : Self.groupHeight) + Double($1.names.count) * Self.rowHeight
        }
        height = groupHeadingHeight + headingHeight + ruled + 4
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
        var (y, row) = (top + groupHeadingHeight + headingHeight, 0)
        for group in rows {
            if let heading = group.heading {
                writer.label(Self.bold.shorten(heading, width: width), x: left, y: y + 20, Self.bold)
                writer.rule(left, y + 25, left + width, y + 25)
                y += Self.groupHeight
            } else {
                y += 8
            }
            for name in group.names {
                let words = Self.name.shorten(name, width: labelWidth - 12)
                writer.label(words, x: left + labelWidth - 10, y: y + 17.5, Self.name, anchor: .end)
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
        let base = top + groupHeadingHeight + headingHeight - 6
        for (place, group) in columns.enumerated() {
            let start = left + lefts[place]
            for (index, line) in groupHeadings[place].enumerated() {
                writer.label(line, x: start, y: top + 12 + Double(index) * 15, Self.bold)
            }
            if !groupHeadings[place].isEmpty {
                let y = top + groupHeadingHeight - 5
                writer.rule(start, y, start + Double(group.names.count) * columnWidth, y)
            }
            for (index, lines) in headings[place].enumerated() {
                let middle = start + (Double(index) + 0.5) * columnWidth
                for (number, line) in lines.enumerated() {
                    if isUpright {
                        let x = middle + 4 + (Double(number) - Double(lines.count - 1) / 2) * 14
                        writer.uprightLabel(line, x: x, y: base, Self.bold)
                    } else {
                        let y = base - Double(lines.count - 1 - number) * 15
                        writer.label(line, x: middle, y: y, Self.bold, anchor: .middle)
                    }
                }
            }
        }
    }
}
