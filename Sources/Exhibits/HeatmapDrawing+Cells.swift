import Markup
import Provision

extension HeatmapDrawing {
    private static let mixtureText = TextMeasure(size: 10)

    /// One cell: its look, its letter and glyph, its signs; reachable by keyboard, with a title that says all of it.
    func drawCell(
        _ row: ProvisionTable.Row,
        _ column: Int,
        x: Double,
        y: Double,
        height: Double,
        to writer: inout MarkupWriter
    ) {
        func item<Item>(_ list: [Item?]) -> Item? { list.indices.contains(column) ? list[column] : nil }
        let state = row.cells.indices.contains(column) ? row.cells[column] : .unrated
        let style = style(state)
        let (qualifier, move) = (item(row.qualifiers), item(row.moves))
        let (width, gap) = (measures.columnWidth, measures.gap)
        writer.element("g", [Attribute("tabindex", 0), Attribute("role", "img")]) { writer in
            writer.element("title", text: table.title(row, column))
            let radius = measures.density == .dense ? nil : 2
            writer.box(
                x + gap / 2,
                y + gap / 2,
                width - gap,
                height - gap,
                style,
                hatching: options.hatching,
                radius: radius
            )
            if move != nil {
                let inset = gap / 2 + 1.5
                writer.frame(x + inset, y + inset, width - 2 * inset, height - 2 * inset, colour: style.text)
            }
            drawContent(
                style,
                mixture: item(row.mixtures),
                x: x,
                y: y,
                height: height,
                isMarked: (qualifier != nil, move != nil),
                to: &writer
            )
            let isNarrow = measures.density == .dense || width < 50
            if let qualifier {
                let radius = isNarrow ? 2.0 : 2.8
                let halo = style.pattern == .solid ? nil : style.fill
                let offset = isNarrow ? 5.5 : 9.0
                let down = isNarrow ? height / 2 : height - 9
                qualifier.draw(x: x + offset, y: y + down, radius: radius, colour: style.text, halo: halo, to: &writer)
            }
            if let move {
                let radius = isNarrow ? 3.0 : 4.0
                let down = isNarrow ? height / 2 : min(height / 2, 11)
                move.direction.draw(x: x + width - (isNarrow ? 8 : 11), y: y + down, radius: radius, to: &writer)
            }
        }
    }

    /// Letter, glyph and what the cell is made of, as far as there is room, in the middle on a plain plate.
    private func drawContent(
        _ style: LevelStyle,
        mixture: String?,
        x: Double,
        y: Double,
        height: Double,
        isMarked: (left: Bool, right: Bool),
        to writer: inout MarkupWriter
    ) {
        let width = measures.columnWidth
        let isNarrow = measures.density == .dense || width < 50
        // Signs take the ends of narrow cells.
        let left = isNarrow && isMarked.left ? 8.0 : 0
        let right = isNarrow ? (isMarked.right ? 15.0 : 0) : isMarked.right ? 12.0 : 0
        let room = width - left - right - (isNarrow ? 3 : 5)
        let letter = measures.letterText
        let letterWidth = letter.width(of: style.letter)
        let radius = min(letter.size * 0.36, height / 4)
        let hasLetter = letterWidth <= room
        let glyphWidth = 2 * radius + (hasLetter ? 5 : 0)
        let hasGlyph = !hasLetter || (!isNarrow && letterWidth + glyphWidth <= room - 8)
        let used = (hasLetter ? letterWidth : 0) + (hasGlyph ? glyphWidth : 0)
        let shown = mixture.flatMap { text -> String? in
            let free = room - used - 12
            return measures.density == .roomy && free > 12 ? Self.mixtureText.shorten(text, width: free) : nil
        }
        let mixtureWidth = shown.map { Self.mixtureText.width(of: $0) + 5 } ?? 0
        let total = used + mixtureWidth
        var start = x + left + (width - left - right - total) / 2
        let middle = y + height / 2
        if style.pattern != .solid {
            let plate = total + (measures.density == .dense ? 4 : 8)
            let tall = min(height - (measures.density == .dense ? 4 : 8), letter.size + 7)
            writer.box(
                start - (plate - total) / 2,
                middle - tall / 2,
                plate,
                tall,
                fill: style.fill.hex,
                radius: measures.density == .dense ? 2 : 4
            )
        }
        if hasGlyph {
            style.glyph.draw(x: start + radius, y: middle, radius: radius, colour: style.text, to: &writer)
            start += glyphWidth
        }
        if hasLetter {
            writer.element(
                "text",
                [
                    Attribute("x", length(start + letterWidth / 2)),
                    Attribute("y", length(middle + letter.size * 0.355)),
                    Attribute("fill", style.text.hex),
                ],
                text: style.letter
            )
            start += letterWidth
        }
        if let shown {
            writer.element(
                "text",
                [
                    Attribute("x", length(start + 5)), Attribute("y", length(middle + 3.6)),
                    Attribute("font-size", "10"),
                    Attribute("font-weight", "normal"), Attribute("text-anchor", "start"),
                    Attribute("fill", style.text.hex),
                ],
                text: shown
            )
        }
    }
}
