import Provision

/// Writes numbers and texts one after the other, lowest byte first.
struct FlatWriter {
    private(set) var bytes: [UInt8] = []
    /// Texts that many documents share, by number.
    private(set) var strings: [String]
    private var numbers: [String: UInt32]

    init(strings: [String] = []) {
        self.strings = strings
        numbers = Dictionary(strings.enumerated().map { ($1, UInt32(truncatingIfNeeded: $0)) }) { one, _ in one }
    }

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func number<Number: FixedWidthInteger>(_ value: Number) {
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    /// A text that stands here alone.
    mutating func text(_ value: String) {
        number(UInt32(clamping: value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    /// A text that other documents have too: its number.
    mutating func shared(_ value: String) {
        if let known = numbers[value] { return number(known) }
        let fresh = UInt32(clamping: strings.count)
        strings.append(value)
        numbers[value] = fresh
        number(fresh)
    }

    mutating func optional<Value>(_ value: Value?, _ write: (inout FlatWriter, Value) -> Void) {
        byte(value == nil ? 0 : 1)
        if let value { write(&self, value) }
    }

    mutating func list<Value>(_ values: [Value], _ write: (inout FlatWriter, Value) -> Void) {
        number(UInt32(clamping: values.count))
        for value in values { write(&self, value) }
    }

    /// A piece after its length.
    mutating func piece(_ write: (inout FlatWriter) -> Void) {
        let start = bytes.count
        number(UInt32(0))
        write(&self)
        let count = UInt32(clamping: bytes.count - start - 4)
        for place in 0..<4 { bytes[start + place] = UInt8(truncatingIfNeeded: count >> UInt32(8 * place)) }
    }

    /// What another writer with the same shared texts wrote.
    mutating func append(_ other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }
}

/// What was written does not say what it should: damaged, or made by somebody else.
struct MalformedCache: Error {}

/// Reads what `FlatWriter` wrote, and trusts none of it: each length and number is checked before it is used.
struct FlatReader {
    private let bytes: [UInt8]
    private let strings: [String]
    private(set) var offset: Int
    private let end: Int

    /// - Parameter range: what to read of; an empty one where it does not lie within the bytes.
    init(_ bytes: [UInt8], _ range: Range<Int>, strings: [String] = []) {
        self.bytes = bytes
        self.strings = strings
        let isWithin = range.lowerBound >= 0 && range.upperBound <= bytes.count
        offset = isWithin ? range.lowerBound : 0
        end = isWithin ? range.upperBound : 0
    }

    var isAtEnd: Bool { offset == end }

    mutating func byte() throws(MalformedCache) -> UInt8 {
        guard offset < end else { throw MalformedCache() }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) throws(MalformedCache) -> Number
    {
        let size = MemoryLayout<Number>.size
        guard end - offset >= size else { throw MalformedCache() }
        defer { offset += size }
        let start = offset
        return unsafe bytes.withUnsafeBytes {
            Number(littleEndian: unsafe $0.loadUnaligned(fromByteOffset: start, as: Number.self))
        }
    }

    /// A count of things that take at least so many bytes each.
    mutating func count(ofAtLeast size: Int) throws(MalformedCache) -> Int {
        let count = Int(try number(UInt32.self))
        guard count <= (end - offset) / size else { throw MalformedCache() }
        return count
    }

    mutating func skip(_ count: Int) throws(MalformedCache) {
        guard count >= 0, count <= end - offset else { throw MalformedCache() }
        offset += count
    }

    mutating func text() throws(MalformedCache) -> String {
        let count = try count(ofAtLeast: 1)
        defer { offset += count }
        let start = offset
        let text = unsafe bytes.withUnsafeBufferPointer {
            unsafe String(validating: $0[start..<start + count], as: UTF8.self)
        }
        guard let text else { throw MalformedCache() }
        return text
    }

    mutating func shared() throws(MalformedCache) -> String {
        let number = Int(try number(UInt32.self))
        guard strings.indices.contains(number) else { throw MalformedCache() }
        return strings[number]
    }

    mutating func sharedID<Subject>() throws(MalformedCache) -> Identifier<Subject> {
        guard let id = Identifier<Subject>(try shared()) else { throw MalformedCache() }
        return id
    }

    mutating func optional<Value>(
        _ read: (inout FlatReader) throws(MalformedCache) -> Value
    ) throws(MalformedCache) -> Value? {
        switch try byte() {
        case 0: return nil
        case 1: return try read(&self)
        default: throw MalformedCache()
        }
    }

    mutating func list<Value>(
        ofAtLeast size: Int,
        _ read: (inout FlatReader) throws(MalformedCache) -> Value
    ) throws(MalformedCache) -> [Value] {
        let count = try count(ofAtLeast: size)
        guard count > 0 else { return [] }
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }

    /// One of the cases of a type, by its place among them.
    mutating func choice<Choice: CaseIterable>(_ type: Choice.Type = Choice.self) throws(MalformedCache) -> Choice {
        let all = Array(Choice.allCases)
        let place = Int(try byte())
        guard all.indices.contains(place) else { throw MalformedCache() }
        return all[place]
    }
}
