import Markup
import Provision

/// Draws a table of provision as an SVG heatmap: areas down, service types across; letter, colour and pattern in each
/// cell; a legend with the levels' meanings; title, date and sources. Deterministic to the byte.
public struct HeatmapDrawing {
    private let table: ProvisionTable
    /// Begins every id in the picture, so that several can stand on one page.
    private let prefix: String

    private let margin = 24.0
    private let columnWidth: Double
    private let rowHeight = 30.0
    private let groupHeight = 30.0
    private let gap = 2.0
    private let lineHeight = 16.0

    private let titleText = TextMeasure(size: 20, isBold: true)
    private let bodyText = TextMeasure(size: 13)
    private let smallText = TextMeasure(size: 12)
    private let headingText = TextMeasure(size: 12, isBold: true)
    private let labelText = TextMeasure(size: 13)
    private let boldLabelText = TextMeasure(size: 13, isBold: true)
    private let letterText = TextMeasure(size: 14, isBold: true)

    /// - Parameter name: a slug that names the picture.
    public init(of table: ProvisionTable, name: String) {
        self.table = table
        prefix = name
        // Wide enough for what the widest cell is made of, beside its letter.
        let mixtures = table.groups.flatMap(\.rows).flatMap(\.mixtures).compactMap { $0 }
        let widest = mixtures.map { TextMeasure(size: 10).width(of: $0) }.max() ?? 0
        columnWidth = min(max(86, widest + 44), 160)
    }

    /// The picture. An XML declaration comes first unless it is to stand inside a page.
    public func svg(standalone: Bool = true) -> [UInt8] {
        let labelWidth = self.labelWidth
        let tableWidth = labelWidth + Double(table.columns.count) * columnWidth
        let contentWidth = max(tableWidth, 640)
        let width = contentWidth + 2 * margin

        let titleLines = titleText.balanced(table.title, width: contentWidth)
        let subtitleLines = bodyText.wrap(subtitle, width: contentWidth)
        let headings = table.columns.map { headingText.wrap($0, width: columnWidth - 10) }
        let headingHeight = Double(headings.map(\.count).max() ?? 0) * 15 + 10
        let titleBottom = margin + Double(titleLines.count) * 25 + Double(subtitleLines.count) * 18 + 10
        let tableTop = titleBottom + headingHeight
        let tableHeight = table.groups.reduce(0.0) {
            $0 + Double($1.rows.count) * rowHeight + (hasGroupHeadings ? groupHeight : 0)
        }
        let legend = legendEntries(width: contentWidth)
        let legendTop = tableTop + tableHeight + 26
        let legendHeight = legend.reduce(0.0) { $0 + $1.height }
        let notes = footNotes.flatMap { smallText.wrap($0, width: contentWidth) }
        let notesTop = legendTop + legendHeight + 14
        let height = notesTop + Double(notes.count) * lineHeight + margin

        var writer = MarkupWriter()
        if standalone { writer.declaration() }
        writer.element(
            "svg",
            [
                Attribute("xmlns", "http://www.w3.org/2000/svg"), Attribute("width", number(width)),
                Attribute("height", number(height)), Attribute("viewBox", "0 0 \(number(width)) \(number(height))"),
                Attribute("role", "img"), Attribute("aria-labelledby", "\(prefix)-title \(prefix)-desc"),
                Attribute("font-family", TextMeasure.fontFamily),
            ]
        ) { writer in
            writer.element("title", [Attribute("id", "\(prefix)-title")], text: table.title)
            writer.element("desc", [Attribute("id", "\(prefix)-desc")], text: description)
            writer.element("defs") { writer in
                for style in stylesInUse { style.writePattern(prefix: prefix, to: &writer) }
            }
            writer.element(
                "rect",
                [Attribute("width", number(width)), Attribute("height", number(height)), Attribute("fill", "#ffffff")]
            )
            var y = margin + 16
            for line in titleLines {
                text(line, x: margin, y: y, titleText, to: &writer)
                y += 25
            }
            for line in subtitleLines {
                text(line, x: margin, y: y - 2, bodyText, colour: "#3d4449", to: &writer)
                y += 18
            }
            drawHeadings(headings, bottom: tableTop - 7, labelWidth: labelWidth, to: &writer)
            drawRows(top: tableTop, labelWidth: labelWidth, width: tableWidth, to: &writer)
            drawLegend(legend, top: legendTop, to: &writer)
            for (index, note) in notes.enumerated() {
                text(
                    note,
                    x: margin,
                    y: notesTop + Double(index + 1) * lineHeight - 4,
                    smallText,
                    colour: "#3d4449",
                    to: &writer
                )
            }
        }
        return writer.bytes
    }

