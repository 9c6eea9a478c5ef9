import Bytes

/// Strings: most bytes are plain, and are passed eight at a time.
extension JSONScanner {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Where a string ends, after its closing quotation mark. `start` is that of its opening one.
    @inline(__always)
    package static func endOfString(
        _ base: UnsafePointer<UInt8>,
        _ start: Int,
        _ end: Int,
        _ hasEscapes: inout Bool,
        isPaired: Bool
    ) throws(JSONFault) -> Int {
        var at = start + 1
        while true {
            at = unsafe nextSpecial(base, at, end)
            guard at < end else { throw JSONFault(end, .endOfString) }
            let byte = unsafe base[at]
            switch byte {
            case UInt8(ascii: "\""):
                return at + 1
            case UInt8(ascii: "\\"):
                hasEscapes = true
                at = try unsafe endOfEscape(base, at, end, isPaired: isPaired)
            case 0x80...:
                at = try unsafe endOfScalar(base, at, end)
            default:
                throw JSONFault(at, .noControlCharacter)
            }
        }
    }

    /// The next byte that is a quotation mark, a backslash, a control character or not ASCII.
    @inline(__always)
    package static func nextSpecial(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var at = start
        while end - at >= 8 {
            let found = unsafe specials(ShortBytes.word(base + at, 8))
            if found != 0 { return at + found.trailingZeroBitCount / 8 }
            at += 8
        }
        guard at < end else { return end }
        // What lies beyond the end reads as zero, and so as special.
        let found = unsafe specials(ShortBytes.word(base + at, end - at))
        return at + found.trailingZeroBitCount / 8
    }

    /// Marks the special bytes of a word in their top bits. Marks above the lowest one may be false.
    @inline(__always)
    private static func specials(_ word: UInt64) -> UInt64 {
        // A byte minus one borrows into its top bit where it was 0. A borrow can also mark bytes above one that is
        // marked, but never below.
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        return
            (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word) | word)
            & tops
    }

    private static func endOfEscape(
        _ base: UnsafePointer<UInt8>,
        _ start: Int,
        _ end: Int,
        isPaired: Bool
    ) throws(JSONFault) -> Int {
        guard start + 1 < end else { throw JSONFault(end, .escape) }
        switch unsafe base[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"):
            let unit = try unsafe hexadecimal(base, start + 2, end)
            guard isPaired else { return start + 6 }
            switch unit {
            case 0xD800...0xDBFF:
                let low = start + 6
                guard end - low >= 2, unsafe base[low] == UInt8(ascii: "\\"), unsafe base[low + 1] == UInt8(ascii: "u"),
                    (0xDC00...0xDFFF).contains(try unsafe hexadecimal(base, low + 2, end))
                else { throw JSONFault(start, .surrogatePair) }
                return low + 6
            case 0xDC00...0xDFFF:
                throw JSONFault(start, .surrogatePair)
            default:
                return start + 6
            }
        default:
            throw JSONFault(start + 1, .escape)
        }
    }

    /// The value of four hexadecimal digits.
    package static func hexadecimal(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) throws(JSONFault) -> UInt32
    {
        guard end - start >= 4 else { throw JSONFault(end, .fourHexDigits) }
        var value: UInt32 = 0
        for at in start..<start + 4 {
            let digit: UInt8
            let byte = unsafe base[at]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw JSONFault(at, .fourHexDigits)
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// Where a scalar that is not ASCII ends: the well-formed sequences of the Unicode Standard's table 3-7.
    private static func endOfScalar(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) throws(JSONFault) -> Int {
        let lead = unsafe base[start]
        let length: Int
        // What the second byte may be; all further ones are 80 to BF.
        var (least, most) = (UInt8(0x80), UInt8(0xBF))
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, least) = (3, 0xA0)
        case 0xED: (length, most) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, least) = (4, 0x90)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, most) = (4, 0x8F)
        default: throw JSONFault(start, .validUTF8)
        }
        guard end - start >= length else { throw JSONFault(start, .validUTF8) }
        let second = unsafe base[start + 1]
        guard second >= least, second <= most else { throw JSONFault(start, .validUTF8) }
        for at in start + 2..<start + length where unsafe base[at] & 0xC0 != 0x80 {
            throw JSONFault(start, .validUTF8)
        }
        return start + length
    }
}
