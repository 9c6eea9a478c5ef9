import Markup

/// Writes what an OpenDocument text holds: the sections of a paper one after the other.
struct ODTBody {
    let bytes: [UInt8]

    private static let textWidth = 170.0

    /// - Parameter picture: takes in a picture, and gives the path by which the document refers to it.
    init(_ paper: Paper, picture: (Int, PaperPicture) -> String) {
        var looks = ODTLooks()
        var counters = (tables: 0, pictures: 0)
        var body = MarkupWriter(indentation: .none)
        body.element("office:text") { xml in
            xml.element("text:sequence-decls") { xml in
                for name in ["Table", "Figure"] {
                    xml.empty("text:sequence-decl") {
                        $0.attribute("text:display-outline-level", 0)
                        $0.attribute("text:name", name)
                    }
                }
            }
            Self.paragraph("Title", [Run(paper.title)], &looks, to: &xml)
            Self.paragraph("Subtitle", [Run(paper.subtitle)], &looks, to: &xml)
            for section in paper.sections {
                Self.heading(section.heading, level: 1, style: section.beginsPage ? looks.newPage() : nil, to: &xml)
                for block in section.blocks {
                    switch block {
                    case .heading(let text, let level): Self.heading(text, level: level, to: &xml)
                    case .paragraph(let runs, let rank): Self.paragraph(Self.style(rank), runs, &looks, to: &xml)
                    case .list(let items): Self.list(items, &looks, to: &xml)
                    case .table(let table):
                        counters.tables += 1
                        Self.caption("Table", counters.tables, table.caption, to: &xml)
                        ODTTable.write(table, counters.tables, width: Self.textWidth, &looks, to: &xml)
                    case .picture(let shown):
                        counters.pictures += 1
                        let fitted = shown.fitted(width: Self.textWidth, height: 215)
                        Self.write(fitted, counters.pictures, picture(counters.pictures, fitted), to: &xml)
                        Self.caption("Figure", counters.pictures, shown.caption, to: &xml)
                    }
                }
            }
        }
        let content = body.bytes
        bytes = ODTWriter.part("office:document-content") { xml in
            xml.element("office:automatic-styles") { looks.write(to: &$0) }
            xml.element("office:body") { $0.embed(content) }
        }
    }

    private static func style(_ rank: Block.Rank) -> String {
        switch rank {
        case .body: "Text_20_body"
        case .note: "Note"
        case .warning: "Warning"
        }
    }

    private static func heading(_ text: String, level: Int, style: String? = nil, to xml: inout MarkupWriter) {
        xml.element("text:h", text: oneLine(text)) {
            $0.attribute("text:style-name", style ?? "Heading_20_\(level)")
            $0.attribute("text:outline-level", level)
        }
    }

    static func paragraph(_ style: String, _ runs: [Run], _ looks: inout ODTLooks, to xml: inout MarkupWriter) {
        xml.element("text:p") { xml in
            xml.attribute("text:style-name", style)
            for run in runs { write(run, &looks, to: &xml) }
        }
    }

    private static func write(_ run: Run, _ looks: inout ODTLooks, to xml: inout MarkupWriter) {
        guard run.isBold || run.isItalic else { return xml.text(run.text) }
        let style = looks.text(isBold: run.isBold, isItalic: run.isItalic)
        xml.element("text:span", text: run.text) { $0.attribute("text:style-name", style) }
    }

    private static func list(_ items: [[Run]], _ looks: inout ODTLooks, to xml: inout MarkupWriter) {
        xml.element("text:list") { xml in
            xml.attribute("text:style-name", "Bullets")
            for item in items {
                xml.element("text:list-item") { paragraph("List_20_Bullet", item, &looks, to: &$0) }
            }
        }
    }

    private static func caption(_ label: String, _ number: Int, _ text: String, to xml: inout MarkupWriter) {
        xml.element("text:p") { xml in
            xml.attribute("text:style-name", label == "Table" ? "Table" : "Figure_20_caption")
            xml.text("\(label) ")
            xml.element("text:sequence", text: String(number)) {
                $0.attribute("text:ref-name", "ref\(label)\(number)")
                $0.attribute("text:name", label)
                $0.attribute("text:formula", "ooow:\(label)+1")
                $0.attribute("style:num-format", "1")
            }
            xml.text(": \(text)")
        }
    }

    private static func write(_ picture: PaperPicture, _ number: Int, _ path: String, to xml: inout MarkupWriter) {
        xml.element("text:p") { xml in
            xml.attribute("text:style-name", "Figure")
            xml.element("draw:frame") { xml in
                xml.attribute("draw:name", "Picture \(number)")
                xml.attribute("text:anchor-type", "as-char")
                xml.attribute("svg:width", ODTLooks.millimetres(picture.width))
                xml.attribute("svg:height", ODTLooks.millimetres(picture.height))
                xml.empty("draw:image") {
                    $0.attribute("xlink:href", path)
                    $0.attribute("xlink:type", "simple")
                    $0.attribute("xlink:show", "embed")
                    $0.attribute("xlink:actuate", "onLoad")
                }
                xml.element("svg:title", text: picture.caption)
                xml.element("svg:desc", text: picture.alternative)
            }
        }
    }
}
