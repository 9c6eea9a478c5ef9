import Markup

/// Writes what a text document holds: the sections of a paper one after the other, on A4.
struct DOCXBody {
    let bytes: [UInt8]

    // In millimetres.
    static let textWidth = 170.0
    private static let margin = 20.0

    /// - Parameters:
    ///   - header: by which name the document refers to the head of its pages.
    ///   - footer: by which name it refers to their foot.
    ///   - picture: takes in a picture, and gives the name by which the document refers to it.
    init(_ paper: Paper, header: String, footer: String, picture: (Int, PaperPicture) -> String) {
        var pictures = 0
        var tables = 0
        bytes = OfficeParts.part("w:document") { xml in
            xml.attribute("xmlns:w", DOCXWriter.wordSpace)
            xml.attribute("xmlns:r", OfficeParts.officeTypes)
            xml.attribute("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing")
            xml.attribute("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main")
            xml.attribute("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture")
            xml.element("w:body") { xml in
                Self.paragraph("Title", [Run(paper.title)], to: &xml)
                Self.paragraph("Subtitle", [Run(paper.subtitle)], to: &xml)
                for section in paper.sections {
                    Self.paragraph("Heading1", [Run(section.heading)], beginsPage: section.beginsPage, to: &xml)
                    for block in section.blocks {
                        switch block {
                        case .heading(let text, let level):
                            Self.paragraph(level == 2 ? "Heading2" : "Heading3", [Run(text)], to: &xml)
                        case .paragraph(let runs, let rank): Self.paragraph(Self.style(rank), runs, to: &xml)
                        case .list(let items): for item in items { Self.paragraph("ListBullet", item, to: &xml) }
                        case .table(let table):
                            tables += 1
                            Self.caption("Table", tables, table.caption, keepsWithNext: true, to: &xml)
                            DOCXTable.write(table, to: &xml)
                        case .picture(let shown):
                            pictures += 1
                            let fitted = shown.fitted(width: Self.textWidth, height: 215)
                            Self.write(fitted, pictures, picture(pictures, fitted), to: &xml)
                            Self.caption("Figure", pictures, shown.caption, keepsWithNext: false, to: &xml)
                        }
                    }
                }
                Self.layOut(header: header, footer: footer, to: &xml)
            }
        }
    }

    private static func style(_ rank: Block.Rank) -> String? {
        switch rank {
        case .body: nil
        case .note: "Note"
        case .warning: "Warning"
        }
    }

    // MARK: Paragraphs

    private static func paragraph(
        _ style: String?,
        _ runs: [Run],
        beginsPage: Bool = false,
        to xml: inout MarkupWriter
    ) {
        xml.element("w:p") { xml in
            if let style {
                xml.element("w:pPr") { xml in
                    xml.empty("w:pStyle") { $0.attribute("w:val", style) }
                    if beginsPage { xml.empty("w:pageBreakBefore") }
                }
            }
            for run in runs { write(run, to: &xml) }
        }
    }

    static func write(_ run: Run, to xml: inout MarkupWriter) {
        xml.element("w:r") { xml in
            if run.isBold || run.isItalic {
                xml.element("w:rPr") { xml in
                    if run.isBold { xml.empty("w:b") }
                    if run.isItalic { xml.empty("w:i") }
                }
            }
            xml.element("w:t", text: run.text) { $0.attribute("xml:space", "preserve") }
        }
    }

    /// What the program works out when it lays out the pages.
    ///
    /// - Parameter shown: what stands there until then.
    static func field(_ instruction: String, shown: String, to xml: inout MarkupWriter) {
        xml.element("w:fldSimple") { xml in
            xml.attribute("w:instr", " \(instruction) ")
            write(Run(shown), to: &xml)
        }
    }

