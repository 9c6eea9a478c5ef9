import Archives
import Markup
import Provision

/// The parts of an Office Open XML document, with their types and how they refer to one another (ECMA-376, part 2).
struct OfficeParts {
    private var parts: [(path: String, type: String, bytes: [UInt8])] = []
    /// By the part that refers, "" being the document as a whole: the part referred to, and what it is to the other.
    private var references: [(source: String, type: String, target: String)] = []

    static let officeTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let packageSpace = "http://schemas.openxmlformats.org/package/2006"

    mutating func add(_ path: String, _ type: String, _ bytes: [UInt8]) { parts.append((path, type, bytes)) }

    /// Notes that one part refers to another.
    ///
    /// - Parameters:
    ///   - source: the part that refers; nil for the document as a whole.
    ///   - type: what the other is to it, as the standard's relationship types end: "styles", "image".
    /// - Returns: the name by which the part refers to the other.
    @discardableResult
    mutating func refer(from source: String?, to target: String, _ type: String) -> String {
        let source = source ?? ""
        references.append((source, type, target))
        return "rId\(references.count { $0.source == source })"
    }

    /// The document.
    func archive() -> [UInt8] {
        var archive = ZipWriter()
        archive.add("[Content_Types].xml", contentTypes())
        archive.add("_rels/.rels", relationships(of: ""))
        for part in parts {
            archive.add(part.path, part.bytes)
            guard references.contains(where: { $0.source == part.path }) else { continue }
            archive.add("\(Self.folder(part.path))_rels/\(Self.name(part.path)).rels", relationships(of: part.path))
        }
        return archive.finished()
    }

    /// "word/" of "word/document.xml".
    private static func folder(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    private static func name(_ path: String) -> String { String(path.dropFirst(folder(path).count)) }

    /// The way from one part's folder to another part.
    private static func way(from source: String, to target: String) -> String {
        let (from, to) = (folder(source).split(separator: "/"), folder(target).split(separator: "/"))
        let shared = zip(from, to).prefix { $0 == $1 }.count
        let steps = Array(repeating: "..", count: from.count - shared) + to.dropFirst(shared).map(String.init)
        return (steps + [name(target)]).joined(separator: "/")
    }

    private func contentTypes() -> [UInt8] {
        Self.part("Types") { xml in
            xml.attribute("xmlns", Self.packageSpace + "/content-types")
            for (ending, type) in [
                ("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"),
                ("png", "image/png"),
            ] {
                xml.empty("Default") {
                    $0.attribute("Extension", ending)
                    $0.attribute("ContentType", type)
                }
            }
            for part in parts where !part.path.hasSuffix(".png") {
                xml.empty("Override") {
                    $0.attribute("PartName", "/" + part.path)
                    $0.attribute("ContentType", part.type)
                }
            }
        }
    }

    private func relationships(of source: String) -> [UInt8] {
        Self.part("Relationships") { xml in
            xml.attribute("xmlns", Self.packageSpace + "/relationships")
            for (index, reference) in references.filter({ $0.source == source }).enumerated() {
                xml.empty("Relationship") {
                    $0.attribute("Id", "rId\(index + 1)")
                    let isOfPackage = reference.type == "core-properties"
                    $0.attribute(
                        "Type",
                        isOfPackage
                            ? Self.packageSpace + "/relationships/metadata/core-properties"
                            : "\(Self.officeTypes)/\(reference.type)"
                    )
                    $0.attribute("Target", Self.way(from: source, to: reference.target))
                }
            }
        }
    }

    /// The XML of a part.
    static func part(_ root: StaticString, _ content: (inout MarkupWriter) -> Void) -> [UInt8] {
        var writer = MarkupWriter(indentation: .none)
        writer.markup("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
        writer.element(root, content)
        return writer.bytes
    }

    /// Adds what every document says of itself: title, subject, maker, language and date.
    mutating func addProperties(of paper: Paper) {
        let core = Self.part("cp:coreProperties") { xml in
            xml.attribute("xmlns:cp", Self.packageSpace + "/metadata/core-properties")
            xml.attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/")
            xml.attribute("xmlns:dcterms", "http://purl.org/dc/terms/")
            xml.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
            xml.element("dc:title", text: oneLine(paper.title))
            xml.element("dc:subject", text: oneLine(paper.subtitle))
            xml.element("dc:creator", text: oneLine(paper.maker))
            xml.element("dc:language", text: Paper.language)
            let date = paper.created.description
            xml.element("dcterms:created", text: date) { $0.attribute("xsi:type", "dcterms:W3CDTF") }
            xml.element("dcterms:modified", text: date) { $0.attribute("xsi:type", "dcterms:W3CDTF") }
        }
        add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core)
        refer(from: nil, to: "docProps/core.xml", "core-properties")
        let app = Self.part("Properties") { xml in
            xml.attribute("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")
            xml.element("Application", text: "Lacuna")
        }
        add("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml", app)
        refer(from: nil, to: "docProps/app.xml", "extended-properties")
    }
}

extension String {
    /// A colour as Office has it: "0A7F7A" of "#0a7f7a".
    var officeColour: String { String(drop { $0 == "#" }).uppercased() }
}
