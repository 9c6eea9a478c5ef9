import Markup

/// The styles of a text document: what Word calls them, so that its own table of contents, navigation and reading aloud find them.
enum DOCXStyles {
    /// Grounds of table headings and of headings within tables.
    static let headingGround = "#E3E6E8"
    static let groupGround = "#F1F3F4"
    /// The size of text in tables, in half points.
    static let tableSize = 18

    private struct Style {
        let id: String
        let name: String
        /// In half points; nil for that of the style it is based on.
        var size: Int?
        var isBold = false
        var colour: String?
        var before = 0
        var after = 0
        /// Of the outline, 0 being the highest; nil for text.
        var outline: Int?
        var keepsNext = false
        var isBullet = false
        var alignment: String?
        var isCustom = false
    }

    private static let styles = [
        Style(id: "Title", name: "Title", size: 44, isBold: true, after: 60, keepsNext: true),
        Style(id: "Subtitle", name: "Subtitle", size: 24, colour: "3D4449", after: 200, keepsNext: true),
        Style(
            id: "Heading1",
            name: "heading 1",
            size: 30,
            isBold: true,
            before: 320,
            after: 100,
            outline: 0,
            keepsNext: true
        ),
        Style(
            id: "Heading2",
            name: "heading 2",
            size: 24,
            isBold: true,
            before: 240,
            after: 80,
            outline: 1,
            keepsNext: true
        ),
        Style(
            id: "Heading3",
            name: "heading 3",
            size: 22,
            isBold: true,
            before: 200,
            after: 60,
            outline: 2,
            keepsNext: true
        ),
        Style(id: "ListBullet", name: "List Bullet", after: 80, isBullet: true),
        Style(id: "Caption", name: "caption", size: 19, isBold: true, before: 200, after: 80),
        Style(id: "Figure", name: "Figure", before: 120, keepsNext: true, isCustom: true),
        Style(id: "Note", name: "Note", size: 18, colour: "3D4449", before: 100, after: 80, isCustom: true),
        Style(id: "Warning", name: "Warning", isBold: true, colour: "A4161A", before: 80, after: 120, isCustom: true),
        Style(id: "TableText", name: "Table Text", size: tableSize, before: 20, after: 20, isCustom: true),
        Style(
            id: "TableHeading",
            name: "Table Heading",
            size: tableSize,
            isBold: true,
            before: 20,
            after: 20,
            isCustom: true
        ),
        Style(id: "Header", name: "header", size: 18, colour: "3D4449"),
        Style(id: "Footer", name: "footer", size: 18, colour: "3D4449", alignment: "right"),
    ]

    static func part() -> [UInt8] {
        OfficeParts.part("w:styles") { xml in
            xml.attribute("xmlns:w", DOCXWriter.wordSpace)
            xml.element("w:docDefaults") { xml in
                xml.element("w:rPrDefault") { xml in
                    xml.element("w:rPr") { xml in
                        xml.empty("w:rFonts") {
                            $0.attribute("w:ascii", "Arial")
                            $0.attribute("w:eastAsia", "Arial")
                            $0.attribute("w:hAnsi", "Arial")
                            $0.attribute("w:cs", "Arial")
                        }
                        size(21, &xml)
                        xml.empty("w:lang") {
                            $0.attribute("w:val", Paper.language)
                            $0.attribute("w:eastAsia", Paper.language)
                        }
                    }
                }
                xml.element("w:pPrDefault") { xml in
                    xml.element("w:pPr") { spacing(before: 0, after: 120, line: 264, &$0) }
                }
            }
            xml.element("w:style") { xml in
                xml.attribute("w:type", "paragraph")
                xml.attribute("w:default", 1)
                xml.attribute("w:styleId", "Normal")
                value("w:name", "Normal", &xml)
                xml.empty("w:qFormat")
            }
            for style in styles { write(style, to: &xml) }
            xml.element("w:style") { xml in
                xml.attribute("w:type", "table")
                xml.attribute("w:default", 1)
                xml.attribute("w:styleId", "TableNormal")
                value("w:name", "Normal Table", &xml)
                xml.element("w:tblPr") { margins(0, 108, &$0) }
            }
            writeTableStyle(to: &xml)
        }
    }

