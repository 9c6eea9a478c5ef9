import Markup
import Provision

extension HeatmapDrawing {
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
        let (qualifier, move) = (item(row.qualifiers), item(row.moves))
        let style = style(state, standsBack: table.change != nil && move == nil)
        let (width, gap) = (measures.columnWidth, measures.gap)
        writer.element("g") { writer in
            writer.attribute("tabindex", 0)
            writer.attribute("role", "img")
            writer.element("title", text: table.title(row, column))
            let radius = measures.density == .dense ? nil : 2
            writer.box(x + gap / 2, y + gap / 2, width - gap, height - gap, style, radius: radius)
            let signs = CellSigns(width: width, height: height, isNarrow: isNarrow)
            // "A to R" under its sign, where there is room for both.
            let passage = move.map {
                $0.direction == .new ? "new \(style.letter)" : "\(self.style($0.before).letter) to \(style.letter)"
            }
            if let move, let passage, height >= 17, height < 34 || !isNarrow, qualifier == nil || height >= 34,
                passageText.width(of: passage) <= width - gap - 3
            {
                guard height >= 34 else {
                    return writePassage(passage, style, x: x + width / 2, y: y + height / 2 + 4, to: &writer)
                }
                writePassage(passage, style, x: x + width / 2, y: y + height - 9, to: &writer)
                move.direction.draw(x: x + width / 2, y: y + 11, radius: 4, to: &writer)
                qualifier?.draw(x: x + 9, y: y + 11, radius: 2.8, colour: style.text, plate: style.plate, to: &writer)
                return
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

    private var passageText: TextMeasure { options.text(11, isBold: true) }

    /// What a cell moved from and to.
    private func writePassage(
        _ words: String,
        _ style: LevelStyle,
        x: Double,
        y: Double,
        to writer: inout MarkupWriter
    ) {
        if let plate = style.plate {
            let width = passageText.width(of: words) + 4
            writer.plate(x - width / 2, y - passageText.size, width, passageText.size + 4, plate)
        }
        writer.element("text", text: words) {
            $0.attribute("x", length: x)
            $0.attribute("y", length: y)
            $0.attribute("font-size", length: passageText.size)
            $0.attribute("fill", style.text.hex)
        }
    }

    /// Whether cells have room for a letter and its signs alone, all in one line.
    private var isNarrow: Bool { measures.density == .dense || measures.columnWidth < 44 }

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
        // What the cell is made of stands below its letter.
        let below = mixture.flatMap { text -> String? in
            measures.density == .roomy && height >= 34 && measures.mixtureText.width(of: text) <= room ? text : nil
        }
        // In the middle of its cell, so that a column lines up, but where a sign stands there.
        var start = x + max(left, min((width - used) / 2, right - used))
        let middle = y + (below == nil ? height / 2 : height * 0.36)
        if style.plate != nil {
            let plate = used + (measures.density == .dense ? 4 : 8)
            let tall = min(height - (measures.density == .dense ? 4 : 8), letter.size + 7)
            writer.plate(start - (plate - used) / 2, middle - tall / 2, plate, tall, style.fill)
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
        }
        guard let below else { return }
        let (text, centre) = (measures.mixtureText, x + (left + right) / 2)
        if style.plate != nil {
            let wide = text.width(of: below) + 4
            writer.plate(centre - wide / 2, y + height - 6 - text.size * 0.9, wide, text.size * 1.2, style.fill)
        }
        writer.element("text", text: below) {
            $0.attribute("x", length: centre)
            $0.attribute("y", length: y + height - 6)
            $0.attribute("font-size", length: text.size)
            $0.attribute("font-weight", "normal")
            $0.attribute("fill", style.text.hex)
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
