/// Numbers, by RFC 8259's grammar. One that a `Double` cannot hold is refused; one too small for it is nearest to zero.
extension JSONScanner {
    /// Where a number ends.
    @inline(__always)
    package static func endOfNumber(
        _ base: UnsafePointer<UInt8>,
        _ start: Int,
        _ end: Int,
        isBounded: Bool
    ) throws(JSONFault) -> Int {
        var at = unsafe base[start] == UInt8(ascii: "-") ? start + 1 : start
        guard at < end, unsafe isDigit(base[at]) else { throw JSONFault(at, .digit) }
        let integer = at
        if unsafe base[at] == UInt8(ascii: "0") {
            at += 1
            if at < end, unsafe isDigit(base[at]) { throw JSONFault(integer, .digitsWithoutLeadingZero) }
        } else {
            at = unsafe afterDigits(base, at, end)
        }
        let digits = at - integer
        var isLarge = digits > 308
        if at < end, unsafe base[at] == UInt8(ascii: ".") {
            at += 1
            guard at < end, unsafe isDigit(base[at]) else { throw JSONFault(at, .digit) }
            at = unsafe afterDigits(base, at, end)
        }
        if at < end, unsafe base[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            let isNegative = unsafe at < end && base[at] == UInt8(ascii: "-")
            if isNegative || (unsafe at < end && base[at] == UInt8(ascii: "+")) { at += 1 }
            guard at < end, unsafe isDigit(base[at]) else { throw JSONFault(at, .digit) }
            let exponent = at
            at = unsafe afterDigits(base, at, end)
            // Below ten to the 308th when both are short: most numbers with an exponent need no second look.
            isLarge = isLarge || (!isNegative && (at - exponent > 2 || digits > 200))
        }
        if isLarge, isBounded, unsafe !isInRange(base, start, at) { throw JSONFault(start, .numberInRange) }
        return at
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }

    @inline(__always)
    private static func afterDigits(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var at = start
        while at < end, unsafe isDigit(base[at]) { at += 1 }
        return at
    }

    @inline(never)
    private static func isInRange(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        let text = unsafe String(decoding: UnsafeBufferPointer(start: base + start, count: end - start), as: UTF8.self)
        return Double(text)?.isFinite ?? false
    }
}
