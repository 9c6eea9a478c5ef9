import Provision

/// Maps numbers to places along a line, with ticks at round numbers.
///
/// Ticks are multiples of 1, 2 or 5 times a power of ten, after P. Heckbert, "Nice Numbers for Graph Labels", Graphics
/// Gems (1990): 0, 20, 40, … for a range of 0 to 93.
struct LinearScale: Sendable {
    let lower: Double
    let upper: Double
    let start: Double
    let end: Double
    let step: Double

    /// The largest number drawn; beyond it a number is shown as this one.
    static let largest = 1e12

    /// A scale over all values, from the tick below the least to the tick above the greatest.
    ///
    /// - Parameters:
    ///   - includingZero: whether it begins (or ends) at 0, as bars need.
    ///   - ticks: about how many steps.
    init(
        covering values: some Sequence<Double>,
        from start: Double,
        to end: Double,
        includingZero: Bool = true,
        wholeNumbers: Bool = false,
        ticks: Int = 5
    ) {
        var low = Double.infinity
        var high = -Double.infinity
        for value in values where value.isFinite {
            low = min(low, max(value, -Self.largest))
            high = max(high, min(value, Self.largest))
        }
        if low > high { (low, high) = (0, 1) }
        if includingZero { (low, high) = (min(low, 0), max(high, 0)) }
        if low == high { (low, high) = low == 0 ? (0, 1) : (low - abs(low) / 10, high + abs(high) / 10) }
        var step = Self.niceStep((high - low) / Double(max(1, ticks)))
        if wholeNumbers { step = max(1, step) }
        self.step = step
        lower = (low / step + 1e-9).rounded(.down) * step
        upper = max((high / step - 1e-9).rounded(.up) * step, lower + step)
        self.start = start
        self.end = end
    }

    /// A scale over a range as it is.
    init(exactly range: ClosedRange<Double>, from start: Double, to end: Double) {
        let span = range.upperBound - range.lowerBound
        lower = range.lowerBound
        upper = span > 0 ? range.upperBound : range.lowerBound + 1
        step = Self.niceStep((upper - lower) / 5)
        self.start = start
        self.end = end
    }

    func position(_ value: Double) -> Double {
        guard value.isFinite else { return start }
        let share = (min(max(value, lower), upper) - lower) / (upper - lower)
        return start + share * (end - start)
    }

    var ticks: [Double] {
        let count = Int(min(((upper - lower) / step).rounded(), 200))
        return (0...max(0, count)).map { lower + Double($0) * step }
    }

    /// A tick's number with as many decimals as the step needs.
    func label(_ tick: Double) -> String {
        var decimals = 0
        var size = step
        while size < 0.999_999, decimals < 6 {
            size *= 10
            decimals += 1
        }
        return grouped(tick, decimals: decimals)
    }

    /// The round number at or above a size: 1, 2 or 5 times a power of ten.
    static func niceStep(_ size: Double) -> Double {
        guard size.isFinite, size > 0 else { return 1 }
        var power = 1.0
        while power * 10 <= size { power *= 10 }
        while power > size, power > 1e-9 { power /= 10 }
        for factor in [1.0, 2, 5] where factor * power >= size * 0.999_999 { return factor * power }
        return 10 * power
    }
}

/// A number as British readers expect it: "12,548", "-3.5". Numbers beyond 10^15 are shown as that.
func grouped(_ value: Double, decimals: Int = 0) -> String {
    guard !value.isNaN else { return "–" }
    let scale = (0..<max(0, min(decimals, 6))).reduce(1.0) { product, _ in product * 10 }
    let units = Int((min(abs(value), 1e12) * scale).rounded())
    let whole = units / Int(scale)
    let fraction = String(units % Int(scale))
    let padding = String(repeating: "0", count: max(0, decimals - fraction.utf8.count))
    return (value < 0 && units > 0 ? "−" : "") + grouped(whole)
        + (decimals > 0 ? "." + padding + fraction : "")
}
