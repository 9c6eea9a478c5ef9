import Markup
import Provision

extension HeatmapDrawing {
    private static let smallText = TextMeasure(size: 12)
    private static let boldText = TextMeasure(size: 13, isBold: true)

    /// The table: headings, rows in their groups, and the sums beside and below them.
    func draw(left: Double, top: Double, to writer: inout MarkupWriter) {
        guard table.rowCount > 0, !table.columns.isEmpty else {
            let nothing =
                table.columns.isEmpty
                ? "There is no service type to show." : "No area has been asked or rated by this date."
            writer.label(nothing, x: left, y: top + 18, TextMeasure(size: 13))
            return
        }
        drawColumnGroups(left: left, top: top, to: &writer)
        let rowsTop = top + measures.columnGroupsHeight + measures.heads.height
        drawHeadings(left: left, bottom: rowsTop - 7, to: &writer)
        drawRows(left: left, top: rowsTop, to: &writer)
        if measures.hasShares { drawShares(left: left, top: rowsTop + measures.rowsHeight + 10, to: &writer) }
    }

    /// Text; where it had to be cut short, with the whole of it as its tooltip.
    private func fitting(
        _ whole: String,
        _ shown: String,
        to writer: inout MarkupWriter,
        _ draw: (inout MarkupWriter) -> Void
    ) {
        guard shown != whole else { return draw(&writer) }
        writer.element("g") { writer in
            writer.element("title", text: whole)
            draw(&writer)
        }
    }

    // MARK: Headings

    private func drawColumnGroups(left: Double, top: Double, to writer: inout MarkupWriter) {
        let bottom = top + measures.columnGroupsHeight
        for group in measures.columnGroups {
            let y = bottom - 12 - Double(group.lane) * HeatmapMeasures.laneHeight
            writer.label(group.heading, x: left + group.textLeft, y: y, HeatmapMeasures.columnGroupText)
            writer.rule(left + group.left + 1, bottom - 4, left + group.right - 1, bottom - 4, colour: .edge, width: 2)
            // Slanted headings are led from their columns to what heads them.
            if measures.heads.isSlanted {
                let foot = bottom + measures.heads.height - 10
                let slope = measures.heads.height - 14
                writer.rule(left + group.left + 1 - slope, foot, left + group.left + 1, bottom - 4, colour: .grid)
            }
            // A heading in an upper lane is led down to its columns.
            if group.lane > 0 { writer.rule(left + group.left + 1.5, y + 4, left + group.left + 1.5, bottom - 4) }
        }
    }

    private func drawHeadings(left: Double, bottom: Double, to writer: inout MarkupWriter) {
        for (column, lines) in measures.heads.lines.enumerated() {
            let centre = left + measures.lefts[column] + measures.columnWidth / 2
            fitting(table.columns[column], lines.joined(separator: " "), to: &writer) { writer in
                measures.heads.draw(column, centre: centre, bottom: bottom, to: &writer)
            }
        }
        if let gapsLeft = measures.gapsLeft {
            writer.label("Open gaps", x: left + gapsLeft, y: bottom, HeatmapMeasures.columnGroupText)
        }
    }

    // MARK: Rows

    private func drawRows(left: Double, top: Double, to writer: inout MarkupWriter) {
        var y = top
        let maxGaps = arrangement.rows.flatMap(\.rows).compactMap(\.openGaps).max() ?? 0
        for (group, heights) in zip(arrangement.rows, measures.rowHeights) {
            if measures.hasGroupHeadings {
                let line = y + measures.groupHeight - 5
                writer.rule(left, line, left + measures.width, line)
                let shown = Self.boldText.shorten(group.name, width: measures.width)
                fitting(group.name, shown, to: &writer) { writer in
                    writer.label(shown, x: left, y: line - 6, Self.boldText)
                }
                y += measures.groupHeight
            }
            for (row, height) in zip(group.rows, heights) {
                drawRow(row, left: left, y: y, height: height, maxGaps: maxGaps, to: &writer)
                y += height
            }
        }
    }

    private func drawRow(
        _ row: ProvisionTable.Row,
        left: Double,
        y: Double,
        height: Double,
        maxGaps: Int,
        to writer: inout MarkupWriter
    ) {
        let label = measures.fittingLabel(row)
        let baseline = y + height / 2 + measures.labelText.size * 0.35
        fitting(HeatmapMeasures.label(row), label, to: &writer) { writer in
            writer.label(label, x: left + measures.labelWidth - 10, y: baseline, measures.labelText, anchor: .end)
        }
        writer.element("g") { writer in
            writer.attribute("font-size", length: measures.letterText.size)
            writer.attribute("font-weight", "bold")
            writer.attribute("text-anchor", "middle")
            for column in arrangement.columns.flatMap(\.columns) {
                drawCell(row, column, x: left + measures.lefts[column], y: y, height: height, to: &writer)
            }
        }
        guard let gapsLeft = measures.gapsLeft, let gaps = row.openGaps else { return }
        let end = left + gapsLeft + HeatmapMeasures.gapsWidth
        let text = TextMeasure(size: measures.labelText.size)
        let numbers = text.width(of: grouped(maxGaps)) + 6
        let bar = (HeatmapMeasures.gapsWidth - numbers) * Double(gaps) / Double(max(1, maxGaps))
        let thickness = min(height - 4, 12)
        writer.box(
            left + gapsLeft,
            y + (height - thickness) / 2,
            bar,
            thickness,
            fill: Colour.edge.hex,
            title: "\(row.name): \(counted(gaps, "open gap")) in provision"
        )
        writer.label(grouped(gaps), x: end, y: baseline, text, anchor: .end)
    }

    // MARK: Sums

    private func drawShares(left: Double, top: Double, to writer: inout MarkupWriter) {
        for (index, line) in measures.sharesLines.enumerated() {
            writer.label(
                line,
                x: left + measures.labelWidth - 10,
                y: top + 12 + Double(index) * 15,
                Self.smallText,
                colour: .muted,
                anchor: .end
            )
        }
        let bars = HeatmapMeasures.barHeight
        let barWidth = min(measures.columnWidth - 6, 40)
        let text = TextMeasure(size: options.size(measures.columnWidth < 30 ? 10 : 12))
        for (column, share) in table.fullShares.enumerated() {
            guard let share else { continue }
            let percent = Int((min(max(share, 0), 1) * 100).rounded())
            let centre = left + measures.lefts[column] + measures.columnWidth / 2
            writer.box(
                centre - barWidth / 2,
                top,
                barWidth,
                bars,
                fill: Colour.pale.hex,
                title: "\(table.columns[column]): \(percent)%"
            )
            let full = bars * min(max(share, 0), 1)
            writer.box(centre - barWidth / 2, top + bars - full, barWidth, full, fill: Colour.edge.hex)
            writer.label(String(percent), x: centre, y: top + bars + 15, text, anchor: .middle)
        }
        guard let gapsLeft = measures.gapsLeft else { return }
        let total = table.groups.flatMap(\.rows).compactMap(\.openGaps).reduce(0, +)
        writer.label(
            Self.smallText.shorten("\(grouped(total)) in all", width: HeatmapMeasures.gapsWidth),
            x: left + gapsLeft,
            y: top + 12,
            Self.smallText,
            colour: .muted
        )
    }
}
