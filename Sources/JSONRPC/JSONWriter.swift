/// Appends JSON to bytes. Commas are put where they belong; names and texts are escaped.
///
///     writer.object { $0.member("id", 1); $0.array("areas") { $0.value("ccg-halton") } }
public struct JSONWriter: Sendable {
    public private(set) var bytes: [UInt8]
    private var needsComma = false

    public init() { bytes = [] }

    /// Takes over bytes, to be appended to: a buffer that keeps its memory.
    public init(appendingTo bytes: consuming [UInt8]) { self.bytes = bytes }

    /// The bytes, the writer being used up.
    public consuming func taken() -> [UInt8] { bytes }

    public var count: Int { bytes.count }

    /// Forgets what was written from a place on.
    public mutating func truncate(to count: Int) {
        if count < bytes.count { bytes.removeLast(bytes.count - count) }
        // A comma is due after a value, and none at the beginning of a line, an array or an object.
        switch bytes.last {
        case nil, 0x0A, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ":"): needsComma = false
        default: needsComma = true
        }
    }

    // MARK: Values

    public mutating func value(_ text: String) {
        separate()
        quote(text)
    }

    public mutating func value(_ number: Int) {
        separate()
        decimal(number)
    }

    /// A number that is not finite is written as null: JSON has no other word.
    public mutating func value(_ number: Double) {
        separate()
        guard number.isFinite else { return literal("null") }
        if number == number.rounded(), abs(number) < 1e15 { return decimal(Int(number)) }
        bytes.append(contentsOf: number.description.utf8)
    }

    public mutating func value(_ flag: Bool) {
        separate()
        literal(flag ? "true" : "false")
    }

    public mutating func null() {
        separate()
        literal("null")
    }

    public mutating func value(_ text: String?) { if let text { value(text) } else { null() } }
    public mutating func value(_ number: Int?) { if let number { value(number) } else { null() } }
    public mutating func value(_ number: Double?) { if let number { value(number) } else { null() } }

    /// Bytes that are JSON already.
    public mutating func raw(_ json: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    public mutating func object<Failure: Error>(_ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        open(UInt8(ascii: "{"))
        try body(&self)
        close(UInt8(ascii: "}"))
    }

    public mutating func array<Failure: Error>(_ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        open(UInt8(ascii: "["))
        try body(&self)
        close(UInt8(ascii: "]"))
    }

    /// Opens an object or array by its bracket. For encoders, whose containers have no end of their own: each is to be closed.
    package mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    package mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    // MARK: Members of an object

    public mutating func name(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A name that is not known when the program is written.
    public mutating func name(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    public mutating func member(_ name: StaticString, _ text: String?) {
        self.name(name)
        value(text)
    }

    public mutating func member(_ name: StaticString, _ number: Int?) {
        self.name(name)
        value(number)
    }

    public mutating func member(_ name: StaticString, _ number: Double?) {
        self.name(name)
        value(number)
    }

    public mutating func member(_ name: StaticString, _ flag: Bool) {
        self.name(name)
        value(flag)
    }

    public mutating func member(_ name: StaticString, _ texts: [String]) {
        self.name(name)
        array { (writer: inout JSONWriter) in
            for text in texts { writer.value(text) }
        }
    }

    public mutating func member<Failure: Error>(
        _ name: StaticString,
        object body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.name(name)
        try object(body)
    }

    public mutating func member<Failure: Error>(
        _ name: StaticString,
        array body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.name(name)
        try array(body)
    }

    // MARK: Bytes

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    /// Begins anew: what is written next takes no comma.
    public mutating func startLine() { needsComma = false }

    public mutating func endLine() {
        bytes.append(0x0A)
        needsComma = false
    }

    private mutating func literal(_ word: StaticString) { word.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) } }

    private mutating func decimal(_ number: Int) {
        if number >= 0, number < 10 {
            bytes.append(0x30 + UInt8(number))
        } else {
            bytes.append(contentsOf: String(number).utf8)
        }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for index in utf8.indices {
                let byte = unsafe utf8[index]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
                unsafe bytes.append(contentsOf: utf8[start..<index])
                start = index + 1
                escape(byte)
            }
            unsafe bytes.append(contentsOf: utf8[start..<utf8.count])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 10: bytes.append(UInt8(ascii: "n"))
        case 13: bytes.append(UInt8(ascii: "r"))
        case 9: bytes.append(UInt8(ascii: "t"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: [UInt8(ascii: "u"), 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
        }
    }
}
