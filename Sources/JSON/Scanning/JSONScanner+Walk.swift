/// The walk through a text: arrays and objects by a loop, not by recursion. What is open is remembered in the tokens.
extension JSONScanner {
    package mutating func walk(_ base: UnsafePointer<UInt8>, _ end: Int) throws(JSONFault) {
        var at = unsafe Self.afterBlanks(base, 0, end)
        var level = 0
        // The token of the innermost open array or object; meaningless on the outermost level.
        var holder = 0
        if at == 0, end >= 3, unsafe base[0] == 0xEF, unsafe base[1] == 0xBB, unsafe base[2] == 0xBF {
            throw JSONFault(0, .noByteOrderMark)
        }
        value: while true {
            guard at < end else { throw JSONFault(at, .value) }
            switch unsafe base[at] {
            case UInt8(ascii: "\""):
                at = try unsafe string(base, at, end)
            case UInt8(ascii: "{"):
                try open(.object, at, &level, &holder)
                at = unsafe Self.afterBlanks(base, at + 1, end)
                guard at < end else { throw JSONFault(at, .firstKeyOrEnd) }
                if unsafe base[at] != UInt8(ascii: "}") {
                    at = try unsafe key(base, at, end, .firstKeyOrEnd)
                    continue value
                }
                at += 1
                close(at, &level, &holder)
            case UInt8(ascii: "["):
                try open(.array, at, &level, &holder)
                at = unsafe Self.afterBlanks(base, at + 1, end)
                guard at < end else { throw JSONFault(at, .value) }
                if unsafe base[at] != UInt8(ascii: "]") { continue value }
                at += 1
                close(at, &level, &holder)
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                let start = at
                at = try unsafe Self.endOfNumber(base, start, end, isBounded: !asksGrammarAlone)
                note(.number, start, at)
            case UInt8(ascii: "t"):
                at = try unsafe literal("true", .true, base, at, end)
            case UInt8(ascii: "f"):
                at = try unsafe literal("false", .false, base, at, end)
            case UInt8(ascii: "n"):
                at = try unsafe literal("null", .null, base, at, end)
            default:
                throw JSONFault(at, .value)
            }
            // A value has ended: close what ends here, and find where the next one starts.
            while true {
                at = unsafe Self.afterBlanks(base, at, end)
                if level == 0 {
                    guard at == end else { throw JSONFault(at, .endOfText) }
                    return
                }
                let isObject = unsafe tokens[holder].kind == .object
                let byte = at < end ? unsafe base[at] : 0
                if byte == UInt8(ascii: ",") {
                    at = unsafe Self.afterBlanks(base, at + 1, end)
                    if isObject { at = try unsafe key(base, at, end, .key) }
                    continue value
                }
                guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw JSONFault(at, isObject ? .commaOrEndOfObject : .commaOrEndOfArray)
                }
                if isObject, !asksGrammarAlone,
                    let repeated = unsafe keys.firstRepeated(in: tokens, holder, count, base)
                {
                    throw JSONFault(repeated, .uniqueKey)
                }
                at += 1
                close(at, &level, &holder)
            }
        }
    }

    @inline(__always)
    private mutating func note(_ kind: JSONKind, _ start: Int, _ end: Int, hasEscapes: Bool = false) {
        _ = append(
            JSONToken(
                start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: end),
                next: UInt32(truncatingIfNeeded: count + 1),
                kind: kind,
                hasEscapes: hasEscapes
            )
        )
    }

    @inline(__always)
    private mutating func open(
        _ kind: JSONKind,
        _ start: Int,
        _ level: inout Int,
        _ holder: inout Int
    ) throws(JSONFault) {
        guard level < depth || asksGrammarAlone else { throw JSONFault(start, .lessDepth) }
        level += 1
        let position = UInt32(truncatingIfNeeded: start)
        holder = append(
            JSONToken(
                start: position,
                end: position,
                next: UInt32(truncatingIfNeeded: holder),
                kind: kind,
                hasEscapes: false
            )
        )
    }

    @inline(__always)
    private mutating func close(_ end: Int, _ level: inout Int, _ holder: inout Int) {
        let outer = unsafe Int(tokens[holder].next)
        unsafe tokens[holder].end = UInt32(truncatingIfNeeded: end)
        unsafe tokens[holder].next = UInt32(truncatingIfNeeded: count)
        holder = outer
        level -= 1
    }

    /// Passes a key and the colon after it; returns where its value must start.
    @inline(__always)
    private mutating func key(
        _ base: UnsafePointer<UInt8>,
        _ start: Int,
        _ end: Int,
        _ expected: JSONFault.Expectation
    ) throws(JSONFault) -> Int {
        guard start < end, unsafe base[start] == UInt8(ascii: "\"") else { throw JSONFault(start, expected) }
        let colon = try unsafe Self.afterBlanks(base, string(base, start, end), end)
        guard colon < end, unsafe base[colon] == UInt8(ascii: ":") else { throw JSONFault(colon, .colon) }
        return unsafe Self.afterBlanks(base, colon + 1, end)
    }

    @inline(__always)
    private mutating func string(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) throws(JSONFault) -> Int {
        var hasEscapes = false
        let after = try unsafe Self.endOfString(base, start, end, &hasEscapes, isPaired: !asksGrammarAlone)
        note(.string, start, after, hasEscapes: hasEscapes)
        return after
    }

    private mutating func literal(
        _ word: StaticString,
        _ kind: JSONKind,
        _ base: UnsafePointer<UInt8>,
        _ start: Int,
        _ end: Int
    ) throws(JSONFault) -> Int {
        let length = word.utf8CodeUnitCount
        guard end - start >= length else { throw JSONFault(start, .value) }
        for index in 0..<length where unsafe base[start + index] != word.utf8Start[index] {
            throw JSONFault(start, .value)
        }
        note(kind, start, start + length)
        return start + length
    }

    @inline(__always)
    private static func afterBlanks(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var at = start
        while at < end {
            let byte = unsafe base[at]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
            at += 1
        }
        return at
    }
}
