import Markup
import Provision

/// The key to a drawing's looks: swatches with their names, flowing in rows.
struct Legend {
    struct Entry {
        let style: LevelStyle
        let name: String
        /// What it means, as the swatch's tooltip.
        var meaning: String? = nil
        /// Whether it is a point of a line rather than a filled area: its glyph alone, in the style's fill.
        var isPoint = false
    }

    let entries: [Entry]
    /// Signs in corners of cells.
    var qualifiers: [CellQualifier] = []
    /// Signs of cells that moved.
    var moves: [SnapshotComparison.Direction] = []
    /// Looks that the picture uses beside those of the entries.
    var others: [LevelStyle] = []

    private static let swatch = 44.0
    private static let rowHeight = 28.0
    private let text = TextMeasure(size: 12)
    private let smallText = TextMeasure(size: 11)
    private let letterText = TextMeasure(size: 12, isBold: true)

    /// All levels, and the other states where `isUsed` says so.
    init(
        levels: [Level],
        palette: Palette,
        qualifiers: [CellQualifier] = [],
        isUsed: (CellState) -> Bool = { _ in true }
    ) {
        var entries = levels.indices.map { index in
            Entry(
                style: LevelStyle(.level(index), in: levels, palette: palette),
                name: levels[index].name,
                meaning: levels[index].meaning
            )
        }
        if isUsed(.notExpected) {
            entries.append(
                Entry(style: LevelStyle(.notExpected, in: levels), name: CellState.notExpected.name(as: nil))
            )
        }
        if isUsed(.unrated) {
            entries.append(Entry(style: LevelStyle(.unrated, in: levels), name: CellState.unrated.name(as: nil)))
        }
        self.entries = entries
        self.qualifiers = qualifiers
    }

    init(entries: [Entry]) { self.entries = entries }

    var styles: [LevelStyle] { entries.map(\.style) + others }

    private struct Place {
        let x: Double
        let y: Double
        let name: [String]
        let measure: TextMeasure
    }

    private func places(width: Double) -> [Place] {
        var places: [Place] = []
        var (x, y) = (0.0, 0.0)
        for name in entries.map(\.name) + qualifiers.map(\.name) + moves.map(\.name) {
            let room = max(40, width - Self.swatch - 10)
            let isWide = text.width(of: name) > room
            let name = isWide ? smallText.wrap(name, width: room, maxLines: 2) : [name]
            let measure = isWide ? smallText : text
            let needed = Self.swatch + 8 + (name.map { measure.width(of: $0) }.max() ?? 0)
            if x > 0, x + needed > width { (x, y) = (0, y + Self.rowHeight) }
            places.append(Place(x: x, y: y, name: name, measure: measure))
            x += needed + 14
        }
        return places
    }

    func height(width: Double) -> Double {
        places(width: width).last.map { $0.y + Self.rowHeight + 10 } ?? 0
    }

    func draw(left: Double, top: Double, width: Double, to writer: inout MarkupWriter) {
        for (index, place) in places(width: width).enumerated() {
            let (x, y) = (left + place.x, top + place.y)
            for (line, words) in place.name.enumerated() {
                let base = place.name.count == 1 ? y + 15 : y + 9 + Double(line) * 13
                writer.label(words, x: x + Self.swatch + 8, y: base, place.measure)
            }
            guard entries.indices.contains(index) else {
                drawSign(index - entries.count, x: x, y: y, to: &writer)
                continue
            }
            let entry = entries[index]
            if entry.isPoint {
                let centre = x + Self.swatch / 2
                entry.style.glyph.draw(x: centre, y: y + 11, radius: 6, colour: entry.style.fill, to: &writer)
                continue
            }
            writer.box(x, y, Self.swatch, 22, entry.style, radius: 2, title: entry.meaning)
            let style = entry.style
            let letter = letterText.shorten(style.letter, width: 24)
            let hasGlyph = style.glyph != .none
            let plate = style.plate
            if !letter.isEmpty {
                writer.label(
                    letter,
                    x: x + (hasGlyph ? 14 : Self.swatch / 2),
                    y: y + 15,
                    letterText,
                    colour: style.text,
                    anchor: .middle,
                    plate: plate
                )
            }
            guard hasGlyph else { continue }
            if let plate { writer.plate(x + Self.swatch - 17, y + 4, 14, 14, plate) }
            style.glyph.draw(x: x + Self.swatch - 10, y: y + 11, radius: 4.5, colour: style.text, to: &writer)
        }
    }

    /// The sign of a qualifier or, after these, of a move.
    private func drawSign(_ index: Int, x: Double, y: Double, to writer: inout MarkupWriter) {
        let (centre, middle) = (x + Self.swatch / 2, y + 11)
        if qualifiers.indices.contains(index) {
            writer.box(x, y, Self.swatch, 22, fill: Colour.pale.hex, radius: 2, title: qualifiers[index].meaning)
            qualifiers[index].draw(x: centre, y: middle, radius: 5, colour: .ink, to: &writer)
        } else if moves.indices.contains(index - qualifiers.count) {
            let move = moves[index - qualifiers.count]
            writer.box(x, y, Self.swatch, 22, fill: Colour.pale.hex, radius: 2, title: move.meaning)
            move.draw(x: centre, y: middle, radius: 5, to: &writer)
        }
    }
}
