/// A number as a document prints it: exact, with up to three decimals. 225, 71.7, 0.065.
public struct PrintedNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let thousandths: Int

    /// Numbers lie within a million million either way.
    static let limit = 1_000_000_000_000_000

    /// - Returns: nil beyond a million million.
    public init?(thousandths: Int) {
        guard (-Self.limit...Self.limit).contains(thousandths) else { return nil }
        self.thousandths = thousandths
    }

    public init(_ whole: Int32) { thousandths = Int(whole) * 1_000 }

    /// - Parameter text: "225", "71.7", "-0.065".
    /// - Returns: nil for what is no number, has more than three decimals or is too large.
    public init?(_ text: some StringProtocol) {
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        func isNumber(_ part: some StringProtocol) -> Bool {
            !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard let whole = parts.first, parts.count <= 2, parts.allSatisfy({ isNumber($0) }), whole.utf8.count <= 12,
            let units = Int(whole)
        else { return nil }
        var decimals = 0
        if parts.count == 2, let last = parts.last {
            guard last.utf8.count <= 3 else { return nil }
            decimals = Int(last + String(repeating: "0", count: 3 - last.utf8.count)) ?? 0
        }
        let magnitude = units * 1_000 + decimals
        self.init(thousandths: isNegative ? -magnitude : magnitude)
    }

    public static func < (one: PrintedNumber, other: PrintedNumber) -> Bool { one.thousandths < other.thousandths }

    /// As documents hold it: "225", "71.7".
    public var description: String { written(thousands: { String($0) }) }

    /// With its unit, where it has one: "64%", "150 parents".
    public func displayText(in unit: String?) -> String {
        unit.map { "\(displayText)\($0 == "%" ? "" : " ")\($0)" } ?? displayText
    }

    /// As sentences have it: "111,629", "71.7".
    public var displayText: String { written(thousands: grouped) }

    private func written(thousands: (Int) -> String) -> String {
        let magnitude = abs(thousandths)
        var text = thousands(magnitude / 1_000)
        if magnitude % 1_000 != 0 {
            var decimals = String(1_000 + magnitude % 1_000).dropFirst()
            while decimals.last == "0" { decimals.removeLast() }
            text += "." + decimals
        }
        return (thousandths < 0 ? "-" : "") + text
    }

    /// How far a number may lie from it and still be printed so: half of its last place, in thousandths.
    public var rounding: Int {
        if thousandths % 1_000 == 0 { return 500 }
        if thousandths % 100 == 0 { return 50 }
        return thousandths % 10 == 0 ? 5 : 1
    }

    /// The same to one decimal, half away from zero.
    public var rounded: PrintedNumber {
        let tenths = (abs(thousandths) + 50) / 100 * 100
        return PrintedNumber(thousandths: thousandths < 0 ? -tenths : tenths) ?? self
    }

    public var double: Double { Double(thousandths) / 1_000 }
}

extension Sequence<PrintedNumber> {
    /// All together; nil beyond a million million.
    public var sum: PrintedNumber? {
        var sum = 0
        for number in self {
            let (next, isTooMuch) = sum.addingReportingOverflow(number.thousandths)
            guard !isTooMuch else { return nil }
            sum = next
        }
        return PrintedNumber(thousandths: sum)
    }
}
