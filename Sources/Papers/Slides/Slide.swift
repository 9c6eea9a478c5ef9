import Markup

/// Lays out a section of a paper on a slide: its text in the layout's place for it, tables and pictures below, each as large as
/// leaves room for the rest.
struct Slide {
    private let section: Paper.Section
    private let foot: String
    /// The size of running text, in points.
    private let textSize: Double

    private static let gap = 4.0
    /// The sizes of running text and of tables that are tried, in points.
    private static let sizes: [(text: Double, table: Double)] = [
        (20, 14), (18, 14), (18, 12), (16, 12), (16, 11), (14, 11), (14, 10), (12, 10), (12, 9), (11, 9), (11, 8),
        (10, 8), (10, 7),
    ]
    private static let noteSize = 10.0

    init(_ section: Paper.Section, foot: String) {
        self.foot = foot
        var fitted = section
        var textSize = Self.sizes[0].text
        for (text, table) in Self.sizes {
            textSize = text
            fitted.blocks = section.blocks.map { block in
                guard case .table(var shown) = block else { return block }
                shown.textSize = table
                return .table(shown)
            }
            let height = fitted.blocks.reduce(0) { $0 + Self.height($1, text) + Self.gap }
            if height <= SlideFrame.contentHeight { break }
        }
        self.section = fitted
        self.textSize = textSize
    }

    /// - Parameter picture: takes in a picture, and gives the name by which the slide refers to it.
    func part(_ picture: (PaperPicture) -> String) -> [UInt8] {
        PPTXWriter.part("p:sld") { xml in
            xml.element("p:cSld") { xml in
                SlideShapes.tree({ writeShapes(picture, to: &$0) }, to: &xml)
            }
            xml.element("p:clrMapOvr") { $0.empty("a:masterClrMapping") }
        }
    }

    private func writeShapes(_ picture: (PaperPicture) -> String, to xml: inout MarkupWriter) {
        SlideShapes.text(2, "Title", placeholder: ("title", nil), box: nil, to: &xml) {
            SlideShapes.paragraph([Run(section.heading)], to: &$0)
        }
        var id = 3
        var top = SlideFrame.contentTop
        var isBodyFilled = false
        for block in section.blocks {
            let height = Self.height(block, textSize)
            let box = SlideShapes.Box(
                left: SlideFrame.margin,
                top: top,
                width: SlideFrame.contentWidth,
                height: height
            )
            switch block {
            case .table(let table): SlideTable.write(table, id, at: box, to: &xml)
            case .picture(let shown): write(shown, id, at: box, picture, to: &xml)
            default:
                let placeholder: (String?, Int?) = isBodyFilled ? (nil, nil) : ("body", 1)
                SlideShapes.text(
                    id,
                    isBodyFilled ? "Text \(id)" : "Content",
                    placeholder: placeholder,
                    box: box,
                    to: &xml
                ) {
                    writeText(block, to: &$0)
                }
                isBodyFilled = true
            }
            id += 1
            top += height + Self.gap
        }
        SlideShapes.text(id, "Foot", placeholder: ("ftr", 11), box: nil, to: &xml) {
            SlideShapes.paragraph([Run(foot)], size: 11, to: &$0)
        }
        SlideShapes.text(id + 1, "Slide number", placeholder: ("sldNum", 12), box: nil, to: &xml) {
            SlideShapes.slideNumber(to: &$0)
        }
    }

    private func writeText(_ block: Block, to xml: inout MarkupWriter) {
        switch block {
        case .heading(let text, _):
            SlideShapes.paragraph([Run(text, isBold: true)], size: textSize, to: &xml)
        case .paragraph(let runs, let rank):
            SlideShapes.paragraph(
                rank == .warning ? runs.map { Run($0.text, isBold: true) } : runs,
                size: rank == .note ? Self.noteSize : textSize,
                colour: rank == .warning ? "#A4161A" : nil,
                to: &xml
            )
        case .list(let items):
            for item in items { SlideShapes.paragraph(item, size: textSize, isBullet: true, to: &xml) }
        case .table, .picture: break
        }
    }

    private func write(
        _ shown: PaperPicture,
        _ id: Int,
        at box: SlideShapes.Box,
        _ refer: (PaperPicture) -> String,
        to xml: inout MarkupWriter
    ) {
        let picture = shown.fitted(width: box.width, height: box.height)
        let reference = refer(picture)
        xml.element("p:pic") { xml in
            xml.element("p:nvPicPr") { xml in
                xml.empty("p:cNvPr") {
                    $0.attribute("id", id)
                    $0.attribute("name", "Picture \(id)")
                    $0.attribute("descr", picture.alternative)
                }
                xml.element("p:cNvPicPr") { $0.empty("a:picLocks") { $0.attribute("noChangeAspect", 1) } }
                xml.empty("p:nvPr")
            }
            xml.element("p:blipFill") { xml in
                xml.empty("a:blip") { $0.attribute("r:embed", reference) }
                xml.element("a:stretch") { $0.empty("a:fillRect") }
            }
            xml.element("p:spPr") { xml in
                let fitted = SlideShapes.Box(
                    left: box.left,
                    top: box.top,
                    width: picture.width,
                    height: picture.height
                )
                SlideShapes.frame(fitted, to: &xml)
                xml.element("a:prstGeom") { xml in
                    xml.attribute("prst", "rect")
                    xml.empty("a:avLst")
                }
            }
        }
    }

    // MARK: Heights

    /// How high a block is, in millimetres, as far as can be told without a font.
    private static func height(_ block: Block, _ size: Double) -> Double {
        switch block {
        case .heading(let text, _): return lines([text], size, spacing: 2)
        case .paragraph(let runs, let rank):
            return lines([runs.map(\.text).joined()], rank == .note ? noteSize : size, spacing: 0)
        case .list(let items): return lines(items.map { $0.map(\.text).joined() }, size, spacing: 2.2)
        case .table(let table): return SlideTable.height(table, width: SlideFrame.contentWidth)
        case .picture(let picture):
            return picture.fitted(width: SlideFrame.contentWidth, height: SlideFrame.contentHeight - 30).height
        }
    }

    private static func lines(_ texts: [String], _ size: Double, spacing: Double) -> Double {
        texts.reduce(0) { sum, text in
            sum + Double(wrappedLines(text, width: SlideFrame.contentWidth - 8, size: size)) * size * 0.43 + spacing
        }
    }

    /// How many lines a text takes: letters of Arial are about half as wide as the font is high.
    static func wrappedLines(_ text: String, width: Double, size: Double) -> Int {
        let letter = size * 0.3528 * 0.47
        return max(1, Int((Double(text.count) * letter / max(width, letter)).rounded(.up)))
    }
}
