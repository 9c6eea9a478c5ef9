import Bytes
import Glibc

/// Looks at XML from outside before a parser sees it, in one pass: no DOCTYPE, no depth, breadth or number of elements that would
/// make a parser slow or a program run out of memory, and no encoding but UTF-8.
///
/// It is no parser: what passes the gate may still be ill-formed, and the parser says so. But whatever it refuses is refused
/// in time proportional to the bytes, and entities never come into play since there is no DOCTYPE to declare them.
package enum XMLGate {
    /// What a kind of document may have.
    package struct Bounds: Sendable {
        /// On one tag: parsers compare each name with each other.
        package var attributes: Int
        /// On all elements that are open: namespaces are looked up among them. Nil where nobody counts.
        package var attributesInForce: Int?
        /// Elements within one another.
        package var depth: Int
        package var elements: Int

        package init(attributes: Int, attributesInForce: Int? = nil, depth: Int, elements: Int = .max) {
            self.attributes = attributes
            self.attributesInForce = attributesInForce
            self.depth = depth
            self.elements = elements
        }
    }

    /// Why a document is not read.
    package enum Refusal: Hashable, Sendable {
        case empty
        case utf16
        /// The encoding that it declares.
        case encoding(String)
        /// A DOCTYPE or another declaration.
        case declaration
        case attributes, depth, elements
    }

    /// Why bytes are refused, and at which of them; nil where a parser may read on.
    package static func refusal(of bytes: [UInt8], _ bounds: Bounds) -> (refusal: Refusal, offset: Int)? {
        if let refusal = refusalOfStart(bytes) { return (refusal, 0) }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            var scan = unsafe TagScan(bytes: buffer, bounds: bounds)
            return scan.firstRefusal()
        }
    }

    /// What the first bytes say against reading the document as UTF-8.
    private static func refusalOfStart(_ bytes: [UInt8]) -> Refusal? {
        if bytes.isEmpty { return .empty }
        if beginsAsUsual(bytes) { return nil }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(4).contains(0) {
            return .utf16
        }
        guard let declared = declaredEncoding(bytes) else { return nil }
        return ["utf-8", "us-ascii"].contains(declared.lowercased()) ? nil : .encoding(declared)
    }

    /// Whether the bytes begin as nearly all documents do: what needs no closer look.
    private static func beginsAsUsual(_ bytes: [UInt8]) -> Bool {
        let usual: StaticString = #"<?xml version="1.0" encoding="UTF-8"?>"#
        return unsafe bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress, buffer.count >= usual.utf8CodeUnitCount else { return false }
            return unsafe memcmp(start, usual.utf8Start, usual.utf8CodeUnitCount) == 0
        }
    }

    /// The encoding that an XML declaration names; nil without one.
    private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        let start = ByteOrderMark.length(of: bytes)
        guard bytes[start...].starts(with: Array("<?xml".utf8)) else { return nil }
        let declaration = String(
            decoding: bytes[start...].prefix(200).prefix { $0 != UInt8(ascii: ">") },
            as: UTF8.self
        )
        guard let match = declaration.firstRange(of: "encoding") else { return nil }
        let value = declaration[match.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\t" }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        return String(value.dropFirst().prefix { $0 != quote })
    }
}

/// Walks from tag to tag.
@safe
private struct TagScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let count: Int
    private let bounds: XMLGate.Bounds
    private var position = 0
    private var depth = 0
    private var elements = 0
    /// By level of nesting: how many attributes its open element has; empty where nobody counts.
    private var open: [Int] = []
    private var inForce = 0

    init(bytes: UnsafeBufferPointer<UInt8>, bounds: XMLGate.Bounds) {
        unsafe self.bytes = bytes
        count = bytes.count
        self.bounds = bounds
    }

    /// The first thing that a document must not have; nil when it has none.
    mutating func firstRefusal() -> (refusal: XMLGate.Refusal, offset: Int)? {
        while let start = offset(of: UInt8(ascii: "<"), from: position) {
            position = start + 1
            switch position < count ? unsafe bytes[position] : 0 {
            case UInt8(ascii: "!"):
                if at("!--") {
                    pass("-->")
                } else if at("![CDATA[") {
                    pass("]]>")
                } else {
                    return (.declaration, start)
                }
            case UInt8(ascii: "?"):
                pass("?>")
            case UInt8(ascii: "/"):
                depth -= 1
                if bounds.attributesInForce != nil { inForce -= open.popLast() ?? 0 }
                pass(">")
            default:
                if let refusal = startTag() { return (refusal, start) }
            }
        }
        return nil
    }

    private func offset(of byte: UInt8, from start: Int) -> Int? {
        guard start < count, let base = unsafe bytes.baseAddress,
            let found = unsafe memchr(base + start, Int32(byte), count - start)
        else { return nil }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private func at(_ text: StaticString) -> Bool {
        guard count - position >= text.utf8CodeUnitCount, let base = unsafe bytes.baseAddress else { return false }
        return unsafe memcmp(base + position, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// Moves beyond the next `end`, or to the end of the bytes where there is none: the parser then names what is cut off.
    private mutating func pass(_ end: StaticString) {
        guard let first = unsafe UnsafeBufferPointer(start: end.utf8Start, count: end.utf8CodeUnitCount).first else {
            return
        }
        while let found = offset(of: first, from: position) {
            position = found
            if at(end) {
                position += end.utf8CodeUnitCount
                return
            }
            position += 1
        }
        position = count
    }

    private mutating func startTag() -> XMLGate.Refusal? {
        guard let start = unsafe bytes.baseAddress else { return nil }
        let (quote, apostrophe) = (UInt8(ascii: "\""), UInt8(ascii: "'"))
        let (equals, end) = (UInt8(ascii: "="), UInt8(ascii: ">"))
        var attributes = 0
        var last: UInt8 = 0
        while position < count {
            let byte = unsafe start[position]
            position += 1
            if byte == quote || byte == apostrophe {
                position = offset(of: byte, from: position).map { $0 + 1 } ?? count
            } else if byte == equals {
                attributes += 1
                if attributes > bounds.attributes { return .attributes }
            } else if byte == end {
                break
            }
            last = byte
        }
        elements += 1
        if elements > bounds.elements { return .elements }
        if let most = bounds.attributesInForce, inForce + attributes > most { return .attributes }
        if last != UInt8(ascii: "/") {
            depth += 1
            if depth > bounds.depth { return .depth }
            if bounds.attributesInForce != nil {
                open.append(attributes)
                inForce += attributes
            }
        }
        return nil
    }
}
