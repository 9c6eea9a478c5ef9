import Bytes

/// Writes JSON that stands inside a page's `<script type="application/json">`.
///
/// Beside what RFC 8259 asks for, `<`, `>` and `&` are written as `\u003c` and so on, so that no `</script>` or `<!--` in a name can
/// end or change the element (HTML standard, "Restrictions for contents of script elements"), and so are U+2028 and U+2029.
struct ScriptJSONWriter {
    private(set) var bytes: [UInt8] = []
    /// Whether the next value of the open array or object needs a comma before it.
    private var needsComma = false

    mutating func object(_ content: (inout ScriptJSONWriter) -> Void) { enclose("{", "}", content) }

    mutating func array(_ content: (inout ScriptJSONWriter) -> Void) { enclose("[", "]", content) }

    mutating func array<Values: Sequence>(_ values: Values, _ each: (inout ScriptJSONWriter, Values.Element) -> Void) {
        array { writer in for value in values { each(&writer, value) } }
    }

    mutating func numbers(_ values: some Sequence<Int>) { array(values) { $0.value($1) } }

    mutating func strings(_ values: some Sequence<String>) { array(values) { $0.value($1) } }

    /// The key of an object's next value.
    mutating func key(_ name: StaticString) {
        value(name.description)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func value(_ number: Int) {
        comma()
        bytes.append(contentsOf: String(number).utf8)
    }

    mutating func value(_ text: String) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C:
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            case 0..<0x20, 0x26, 0x3C, 0x3E, 0x7F, 0x2028, 0x2029: escape(scalar.value)
            default: bytes.append(contentsOf: String(scalar).utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a value that another writer made.
    mutating func embed(_ other: ScriptJSONWriter) {
        comma()
        bytes += other.bytes
    }

    private mutating func escape(_ code: UInt32) {
        bytes.append(contentsOf: "\\u".utf8)
        for shift in [12, 8, 4, 0] as [UInt32] {
            bytes.append(hexadecimalDigit(UInt8(truncatingIfNeeded: code >> shift & 15)))
        }
    }

    private mutating func enclose(
        _ open: Unicode.Scalar,
        _ close: Unicode.Scalar,
        _ content: (inout ScriptJSONWriter) -> Void
    ) {
        comma()
        bytes.append(UInt8(ascii: open))
        needsComma = false
        content(&self)
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}

/// Gives each distinct value a place, in the order of their first use, so that what is said often is written once.
struct Distinct<Value: Hashable> {
    private(set) var values: [Value] = []
    private var places: [Value: Int] = [:]

    mutating func place(of value: Value) -> Int {
        if let place = places[value] { return place }
        places[value] = values.count
        values.append(value)
        return values.count - 1
    }
}
