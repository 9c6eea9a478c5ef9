import Bytes

/// Numbers.
extension JSONWriter {
    public mutating func int(_ value: Int) {
        separate()
        if value < 0 { buffer.append(UInt8(ascii: "-")) }
        digits(UInt64(value.magnitude))
    }

    /// Writes the shortest number that reads as the same `Double`; null where it is none (infinite, or not a number).
    public mutating func double(_ value: Double) {
        guard value.isFinite else { return null() }
        if let whole = Int(exactly: value), whole.magnitude < 1 << 53, whole != 0 || value.sign == .plus {
            return int(whole)
        }
        separate()
        var text = value.description
        text.withUTF8 { unsafe buffer.append($0) }
    }

    /// Writes a number's decimal digits.
    package mutating func digits(_ number: UInt64) {
        var rest = number
        if rest < 10 { return buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)) }
        let start = buffer.count
        repeat {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
            buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: remainder))
            rest = quotient
        } while rest > 0
        buffer.reverse(from: start)
    }
}