    /// A caption with a number of its own, which the program keeps right.
    private static func caption(
        _ label: String,
        _ number: Int,
        _ text: String,
        keepsWithNext: Bool,
        to xml: inout MarkupWriter
    ) {
        xml.element("w:p") { xml in
            xml.element("w:pPr") { xml in
                xml.empty("w:pStyle") { $0.attribute("w:val", "Caption") }
                if keepsWithNext { xml.empty("w:keepNext") }
            }
            write(Run("\(label) "), to: &xml)
            field("SEQ \(label) \\* ARABIC", shown: String(number), to: &xml)
            write(Run(": \(text)"), to: &xml)
        }
    }

    // MARK: Pictures

    private static func write(_ picture: PaperPicture, _ number: Int, _ reference: String, to xml: inout MarkupWriter) {
        let (width, height) = (Int(picture.width * 36_000), Int(picture.height * 36_000))
        func extent(_ name: StaticString, _ xml: inout MarkupWriter) {
            xml.empty(name) {
                $0.attribute("cx", width)
                $0.attribute("cy", height)
            }
        }
        xml.element("w:p") { xml in
            xml.element("w:pPr") { $0.empty("w:pStyle") { $0.attribute("w:val", "Figure") } }
            xml.element("w:r") { xml in
                xml.element("w:drawing") { xml in
                    xml.element("wp:inline") { xml in
                        extent("wp:extent", &xml)
                        xml.empty("wp:docPr") {
                            $0.attribute("id", number)
                            $0.attribute("name", "Picture \(number)")
                            $0.attribute("descr", picture.alternative)
                        }
                        xml.element("a:graphic") { xml in
                            xml.element("a:graphicData") { xml in
                                xml.attribute("uri", "http://schemas.openxmlformats.org/drawingml/2006/picture")
                                xml.element("pic:pic") { xml in
                                    xml.element("pic:nvPicPr") { xml in
                                        xml.empty("pic:cNvPr") {
                                            $0.attribute("id", number)
                                            $0.attribute("name", "Picture \(number)")
                                            $0.attribute("descr", picture.alternative)
                                        }
                                        xml.empty("pic:cNvPicPr")
                                    }
                                    xml.element("pic:blipFill") { xml in
                                        xml.empty("a:blip") { $0.attribute("r:embed", reference) }
                                        xml.element("a:stretch") { $0.empty("a:fillRect") }
                                    }
                                    xml.element("pic:spPr") { xml in
                                        xml.element("a:xfrm") { xml in
                                            xml.empty("a:off") {
                                                $0.attribute("x", 0)
                                                $0.attribute("y", 0)
                                            }
                                            extent("a:ext", &xml)
                                        }
                                        xml.element("a:prstGeom") { xml in
                                            xml.attribute("prst", "rect")
                                            xml.empty("a:avLst")
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    // MARK: The page

    /// Twentieths of a point, as Word measures pages.
    static func twips(_ millimetres: Double) -> Int { Int((millimetres * 1_440 / 25.4).rounded()) }

    private static func layOut(header: String, footer: String, to xml: inout MarkupWriter) {
        xml.element("w:sectPr") { xml in
            xml.empty("w:headerReference") {
                $0.attribute("w:type", "default")
                $0.attribute("r:id", header)
            }
            for type in ["default", "first"] {
                xml.empty("w:footerReference") {
                    $0.attribute("w:type", type)
                    $0.attribute("r:id", footer)
                }
            }
            xml.empty("w:pgSz") {
                $0.attribute("w:w", twips(210))
                $0.attribute("w:h", twips(297))
            }
            xml.empty("w:pgMar") {
                $0.attribute("w:top", twips(margin))
                $0.attribute("w:right", twips(margin))
                $0.attribute("w:bottom", twips(margin))
                $0.attribute("w:left", twips(margin))
                $0.attribute("w:header", twips(10))
                $0.attribute("w:footer", twips(10))
                $0.attribute("w:gutter", 0)
            }
            // The first page has the title in place of the running head.
            xml.empty("w:titlePg")
        }
    }
}
