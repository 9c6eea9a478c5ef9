import Markup

/// Writes a paper as slides in Office Open XML (ECMA-376, transitional), which PowerPoint, LibreOffice and Keynote open: each of its
/// sections is a slide, with a title, text in the layout's own placeholder, and real tables.
package enum PPTXWriter {
    package static func write(_ paper: Paper) -> [UInt8] {
        var parts = OfficeParts()
        parts.refer(from: nil, to: presentation, "officeDocument")
        parts.addProperties(of: paper)
        let slides = paper.sections.indices.map { "ppt/slides/slide\($0 + 1).xml" }
        let masterID = parts.refer(from: presentation, to: master, "slideMaster")
        let slideIDs = slides.map { parts.refer(from: presentation, to: $0, "slide") }
        parts.refer(from: presentation, to: theme, "theme")
        parts.add(presentation, type("presentation.main"), list(master: masterID, slides: slideIDs))
        parts.add(theme, "application/vnd.openxmlformats-officedocument.theme+xml", SlideTheme.part())
        let layoutID = parts.refer(from: master, to: layout, "slideLayout")
        parts.refer(from: master, to: theme, "theme")
        parts.add(master, type("slideMaster"), SlideMaster.master(layout: layoutID))
        parts.refer(from: layout, to: master, "slideMaster")
        parts.add(layout, type("slideLayout"), SlideMaster.layout())
        var pictures = 0
        for (path, section) in zip(slides, paper.sections) {
            parts.refer(from: path, to: layout, "slideLayout")
            let slide = Slide(section, foot: paper.runningHead).part { picture in
                pictures += 1
                let image = "ppt/media/picture\(pictures).png"
                parts.add(image, "image/png", picture.png)
                return parts.refer(from: path, to: image, "image")
            }
            parts.add(path, type("slide"), slide)
        }
        return parts.archive()
    }

    private static let presentation = "ppt/presentation.xml"
    private static let master = "ppt/slideMasters/slideMaster1.xml"
    private static let layout = "ppt/slideLayouts/slideLayout1.xml"
    private static let theme = "ppt/theme/theme1.xml"

    private static func type(_ name: String) -> String {
        "application/vnd.openxmlformats-officedocument.presentationml.\(name)+xml"
    }

    /// A part with the namespaces of slides.
    static func part(_ root: StaticString, _ content: (inout MarkupWriter) -> Void) -> [UInt8] {
        OfficeParts.part(root) { xml in
            xml.attribute("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main")
            xml.attribute("xmlns:r", OfficeParts.officeTypes)
            xml.attribute("xmlns:p", "http://schemas.openxmlformats.org/presentationml/2006/main")
            content(&xml)
        }
    }

    private static func list(master: String, slides: [String]) -> [UInt8] {
        part("p:presentation") { xml in
            xml.element("p:sldMasterIdLst") { xml in
                xml.empty("p:sldMasterId") {
                    $0.attribute("id", "2147483648")
                    $0.attribute("r:id", master)
                }
            }
            xml.element("p:sldIdLst") { xml in
                for (index, slide) in slides.enumerated() {
                    xml.empty("p:sldId") {
                        $0.attribute("id", 256 + index)
                        $0.attribute("r:id", slide)
                    }
                }
            }
            xml.empty("p:sldSz") {
                $0.attribute("cx", SlideShapes.units(SlideFrame.width))
                $0.attribute("cy", SlideShapes.units(SlideFrame.height))
            }
            xml.empty("p:notesSz") {
                $0.attribute("cx", 6_858_000)
                $0.attribute("cy", 9_144_000)
            }
        }
    }
}