    private var hasGroupHeadings: Bool { table.groups.count > 1 }

    private var labelWidth: Double {
        let labels = table.groups.flatMap(\.rows).map { labelText.width(of: label($0)) }
        let headings = hasGroupHeadings ? table.groups.map { _ in 0.0 } : []
        return min(max((labels + headings).max() ?? 0, 120) + 14, 320)
    }

    private func label(_ row: ProvisionTable.Row) -> String {
        row.mark.map { "\(row.name) \($0.rawValue)" } ?? row.name
    }

    private var subtitle: String {
        let known = table.knownAt.map { ", as recorded by \($0)" } ?? ""
        return (table.isSimulated ? "SIMULATED DATA, made up for trials. " : "")
            + "Ratings as of \(table.asOf.inWords)\(known). \(table.rowCount) areas, \(table.columns.count) service types: "
            + "\(table.summary(table.counts))."
    }

    /// The whole picture in words, for those who do not see it.
    private var description: String {
        let rows = table.groups.flatMap { group in
            group.rows.map { row in
                let cells = zip(table.columns, row.cells).map { "\($0) \(table.words($1).lowercased())" }
                let mark = row.mark.flatMap { mark in table.marks.first { $0.mark == mark }?.meaning }
                return "\(row.name)\(mark.map { " (\($0))" } ?? ""): \(cells.joined(separator: "; "))."
            }
        }
        return "Heatmap with a row for each area and a column for each service type. \(subtitle) "
            + rows.joined(separator: " ")
    }

    // MARK: Marks

    private func drawHeadings(
        _ headings: [[String]],
        bottom: Double,
        labelWidth: Double,
        to writer: inout MarkupWriter
    ) {
        for (column, lines) in headings.enumerated() {
            let centre = margin + labelWidth + (Double(column) + 0.5) * columnWidth
            for (index, line) in lines.enumerated() {
                let y = bottom - Double(lines.count - 1 - index) * 15
                text(line, x: centre, y: y, headingText, anchor: "middle", to: &writer)
            }
        }
    }

    private func drawRows(top: Double, labelWidth: Double, width: Double, to writer: inout MarkupWriter) {
        var y = top
        if table.rowCount == 0 {
            text("No area has been asked or rated by this date.", x: margin, y: y + 18, bodyText, to: &writer)
        }
        for group in table.groups {
            if hasGroupHeadings {
                line(from: margin, to: margin + width, y: y + groupHeight - 5, to: &writer)
                text(group.name, x: margin, y: y + groupHeight - 11, boldLabelText, to: &writer)
                y += groupHeight
            }
            for row in group.rows {
                let fitting = labelText.shorten(label(row), width: labelWidth - 10)
                text(
                    fitting,
                    x: margin + labelWidth - 10,
                    y: y + rowHeight / 2 + 4.5,
                    labelText,
                    anchor: "end",
                    to: &writer
                )
                for (column, state) in row.cells.enumerated() {
                    let name = table.columns.indices.contains(column) ? table.columns[column] : ""
                    drawCell(
                        state,
                        mixture: row.mixtures.indices.contains(column) ? row.mixtures[column] : nil,
                        x: margin + labelWidth + Double(column) * columnWidth,
                        y: y,
                        width: columnWidth,
                        title: title(of: row, column: column, name: name),
                        to: &writer
                    )
                }
                y += rowHeight
            }
        }
    }

    private func title(of row: ProvisionTable.Row, column: Int, name: String) -> String {
        let words = row.cells.indices.contains(column) ? table.words(row.cells[column]) : ""
        let made = row.compositions.indices.contains(column) ? row.compositions[column] : nil
        return "\(row.name), \(name): \(words)" + (made.map { " (made of \($0))" } ?? "")
    }

