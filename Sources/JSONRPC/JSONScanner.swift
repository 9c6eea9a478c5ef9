/// A JSON text taken apart into tokens that point into its bytes: nothing is copied, and nothing is decoded until it is asked
/// for.
///
///     {"a":[1,"x"]}   object(5 tokens) string(a) array(3 tokens) number(1) string(x)
///
/// A value's tokens follow each other, and each token knows where the value after it begins, so that a member that is
/// not wanted is passed over in one step. One document is used again and again: it keeps its memory.
///
/// The scanner is stricter than RFC 8259 asks, since what two readers understand differently is how servers are attacked:
/// UTF-8 only, no byte-order mark, no name twice in an object, no number beyond the range of a double, no lone surrogate,
/// nesting of 64 at most.
public final class JSONDocument {
    public enum Kind: UInt8, Sendable {
        case object, array, string, number, yes, no, null
    }

    struct Token {
        var kind: Kind
        /// Of a string: whether it has escapes. Of a number: whether it is an integer without fraction and exponent.
        var isPlain: Bool
        /// The bytes of the value, quotes and brackets included.
        var start: Int32
        var end: Int32
        /// The token after this value and all it holds.
        var next: Int32
    }

    /// The deepest nesting of arrays and objects.
    public static let deepest = 64

    public private(set) var bytes: [UInt8] = []
    private(set) var tokens: [Token] = []

    public init() {}

    /// Reads one JSON text, which takes the place of the one before.
    public func read(_ text: some Collection<UInt8>) throws(JSONFault) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: text)
        tokens.removeAll(keepingCapacity: true)
        guard bytes.count < Int(Int32.max) else { throw JSONFault(offset: 0, message: "the text is too long") }
        var scan = Scan(bytes: bytes)
        // The scan appends to the memory that this document keeps.
        swap(&scan.tokens, &tokens)
        defer { swap(&scan.tokens, &tokens) }
        try scan.text()
    }

    /// The whole text as a value. Read before: an empty document is null.
    public var root: JSONValue { JSONValue(document: self, index: 0) }
}

