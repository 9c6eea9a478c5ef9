/// A value of a JSON document: a look at its bytes. It is good until the document reads another text.
public struct JSONValue {
    private let document: JSONDocument
    private let index: Int

    init(document: JSONDocument, index: Int) {
        self.document = document
        self.index = index
    }

    private var token: JSONDocument.Token? {
        document.tokens.indices.contains(index) ? document.tokens[index] : nil
    }

    public var kind: JSONDocument.Kind { token?.kind ?? .null }

    public var isNull: Bool { kind == .null }

    /// The bytes as they came.
    public var raw: ArraySlice<UInt8> {
        guard let token else { return [] }
        return document.bytes[Int(token.start)..<Int(token.end)]
    }

    /// What a string spells; nil for anything else.
    public var string: String? {
        guard let token, token.kind == .string else { return nil }
        if token.isPlain {
            return String(decoding: document.bytes[Int(token.start) + 1..<Int(token.end) - 1], as: UTF8.self)
        }
        return String(decoding: JSONText.unescaped(document.bytes, token), as: UTF8.self)
    }

    /// The bytes within a string's quotes where it has no escapes, which is nearly always; nil otherwise.
    public var plainBytes: ArraySlice<UInt8>? {
        guard let token, token.kind == .string, token.isPlain else { return nil }
        return document.bytes[Int(token.start) + 1..<Int(token.end) - 1]
    }

    public func isString(_ text: StaticString) -> Bool {
        guard let token, token.kind == .string else { return false }
        guard token.isPlain else { return string == text.description }
        let start = Int(token.start) + 1
        let count = Int(token.end) - 1 - start
        guard count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { expected in
            for offset in 0..<count where unsafe document.bytes[start + offset] != expected[offset] { return false }
            return true
        }
    }

    /// A whole number without fraction and exponent that fits; nil for anything else.
    public var int: Int? {
        guard let token, token.kind == .number, token.isPlain else { return nil }
        return Int(String(decoding: raw, as: UTF8.self))
    }

    public var double: Double? {
        kind == .number ? Double(String(decoding: raw, as: UTF8.self)) : nil
    }

    public var bool: Bool? {
        switch kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// The number of elements or members.
    public var count: Int {
        switch kind {
        case .array: reduceElements(0) { count, _ in count + 1 }
        case .object: reduceMembers(0) { count, _, _ in count + 1 }
        default: 0
        }
    }

    /// An object's member; nil where there is none, or no object.
    public subscript(name: StaticString) -> JSONValue? {
        guard let token, token.kind == .object else { return nil }
        var place = index + 1
        while place < Int(token.next) {
            let name_ = JSONValue(document: document, index: place)
            if name_.isString(name) { return JSONValue(document: document, index: place + 1) }
            place = Int(document.tokens[place + 1].next)
        }
        return nil
    }

    /// An array's elements; none for anything else.
    public var elements: [JSONValue] { reduceElements(into: []) { $0.append($1) } }

    /// An object's members; none for anything else.
    public var members: [(name: JSONValue, value: JSONValue)] {
        var found: [(name: JSONValue, value: JSONValue)] = []
        forEachMember { found.append(($0, $1)) }
        return found
    }

    public func forEachMember(_ body: (_ name: JSONValue, _ value: JSONValue) -> Void) {
        guard let token, token.kind == .object else { return }
        var place = index + 1
        while place < Int(token.next) {
            body(JSONValue(document: document, index: place), JSONValue(document: document, index: place + 1))
            place = Int(document.tokens[place + 1].next)
        }
    }

    private func reduceElements<Result>(into start: Result, _ body: (inout Result, JSONValue) -> Void) -> Result {
        var result = start
        guard let token, token.kind == .array else { return result }
        var place = index + 1
        while place < Int(token.next) {
            body(&result, JSONValue(document: document, index: place))
            place = Int(document.tokens[place].next)
        }
        return result
    }

    private func reduceElements<Result>(_ start: Result, _ body: (Result, JSONValue) -> Result) -> Result {
        reduceElements(into: start) { $0 = body($0, $1) }
    }

    private func reduceMembers<Result>(_ start: Result, _ body: (Result, JSONValue, JSONValue) -> Result) -> Result {
        var result = start
        forEachMember { result = body(result, $0, $1) }
        return result
    }
}
