import Bytes
import Glibc

/// Looks at a part's bytes before libxml2 sees them, in one pass: UTF-8 only, no DOCTYPE (and so no entities of its own), and
/// not so many attributes on a tag that comparing each with each takes long.
enum XMLGate {
    /// Spreadsheet programs declare some forty namespaces on one tag.
    static let attributes = 256
    /// They nest some fifteen elements.
    static let depth = 64
    /// Namespaces are looked up among all that are in force.
    static let attributesInForce = 1_024

    /// What is wrong; nil where libxml2 may read on.
    static func fault(in bytes: [UInt8]) -> String? {
        if bytes.isEmpty { return "it is empty" }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(4).contains(0) {
            return "it is not in UTF-8"
        }
        if let encoding = declaredEncoding(bytes), encoding != "utf-8", encoding != "us-ascii" {
            return "it is not in UTF-8"
        }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            var scan = unsafe TagScan(bytes: buffer)
            return scan.firstFault()
        }
    }

    /// The encoding that an XML declaration names, in lower case; nil without one.
    private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        let content = bytes[ByteOrderMark.length(of: bytes)...]
        guard content.starts(with: "<?xml".utf8) else { return nil }
        let head = String(decoding: content.prefix(200).prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
        guard let match = head.firstRange(of: "encoding") else { return nil }
        let value = head[match.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\t" }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        return value.dropFirst().prefix { $0 != quote }.lowercased()
    }
}

/// Walks from tag to tag.
@safe
private struct TagScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let count: Int
    private var position = 0
    /// By level of nesting: how many attributes its open element has.
    private var open: [Int] = []
    private var inForce = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        unsafe self.bytes = bytes
        count = bytes.count
    }

    mutating func firstFault() -> String? {
        while let start = offset(of: UInt8(ascii: "<")) {
            position = start + 1
            switch position < count ? unsafe bytes[position] : 0 {
            case UInt8(ascii: "!"):
                if at("!--") {
                    pass("-->")
                } else if at("![CDATA[") {
                    pass("]]>")
                } else {
                    return "it declares a document type of its own, as no spreadsheet program does"
                }
            case UInt8(ascii: "?"): pass("?>")
            case UInt8(ascii: "/"):
                inForce -= open.popLast() ?? 0
                pass(">")
            default:
                if let fault = startTag() { return fault }
            }
        }
        return nil
    }

    private mutating func startTag() -> String? {
        var attributes = 0
        var last: UInt8 = 0
        tag: while position < count {
            let byte = unsafe bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): position = offset(of: byte).map { $0 + 1 } ?? count
            case UInt8(ascii: "="): attributes += 1
            case UInt8(ascii: ">"): break tag
            default: break
            }
            last = byte
        }
        if attributes > XMLGate.attributes || inForce + attributes > XMLGate.attributesInForce {
            return "more than \(XMLGate.attributes) attributes on a tag"
        }
        if last != UInt8(ascii: "/") {
            open.append(attributes)
            inForce += attributes
            if open.count > XMLGate.depth { return "elements nested more than \(XMLGate.depth) deep" }
        }
        return nil
    }

    private func offset(of byte: UInt8) -> Int? {
        guard position < count, let base = unsafe bytes.baseAddress,
            let found = unsafe memchr(base + position, Int32(byte), count - position)
        else { return nil }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private func at(_ text: StaticString) -> Bool {
        guard count - position >= text.utf8CodeUnitCount, let base = unsafe bytes.baseAddress else { return false }
        return unsafe memcmp(base + position, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// Moves beyond the next `end`, or to the end of the bytes where there is none: libxml2 then says what is cut off.
    private mutating func pass(_ end: StaticString) {
        guard let first = unsafe UnsafeBufferPointer(start: end.utf8Start, count: end.utf8CodeUnitCount).first else {
            return
        }
        while let found = offset(of: first) {
            position = found
            if at(end) {
                position += end.utf8CodeUnitCount
                return
            }
            position += 1
        }
        position = count
    }
}
