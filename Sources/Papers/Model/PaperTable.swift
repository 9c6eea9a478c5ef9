package import Exhibits

/// A table with a caption, a row of headings that every page repeats, and cells.
package struct PaperTable: Sendable {
    package var caption: String
    package var columns: [Column]
    package var rows: [Row]
    /// Whether the first column names its rows.
    package var hasRowHeadings: Bool
    /// The size of its letters, in points.
    package var textSize: Double
    /// Whether it stands on one page, as far as a page holds it.
    package var keepsTogether: Bool

    package struct Column: Sendable {
        package let heading: String
        /// In shares of the table's width.
        package let width: Double
        package let alignment: Alignment
        /// Whether its heading runs upwards, where the column is narrow.
        package let isUpright: Bool

        package init(
            _ heading: String,
            width: Double,
            _ alignment: Alignment = .leading,
            isUpright: Bool = false
        ) {
            self.heading = oneLine(heading)
            self.width = width
            self.alignment = alignment
            self.isUpright = isUpright
        }
    }

    package enum Alignment: Hashable, Sendable {
        case leading, centre, trailing
    }

    package struct Row: Sendable {
        package let cells: [Cell]
        /// Whether it is a heading over the rows that follow: one cell, over all columns.
        package let isGroup: Bool

        package init(_ cells: [Cell]) {
            self.cells = cells
            isGroup = false
        }

        package init(group name: String) {
            cells = [Cell(name, isBold: true)]
            isGroup = true
        }
    }

    package struct Cell: Sendable {
        package let text: String
        package let shade: LevelShade?
        package let isBold: Bool

        package init(_ text: String, shade: LevelShade? = nil, isBold: Bool = false) {
            self.text = oneLine(text)
            self.shade = shade
            self.isBold = isBold
        }
    }

    package init(
        _ caption: String,
        columns: [Column],
        rows: [Row],
        hasRowHeadings: Bool = true,
        textSize: Double = 9,
        keepsTogether: Bool = false
    ) {
        self.caption = oneLine(caption)
        self.columns = columns
        self.rows = rows
        self.hasRowHeadings = hasRowHeadings
        self.textSize = textSize
        self.keepsTogether = keepsTogether
    }

    /// Whether its letters are so small that they stand close together.
    var isDense: Bool { textSize < 8 }

    /// Each column's width in whole units of a table that is so many wide; together they are exactly that.
    func widths(of total: Int) -> [Int] {
        let whole = columns.reduce(0) { $0 + max(0, $1.width) }
        guard whole > 0 else { return columns.map { _ in total / max(1, columns.count) } }
        var passed = 0.0
        var edges = [0]
        for column in columns {
            passed += max(0, column.width)
            edges.append(Int((passed / whole * Double(total)).rounded()))
        }
        return zip(edges, edges.dropFirst()).map { $1 - $0 }
    }

    /// How high, in millimetres, headings that run upwards need to be; nil where none does.
    ///
    /// - Parameters:
    ///   - width: of the table, in millimetres.
    ///   - wraps: whether the program breaks them into lines.
    func uprightHeight(width: Double, wraps: Bool = true) -> Double? {
        let perLetter = textSize * (wraps ? 0.2 : 0.23)
        let perLine = textSize * 0.42
        let needed = zip(columns, widths(of: 10_000)).compactMap { column, share -> Double? in
            guard column.isUpright else { return nil }
            let room = width * Double(share) / 10_000
            let lines = wraps ? max(1, Int((room - 1) / perLine)) : 1
            let letters = max(
                column.heading.count / lines,
                column.heading.split(separator: " ").map(\.count).max() ?? 0
            )
            return Double(letters + (lines > 1 ? 4 : 1)) * perLetter + 3
        }
        return needed.max().map { min($0, wraps ? 70 : 90) }
    }
}
