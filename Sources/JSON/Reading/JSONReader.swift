import Bytes

/// Reads a JSON text one value after another: for files from outside, of which the caller says what it expects.
///
/// The whole text is checked first, by the one scanner of JSON. UTF-8's byte-order mark is passed over, and other encodings are
/// named. What is not as expected is a `Fault` with its line and column.
///
///     try reader.object { (reader, key) throws(JSONReader.Fault) in … }   // must read (or skip) the value of each key
package struct JSONReader: ~Copyable {
    /// The longest key or string that is kept, in bytes.
    package static let longestString = 65_536

    private let bytes: [UInt8]
    private let scanner: JSONScanner
    /// Where the text begins: after a byte-order mark.
    private let start: Int
    /// The token that is read next.
    private var index = 0
    /// Where the token that was read last ends.
    private var place: Int

    /// What is wrong, and where.
    package struct Fault: Error, Hashable, Sendable {
        package let line: Int
        package let column: Int
        package let message: String

        package init(line: Int, column: Int, message: String) {
            self.line = line
            self.column = column
            self.message = message
        }
    }

    /// - Throws: what is no JSON, or has what readers of JSON disagree about, such as a key twice in an object.
    package init(_ bytes: [UInt8]) throws(Fault) {
        self.bytes = bytes
        start = ByteOrderMark.length(of: bytes)
        place = start
        var scanner = JSONScanner()
        do throws(JSONFault) {
            try scanner.scan(bytes.span.extracting(start...))
        } catch {
            throw Self.fault("expected \(error.expected.wording)", at: start + error.offset, of: bytes, from: start)
        }
        self.scanner = scanner
    }

    /// What kind of value comes next.
    package enum Kind: String {
        case object = "an object", array = "an array", string = "a string", number = "a number"
        case word = "true, false or null"
    }

    package var kind: Kind {
        switch token.kind {
        case .object: .object
        case .array: .array
        case .string: .string
        case .number: .number
        case .null, .true, .false: .word
        }
    }

    // MARK: Values

    /// Reads an object; `member` is called at each key and must read (or skip) the value.
    package mutating func object(
        _ member: (inout JSONReader, String) throws(Fault) -> Void
    ) throws(Fault) {
        let whole = try take(.object)
        while index < Int(whole.next) {
            let key = try string()
            let value = index
            try member(&self, key)
            assert(index > value, "The value of '\(key)' was not read.")
        }
        place = start + Int(whole.end)
    }

    /// Reads an array; `element` is called at each element and must read (or skip) it.
    package mutating func array(_ element: (inout JSONReader, Int) throws(Fault) -> Void) throws(Fault) {
        let whole = try take(.array)
        var position = 0
        while index < Int(whole.next) {
            let value = index
            try element(&self, position)
            assert(index > value, "An element was not read.")
            position += 1
        }
        place = start + Int(whole.end)
    }

    package mutating func string() throws(Fault) -> String {
        let text = value.string
        _ = try take(.string)
        guard let text, text.utf8.count <= Self.longestString else {
            throw fault("the string is longer than \(Self.longestString) bytes")
        }
        return text
    }

    package mutating func number() throws(Fault) -> Double {
        let number = value.double
        _ = try take(.number)
        guard let number else { throw fault("the number is too large") }
        return number
    }

    /// A code that is written as a number, as text: "871" of 871 and of 871.0; nil where it is not whole, or below zero, and so no code.
    package mutating func numericCode() throws(Fault) -> String? {
        let value = try number()
        guard value >= 0, value <= Double(1 << 53), let whole = Int(exactly: value) else { return nil }
        return String(whole)
    }

    /// Reads over a value of any kind.
    package mutating func skip() {
        let token = token
        index = max(index + 1, Int(token.next))
        place = start + Int(token.end)
    }

    /// A fault at the present place.
    package func fault(_ message: String) -> Fault { Self.fault(message, at: place, of: bytes, from: start) }

    // MARK: Tokens

    private var value: JSONValue {
        @_lifetime(borrow self) get {
            JSONValue(bytes: bytes.span.extracting(start...), tape: scanner.tape, index: index)
        }
    }

    private var token: JSONToken { value.token }

    private mutating func take(_ expected: Kind) throws(Fault) -> JSONToken {
        let token = token
        guard kind == expected, index < scanner.count else {
            place = start + Int(token.start)
            throw fault("\(expected.rawValue) is expected")
        }
        index += 1
        switch expected {
        case .object, .array: place = start + Int(token.start) + 1
        case .string, .number, .word: place = start + Int(token.end)
        }
        return token
    }

    private static func fault(_ message: String, at place: Int, of bytes: [UInt8], from start: Int) -> Fault {
        if let encoding = ByteOrderMark.otherEncoding(of: bytes) {
            return Fault(line: 1, column: 1, message: "the file is \(encoding); save it as UTF-8")
        }
        let before = bytes[start..<max(start, min(place, bytes.count))]
        let line = before.count { $0 == 10 } + 1
        let column = before.endIndex - (before.lastIndex(of: 10).map { $0 + 1 } ?? start) + 1
        return Fault(line: line, column: column, message: message)
    }
}