    private func drawCell(
        _ state: CellState,
        mixture: String? = nil,
        x: Double,
        y: Double,
        width: Double,
        title: String?,
        to writer: inout MarkupWriter
    ) {
        let style = LevelStyle(state, in: table)
        writer.element("g") { writer in
            if let title { writer.element("title", text: title) }
            let isBlank = state.levelIndex == nil
            let mixtureText = TextMeasure(size: 10)
            let shown = mixture.map { mixtureText.shorten($0, width: width - 34) }
            let mixtureWidth = shown.map { mixtureText.width(of: $0) + 5 } ?? 0
            writer.element(
                "rect",
                [
                    Attribute("x", number(x + gap / 2)), Attribute("y", number(y + gap / 2)),
                    Attribute("width", number(width - gap)), Attribute("height", number(rowHeight - gap)),
                    Attribute("rx", 2), Attribute("fill", style.paint(prefix)),
                    Attribute("stroke", isBlank ? "#6b7379" : nil),
                    Attribute("stroke-dasharray", isBlank ? "3 2" : nil),
                ]
            )
            if style.pattern != .solid {
                // A plain plate keeps the letter clear of the pattern.
                let plate = max(24, letterText.width(of: style.letter) + 12 + mixtureWidth)
                writer.element(
                    "rect",
                    [
                        Attribute("x", number(x + (width - plate) / 2)), Attribute("y", number(y + 5)),
                        Attribute("width", number(plate)), Attribute("height", number(rowHeight - 10)),
                        Attribute("rx", 4), Attribute("fill", style.fill.hex),
                    ]
                )
            }
            text(
                style.letter,
                x: x + (width - mixtureWidth) / 2,
                y: y + rowHeight / 2 + 5,
                letterText,
                colour: style.text.hex,
                anchor: "middle",
                to: &writer
            )
            if let shown {
                let left = x + (width - mixtureWidth) / 2 + letterText.width(of: style.letter) / 2 + 5
                text(shown, x: left, y: y + rowHeight / 2 + 4, mixtureText, colour: style.text.hex, to: &writer)
            }
        }
    }

    // MARK: Legend and notes

    private struct LegendEntry {
        let state: CellState
        let name: String
        let lines: [String]
        let height: Double
    }

    private let legendIndent = 62.0

    /// All levels, and the other states where they occur.
    private func legendEntries(width: Double) -> [LegendEntry] {
        var entries = table.levels.indices.map { index in
            let level = table.levels[index]
            return (CellState.level(index), "\(level.name), \(count(table.counts.levels[index]))", level.meaning)
        }
        if table.counts.notExpected > 0 {
            entries.append(
                (
                    .notExpected, "Not expected here, \(count(table.counts.notExpected))",
                    "The area states that it does not expect this service type: no gap."
                )
            )
        }
        if table.counts.unrated > 0 {
            entries.append((.unrated, "Not rated, \(count(table.counts.unrated))", "Nothing is on record."))
        }
        return entries.map { state, name, meaning in
            let lines = smallText.wrap(meaning, width: width - legendIndent)
            return LegendEntry(
                state: state,
                name: name,
                lines: lines,
                height: max(40, Double(lines.count) * lineHeight + 26)
            )
        }
    }

    private func count(_ cells: Int) -> String { cells == 1 ? "1 cell" : "\(cells) cells" }

    private func drawLegend(_ entries: [LegendEntry], top: Double, to writer: inout MarkupWriter) {
        var y = top
        for entry in entries {
            drawCell(entry.state, x: margin, y: y, width: 50, title: nil, to: &writer)
            text(entry.name, x: margin + legendIndent, y: y + 12, boldLabelText, to: &writer)
            for (index, line) in entry.lines.enumerated() {
                text(line, x: margin + legendIndent, y: y + 12 + Double(index + 1) * lineHeight, smallText, to: &writer)
            }
            y += entry.height
        }
    }

    private var footNotes: [String] {
        var notes = table.ruleNote.map { ["\($0) Small letters are the levels it is made of."] } ?? []
        notes += table.divisionNotes
        notes += table.marks.map { "\($0.mark.rawValue) \($0.meaning)." }
        if !table.sources.isEmpty { notes.append("Sources: \(table.sources.joined(separator: "; ")).") }
        if !table.leftOut.isEmpty {
            notes.append("Left out because they are damaged or invalid: \(table.leftOut.joined(separator: ", ")).")
        }
        return notes + ["Drawn by Lacuna."]
    }

    private var stylesInUse: [LevelStyle] {
        table.levels.indices.map { LevelStyle(.level($0), in: table) }
    }

    // MARK: Primitives

    private func text(
        _ content: String,
        x: Double,
        y: Double,
        _ measure: TextMeasure,
        colour: String = "#1b1b1b",
        anchor: String? = nil,
        to writer: inout MarkupWriter
    ) {
        writer.element(
            "text",
            [
                Attribute("x", number(x)), Attribute("y", number(y)), Attribute("font-size", number(measure.size)),
                Attribute("font-weight", measure.isBold ? "bold" : nil), Attribute("fill", colour),
                Attribute("text-anchor", anchor),
            ],
            text: content
        )
    }

    private func line(from x1: Double, to x2: Double, y: Double, to writer: inout MarkupWriter) {
        writer.element(
            "path",
            [Attribute("d", "M\(number(x1)) \(number(y)) H\(number(x2))"), Attribute("stroke", "#6b7379")]
        )
    }

    /// A length with at most one decimal, and no more digits than it needs.
    private func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10) ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
