import Provision
import ScopingStore
import TestSupport
import Testing

@testable import Exhibits

@Suite("The palette, measured")
struct PaletteTests {
    private func styles(_ palette: Palette) throws -> [LevelStyle] {
        let levels = try Samples.levels()
        return LevelStyle.states(of: levels).map { LevelStyle($0, in: levels, palette: palette) }
    }

    private func pairs(_ colours: [Colour]) -> [(Colour, Colour)] {
        colours.indices.flatMap { first in colours.indices.filter { $0 > first }.map { (colours[first], colours[$0]) } }
    }

    @Test("The simulations and the distance give published values")
    func measure() {
        let red = Colour(red: 255, green: 0, blue: 0)
        // sRGB red in CIELAB: 53.24, 80.09, 67.20 (B. Lindbloom's calculator).
        let lab = Vision.normal.lab(red)
        #expect(zip(lab, [53.24, 80.09, 67.20]).allSatisfy { abs($0 - $1) < 0.02 })
        // Greys look the same to everybody.
        let grey = Colour(red: 128, green: 128, blue: 128)
        for vision in Vision.allCases {
            #expect(zip(vision.lab(grey), Vision.normal.lab(grey)).allSatisfy { abs($0 - $1) < 1 })
        }
        #expect(abs(Colour.ink.contrast(with: .paper) - 17.2) < 0.1)
    }

    @Test("Any two levels are at least 35 apart in CIELAB (CIE 1976), however colours are seen")
    func distances() throws {
        let levels = try Samples.levels()
        let colours = levels.indices.map { Palette.framework.fill(of: $0, in: levels) }
        #expect(colours.map(\.hex) == ["#0a7f7a", "#ffd166", "#a4161a", "#b1abfa"])
        for vision in Vision.judged {
            for (first, second) in pairs(colours) {
                #expect(vision.distance(first, second) >= 35, "\(first.hex) \(second.hex) \(vision)")
            }
        }
        // The other models of dichromats see the nearest pairs a little closer.
        for vision in Vision.allCases {
            for (first, second) in pairs(colours) {
                #expect(vision.distance(first, second) >= 31, "\(first.hex) \(second.hex) \(vision)")
            }
        }
    }

    @Test("In grey any two levels are at least 12 apart in lightness")
    func greys() throws {
        let levels = try Samples.levels()
        let lightness = levels.indices.map { Vision.normal.lab(Palette.framework.fill(of: $0, in: levels))[0] }.sorted()
        #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $1 - $0 >= 12 }, "\(lightness)")
    }

    @Test("The NHS colours fail that measure, which is why they are bordered and not the default")
    func nhs() throws {
        let red = Palette.nhs.colour(.none)
        let green = Palette.nhs.colour(.full)
        #expect(abs(Vision.protanopia.distance(red, green) - 11.8) < 0.1)
        #expect(abs(Vision.normal.lab(red)[0] - Vision.normal.lab(green)[0]) < 1)
        for style in try styles(.nhs) where !style.isBlank {
            #expect(style.border == .ink)
            #expect(Colour.ink.contrast(with: style.fill) >= 3, "\(style.fill.hex)")
        }
    }

    @Test(
        "Text reaches 4.5 to 1; outlines and patterns 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11)",
        arguments: Palette.allCases
    )
    func contrast(palette: Palette) throws {
        for style in try styles(palette) {
            #expect(style.text.contrast(with: style.fill) >= 4.5, "\(style.key)")
            #expect((style.border ?? style.fill).contrast(with: .paper) >= 3, "\(style.key)")
            #expect(style.lines.contrast(with: style.fill) >= 3, "\(style.key)")
        }
        for colour in [Colour.ink, .muted, .edge] { #expect(colour.contrast(with: .paper) >= 4.5) }
    }

    @Test("Every state has a letter, a glyph and a look of its own, told without colour")
    func withoutColour() throws {
        let all = try styles(.framework)
        #expect(Set(all.map(\.letter)).count == all.count)
        #expect(Set(all.map(\.glyph)).count == all.count)
        #expect(Set(all.map(\.key)).count == all.count)
        let levels = all.filter { !$0.isBlank }
        #expect(Set(levels.map(\.pattern)).count == levels.count)
    }

    @Test("A scale of other levels keeps its own colours where the palette has only one for what they say")
    func otherScales() throws {
        let levels = [
            SmallWorld.level("Full", rank: 3, closes: true), SmallWorld.level("Most", rank: 2),
            SmallWorld.level("Some", rank: 1), SmallWorld.level("None", rank: 0),
        ]
        #expect(Palette.nhs.fill(of: 1, in: levels).hex == "#ffb81c")
        #expect(Palette.nhs.fill(of: 2, in: levels).hex == "#336699")
        #expect(Palette.nhs.fill(of: 9, in: levels) == .paper)
        #expect(LevelGlyph(.level(1), in: levels) == .disc(share: 2.0 / 3))
        let broken = Level(
            code: "X",
            name: "X",
            meaning: "",
            rank: 0,
            closesGap: false,
            colour: "red",
            pattern: .solid
        )
        #expect(LevelStyle(.level(0), in: [broken]).fill == .paper)
    }
}
