import Markup
import Provision
import TestSupport
import Testing

@testable import Exhibits

/// What a mark draws, alone.
enum Drawn {
    static func bytes(_ draw: (inout MarkupWriter) -> Void) -> [UInt8] {
        var writer = MarkupWriter()
        draw(&writer)
        return writer.bytes
    }
}

@Suite("Dark pages, forced colours")
struct ColourSchemeTests {
    private func styles(_ palette: Palette) throws -> [LevelStyle] {
        let levels = try Samples.levels()
        return LevelStyle.states(of: levels).map { LevelStyle($0, in: levels, palette: palette) }
    }

    @Test("On a dark page text reaches 4.5 to 1, outlines 3 to 1", arguments: Palette.allCases)
    func contrast(palette: Palette) throws {
        let paper = ColourScheme.dark(.paper)
        #expect(paper.luminance < 0.02)
        for colour in [Colour.ink, .muted, .edge] {
            #expect(ColourScheme.dark(colour).contrast(with: paper) >= 4.5, "\(colour.hex)")
        }
        #expect(ColourScheme.dark(.ink).contrast(with: ColourScheme.dark(.pale)) >= 4.5)
        for style in try styles(palette) {
            let fill = ColourScheme.dark(style.fill)
            #expect(ColourScheme.dark(style.text).contrast(with: fill) >= 4.5, "\(style.key)")
            let outline = style.isBlank ? ColourScheme.dark(.edge) : ColourScheme.darkBorder(of: style) ?? fill
            #expect(outline.contrast(with: paper) >= 3, "\(style.key)")
            if let text = ColourScheme.darkText(of: style) { #expect(text.contrast(with: paper) >= 4.5) }
        }
    }

    @Test("What stands back can be read, light and dark", arguments: Palette.allCases)
    func standingBack(palette: Palette) throws {
        for style in try styles(palette).map(\.standingBack) where !style.isBlank {
            #expect(style.text.contrast(with: style.fill) >= 4.5, "\(style.key)")
            let fill = try #require(style.darkFill)
            #expect(ColourScheme.dark(style.text).contrast(with: fill) >= 4.5, "\(style.key) dark")
            let rules = ColourScheme.css([style], ExhibitOptions(name: "n"))
            #expect(rules.contains("#xn [fill='\(style.fill.hex)']{fill:\(fill.hex);"))
        }
    }

    @Test("The colours of changes and of amounts are seen on paper and on a dark page")
    func others() {
        for colour in [Colour.better, .worse, .need] {
            #expect(colour.contrast(with: .paper) >= 3 && colour.contrast(with: ColourScheme.dark(.paper)) >= 3)
        }
    }

    @Test("Print upon fills has colours of its own, so that a dark page leaves it alone")
    func print() throws {
        for style in try styles(.framework) where !style.isBlank {
            #expect([Colour.darkPrint, .lightPrint].contains(style.text))
            #expect(ColourScheme.dark(style.text) == style.text)
        }
        #expect(Colour.paper.legibleText == .ink && Colour.pale.legibleText == .ink)
    }

    @Test("A level that has a colour of the page by chance can be read, on light pages and dark ones")
    func chance() {
        for (colour, _) in ColourScheme.page {
            let level = Level(
                code: "X",
                name: "X",
                meaning: "",
                rank: 0,
                closesGap: false,
                colour: colour.hex,
                pattern: .solid
            )
            let style = LevelStyle(.level(0), in: [level])
            #expect(!ColourScheme.isPrint(style.fill))
            #expect(style.text.contrast(with: style.fill) >= 4.5)
            #expect(ColourScheme.dark(style.text).contrast(with: ColourScheme.dark(style.fill)) >= 4.5)
        }
    }

    @Test(
        "Every kind of picture that stands alone has the rules, below its own id; one inside a page does not turn dark alone"
    )
    func rules() throws {
        for sample in Samples.all {
            let text = String(decoding: try sample.draw(), as: UTF8.self)
            #expect(text.contains("@media screen and (prefers-color-scheme:dark){#x\(sample.name) [fill='#ffffff']"))
            #expect(text.contains("@media (forced-colors:active){#x\(sample.name){forced-color-adjust:none}"))
            #expect(text.contains("<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"x\(sample.name)\""))
        }
        let table = try MadeTable.real()
        let inside = String(decoding: HeatmapDrawing(of: table, name: "n").svg(standalone: false), as: UTF8.self)
        #expect(!inside.contains("prefers-color-scheme") && inside.contains("forced-colors"))
    }

    @Test("The colours a drawing uses on its page are those the rules know", arguments: Palette.allCases)
    func known(palette: Palette) throws {
        let table = try MadeTable.real()
        let svg = HeatmapDrawing(of: table, ExhibitOptions(name: "n", palette: palette)).svg()
        let text = String(decoding: svg, as: UTF8.self)
        let levels = try styles(palette)
        let fills = Set(levels.map(\.fill.hex) + levels.map(\.lines.hex) + levels.compactMap(\.border?.hex))
        let page = Set(ColourScheme.page.map(\.light.hex) + [Colour.darkPrint.hex, Colour.lightPrint.hex])
        for attribute in ["fill=\"#", "stroke=\"#"] {
            for part in text.split(separator: attribute).dropFirst() {
                let colour = "#" + part.prefix(6)
                #expect(fills.contains(colour) || page.contains(colour), "\(colour)")
            }
        }
    }
}
