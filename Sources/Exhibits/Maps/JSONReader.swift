import Provision

/// Reads JSON text strictly, one value after another, without building a tree: for files from outside, which may be large
/// or hostile.
///
/// It accepts what RFC 8259 does and nothing else: no comments, no trailing commas, and no deeper nesting than `deepest`. UTF-8's
/// byte-order mark is passed over, and other encodings are named. The caller says what it expects; anything else is a `Fault` with its
/// line and column.
///
///     try reader.object { key throws(JSONReader.Fault) in … }   calls back at each key, and expects the value to be read there
struct JSONReader {
    /// The deepest nesting of arrays and objects.
    static let deepest = 64
    /// The longest key or string that is kept, in bytes.
    static let longestString = 65_536

    private let bytes: [UInt8]
    /// Where the text begins: after a byte-order mark.
    private let start: Int
    private var place: Int
    private var depth = 0

    /// What is wrong, and where.
    struct Fault: Error, Hashable, Sendable {
        let line: Int
        let column: Int
        let message: String
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        start = ByteOrderMark.length(of: bytes)
        place = start
    }

    /// What kind of value comes next.
    enum Kind: String {
        case object = "an object", array = "an array", string = "a string", number = "a number", word =
            "true, false or null"
    }

    mutating func kind() throws(Fault) -> Kind {
        skipSpace()
        guard place < bytes.count else { throw fault("the text ends where a value is expected") }
        switch bytes[place] {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return .word
        default: throw fault("no JSON value begins so")
        }
    }

    /// Reads an object; `member` is called at each key and must read (or skip) the value.
    mutating func object(_ member: (inout JSONReader, String) throws(Fault) -> Void) throws(Fault) {
        try expect("{", "an object")
        try enter()
        skipSpace()
        if take("}") {
            depth -= 1
            return
        }
        repeat {
            skipSpace()
            let key = try string()
            skipSpace()
            guard take(":") else { throw fault("a ':' is expected after the key '\(key.prefix(40))'") }
            try member(&self, key)
            skipSpace()
        } while take(",")
        guard take("}") else { throw fault("a ',' or a '}' is expected") }
        depth -= 1
    }

    /// Reads an array; `element` is called at each element and must read (or skip) it.
    mutating func array(_ element: (inout JSONReader, Int) throws(Fault) -> Void) throws(Fault) {
        try expect("[", "an array")
        try enter()
        skipSpace()
        if take("]") {
            depth -= 1
            return
        }
        var index = 0
        repeat {
            try element(&self, index)
            index += 1
            skipSpace()
        } while take(",")
        guard take("]") else { throw fault("a ',' or a ']' is expected") }
        depth -= 1
    }

    mutating func string() throws(Fault) -> String {
        try expect("\"", "a string")
        let start = place
        var scalars: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            guard place - start <= Self.longestString else {
                throw fault("the string is longer than \(Self.longestString) bytes")
            }
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: scalars, as: UTF8.self) else {
                    throw fault("the string is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): scalars += Array(String(Character(try escape())).utf8)
            case ..<0x20: throw fault("a control character in a string must be written as an escape")
            default: scalars.append(byte)
            }
        }
        throw fault("the text ends inside a string")
    }

    mutating func number() throws(Fault) -> Double {
        skipSpace()
        let start = place
        _ = take("-")
        if !take("0") { guard digits() > 0 else { throw fault("a number is expected") } }
        if take(".") { guard digits() > 0 else { throw fault("a digit is expected after the decimal point") } }
        if place < bytes.count, bytes[place] == UInt8(ascii: "e") || bytes[place] == UInt8(ascii: "E") {
            place += 1
            if !take("+") { _ = take("-") }
            guard digits() > 0 else { throw fault("a digit is expected in the exponent") }
        }
        guard place - start <= 400, let value = Double(String(decoding: bytes[start..<place], as: UTF8.self)),
            value.isFinite
        else { throw fault("the number is too large") }
        return value
    }

    /// A code that is written as a number, as text: "871" of 871 and of 871.0; nil where it is not whole, or below zero, and so no code.
    mutating func numericCode() throws(Fault) -> String? {
        let value = try number()
        guard value >= 0, value <= Double(1 << 53), let whole = Int(exactly: value) else { return nil }
        return String(whole)
    }

    /// Reads over a value of any kind.
    mutating func skip() throws(Fault) {
        switch try kind() {
        case .object: try object { (reader, _) throws(Fault) in try reader.skip() }
        case .array: try array { (reader, _) throws(Fault) in try reader.skip() }
        case .string: _ = try string()
        case .number: _ = try number()
        case .word:
            for word in ["true", "false", "null"] where bytes[place...].starts(with: word.utf8) {
                place += word.utf8.count
                return
            }
            throw fault("true, false or null is expected")
        }
    }

    /// Reads over what must be the end of the text.
    mutating func end() throws(Fault) {
        skipSpace()
        guard place == bytes.count else { throw fault("more text follows the value") }
    }

    /// A fault at the present place.
    func fault(_ message: String) -> Fault {
        if let encoding = ByteOrderMark.otherEncoding(of: bytes) {
            return Fault(line: 1, column: 1, message: "the file is \(encoding); save it as UTF-8")
        }
        let before = bytes[start..<max(start, min(place, bytes.count))]
        let line = before.count { $0 == 10 } + 1
        let column = before.endIndex - (before.lastIndex(of: 10).map { $0 + 1 } ?? start) + 1
        return Fault(line: line, column: column, message: message)
    }

    private mutating func expect(_ sign: Unicode.Scalar, _ what: String) throws(Fault) {
        skipSpace()
        guard take(sign) else { throw fault("\(what) is expected") }
    }

    private mutating func enter() throws(Fault) {
        depth += 1
        guard depth <= Self.deepest else { throw fault("nested deeper than \(Self.deepest) levels") }
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: sign) else { return false }
        place += 1
        return true
    }

    private mutating func digits() -> Int {
        let start = place
        while place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) { place += 1 }
        return place - start
    }

    private mutating func skipSpace() {
        while place < bytes.count {
            let byte = bytes[place]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            place += 1
        }
    }

    private mutating func escape() throws(Fault) -> Unicode.Scalar {
        guard place < bytes.count else { throw fault("the text ends inside a string") }
        let sign = bytes[place]
        place += 1
        switch sign {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try hexadecimal()
            guard (0xD800..<0xDC00).contains(first) else {
                guard let scalar = Unicode.Scalar(first) else { throw fault("half a surrogate pair stands alone") }
                return scalar
            }
            guard take("\\"), take("u") else { throw fault("half a surrogate pair stands alone") }
            let second = try hexadecimal()
            guard (0xDC00..<0xE000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
            else { throw fault("half a surrogate pair stands alone") }
            return scalar
        default: throw fault("no escape is written so")
        }
    }

    private mutating func hexadecimal() throws(Fault) -> UInt32 {
        guard place + 4 <= bytes.count,
            bytes[place..<(place + 4)].allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            let value = UInt32(String(decoding: bytes[place..<(place + 4)], as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits are expected after \\u") }
        place += 4
        return value
    }
}
