import Markup

/// Writes a paper as a text document in Office Open XML (ECMA-376, transitional), which Word, LibreOffice, Pages and Google Docs open.
///
/// Styles are real, so that a secretary changes the look in one place and the headings make a table of contents; rows of headings
/// repeat on every page, and no row is torn apart; pictures say in words what they show. Nothing refers to anything outside.
package enum DOCXWriter {
    package static func write(_ paper: Paper) -> [UInt8] {
        var parts = OfficeParts()
        parts.refer(from: nil, to: document, "officeDocument")
        parts.addProperties(of: paper)
        for (path, type, kind, bytes) in [
            ("word/styles.xml", "styles", "styles", DOCXStyles.part()),
            ("word/settings.xml", "settings", "settings", settings()),
            ("word/numbering.xml", "numbering", "numbering", numbering()),
        ] {
            parts.add(path, wordType(type), bytes)
            parts.refer(from: document, to: path, kind)
        }
        parts.add("word/header1.xml", wordType("header"), header(paper))
        let header = parts.refer(from: document, to: "word/header1.xml", "header")
        parts.add("word/footer1.xml", wordType("footer"), footer())
        let footer = parts.refer(from: document, to: "word/footer1.xml", "footer")
        let body = DOCXBody(
            paper,
            header: header,
            footer: footer,
            picture: { number, picture in
                let path = "word/media/picture\(number).png"
                parts.add(path, "image/png", picture.png)
                return parts.refer(from: document, to: path, "image")
            }
        )
        parts.add(document, wordType("document.main"), body.bytes)
        return parts.archive()
    }

    private static let document = "word/document.xml"
    static let wordSpace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    private static func wordType(_ name: String) -> String {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.\(name)+xml"
    }

    private static func settings() -> [UInt8] {
        OfficeParts.part("w:settings") { xml in
            xml.attribute("xmlns:w", wordSpace)
            xml.empty("w:defaultTabStop") { $0.attribute("w:val", 720) }
            xml.empty("w:characterSpacingControl") { $0.attribute("w:val", "doNotCompress") }
            xml.element("w:compat") { xml in
                // Without it Word opens the document as one of 2007, with the layout of that time.
                xml.empty("w:compatSetting") {
                    $0.attribute("w:name", "compatibilityMode")
                    $0.attribute("w:uri", "http://schemas.microsoft.com/office/word")
                    $0.attribute("w:val", 15)
                }
            }
            xml.empty("w:themeFontLang") { $0.attribute("w:val", Paper.language) }
        }
    }

    private static func numbering() -> [UInt8] {
        OfficeParts.part("w:numbering") { xml in
            xml.attribute("xmlns:w", wordSpace)
            xml.element("w:abstractNum") { xml in
                xml.attribute("w:abstractNumId", 0)
                xml.empty("w:multiLevelType") { $0.attribute("w:val", "hybridMultilevel") }
                xml.element("w:lvl") { xml in
                    xml.attribute("w:ilvl", 0)
                    xml.empty("w:start") { $0.attribute("w:val", 1) }
                    xml.empty("w:numFmt") { $0.attribute("w:val", "bullet") }
                    xml.empty("w:lvlText") { $0.attribute("w:val", "•") }
                    xml.empty("w:lvlJc") { $0.attribute("w:val", "left") }
                    xml.element("w:pPr") { xml in
                        xml.empty("w:ind") {
                            $0.attribute("w:left", 360)
                            $0.attribute("w:hanging", 360)
                        }
                    }
                }
            }
            xml.element("w:num") { xml in
                xml.attribute("w:numId", 1)
                xml.empty("w:abstractNumId") { $0.attribute("w:val", 0) }
            }
        }
    }

    private static func header(_ paper: Paper) -> [UInt8] {
        OfficeParts.part("w:hdr") { xml in
            xml.attribute("xmlns:w", wordSpace)
            xml.element("w:p") { xml in
                xml.element("w:pPr") { $0.empty("w:pStyle") { $0.attribute("w:val", "Header") } }
                DOCXBody.write(Run(paper.runningHead), to: &xml)
            }
        }
    }

    private static func footer() -> [UInt8] {
        OfficeParts.part("w:ftr") { xml in
            xml.attribute("xmlns:w", wordSpace)
            xml.element("w:p") { xml in
                xml.element("w:pPr") { $0.empty("w:pStyle") { $0.attribute("w:val", "Footer") } }
                DOCXBody.write(Run("Page "), to: &xml)
                DOCXBody.field("PAGE", shown: "1", to: &xml)
                DOCXBody.write(Run(" of "), to: &xml)
                DOCXBody.field("NUMPAGES", shown: "1", to: &xml)
            }
        }
    }
}
