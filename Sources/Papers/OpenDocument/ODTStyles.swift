import Markup

/// The styles and pages of an OpenDocument text: by the names that LibreOffice gives its own.
enum ODTStyles {
    private struct Style {
        let name: String
        var shown: String?
        var parent = "Standard"
        /// In points; nil for that of its parent.
        var size: Double?
        var isBold = false
        var colour: String?
        // In points.
        var before = 0
        var after = 0
        var outline: Int?
        var keepsNext = false
        var alignment: String?
    }

    private static let styles = [
        Style(name: "Text_20_body", shown: "Text body", after: 6),
        Style(name: "Title", size: 22, isBold: true, after: 3, keepsNext: true),
        Style(name: "Subtitle", size: 12, colour: "#3d4449", after: 10, keepsNext: true),
        Style(name: "Heading", after: 5, keepsNext: true),
        Style(
            name: "Heading_20_1",
            shown: "Heading 1",
            parent: "Heading",
            size: 15,
            isBold: true,
            before: 16,
            after: 5,
            outline: 1,
            keepsNext: true
        ),
        Style(
            name: "Heading_20_2",
            shown: "Heading 2",
            parent: "Heading",
            size: 12,
            isBold: true,
            before: 12,
            after: 4,
            outline: 2,
            keepsNext: true
        ),
        Style(
            name: "Heading_20_3",
            shown: "Heading 3",
            parent: "Heading",
            size: 11,
            isBold: true,
            before: 10,
            after: 3,
            outline: 3,
            keepsNext: true
        ),
        Style(name: "List_20_Bullet", shown: "List Bullet", after: 4),
        Style(name: "Caption", size: 9.5, isBold: true, before: 10, after: 4),
        Style(name: "Table", parent: "Caption", before: 10, after: 4, keepsNext: true),
        Style(name: "Figure_20_caption", shown: "Figure caption", parent: "Caption", before: 4, after: 8),
        Style(name: "Figure", before: 6, keepsNext: true),
        Style(name: "Note", size: 9, colour: "#3d4449", before: 5, after: 4),
        Style(name: "Warning", isBold: true, colour: "#a4161a", before: 4, after: 6),
        Style(name: "Table_20_Contents", shown: "Table Contents", size: 9),
        Style(name: "Table_20_Heading", shown: "Table Heading", parent: "Table_20_Contents", size: 9, isBold: true),
        Style(name: "Header", size: 9, colour: "#3d4449"),
        Style(name: "Footer", size: 9, colour: "#3d4449", alignment: "end"),
    ]

    static func part(_ paper: Paper) -> [UInt8] {
        ODTWriter.part("office:document-styles") { xml in
            xml.element("office:font-face-decls") { xml in
                xml.empty("style:font-face") {
                    $0.attribute("style:name", "Arial")
                    $0.attribute("svg:font-family", "Arial")
                    $0.attribute("style:font-family-generic", "swiss")
                }
            }
            xml.element("office:styles") { xml in
                xml.element("style:default-style") { xml in
                    xml.attribute("style:family", "paragraph")
                    xml.empty("style:paragraph-properties") {
                        $0.attribute("fo:line-height", "110%")
                        $0.attribute("fo:orphans", 2)
                        $0.attribute("fo:widows", 2)
                    }
                    xml.empty("style:text-properties") {
                        $0.attribute("style:font-name", "Arial")
                        $0.attribute("fo:font-size", "10.5pt")
                        $0.attribute("fo:language", "en")
                        $0.attribute("fo:country", "GB")
                    }
                }
                xml.empty("style:style") {
                    $0.attribute("style:name", "Standard")
                    $0.attribute("style:family", "paragraph")
                    $0.attribute("style:class", "text")
                }
                for style in styles { write(style, to: &xml) }
                writeBullets(to: &xml)
            }
            xml.element("office:automatic-styles") { writeLayout(to: &$0) }
            xml.element("office:master-styles") { xml in
                writePage("Standard", next: nil, paper, to: &xml)
                writePage("First_20_page", next: "Standard", paper, to: &xml)
            }
        }
    }

