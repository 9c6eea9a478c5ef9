import Markup

/// The theme that every presentation must have: plain colours, one font.
enum SlideTheme {
    static func part() -> [UInt8] {
        OfficeParts.part("a:theme") { xml in
            xml.attribute("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main")
            xml.attribute("name", "Lacuna")
            xml.element("a:themeElements") { xml in
                xml.element("a:clrScheme") { xml in
                    xml.attribute("name", "Lacuna")
                    for (name, colour) in colours {
                        xml.element(name) { $0.empty("a:srgbClr") { $0.attribute("val", colour) } }
                    }
                }
                xml.element("a:fontScheme") { xml in
                    xml.attribute("name", "Lacuna")
                    for name in ["a:majorFont", "a:minorFont"] as [StaticString] {
                        xml.element(name) { xml in
                            for (script, font) in [("a:latin", "Arial"), ("a:ea", ""), ("a:cs", "")]
                                as [(StaticString, String)]
                            {
                                xml.empty(script) { $0.attribute("typeface", font) }
                            }
                        }
                    }
                }
                xml.element("a:fmtScheme") { xml in
                    xml.attribute("name", "Lacuna")
                    xml.element("a:fillStyleLst") { xml in for _ in 0..<3 { fill(&xml) } }
                    xml.element("a:lnStyleLst") { xml in
                        for _ in 0..<3 {
                            xml.element("a:ln") { xml in
                                xml.attribute("w", 9_525)
                                fill(&xml)
                            }
                        }
                    }
                    xml.element("a:effectStyleLst") { xml in
                        for _ in 0..<3 { xml.element("a:effectStyle") { $0.empty("a:effectLst") } }
                    }
                    xml.element("a:bgFillStyleLst") { xml in for _ in 0..<3 { fill(&xml) } }
                }
            }
        }
    }

    private static let colours: [(StaticString, String)] = [
        ("a:dk1", "1B1B1B"), ("a:lt1", "FFFFFF"), ("a:dk2", "3D4449"), ("a:lt2", "E3E6E8"), ("a:accent1", "0A7F7A"),
        ("a:accent2", "FFD166"), ("a:accent3", "A4161A"), ("a:accent4", "B1ABFA"), ("a:accent5", "6B7379"),
        ("a:accent6", "1D4ED8"), ("a:hlink", "1D4ED8"), ("a:folHlink", "3D4449"),
    ]

    private static func fill(_ xml: inout MarkupWriter) {
        xml.element("a:solidFill") { $0.empty("a:schemeClr") { $0.attribute("val", "phClr") } }
    }
}
