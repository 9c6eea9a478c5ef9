/// Numbers.
extension JSONValue {
    /// A number that is whole and fits 64 bits, exactly. `10`, `10.0` and `1e1` are; `0.5` and 2 to the 64th are not.
    public var int: Int? {
        guard kind == .number else { return nil }
        let text = raw
        let isNegative = text[0] == UInt8(ascii: "-")
        var value = 0
        for position in (isNegative ? 1 : 0)..<text.count {
            let digit = text[position] &- UInt8(ascii: "0")
            guard digit <= 9 else { return wholeDouble }
            let (tens, hasOverflown) = value.multipliedReportingOverflow(by: 10)
            // Counted downwards: there is one more negative number than there are positive ones.
            let (next, isBeyond) = tens.subtractingReportingOverflow(Int(digit))
            if hasOverflown || isBeyond { return nil }
            value = next
        }
        return isNegative ? value : value == .min ? nil : -value
    }

    /// A number, as the nearest that a `Double` can hold.
    public var double: Double? {
        guard kind == .number else { return nil }
        return unsafe raw.withUnsafeBufferPointer { unsafe Double(String(decoding: $0, as: UTF8.self)) }
    }

    /// Written with a fraction or an exponent: whole where a `Double` says so and is certain of its last digit.
    private var wholeDouble: Int? {
        guard let double, double.magnitude <= 0x1p53 else { return nil }
        return Int(exactly: double)
    }
}
