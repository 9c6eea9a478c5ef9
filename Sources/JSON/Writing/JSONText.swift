/// JSON for people and programs: what the server writes, with keys in order of the alphabet, indented, ending in a line break.
package enum JSONText {
    package static func bytes(_ value: some Encodable) throws -> [UInt8] {
        var writer = JSONWriter()
        try writer.encode(value)
        var layout = JSONLayout(writer.bytes)
        return layout.indented() + [UInt8(ascii: "\n")]
    }
}

/// Lays compact JSON of the program's own out for reading.
///
///     {"b":[1,2],"a":{}}     {
///                              "a" : {
///
///                              },
///                              "b" : [
///                                1,
///                                2
///                              ]
///                            }
private struct JSONLayout {
    private let text: [UInt8]
    private var offset = 0
    private var result: [UInt8] = []

    /// - Parameter text: a JSON text without spaces between its parts.
    init(_ text: [UInt8]) { self.text = text }

    mutating func indented() -> [UInt8] {
        result.reserveCapacity(text.count * 2)
        value(depth: 0)
        assert(offset == text.count, "one whole text")
        return result
    }

    private var next: UInt8 { offset < text.count ? text[offset] : 0 }

    private mutating func value(depth: Int) {
        switch next {
        case UInt8(ascii: "{"): object(depth: depth)
        case UInt8(ascii: "["): array(depth: depth)
        default: result += text[skipped()]
        }
    }

    private mutating func array(depth: Int) {
        offset += 1
        open(UInt8(ascii: "["), depth: depth)
        var isFirst = true
        while next != UInt8(ascii: "]"), offset < text.count {
            if !isFirst { separate(depth: depth) }
            isFirst = false
            value(depth: depth + 1)
            if next == UInt8(ascii: ",") { offset += 1 }
        }
        offset += 1
        close(UInt8(ascii: "]"), isEmpty: isFirst, depth: depth)
    }

    private mutating func object(depth: Int) {
        offset += 1
        var members: [(key: Range<Int>, start: Int)] = []
        while next != UInt8(ascii: "}"), offset < text.count {
            let key = skipped()
            offset += 1
            members.append((key, offset))
            _ = skipped()
            if next == UInt8(ascii: ",") { offset += 1 }
        }
        let end = offset + 1
        members.sort { text[$0.key].lexicographicallyPrecedes(text[$1.key]) }
        open(UInt8(ascii: "{"), depth: depth)
        for (place, member) in members.enumerated() {
            if place > 0 { separate(depth: depth) }
            result += text[member.key]
            result += " : ".utf8
            offset = member.start
            value(depth: depth + 1)
        }
        offset = end
        close(UInt8(ascii: "}"), isEmpty: members.isEmpty, depth: depth)
    }

    /// Goes past a value, and says where it stands.
    private mutating func skipped() -> Range<Int> {
        let start = offset
        offset = unsafe text.withUnsafeBufferPointer { unsafe Self.end(in: $0, from: start) }
        return start..<offset
    }

    /// The end of the value that begins at `start`. Members are passed over once for each object around them: by pointer, since
    /// an array's elements are slow to look at where the compiler does not optimise.
    private static func end(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let bytes = text.baseAddress else { return start }
        let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
        let (comma, colon) = (UInt8(ascii: ","), UInt8(ascii: ":"))
        var (offset, depth) = (start, 0)
        var isInString = false
        while offset < text.count {
            let byte = unsafe bytes[offset]
            if isInString {
                if byte == backslash { offset += 1 }
                if byte == quote { isInString = false }
            } else if byte == quote {
                isInString = true
            } else if byte == comma || byte == colon {
                if depth == 0 { return offset }
            } else if byte | 0x20 == UInt8(ascii: "{") {
                // "[" or "{", which differ in one bit, as do "]" and "}".
                depth += 1
            } else if byte | 0x20 == UInt8(ascii: "}") {
                if depth == 0 { return offset }
                depth -= 1
            }
            offset += 1
        }
        return min(offset, text.count)
    }

    private mutating func open(_ bracket: UInt8, depth: Int) {
        result.append(bracket)
        newLine(depth: depth + 1)
    }

    private mutating func separate(depth: Int) {
        result.append(UInt8(ascii: ","))
        newLine(depth: depth + 1)
    }

    private mutating func close(_ bracket: UInt8, isEmpty: Bool, depth: Int) {
        if isEmpty { result.removeLast((depth + 1) * 2) }
        newLine(depth: depth)
        result.append(bracket)
    }

    private mutating func newLine(depth: Int) {
        result.append(UInt8(ascii: "\n"))
        for _ in 0..<depth * 2 { result.append(UInt8(ascii: " ")) }
    }
}
