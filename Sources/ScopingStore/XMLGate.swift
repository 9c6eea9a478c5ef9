/// Looks at a document's bytes before libxml2 sees them, in one pass: UTF-8 only, no DOCTYPE, no depth, breadth or number of
/// elements that would make a parser slow or a program run out of memory.
///
/// It is no parser: what passes the gate may still be ill-formed, and libxml2 says so. But whatever it refuses is refused
/// in time proportional to the bytes, and entities never come into play since there is no DOCTYPE to declare them.
enum XMLGate {
    static func check(_ bytes: [UInt8], file: String) throws(DocumentFault) {
        try checkEncoding(bytes, file: file)
        var scan = Scan(bytes: bytes[...])
        while let fault = scan.next() {
            guard case .fault(let offset, let message, let mend) = fault else { continue }
            throw DocumentFault(file: file, line: line(of: offset, in: bytes), message: message, mend: mend)
        }
    }

    /// The line of a byte, counted from 1. Computed only when something is wrong.
    static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        bytes.prefix(offset).reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }

    private static func checkEncoding(_ bytes: [UInt8], file: String) throws(DocumentFault) {
        if bytes.isEmpty {
            throw DocumentFault(file: file, line: 1, message: "the file is empty", mend: "restore it, or remove it")
        }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(4).contains(0) {
            throw DocumentFault(
                file: file,
                line: 1,
                message: "not UTF-8 (it looks like UTF-16)",
                mend: "save it as UTF-8"
            )
        }
        if String(validating: bytes, as: UTF8.self) == nil {
            throw DocumentFault(
                file: file,
                line: line(of: firstInvalid(in: bytes), in: bytes),
                message: "invalid UTF-8",
                mend: "save it as UTF-8; Windows-1252 is a usual cause"
            )
        }
        if let declared = declaredEncoding(bytes), declared.lowercased() != "utf-8", declared.lowercased() != "us-ascii"
        {
            throw DocumentFault(
                file: file,
                line: 1,
                message: "the encoding '\(declared)' is not accepted",
                mend: "save it as UTF-8 and declare UTF-8"
            )
        }
    }

    /// The offset of the first byte that is no UTF-8.
    private static func firstInvalid(in bytes: [UInt8]) -> Int {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let encoded): offset += encoded.count
            case .emptyInput, .error: return offset
            }
        }
    }

    /// The encoding that an XML declaration names; nil without one.
    private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
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
private struct Scan {
    enum Finding {
        case fine
        case fault(offset: Int, message: String, mend: String?)
    }

    private let bytes: ArraySlice<UInt8>
    private var position = 0
    private var depth = 0
    private var elements = 0

    init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// Passes one tag, comment, CDATA section or processing instruction; nil at the end.
    mutating func next() -> Finding? {
        guard let open = bytes[position...].firstIndex(of: UInt8(ascii: "<")) else { return nil }
        position = open + 1
        switch position < bytes.endIndex ? bytes[position] : 0 {
        case UInt8(ascii: "!"):
            if at("!--") { return pass("-->") }
            if at("![CDATA[") { return pass("]]>") }
            return .fault(
                offset: open,
                message: "a DOCTYPE or other declaration is not accepted",
                mend: "remove it: Lacuna's documents are checked against its schemas alone"
            )
        case UInt8(ascii: "?"):
            return pass("?>")
        case UInt8(ascii: "/"):
            depth -= 1
            return pass(">")
        default:
            return startTag(from: open)
        }
    }

    private func at(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { expected in
            unsafe bytes[position...].prefix(expected.count).elementsEqual(expected)
        }
    }

    /// Moves beyond the next `end`, or to the end of the bytes where there is none: libxml2 then names what is cut off.
    private mutating func pass(_ end: StaticString) -> Finding {
        while position < bytes.endIndex {
            if at(end) {
                position += end.utf8CodeUnitCount
                return .fine
            }
            position += 1
        }
        return .fine
    }

    private mutating func startTag(from open: Int) -> Finding {
        var quote: UInt8?
        var attributes = 0
        var last: UInt8 = 0
        while position < bytes.endIndex {
            let byte = bytes[position]
            position += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "=") {
                attributes += 1
                if attributes > Limits.attributes {
                    return .fault(
                        offset: open,
                        message: "more than \(Limits.attributes) attributes on one tag",
                        mend: nil
                    )
                }
            } else if byte == UInt8(ascii: ">") {
                break
            }
            last = byte
        }
        elements += 1
        if elements > Limits.elements {
            return .fault(offset: open, message: "more than \(Limits.elements) elements", mend: nil)
        }
        if last != UInt8(ascii: "/") {
            depth += 1
            if depth > Limits.depth {
                return .fault(offset: open, message: "elements nested more than \(Limits.depth) deep", mend: nil)
            }
        }
        return .fine
    }
}
