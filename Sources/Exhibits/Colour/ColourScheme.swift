/// How a picture looks to readers who prefer dark pages, and to those whose system lays down the colours: the style sheet inside
/// the picture.
///
/// Drawings use the page's colours (`ink`, `paper`, `muted`, `edge`, `grid`, `pale`) as presentation attributes, which any rule of a
/// style sheet outranks; print upon fills has colours of its own (`darkPrint`, `lightPrint`). The rules hold only below the picture's
/// id, so that several pictures can stand on one page. `rsvg-convert` passes over them, and draws the light picture.
enum ColourScheme {
    /// The page's colours, light and dark.
    static let page: [(light: Colour, dark: Colour)] = [
        (.paper, Colour(red: 0x14, green: 0x17, blue: 0x1A)), (.ink, Colour(red: 0xEC, green: 0xEF, blue: 0xF1)),
        (.muted, Colour(red: 0xB4, green: 0xBC, blue: 0xC2)), (.edge, Colour(red: 0x8B, green: 0x94, blue: 0x9B)),
        (.grid, Colour(red: 0x33, green: 0x3A, blue: 0x40)), (.pale, Colour(red: 0x2C, green: 0x32, blue: 0x37)),
    ]

    static func isOfPage(_ colour: Colour) -> Bool { page.contains { $0.light == colour } }

    /// Whether a colour is one that the page is printed in, rather than one that print stands on.
    static func isPrint(_ colour: Colour) -> Bool { isOfPage(colour) && colour != .paper && colour != .pale }

    /// A colour of the page as it is on a dark page; any other as it is.
    static func dark(_ colour: Colour) -> Colour { page.first { $0.light == colour }?.dark ?? colour }

    /// What outlines a fill that is too dark to be seen on a dark page: the nearest lighter shade that is.
    static func darkBorder(of style: LevelStyle) -> Colour? {
        let paper = dark(.paper)
        guard !isOfPage(style.fill), style.fill.contrast(with: paper) < 3 else { return nil }
        return style.fill.moved(towards: .paper, until: 3, against: paper)
    }

    /// A fill's colour as that of text on a dark page; nil where it can be read as it is.
    static func darkText(of style: LevelStyle) -> Colour? {
        let paper = dark(.paper)
        guard !isOfPage(style.fill), style.fill.contrast(with: paper) < 4.5 else { return nil }
        return style.fill.moved(towards: .paper, until: 4.5, against: paper)
    }

    /// The style sheet, on one line.
    static func css(_ styles: [LevelStyle], _ options: ExhibitOptions) -> String {
        let id = "#\(options.prefix)"
        let focus = "\(id) [tabindex]:focus{outline:3px solid #1d4ed8;outline-offset:1px}"
        let parts = [
            focus, options.followsColourScheme ? darkRules(id, styles) : "", forcedRules(id, styles),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func darkRules(_ id: String, _ styles: [LevelStyle]) -> String {
        var rules = page.flatMap { light, dark in
            ["fill", "stroke"].map { "\(id) [\($0)='\(light.hex)']{\($0):\(dark.hex)}" }
        }
        for style in styles {
            if let fill = style.darkFill?.hex {
                rules.append("\(id) [fill='\(style.fill.hex)']{fill:\(fill);stroke:\(fill)}")
                continue
            }
            if let border = darkBorder(of: style)?.hex {
                rules.append("\(id) [fill='\(style.fill.hex)']:not(text){stroke:\(border)}")
                rules.append("\(id) [stroke='\(style.fill.hex)']:not(text){stroke:\(border)}")
            }
            if let text = darkText(of: style) {
                rules.append("\(id) text[fill='\(style.fill.hex)']{fill:\(text.hex)}")
            }
        }
        rules.append("\(id) [tabindex]:focus{outline-color:#93c5fd}")
        return "@media screen and (prefers-color-scheme:dark){\(rules.joined(separator: ""))}"
    }

    /// Where the system lays down the colours: its own for page and print; levels are told by letter, glyph and pattern.
    private static func forcedRules(_ id: String, _ styles: [LevelStyle]) -> String {
        var rules = ["\(id){forced-color-adjust:none}"]
        let fills = Set(styles.filter { !$0.isBlank }.map(\.fill.hex)).sorted()
        for fill in fills + [Colour.paper.hex, Colour.pale.hex] {
            rules.append("\(id) [fill='\(fill)']{fill:Canvas}\(id) [stroke='\(fill)']{stroke:Canvas}")
        }
        for fill in fills { rules.append("\(id) [fill='\(fill)']:not(text){stroke:CanvasText}") }
        for print in [Colour.ink, .muted, .edge, .darkPrint, .lightPrint] {
            rules.append("\(id) [fill='\(print.hex)']{fill:CanvasText}\(id) [stroke='\(print.hex)']{stroke:CanvasText}")
        }
        for lines in Set(styles.filter { $0.plate != nil }.map(\.lines.hex)).sorted() {
            rules.append("\(id) [stroke='\(lines)']{stroke:CanvasText}")
        }
        rules.append(
            "\(id) [stroke='\(Colour.grid.hex)']{stroke:GrayText}\(id) [tabindex]:focus{outline-color:Highlight}"
        )
        return "@media (forced-colors:active){\(rules.joined(separator: ""))}"
    }
}

extension Colour {
    /// The next colour, one step of blue away.
    var besides: Colour { Colour(red: red, green: green, blue: blue < 0xFF ? blue + 1 : blue - 1) }
}
