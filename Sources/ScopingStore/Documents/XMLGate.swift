import Bytes
import Glibc
import Provision

/// Looks at a document's bytes before libxml2 sees them, in one pass: no DOCTYPE, no depth, breadth or number of elements
/// that would make a parser slow or a program run out of memory, and no encoding but UTF-8.
///
/// It is no parser: what passes the gate may still be ill-formed, and libxml2 says so. But whatever it refuses is refused
/// in time proportional to the bytes, and entities never come into play since there is no DOCTYPE to declare them.
/// Bytes that are no UTF-8 are left for libxml2 to stumble over; `encodingFault` then names them.
enum XMLGate {
    static func check(_ bytes: [UInt8], file: String) throws(DocumentFault) {
        if let fault = declarationFault(in: bytes, file: file) { throw fault }
        let finding = unsafe bytes.withUnsafeBufferPointer { buffer in
            var scan = unsafe TagScan(bytes: buffer)
            return scan.firstFinding()
        }
        if let finding {
            throw DocumentFault(
                file: file,
                line: line(of: finding.offset, in: bytes),
                message: finding.message,
                hint: finding.hint
            )
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

    /// What the first bytes say against reading the document as UTF-8.
    private static func declarationFault(in bytes: [UInt8], file: String) -> DocumentFault? {
        if bytes.isEmpty {
            return DocumentFault(file: file, line: 1, message: "the file is empty", hint: "restore it, or remove it")
        }
        if beginsAsUsual(bytes) { return nil }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(4).contains(0) {
            return DocumentFault(
                file: file,
                line: 1,
                message: "not UTF-8 (it looks like UTF-16)",
                hint: "save it as UTF-8"
            )
        }
        if let declared = declaredEncoding(bytes), declared.lowercased() != "utf-8", declared.lowercased() != "us-ascii"
        {
            return DocumentFault(
                file: file,
                line: 1,
                message: "the encoding '\(declared)' is not accepted",
                hint: "save it as UTF-8 and declare UTF-8"
            )
        }
        return nil
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
    struct Finding {
        let offset: Int
        let message: String
        var hint: String?
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let count: Int
    private var position = 0
    private var depth = 0
    private var elements = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        unsafe self.bytes = bytes
        count = bytes.count
    }

    /// The first thing that a document must not have; nil when it has none.
    mutating func firstFinding() -> Finding? {
        while let open = offset(of: UInt8(ascii: "<"), from: position) {
            position = open + 1
            switch position < count ? unsafe bytes[position] : 0 {
            case UInt8(ascii: "!"):
                if at("!--") {
                    pass("-->")
                } else if at("![CDATA[") {
                    pass("]]>")
                } else {
                    return Finding(
                        offset: open,
                        message: "a DOCTYPE or other declaration is not accepted",
                        hint: "remove it: Lacuna's documents are checked against its schemas alone"
                    )
                }
            case UInt8(ascii: "?"):
                pass("?>")
            case UInt8(ascii: "/"):
                depth -= 1
                pass(">")
            default:
                if let finding = startTag(from: open) { return finding }
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

    /// Moves beyond the next `end`, or to the end of the bytes where there is none: libxml2 then names what is cut off.
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

    private mutating func startTag(from open: Int) -> Finding? {
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
                if attributes > Limits.attributes {
                    return Finding(offset: open, message: "more than \(Limits.attributes) attributes on one tag")
                }
            } else if byte == end {
                break
            }
            last = byte
        }
        elements += 1
        if elements > Limits.elements {
            return Finding(offset: open, message: "more than \(Limits.elements) elements")
        }
        if last != UInt8(ascii: "/") {
            depth += 1
            if depth > Limits.depth {
                return Finding(offset: open, message: "elements nested more than \(Limits.depth) deep")
            }
        }
        return nil
    }
}
