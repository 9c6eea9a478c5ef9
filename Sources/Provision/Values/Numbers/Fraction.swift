/// A number as one whole number over another, kept exactly: what is worked out of it is rounded once, when it is shown.
///
/// 4,124 children at 60 to one worker are 68 and 11/15 workers: 68.7 when shown, and its cost that of 68 and 11/15.
package struct Fraction: Hashable, Comparable, Sendable {
    private let numerator: Int128
    private let denominator: Int128

    package static let zero = Fraction(0, over: 1)

    /// - Parameter denominator: what it is divided by; nothing stands for one.
    package init(_ numerator: Int, over denominator: Int) {
        self.init(numerator: Int128(numerator), denominator: Int128(denominator))
    }

    package init(_ number: Hundredths) { self.init(number.value, over: 100) }

    private init(numerator: Int128, denominator: Int128) {
        let denominator = denominator == 0 ? 1 : denominator
        var (one, other) = (numerator.magnitude, denominator.magnitude)
        while other != 0 { (one, other) = (other, one % other) }
        let divisor = one == 0 ? 1 : Int128(clamping: one)
        self.numerator = (denominator < 0 ? 0 - numerator : numerator) / divisor
        self.denominator = Int128(clamping: denominator.magnitude) / divisor
    }

    private var approximate: Double { Double(numerator) / Double(denominator) }

    /// For sums that not even 128 bits can hold: to a millionth.
    private init(approximating value: Double) {
        self.init(numerator: Int128(exactly: (value * 1e6).rounded()) ?? 0, denominator: 1_000_000)
    }

    package static func + (first: Self, second: Self) -> Self {
        let (one, failsOne) = first.numerator.multipliedReportingOverflow(by: second.denominator)
        let (other, failsOther) = second.numerator.multipliedReportingOverflow(by: first.denominator)
        let (sum, failsSum) = one.addingReportingOverflow(other)
        let (denominator, fails) = first.denominator.multipliedReportingOverflow(by: second.denominator)
        guard !failsOne, !failsOther, !failsSum, !fails else {
            return Fraction(approximating: first.approximate + second.approximate)
        }
        return Fraction(numerator: sum, denominator: denominator)
    }

    package static func * (first: Self, second: Self) -> Self {
        let (numerator, fails) = first.numerator.multipliedReportingOverflow(by: second.numerator)
        let (denominator, failsToo) = first.denominator.multipliedReportingOverflow(by: second.denominator)
        guard !fails, !failsToo else { return Fraction(approximating: first.approximate * second.approximate) }
        return Fraction(numerator: numerator, denominator: denominator)
    }

    /// What is left; nothing where the second is larger.
    package func lacking(_ other: Self) -> Self {
        let rest = self + Fraction(numerator: 0 - other.numerator, denominator: other.denominator)
        return rest.numerator < 0 ? .zero : rest
    }

    package static func < (first: Self, second: Self) -> Bool {
        second.lacking(first) != .zero
    }

    /// So many tenths, or wholes, rounded to the nearest; a half goes up.
    ///
    /// - Parameter parts: into how many parts a whole is divided: 10 for tenths.
    package func rounded(to parts: Int = 1) -> Int {
        let scaled = self * Fraction(parts, over: 1)
        let (whole, rest) = scaled.numerator.quotientAndRemainder(dividingBy: scaled.denominator)
        return Int(clamping: rest >= scaled.denominator - rest ? whole + 1 : whole)
    }
}

extension Fraction: CustomStringConvertible {
    /// "68.7", "1,012.0": to a tenth.
    package var description: String {
        let (whole, rest) = rounded(to: 10).quotientAndRemainder(dividingBy: 10)
        return "\(grouped(whole)).\(rest)"
    }
}

extension Sequence<Fraction> {
    package var total: Fraction { reduce(.zero, +) }
}
