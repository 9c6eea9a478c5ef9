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
        writer.element("g") { writer in
            writer.attribute("tabindex", 0)
            writer.attribute("role", "img")
            writer.element("title", text: table.title(row, column))
            let radius = measures.density == .dense ? nil : 2
            writer.box(x + gap / 2, y + gap / 2, width - gap, height - gap, style, radius: radius)
            if move != nil {
                let inset = gap / 2 + 1.5
                writer.frame(
                    x + inset,
                    y + inset,
                    width - 2 * inset,
                    height - 2 * inset,
                    colour: style.text,
                    thickness: isNarrow ? 1 : 1.5
                )
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
            let signs = CellSigns(width: width, height: height, isNarrow: isNarrow)
            if let qualifier {
                let place = signs.qualifier
                qualifier.draw(
                    x: x + place.x,
                    y: y + place.y,
                    radius: place.radius,
                    colour: style.text,
                    plate: style.plate,
                    to: &writer
                )
            }
            if let move {
                let place = signs.move
                move.direction.draw(x: x + place.x, y: y + place.y, radius: place.radius, to: &writer)
            }
        }
    }

    /// Whether cells have room for a letter and its signs alone, all in one line.
    private var isNarrow: Bool { measures.density == .dense || measures.columnWidth < 50 }

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
        let signs = CellSigns(width: width, height: height, isNarrow: isNarrow)
        let left = max(isMarked.left ? signs.contentLeft : 0, measures.gap / 2 + 1)
        let right = min(isMarked.right ? signs.contentRight : width, width - measures.gap / 2 - 1)
        let room = right - left
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
        // In the middle of its cell, so that a column lines up, but where a sign stands there.
        var start = x + max(left, min((width - total) / 2, right - total))
        let middle = y + height / 2
        if style.plate != nil {
            let plate = total + (measures.density == .dense ? 4 : 8)
            let tall = min(height - (measures.density == .dense ? 4 : 8), letter.size + 7)
            writer.plate(start - (plate - total) / 2, middle - tall / 2, plate, tall, style.fill)
        }
        if hasGlyph {
            style.glyph.draw(x: start + radius, y: middle, radius: radius, colour: style.text, to: &writer)
            start += glyphWidth
        }
        if hasLetter {
            writer.element("text", text: style.letter) {
                $0.attribute("x", length: start + letterWidth / 2)
                $0.attribute("y", length: middle + letter.size * 0.355)
                $0.attribute("fill", style.text.hex)
            }
            start += letterWidth
        }
        if let shown {
            writer.element("text", text: shown) {
                $0.attribute("x", length: start + 5)
                $0.attribute("y", length: middle + 3.6)
                $0.attribute("font-size", "10")
                $0.attribute("font-weight", "normal")
                $0.attribute("text-anchor", "start")
                $0.attribute("fill", style.text.hex)
            }
        }
    }
}

/// Where the signs of a heatmap's cell stand, and what they leave to its letter and glyph; all from the cell's left and top.
///
/// In a narrow cell they stand in line with the letter, at the ends; in a wide one in the lower left and the upper right corner.
struct CellSigns {
    struct Place {
        let x: Double
        let y: Double
        let radius: Double
    }

    /// Of where the level comes from.
    let qualifier: Place
    /// Of how the cell moved.
    let move: Place
    /// Where the cell's content may begin if it has a qualifier.
    let contentLeft: Double
    /// Where the cell's content must end if it moved.
    let contentRight: Double

    init(width: Double, height: Double, isNarrow: Bool) {
        qualifier =
            isNarrow ? Place(x: 6.5, y: height / 2, radius: 2) : Place(x: 9, y: height - 9, radius: 2.8)
        move =
            isNarrow
            ? Place(x: width - 8, y: height / 2, radius: 3) : Place(x: width - 11, y: min(height / 2, 11), radius: 4)
        // A sign's line reaches beyond its radius by half its width, a moved cell's disc by its rim and half of its line.
        contentLeft = qualifier.x + qualifier.radius + 1.6
        contentRight = move.x - move.radius - SnapshotComparison.Direction.discRim - 1.8
    }
}
