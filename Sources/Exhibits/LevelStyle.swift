import Markup
import Provision

/// How a state of a cell looks: fill, pattern and letter, so that it is told by more than its colour.
struct LevelStyle {
    /// Within the picture, unique: the level's place in the scale, or the state's name.
    let key: String
    let letter: String
    let fill: Colour
    let pattern: Level.Pattern
    /// The colour of the letter: at least 4.5 to 1 against the fill wherever ink or paper reaches it.
    var text: Colour { fill.legibleText }

    init(_ state: CellState, in table: ProvisionTable) {
        letter = table.letter(state)
        if let index = state.levelIndex, let level = table.level(of: state) {
            key = String(index)
            fill = Colour(hex: level.colour) ?? .paper
            pattern = level.pattern
        } else {
            key = state == .notExpected ? "not-expected" : "unrated"
            fill = state == .notExpected ? Colour(red: 0xE3, green: 0xE6, blue: 0xE8) : .paper
            pattern = .solid
        }
    }

    /// The `<pattern>` that fills cells of this style; nil for a plain one.
    func writePattern(prefix: String, to writer: inout MarkupWriter) {
        guard pattern != .solid else { return }
        // Fixed to the page, not to the cell, so that neighbours of one level join without a seam.
        writer.element(
            "pattern",
            [
                Attribute("id", patternID(prefix)), Attribute("width", 8), Attribute("height", 8),
                Attribute("patternUnits", "userSpaceOnUse"),
            ]
        ) { writer in
            writer.element("rect", [Attribute("width", 8), Attribute("height", 8), Attribute("fill", fill.hex)])
            if pattern == .dots {
                for centre in [2, 6] {
                    writer.element(
                        "circle",
                        [
                            Attribute("cx", centre), Attribute("cy", centre), Attribute("r", "1.1"),
                            Attribute("fill", text.hex), Attribute("fill-opacity", "0.45"),
                        ]
                    )
                }
            } else {
                writer.element(
                    "path",
                    [
                        Attribute("d", strokes), Attribute("stroke", text.hex), Attribute("stroke-width", 1),
                        Attribute("stroke-opacity", "0.4"), Attribute("fill", "none"),
                    ]
                )
            }
        }
    }

    /// What a cell's `fill` refers to.
    func paint(_ prefix: String) -> String {
        pattern == .solid ? fill.hex : "url(#\(patternID(prefix)))"
    }

    private func patternID(_ prefix: String) -> String { "\(prefix)-level-\(key)" }

    private var strokes: String {
        switch pattern {
        case .diagonal: "M-1 1 L1 -1 M0 8 L8 0 M7 9 L9 7"
        case .crosshatch: "M0 8 L8 0 M0 0 L8 8"
        case .horizontal: "M0 2 H8 M0 6 H8"
        case .vertical: "M2 0 V8 M6 0 V8"
        case .solid, .dots: ""
        }
    }
}
