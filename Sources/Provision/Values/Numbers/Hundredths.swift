/// A number of at most two digits after the point, kept exactly: whole-time equivalents, pounds and pence, children to one worker.
///
/// 0.1 and 0.2 together are 0.3, as people write them, and never 0.30000000000000004.
public struct Hundredths: Hashable, Comparable, Sendable {
    /// So many hundredths; never negative.
    public let value: Int

    public static let zero = Hundredths(0)

    /// Negative numbers count as nothing.
    public init(_ value: Int) { self.value = max(0, value) }

    /// Reads "1", "0.2" or "12.75": at most nine digits before the point and two after it. Nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...9).contains(whole.count), whole.allSatisfy(Self.isDigit) else { return nil }
        var value = whole.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } * 100
        if parts.count == 2 {
            let digits = Array(parts[1])
            guard (1...2).contains(digits.count), digits.allSatisfy(Self.isDigit) else { return nil }
            value += Int(digits[0] - UInt8(ascii: "0")) * 10
            if digits.count == 2 { value += Int(digits[1] - UInt8(ascii: "0")) }
        }
        self.value = value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    public static func < (first: Self, second: Self) -> Bool { first.value < second.value }

    public static func + (first: Self, second: Self) -> Self {
        let (sum, isTooMuch) = first.value.addingReportingOverflow(second.value)
        return Hundredths(isTooMuch ? .max : sum)
    }

    /// What is left, nothing where the second is larger.
    public static func - (first: Self, second: Self) -> Self { Hundredths(first.value - second.value) }
}

extension Hundredths: CustomStringConvertible {
    /// "1", "0.2", "12.75": with no more digits than it needs.
    public var description: String {
        let (whole, rest) = value.quotientAndRemainder(dividingBy: 100)
        guard rest > 0 else { return String(whole) }
        return rest.isMultiple(of: 10) ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension Sequence<Hundredths> {
    /// All together.
    public var total: Hundredths { reduce(.zero, +) }
}
