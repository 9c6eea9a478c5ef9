/// A share of a whole, held exactly as it was printed: "0.7%" is seven thousandths, never a number near it.
public struct Share: Hashable, Comparable, Sendable {
    /// In millionths of the whole.
    public let millionths: Int

    public init(millionths: Int) { self.millionths = millionths }

    /// Reads "36", "0.7" or "12.3456": whole per cents, and up to four digits after the point. Nil for any other form, and from 1,000% on.
    public init?(percent text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Self.digits(parts[0], most: 3) else { return nil }
        var millionths = whole * 10_000
        if parts.count == 2 {
            guard let part = Self.digits(parts[1], most: 4) else { return nil }
            var scale = 10_000
            for _ in parts[1].utf8 { scale /= 10 }
            millionths += part * scale
        }
        self.millionths = millionths
    }

    /// The nearest to a part of one.
    public init(_ value: Double) { millionths = Int((min(1_000, max(0, value)) * 1_000_000).rounded()) }

    /// How much of a base a count is; nil where the base is none.
    public init?(_ count: Int, of base: Int) {
        guard base > 0, count >= 0 else { return nil }
        self.init(Double(count) / Double(base))
    }

    public static let whole = Share(millionths: 1_000_000)

    /// As a part of one.
    public var value: Double { Double(millionths) / 1_000_000 }

    /// As it is written in a document: "0.7".
    public var percent: String {
        let (whole, part) = millionths.quotientAndRemainder(dividingBy: 10_000)
        guard part != 0 else { return String(whole) }
        var digits = String(part.magnitude)
        digits = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    /// As a sentence says it: "0.7%".
    public var displayText: String { "\(percent)%" }

    /// In whole per cents, for a share that was worked out and not printed: "33%".
    public var roundedText: String { "\((millionths + 5_000) / 10_000)%" }

    public static func < (first: Share, second: Share) -> Bool { first.millionths < second.millionths }

    private static func digits(_ text: Substring, most: Int) -> Int? {
        guard (1...most).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
