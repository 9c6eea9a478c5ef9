import Markup

/// The pieces that slides, layouts and masters are made of.
enum SlideShapes {
    /// English metric units, as Office measures slides.
    static func units(_ millimetres: Double) -> Int { Int((millimetres * 36_000).rounded()) }

    struct Box {
        let left: Double
        let top: Double
        let width: Double
        let height: Double
    }

    static let title = Box(
        left: SlideFrame.margin,
        top: SlideFrame.titleTop,
        width: SlideFrame.contentWidth,
        height: SlideFrame.titleHeight
    )
    static let body = Box(
        left: SlideFrame.margin,
        top: SlideFrame.contentTop,
        width: SlideFrame.contentWidth,
        height: SlideFrame.contentHeight
    )
    static let foot = Box(left: SlideFrame.margin, top: SlideFrame.footTop, width: 220, height: SlideFrame.footHeight)
    static let number = Box(
        left: SlideFrame.width - SlideFrame.margin - 60,
        top: SlideFrame.footTop,
        width: 60,
        height: SlideFrame.footHeight
    )

    /// Where a shape stands.
    static func frame(_ box: Box, _ name: StaticString = "a:xfrm", to xml: inout MarkupWriter) {
        xml.element(name) { xml in
            xml.empty("a:off") {
                $0.attribute("x", units(box.left))
                $0.attribute("y", units(box.top))
            }
            xml.empty("a:ext") {
                $0.attribute("cx", units(box.width))
                $0.attribute("cy", units(box.height))
            }
        }
    }

    /// The group that holds all shapes of a slide.
    static func tree(_ content: (inout MarkupWriter) -> Void, to xml: inout MarkupWriter) {
        xml.element("p:spTree") { xml in
            xml.element("p:nvGrpSpPr") { xml in
                xml.empty("p:cNvPr") {
                    $0.attribute("id", 1)
                    $0.attribute("name", "")
                }
                xml.empty("p:cNvGrpSpPr")
                xml.empty("p:nvPr")
            }
            xml.empty("p:grpSpPr")
            content(&xml)
        }
    }

    /// A shape that holds text.
    ///
    /// - Parameters:
    ///   - placeholder: which of the layout's places it fills, and its number among them.
    ///   - box: nil to stand where the layout has it.
    ///   - paragraphs: writes the text.
    static func text(
        _ id: Int,
        _ name: String,
        placeholder: (type: String?, index: Int?),
        box: Box?,
        anchor: String? = nil,
        to xml: inout MarkupWriter,
        _ paragraphs: (inout MarkupWriter) -> Void
    ) {
        xml.element("p:sp") { xml in
            xml.element("p:nvSpPr") { xml in
                xml.empty("p:cNvPr") {
                    $0.attribute("id", id)
                    $0.attribute("name", name)
                }
                let isPlaced = placeholder.type != nil || placeholder.index != nil
                xml.compact("p:cNvSpPr") { xml in
                    guard isPlaced else { return xml.attribute("txBox", 1) }
                    xml.empty("a:spLocks") { $0.attribute("noGrp", 1) }
                }
                xml.compact("p:nvPr") { xml in
                    guard isPlaced else { return }
                    xml.empty("p:ph") {
                        $0.attribute("type", placeholder.type)
                        $0.attribute("idx", placeholder.index)
                    }
                }
            }
            xml.compact("p:spPr") { xml in
                guard let box else { return }
                frame(box, to: &xml)
                xml.element("a:prstGeom") { xml in
                    xml.attribute("prst", "rect")
                    xml.empty("a:avLst")
                }
            }
            xml.element("p:txBody") { xml in
                xml.element("a:bodyPr") { xml in
                    for side in ["lIns", "tIns", "rIns", "bIns"] as [StaticString] { xml.attribute(side, 0) }
                    xml.attribute("anchor", anchor)
                    xml.empty("a:normAutofit")
                }
                xml.empty("a:lstStyle")
                paragraphs(&xml)
            }
        }
    }

    /// A paragraph of text.
    ///
    /// - Parameter size: in points; nil for the placeholder's.
    static func paragraph(
        _ runs: [Run],
        size: Double? = nil,
        isBullet: Bool = false,
        alignment: String? = nil,
        colour: String? = nil,
        to xml: inout MarkupWriter
    ) {
        xml.element("a:p") { xml in
            xml.compact("a:pPr") { xml in
                if isBullet {
                    xml.attribute("marL", units(6))
                    xml.attribute("indent", -units(6))
                }
                xml.attribute("algn", alignment)
                guard isBullet else { return xml.empty("a:buNone") }
                xml.empty("a:buFont") { $0.attribute("typeface", "Arial") }
                xml.empty("a:buChar") { $0.attribute("char", "•") }
            }
            for run in runs where !run.text.isEmpty {
                xml.element("a:r") { xml in
                    xml.element("a:rPr") { xml in
                        xml.attribute("lang", Paper.language)
                        if let size { xml.attribute("sz", Int((size * 100).rounded())) }
                        if run.isBold { xml.attribute("b", 1) }
                        if run.isItalic { xml.attribute("i", 1) }
                        if let colour { fill(colour, to: &xml) }
                        font(to: &xml)
                    }
                    xml.element("a:t", text: run.text)
                }
            }
        }
    }

    static func fill(_ colour: String, to xml: inout MarkupWriter) {
        xml.element("a:solidFill") { $0.empty("a:srgbClr") { $0.attribute("val", colour.officeColour) } }
    }

    /// The theme's font, said of each run: not every program takes it from the master.
    private static func font(to xml: inout MarkupWriter) {
        xml.empty("a:latin") { $0.attribute("typeface", "+mn-lt") }
    }

    /// The number of the slide, which the program keeps right.
    static func slideNumber(to xml: inout MarkupWriter) {
        xml.element("a:p") { xml in
            xml.empty("a:pPr") { $0.attribute("algn", "r") }
            xml.element("a:fld") { xml in
                xml.attribute("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
                xml.attribute("type", "slidenum")
                xml.element("a:rPr") { xml in
                    xml.attribute("lang", Paper.language)
                    xml.attribute("sz", 1_100)
                    font(to: &xml)
                }
                xml.element("a:t", text: "‹#›")
            }
        }
    }
}
