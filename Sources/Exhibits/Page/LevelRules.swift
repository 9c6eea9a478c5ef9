import Markup
import Provision

/// The style sheet's part that depends on the scale: fill, letter colour, border, sign and pattern of each state, from the same
/// styles as the pictures.
struct LevelRules {
    let levels: [Level]
    var palette = Palette.framework

    /// The class of a cell in this state: "l0" for the scale's first level, "ln" not expected, "lu" not rated.
    static func name(of state: CellState) -> String {
        state.levelIndex.map { "l\($0)" } ?? (state == .notExpected ? "ln" : "lu")
    }

    static func name(of qualifier: CellQualifier) -> String {
        switch qualifier {
        case .notReturned: "qn"
        case .carriedForward: "qc"
        case .stale: "qs"
        case .silent: "qx"
        }
    }

    func css() -> [UInt8] {
        var css: [UInt8] = []
        for state in LevelStyle.states(of: levels) {
            let style = LevelStyle(state, in: levels, palette: palette)
            let rule =
                ".\(Self.name(of: state)){--f:\(style.fill.hex);--t:\(style.text.hex);"
                + "--e:\((style.border ?? style.fill).hex);--s:\(sign(style));--p:\(tile(style));--c:\(style.lines.hex);--w:\(edge(style));--i:\(ring(style));--h:\(hatch(style));"
                + "--d:\(style.isBlank ? "dashed" : "solid")}\n"
            css += rule.utf8
        }
        return css
    }

    /// The style's glyph, drawn in the colour of its letter.
    private func sign(_ style: LevelStyle) -> String {
        guard style.glyph != .none else { return "none" }
        return picture(size: 16) { style.glyph.draw(x: 8, y: 8, radius: 6, colour: style.text, to: &$0) }
    }

    /// The style's pattern, one repeat of it.
    private func tile(_ style: LevelStyle) -> String {
        guard style.pattern != .solid else { return "none" }
        return picture(size: Int(Hatching.step)) { Hatching.writeRepeat(style, to: &$0) }
    }

    /// What stands for the pattern where thousands of cells are printed, as the widths of borders (top, right, bottom, left):
    /// Chromium takes minutes to print thousands of repeating patterns.
    private func edge(_ style: LevelStyle) -> String {
        switch style.pattern {
        case .solid: "0"
        case .diagonal: "0 0.7mm 0.7mm 0"
        case .crosshatch: "0.5mm"
        case .dots: "0 0 0.7mm 0"
        case .horizontal: "0.6mm 0"
        case .vertical: "0 0.6mm"
        }
    }

    /// What stands for the pattern where thousands of cells are shown, as shadows within the cell: the same edges. A browser takes
    /// half a second to draw thousands of patterns.
    private func ring(_ style: LevelStyle) -> String {
        let edges =
            switch style.pattern {
            case .solid: ["0 0 0 1px var(--e)"]
            case .diagonal: ["-3px -3px var(--c)"]
            case .crosshatch: ["0 0 0 2px var(--c)"]
            case .dots: ["0 -3px var(--c)"]
            case .horizontal: ["0 3px var(--c)", "0 -3px var(--c)"]
            case .vertical: ["3px 0 var(--c)", "-3px 0 var(--c)"]
            }
        return edges.map { "inset \($0)" }.joined(separator: ",")
    }

    /// The pattern in the reader's own colour, where colours are forced: data URLs keep theirs.
    private func hatch(_ style: LevelStyle) -> String {
        func stripes(_ angle: Int) -> String {
            "repeating-linear-gradient(\(angle)deg,CanvasText 0 1.5px,transparent 1.5px 5px)"
        }
        return switch style.pattern {
        case .solid: style.isBlank ? "none" : "linear-gradient(CanvasText,CanvasText)"
        case .diagonal: stripes(135)
        case .crosshatch: "\(stripes(45)),\(stripes(135))"
        case .dots: "repeating-radial-gradient(circle,CanvasText 0 1.5px,transparent 1.5px 5px)"
        case .horizontal: stripes(0)
        case .vertical: stripes(90)
        }
    }

    /// An SVG picture as a `data:` URL, everything but letters and digits percent-encoded, so that it can end neither the URL nor the
    /// style sheet.
    private func picture(size: Int, _ content: (inout MarkupWriter) -> Void) -> String {
        var writer = MarkupWriter(indentation: .none)
        writer.element("svg") {
            $0.attribute("xmlns", "http://www.w3.org/2000/svg")
            $0.attribute("width", size)
            $0.attribute("height", size)
            $0.attribute("viewBox", "0 0 \(size) \(size)")
            content(&$0)
        }
        let digits = Array("0123456789ABCDEF".utf8)
        var url: [UInt8] = Array("url(data:image/svg+xml,".utf8)
        for byte in writer.bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"),
                UInt8(ascii: ":"):
                url.append(byte)
            default: url += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        url.append(UInt8(ascii: ")"))
        return String(decoding: url, as: UTF8.self)
    }
}
