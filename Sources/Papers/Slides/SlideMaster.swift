import Markup

/// The one master and the one layout of the slides: a title, a place for text, the foot and the slide's number.
enum SlideMaster {
    static func master(layout: String) -> [UInt8] {
        PPTXWriter.part("p:sldMaster") { xml in
            xml.element("p:cSld") { xml in
                xml.element("p:bg") { xml in
                    xml.element("p:bgPr") { xml in
                        SlideShapes.fill("#FFFFFF", to: &xml)
                        xml.empty("a:effectLst")
                    }
                }
                SlideShapes.tree(places, to: &xml)
            }
            xml.empty("p:clrMap") {
                $0.attribute("bg1", "lt1")
                $0.attribute("tx1", "dk1")
                $0.attribute("bg2", "lt2")
                $0.attribute("tx2", "dk2")
                $0.attribute("accent1", "accent1")
                $0.attribute("accent2", "accent2")
                $0.attribute("accent3", "accent3")
                $0.attribute("accent4", "accent4")
                $0.attribute("accent5", "accent5")
                $0.attribute("accent6", "accent6")
                $0.attribute("hlink", "hlink")
                $0.attribute("folHlink", "folHlink")
            }
            xml.element("p:sldLayoutIdLst") { xml in
                xml.empty("p:sldLayoutId") {
                    $0.attribute("id", "2147483649")
                    $0.attribute("r:id", layout)
                }
            }
            xml.element("p:txStyles") { xml in
                xml.element("p:titleStyle") { level(size: 2_600, isBold: true, to: &$0) }
                xml.element("p:bodyStyle") { level(size: 1_800, isBold: false, to: &$0) }
                xml.element("p:otherStyle") { level(size: 1_200, isBold: false, to: &$0) }
            }
        }
    }

    static func layout() -> [UInt8] {
        PPTXWriter.part("p:sldLayout") { xml in
            xml.attribute("type", "obj")
            xml.attribute("preserve", 1)
            xml.element("p:cSld") { xml in
                xml.attribute("name", "Title and Content")
                SlideShapes.tree(places, to: &xml)
            }
            xml.element("p:clrMapOvr") { $0.empty("a:masterClrMapping") }
        }
    }

    private static func places(_ xml: inout MarkupWriter) {
        SlideShapes.text(2, "Title", placeholder: ("title", nil), box: SlideShapes.title, anchor: "b", to: &xml) {
            SlideShapes.paragraph([Run("Title")], to: &$0)
        }
        SlideShapes.text(3, "Content", placeholder: ("body", 1), box: SlideShapes.body, to: &xml) {
            SlideShapes.paragraph([Run("Text")], to: &$0)
        }
        SlideShapes.text(4, "Foot", placeholder: ("ftr", 11), box: SlideShapes.foot, anchor: "ctr", to: &xml) {
            SlideShapes.paragraph([], to: &$0)
        }
        SlideShapes.text(
            5,
            "Slide number",
            placeholder: ("sldNum", 12),
            box: SlideShapes.number,
            anchor: "ctr",
            to: &xml
        ) {
            SlideShapes.slideNumber(to: &$0)
        }
    }

    private static func level(size: Int, isBold: Bool, to xml: inout MarkupWriter) {
        xml.element("a:lvl1pPr") { xml in
            xml.attribute("algn", "l")
            xml.element("a:lnSpc") { $0.empty("a:spcPct") { $0.attribute("val", 100_000) } }
            xml.element("a:spcBef") { $0.empty("a:spcPts") { $0.attribute("val", isBold ? 0 : 600) } }
            xml.empty("a:buNone")
            xml.element("a:defRPr") { xml in
                xml.attribute("sz", size)
                if isBold { xml.attribute("b", 1) }
                xml.element("a:solidFill") { $0.empty("a:schemeClr") { $0.attribute("val", "tx1") } }
                xml.empty("a:latin") { $0.attribute("typeface", "+mn-lt") }
            }
        }
    }
}
