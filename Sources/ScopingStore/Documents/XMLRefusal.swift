import Markup
import Provision

/// What `XMLGate` refuses of a document, in words and by line.
///
/// Bytes that are no UTF-8 are left for libxml2 to stumble over; `encodingFault` then names them.
enum XMLRefusal {
    private static let bounds = XMLGate.Bounds(
        attributes: Limits.attributes,
        depth: Limits.depth,
        elements: Limits.elements
    )

    static func check(_ bytes: [UInt8], file: String) throws(DocumentFault) {
        guard let (refusal, offset) = XMLGate.refusal(of: bytes, bounds) else { return }
        let (message, hint) = words(refusal)
        throw DocumentFault(file: file, line: line(of: offset, in: bytes), message: message, hint: hint)
    }

    private static func words(_ refusal: XMLGate.Refusal) -> (message: String, hint: String?) {
        switch refusal {
        case .empty: ("the file is empty", "restore it, or remove it")
        case .utf16: ("not UTF-8 (it looks like UTF-16)", "save it as UTF-8")
        case .encoding(let declared):
            ("the encoding '\(declared)' is not accepted", "save it as UTF-8 and declare UTF-8")
        case .declaration:
            (
                "a DOCTYPE or other declaration is not accepted",
                "remove it: Lacuna's documents are checked against its schemas alone"
            )
        case .attributes: ("more than \(Limits.attributes) attributes on one tag", nil)
        case .elements: ("more than \(Limits.elements) elements", nil)
        case .depth: ("elements nested more than \(Limits.depth) deep", nil)
        }
    }

    /// The line of a byte, counted from 1. Computed only when something is wrong.
    static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        bytes.prefix(offset).reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }

    /// Names the first byte that is no UTF-8; nil where all are.
    static func encodingFault(in bytes: [UInt8], file: String) -> DocumentFault? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .valid(let encoded) = decoder.parseScalar(from: &iterator) { offset += encoded.count }
        return DocumentFault(
            file: file,
            line: line(of: offset, in: bytes),
            message: "invalid UTF-8",
            hint: "save it as UTF-8; Windows-1252 is a usual cause"
        )
    }
}