/// A walk over the bytes that appends tokens.
private struct Scan {
    let bytes: [UInt8]
    var tokens: [JSONDocument.Token] = []
    private var position = 0
    private var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func text() throws(JSONFault) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw fault("a byte-order mark") }
        skipSpace()
        try value()
        skipSpace()
        if position < bytes.count { throw fault("something after the JSON text") }
    }

    private func fault(_ message: String) -> JSONFault { JSONFault(offset: position, message: message) }

    private var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// - Returns: the place of the value's token.
    private mutating func value() throws(JSONFault) {
        switch byte {
        case UInt8(ascii: "{"): try object()
        case UInt8(ascii: "["): try array()
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try word("true", .yes)
        case UInt8(ascii: "f"): try word("false", .no)
        case UInt8(ascii: "n"): try word("null", .null)
        default:
            throw fault(position < bytes.count ? "a value was expected" : "the text ends where a value was expected")
        }
    }

    private mutating func open(_ kind: JSONDocument.Kind) throws(JSONFault) -> Int {
        depth += 1
        if depth > JSONDocument.deepest { throw fault("nested more than \(JSONDocument.deepest) deep") }
        tokens.append(JSONDocument.Token(kind: kind, isPlain: true, start: Int32(position), end: 0, next: 0))
        position += 1
        return tokens.count - 1
    }

    private mutating func close(_ token: Int) {
        position += 1
        depth -= 1
        tokens[token].end = Int32(position)
        tokens[token].next = Int32(tokens.count)
    }

    private mutating func object() throws(JSONFault) {
        let token = try open(.object)
        skipSpace()
        guard byte != UInt8(ascii: "}") else { return close(token) }
        var names: [Int] = []
        while true {
            guard byte == UInt8(ascii: "\"") else { throw fault("a name in quotes was expected") }
            names.append(tokens.count)
            try string()
            skipSpace()
            guard byte == UInt8(ascii: ":") else { throw fault("a colon was expected") }
            position += 1
            skipSpace()
            try value()
            skipSpace()
            if byte == UInt8(ascii: ",") {
                position += 1
                skipSpace()
            } else if byte == UInt8(ascii: "}") {
                break
            } else {
                throw fault("a comma or the end of the object was expected")
            }
        }
        close(token)
        try refuseRepeated(names)
    }

    private mutating func array() throws(JSONFault) {
        let token = try open(.array)
        skipSpace()
        guard byte != UInt8(ascii: "]") else { return close(token) }
        while true {
            try value()
            skipSpace()
            if byte == UInt8(ascii: ",") {
                position += 1
                skipSpace()
            } else if byte == UInt8(ascii: "]") {
                return close(token)
            } else {
                throw fault("a comma or the end of the array was expected")
            }
        }
    }

    /// Names are compared as what they spell, whether with escapes or without.
    private func refuseRepeated(_ names: [Int]) throws(JSONFault) {
        guard names.count > 1 else { return }
        if names.count <= 8, names.allSatisfy({ tokens[$0].isPlain }) {
            for (index, name) in names.enumerated() {
                let one = tokens[name]
                for earlier in names[..<index] {
                    let other = tokens[earlier]
                    guard one.end - one.start == other.end - other.start else { continue }
                    if bytes[Int(one.start)..<Int(one.end)].elementsEqual(bytes[Int(other.start)..<Int(other.end)]) {
                        throw JSONFault(offset: Int(one.start), message: "a name for the second time")
                    }
                }
            }
            return
        }
        var seen: Set<[UInt8]> = []
        for name in names {
            let spelt = JSONText.unescaped(bytes, tokens[name])
            if !seen.insert(spelt).inserted {
                throw JSONFault(offset: Int(tokens[name].start), message: "a name for the second time")
            }
        }
    }

    private mutating func word(_ word: StaticString, _ kind: JSONDocument.Kind) throws(JSONFault) {
        let start = position
        let end = start + word.utf8CodeUnitCount
        let isThere = end <= bytes.count && word.withUTF8Buffer { unsafe bytes[start..<end].elementsEqual($0) }
        guard isThere else { throw fault("a value was expected") }
        position = end
        append(kind, isPlain: true, from: start)
    }

    private mutating func append(_ kind: JSONDocument.Kind, isPlain: Bool, from start: Int) {
        tokens.append(
            JSONDocument.Token(
                kind: kind,
                isPlain: isPlain,
                start: Int32(start),
                end: Int32(position),
                next: Int32(tokens.count + 1)
            )
        )
    }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 { position += 1 }
        return position - start
    }

    private mutating func number() throws(JSONFault) {
        let start = position
        if byte == UInt8(ascii: "-") { position += 1 }
        let isZero = byte == UInt8(ascii: "0")
        let whole = digits()
        if whole == 0 { throw fault("a digit was expected") }
        if isZero, whole > 1 { throw JSONFault(offset: start, message: "a number with a leading zero") }
        var isInteger = true
        if byte == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            if digits() == 0 { throw fault("a digit was expected after the point") }
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
            if digits() == 0 { throw fault("a digit was expected in the exponent") }
        }
        // Up to 300 digits without an exponent no double overflows; beyond, it is tried.
        if !isInteger || position - start > 300 {
            let value = Double(String(decoding: bytes[start..<position], as: UTF8.self))
            guard let value, value.isFinite else {
                throw JSONFault(offset: start, message: "a number out of range")
            }
        }
        append(.number, isPlain: isInteger, from: start)
    }

    private mutating func string() throws(JSONFault) {
        let start = position
        position += 1
        var isPlain = true
        while true {
            guard position < bytes.count else { throw JSONFault(offset: start, message: "a string without its end") }
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return append(.string, isPlain: isPlain, from: start)
            case UInt8(ascii: "\\"):
                isPlain = false
                try escape()
            case 0..<0x20:
                throw fault("a control character in a string")
            case 0x20..<0x80:
                position += 1
            default:
                try multibyte(byte)
            }
        }
    }

    private mutating func escape() throws(JSONFault) {
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        case UInt8(ascii: "u"):
            let start = position - 1
            let unit = try hexadecimal()
            guard (0xD800..<0xE000).contains(unit) else { return }
            guard unit < 0xDC00, byte == UInt8(ascii: "\\"), position + 1 < bytes.count,
                bytes[position + 1] == UInt8(ascii: "u")
            else { throw JSONFault(offset: start, message: "half a surrogate pair") }
            position += 1
            guard (0xDC00..<0xE000).contains(try hexadecimal()) else {
                throw JSONFault(offset: start, message: "half a surrogate pair")
            }
        default:
            throw fault("an unknown escape")
        }
    }

    /// Reads `u00e9`, the position being at the u.
    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        position += 1
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = JSONText.hexadecimalDigit(byte) else {
                throw fault("four hexadecimal digits were expected")
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    /// One character of several bytes: the shortest form, no surrogates, nothing above U+10FFFF (Unicode table 3-7).
    private mutating func multibyte(_ first: UInt8) throws(JSONFault) {
        let (count, second): (Int, ClosedRange<UInt8>) =
            switch first {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0...0)
            }
        guard count > 0, position + count <= bytes.count, second.contains(bytes[position + 1]),
            bytes[(position + 2)..<(position + count)].allSatisfy({ $0 & 0xC0 == 0x80 })
        else { throw fault("invalid UTF-8") }
        position += count
    }
}

enum JSONText {
    static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 0x57
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 0x37
        default: nil
        }
    }

    /// What a string spells, as UTF-8.
    static func unescaped(_ bytes: [UInt8], _ token: JSONDocument.Token) -> [UInt8] {
        let inner = bytes[Int(token.start) + 1..<Int(token.end) - 1]
        if token.isPlain { return Array(inner) }
        var result: [UInt8] = []
        result.reserveCapacity(inner.count)
        var position = inner.startIndex
        func unit(at index: Int) -> UInt32 {
            inner[index..<index + 4].reduce(0) { $0 << 4 | (hexadecimalDigit($1) ?? 0) }
        }
        while position < inner.endIndex {
            guard inner[position] == UInt8(ascii: "\\") else {
                result.append(inner[position])
                position += 1
                continue
            }
            let escape = inner[position + 1]
            position += 2
            switch escape {
            case UInt8(ascii: "b"): result.append(8)
            case UInt8(ascii: "f"): result.append(12)
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "r"): result.append(13)
            case UInt8(ascii: "t"): result.append(9)
            case UInt8(ascii: "u"):
                var value = unit(at: position)
                position += 4
                if (0xD800..<0xDC00).contains(value) {
                    value = 0x10000 + (value - 0xD800) << 10 + (unit(at: position + 2) - 0xDC00)
                    position += 6
                }
                if let scalar = Unicode.Scalar(value) { result.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
            default: result.append(escape)
            }
        }
        return result
    }
}