    private static func write(_ style: Style, to xml: inout MarkupWriter) {
        xml.element("style:style") { xml in
            xml.attribute("style:name", style.name)
            xml.attribute("style:display-name", style.shown)
            xml.attribute("style:family", "paragraph")
            xml.attribute("style:parent-style-name", style.parent)
            if style.outline != nil || style.name == "Title" {
                xml.attribute("style:next-style-name", "Text_20_body")
            }
            xml.attribute("style:default-outline-level", style.outline)
            // The document begins on the page without a running head.
            if style.name == "Title" { xml.attribute("style:master-page-name", "First_20_page") }
            xml.empty("style:paragraph-properties") {
                $0.attribute("fo:margin-top", "\(style.before)pt")
                $0.attribute("fo:margin-bottom", "\(style.after)pt")
                if style.keepsNext { $0.attribute("fo:keep-with-next", "always") }
                $0.attribute("fo:text-align", style.alignment)
            }
            xml.empty("style:text-properties") {
                if let size = style.size { $0.attribute("fo:font-size", "\(size)pt") }
                if style.isBold { $0.attribute("fo:font-weight", "bold") }
                $0.attribute("fo:color", style.colour)
            }
        }
    }

    private static func writeBullets(to xml: inout MarkupWriter) {
        xml.element("text:list-style") { xml in
            xml.attribute("style:name", "Bullets")
            xml.element("text:list-level-style-bullet") { xml in
                xml.attribute("text:level", 1)
                xml.attribute("text:bullet-char", "•")
                xml.element("style:list-level-properties") { xml in
                    xml.attribute("text:list-level-position-and-space-mode", "label-alignment")
                    xml.empty("style:list-level-label-alignment") {
                        $0.attribute("text:label-followed-by", "listtab")
                        $0.attribute("fo:margin-left", "6mm")
                        $0.attribute("fo:text-indent", "-6mm")
                    }
                }
            }
        }
    }

    private static func writeLayout(to xml: inout MarkupWriter) {
        xml.element("style:page-layout") { xml in
            xml.attribute("style:name", "A4")
            xml.empty("style:page-layout-properties") {
                $0.attribute("fo:page-width", "210mm")
                $0.attribute("fo:page-height", "297mm")
                $0.attribute("style:print-orientation", "portrait")
                $0.attribute("fo:margin-top", "10mm")
                $0.attribute("fo:margin-bottom", "10mm")
                $0.attribute("fo:margin-left", "20mm")
                $0.attribute("fo:margin-right", "20mm")
            }
            for (element, side) in [
                ("style:header-style", "fo:margin-bottom"), ("style:footer-style", "fo:margin-top"),
            ] as [(StaticString, StaticString)] {
                xml.element(element) { xml in
                    xml.empty("style:header-footer-properties") {
                        $0.attribute("fo:min-height", "10mm")
                        $0.attribute(side, "5mm")
                    }
                }
            }
        }
    }

    private static func writePage(_ name: String, next: String?, _ paper: Paper, to xml: inout MarkupWriter) {
        xml.element("style:master-page") { xml in
            xml.attribute("style:name", name)
            xml.attribute("style:page-layout-name", "A4")
            xml.attribute("style:next-style-name", next)
            xml.element("style:header") { xml in
                xml.element("text:p") { xml in
                    xml.attribute("text:style-name", "Header")
                    if next == nil { xml.text(oneLine(paper.runningHead)) }
                }
            }
            xml.element("style:footer") { xml in
                xml.element("text:p") { xml in
                    xml.attribute("text:style-name", "Footer")
                    xml.text("Page ")
                    xml.element("text:page-number", text: "1") { $0.attribute("text:select-page", "current") }
                    xml.text(" of ")
                    xml.element("text:page-count", text: "1")
                }
            }
        }
    }
}
