import Archives
import Markup
import Provision

/// Writes a paper as an OpenDocument 1.3 text, which LibreOffice, Word and Google Docs open: the same styles, headings, tables and
/// captions as `DOCXWriter`'s.
package enum ODTWriter {
    package static func write(_ paper: Paper) -> [UInt8] {
        var pictures: [(path: String, bytes: [UInt8])] = []
        let content = ODTBody(
            paper,
            picture: { number, picture in
                let path = "Pictures/picture\(number).png"
                pictures.append((path, picture.png))
                return path
            }
        ).bytes
        var archive = ZipWriter()
        archive.add("mimetype", Array(mediaType.utf8), isStored: true)
        archive.add("META-INF/manifest.xml", manifest(pictures.map(\.path)))
        archive.add("meta.xml", properties(paper))
        archive.add("styles.xml", ODTStyles.part(paper))
        archive.add("content.xml", content)
        for (path, bytes) in pictures { archive.add(path, bytes) }
        return archive.finished()
    }

    private static let mediaType = "application/vnd.oasis.opendocument.text"

    /// A part with all namespaces that it may use.
    static func part(_ root: StaticString, _ content: (inout MarkupWriter) -> Void) -> [UInt8] {
        OfficeParts.part(root) { xml in
            let space = "urn:oasis:names:tc:opendocument:xmlns:"
            xml.attribute("xmlns:office", space + "office:1.0")
            xml.attribute("xmlns:style", space + "style:1.0")
            xml.attribute("xmlns:text", space + "text:1.0")
            xml.attribute("xmlns:table", space + "table:1.0")
            xml.attribute("xmlns:draw", space + "drawing:1.0")
            xml.attribute("xmlns:fo", space + "xsl-fo-compatible:1.0")
            xml.attribute("xmlns:svg", space + "svg-compatible:1.0")
            xml.attribute("xmlns:meta", space + "meta:1.0")
            xml.attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/")
            xml.attribute("xmlns:xlink", "http://www.w3.org/1999/xlink")
            xml.attribute("xmlns:loext", "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0")
            xml.attribute("office:version", "1.3")
            content(&xml)
        }
    }

    private static func manifest(_ pictures: [String]) -> [UInt8] {
        OfficeParts.part("manifest:manifest") { xml in
            xml.attribute("xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0")
            xml.attribute("manifest:version", "1.3")
            let parts = ["meta.xml", "styles.xml", "content.xml"].map { ($0, "text/xml") }
            for (path, type) in [("/", mediaType)] + parts + pictures.map({ ($0, "image/png") }) {
                xml.empty("manifest:file-entry") {
                    $0.attribute("manifest:full-path", path)
                    $0.attribute("manifest:media-type", type)
                    if path == "/" { $0.attribute("manifest:version", "1.3") }
                }
            }
        }
    }

    private static func properties(_ paper: Paper) -> [UInt8] {
        part("office:document-meta") { xml in
            xml.element("office:meta") { xml in
                xml.element("meta:generator", text: oneLine(paper.maker))
                xml.element("dc:title", text: oneLine(paper.title))
                xml.element("dc:subject", text: oneLine(paper.subtitle))
                xml.element("meta:initial-creator", text: oneLine(paper.maker))
                xml.element("dc:creator", text: oneLine(paper.maker))
                xml.element("meta:creation-date", text: paper.created.description)
                xml.element("dc:date", text: paper.created.description)
                xml.element("dc:language", text: Paper.language)
            }
        }
    }
}
