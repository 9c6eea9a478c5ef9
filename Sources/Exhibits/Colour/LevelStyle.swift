import Markup
import Provision

/// How a state of a cell, or a series of a chart, looks: fill, border, pattern, letter and glyph, so that it is told by
/// more than its colour.
struct LevelStyle: Hashable, Sendable {
    /// Within the picture, unique: the level's place in the scale, or the state's or series' name.
    let key: String
    let letter: String
    let fill: Colour
    let pattern: Level.Pattern
    let glyph: LevelGlyph
    /// At least 3 to 1 against paper (WCAG 2.2, 1.4.11); nil where the fill itself reaches that.
    let border: Colour?
    /// Whether it stands for the absence of a level, drawn with a broken outline.
    let isBlank: Bool

    /// The colour of the letter: at least 4.5 to 1 against the fill wherever dark or light print reaches it.
    let text: Colour
    /// What the fill becomes on a dark page; nil where it stays.
    let darkFill: Colour?

    /// What stands behind letters and signs, to keep them clear of the pattern; nil where there is none.
    var plate: Colour? { pattern == .solid ? nil : fill }

    /// The colour of the pattern's lines: as near the fill as 3 to 1 allows, so that the pattern is seen and letters stay clear.
    var lines: Colour { fill.moved(towards: text, until: 3, against: fill) }

    init(
        key: String,
        letter: String,
        fill: Colour,
        pattern: Level.Pattern = .solid,
        glyph: LevelGlyph = .none,
        isBlank: Bool = false,
        palette: Palette = .framework,
        darkFill: Colour? = nil,
        text: Colour? = nil
    ) {
        self.key = key
        self.letter = letter
        self.fill = fill
        self.text = text ?? fill.legibleText
        self.darkFill = darkFill
        self.pattern = pattern
        self.glyph = glyph
        self.isBlank = isBlank
        border = isBlank ? .edge : palette.border ?? Self.border(of: fill)
    }

    init(_ state: CellState, in levels: [Level], palette: Palette = .framework) {
        let glyph = LevelGlyph(state, in: levels)
        if let index = state.levelIndex, levels.indices.contains(index) {
            let fill = palette.fill(of: index, in: levels)
            self.init(
                key: String(index),
                letter: levels[index].code,
                // A level that has a colour of the page's print by chance keeps clear of it by one step, and stays as it is on a dark page.
                fill: ColourScheme.isPrint(fill) ? fill.besides : fill,
                pattern: levels[index].pattern,
                glyph: glyph,
                palette: palette
            )
        } else {
            let isNotExpected = state == .notExpected
            self.init(
                key: state.code(as: nil) ?? "unrated",
                letter: state.sign(as: nil),
                fill: isNotExpected ? .pale : .paper,
                glyph: glyph,
                isBlank: true
            )
        }
    }

    init(_ state: CellState, in table: ProvisionTable) {
        self.init(state, in: table.levels)
    }

    /// The same look for what is not to be seen first: a tint without a pattern, under the page's own print.
    var standingBack: LevelStyle {
        guard !isBlank else { return self }
        return LevelStyle(
            key: "\(key)-back",
            letter: letter,
            fill: fill.mixed(with: .paper, share: 0.8),
            glyph: glyph,
            darkFill: fill.mixed(with: ColourScheme.dark(.paper), share: 0.75),
            text: .muted
        )
    }

    /// The states of a scale in legend order: its levels, then not expected and not rated.
    static func states(of levels: [Level]) -> [CellState] {
        levels.indices.map(CellState.level) + [.notExpected, .unrated]
    }

    /// What outlines a fill too light to be seen on paper: the nearest darker shade that is.
    private static func border(of fill: Colour) -> Colour? {
        fill.contrast(with: .paper) >= 3 ? nil : fill.moved(towards: .ink, until: 3, against: .paper)
    }
}
