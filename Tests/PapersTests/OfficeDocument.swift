import Foundation

@testable import Spreadsheets

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A document that was written, taken apart: its parts by path, each read as XML.
struct OfficeDocument {
    let parts: [String: [UInt8]]
    let paths: [String]

    init(_ bytes: [UInt8]) throws {
        let archive = try ZipArchive(bytes, limits: WorkbookLimits())
        paths = archive.entries.map(\.name)
        var parts: [String: [UInt8]] = [:]
        for path in paths { parts[path] = try archive.bytes(of: path) }
        self.parts = parts
    }

    struct Missing: Error {
        let path: String
    }

    struct IllFormed: Error {
        let path: String
        let message: String
    }

    /// The root element of a part; throws where it is not well-formed.
    func root(_ path: String) throws -> Element {
        guard let bytes = parts[path] else { throw Missing(path: path) }
        let parser = XMLParser(data: Data(bytes))
        let builder = Builder()
        parser.delegate = builder
        guard parser.parse(), let root = builder.root else {
            throw IllFormed(path: path, message: parser.parserError.map { "\($0)" } ?? "")
        }
        return root
    }

    /// The paths of all parts that are XML.
    var markup: [String] { paths.filter { $0.hasSuffix(".xml") || $0.hasSuffix(".rels") } }

    final class Element {
        let name: String
        let attributes: [String: String]
        fileprivate(set) var children: [Element] = []
        fileprivate(set) var ownText = ""

        init(_ name: String, _ attributes: [String: String]) {
            self.name = name
            self.attributes = attributes
        }

        /// Its text with that of everything in it.
        var text: String { children.isEmpty ? ownText : children.map(\.text).joined() }

        /// All elements of a name within, in their order, itself among them.
        func all(_ wanted: String) -> [Element] {
            (name == wanted ? [self] : []) + children.flatMap { $0.all(wanted) }
        }
    }

    private final class Builder: NSObject, XMLParserDelegate {
        var root: Element?
        private var open: [Element] = []

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            let element = Element(name, attributes)
            if let parent = open.last { parent.children.append(element) } else { root = element }
            open.append(element)
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.ownText += text }

        func parser(
            _ parser: XMLParser,
            didEndElement name: String,
            namespaceURI: String?,
            qualifiedName: String?
        ) { open.removeLast() }
    }
}