    private static func write(_ style: Style, to xml: inout MarkupWriter) {
        xml.element("w:style") { xml in
            xml.attribute("w:type", "paragraph")
            if style.isCustom { xml.attribute("w:customStyle", 1) }
            xml.attribute("w:styleId", style.id)
            value("w:name", style.name, &xml)
            value("w:basedOn", "Normal", &xml)
            if style.outline != nil || style.id == "Title" { value("w:next", "Normal", &xml) }
            xml.empty("w:qFormat")
            xml.element("w:pPr") { xml in
                if style.keepsNext { xml.empty("w:keepNext") }
                if style.outline != nil { xml.empty("w:keepLines") }
                if style.isBullet {
                    xml.element("w:numPr") { xml in
                        xml.empty("w:ilvl") { $0.attribute("w:val", 0) }
                        xml.empty("w:numId") { $0.attribute("w:val", 1) }
                    }
                }
                spacing(
                    before: style.before,
                    after: style.after,
                    line: style.isBullet || style.id == "Note" ? 264 : 247,
                    &xml
                )
                if let alignment = style.alignment { value("w:jc", alignment, &xml) }
                if let outline = style.outline { xml.empty("w:outlineLvl") { $0.attribute("w:val", outline) } }
            }
            xml.element("w:rPr") { xml in
                if style.isBold { xml.empty("w:b") }
                if let colour = style.colour { value("w:color", colour, &xml) }
                if let points = style.size { size(points, &xml) }
            }
        }
    }

    private static func writeTableStyle(to xml: inout MarkupWriter) {
        xml.element("w:style") { xml in
            xml.attribute("w:type", "table")
            xml.attribute("w:customStyle", 1)
            xml.attribute("w:styleId", "LacunaTable")
            value("w:name", "Lacuna Table", &xml)
            value("w:basedOn", "TableNormal", &xml)
            xml.element("w:tblPr") { xml in
                xml.element("w:tblBorders") { xml in
                    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] as [StaticString] {
                        xml.empty(side) {
                            $0.attribute("w:val", "single")
                            $0.attribute("w:sz", 4)
                            $0.attribute("w:space", 0)
                            $0.attribute("w:color", "A9B0B5")
                        }
                    }
                }
                margins(20, 70, &xml)
            }
            xml.element("w:tblStylePr") { xml in
                xml.attribute("w:type", "firstRow")
                xml.element("w:rPr") { $0.empty("w:b") }
                xml.element("w:tcPr") { xml in
                    xml.empty("w:shd") {
                        $0.attribute("w:val", "clear")
                        $0.attribute("w:color", "auto")
                        $0.attribute("w:fill", headingGround.officeColour)
                    }
                }
            }
        }
    }

    private static func value(_ name: StaticString, _ value: String, _ xml: inout MarkupWriter) {
        xml.empty(name) { $0.attribute("w:val", value) }
    }

    private static func size(_ halfPoints: Int, _ xml: inout MarkupWriter) {
        xml.empty("w:sz") { $0.attribute("w:val", halfPoints) }
        xml.empty("w:szCs") { $0.attribute("w:val", halfPoints) }
    }

    private static func spacing(before: Int, after: Int, line: Int, _ xml: inout MarkupWriter) {
        xml.empty("w:spacing") {
            $0.attribute("w:before", before)
            $0.attribute("w:after", after)
            $0.attribute("w:line", line)
            $0.attribute("w:lineRule", "auto")
        }
    }

    /// The space around the text of cells, in twentieths of a point.
    static func margins(_ vertical: Int, _ horizontal: Int, _ xml: inout MarkupWriter) {
        xml.element("w:tblCellMar") { xml in
            for (side, width) in [
                ("w:top", vertical), ("w:left", horizontal), ("w:bottom", vertical), ("w:right", horizontal),
            ] as [(StaticString, Int)] {
                xml.empty(side) {
                    $0.attribute("w:w", width)
                    $0.attribute("w:type", "dxa")
                }
            }
        }
    }
}
