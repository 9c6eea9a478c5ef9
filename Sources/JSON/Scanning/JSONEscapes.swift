/// Resolves the escapes of a string that was scanned, and so is known to be well-formed.
package enum JSONEscapes {
    /// Replaces `result` by the content of a string.
    package static func resolve(_ content: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        result.removeAll(keepingCapacity: true)
        guard let base = content.baseAddress else { return }
        let end = content.count
        var at = 0
        while at < end {
            let start = at
            while at < end, unsafe base[at] != UInt8(ascii: "\\") { at += 1 }
            unsafe result.append(contentsOf: UnsafeBufferPointer(start: base + start, count: at - start))
            guard at + 1 < end else { return }
            let letter = unsafe base[at + 1]
            at += 2
            switch letter {
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"):
                var scalar = unsafe unit(base, at, end)
                at += 4
                if (0xD800...0xDBFF).contains(scalar) {
                    let low = unsafe unit(base, at + 2, end)
                    scalar = 0x10000 &+ ((scalar & 0x3FF) << 10 | low & 0x3FF)
                    at += 6
                }
                append(scalar, to: &result)
            default: result.append(letter)
            }
        }
    }

    private static func unit(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
        (try? unsafe JSONScanner.hexadecimal(base, start, end)) ?? 0xFFFD
    }

    private static func append(_ scalar: UInt32, to result: inout [UInt8]) {
        let tail = { (shift: UInt32) in UInt8(truncatingIfNeeded: 0x80 | (scalar >> shift & 0x3F)) }
        switch scalar {
        case ..<0x80:
            result.append(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            result.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            result.append(tail(0))
        case ..<0x10000:
            result.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            result.append(tail(6))
            result.append(tail(0))
        default:
            result.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            result.append(tail(12))
            result.append(tail(6))
            result.append(tail(0))
        }
    }
}
