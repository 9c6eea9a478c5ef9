/// A child's age, counted from birth: before it negative. Conception is -9 months.
///
/// It is kept as a whole number, so that ages stated in months, weeks and days compare exactly. A month is a twelfth of 365.25
/// days, 30.4375: sixteen of them are 487 days.
public struct Age: Hashable, Sendable {
    /// Of 1,600 to a day: 48,700 to a month, so that hundredths of a month are whole too.
    package let units: Int

    private static let day = 1_600
    private static let week = 7 * day
    private static let month = 48_700
    private static let hundredthOfMonth = month / 100
    /// No age that is read is beyond a thousand years, so that nothing overflows.
    private static let maxMonths = 12_000

    private init(units: Int) { self.units = units }

    /// An age from its units; nil beyond a thousand years.
    package init?(units: Int, checked: Void) {
        guard abs(units / Self.month) <= Self.maxMonths else { return nil }
        self.units = units
    }

    /// An age in whole months; one beyond a thousand years is a thousand years.
    public init(months: Int) { units = min(max(months, -Self.maxMonths), Self.maxMonths) * Self.month }

    /// An age in whole weeks; nil beyond a thousand years.
    public init?(weeks: Int) { self.init(weeks, of: Self.week) }

    /// An age in whole days; nil beyond a thousand years.
    public init?(days: Int) { self.init(days, of: Self.day) }

    private init?(_ count: Int, of unit: Int) {
        let (units, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow, abs(units / Self.month) < Self.maxMonths else { return nil }
        self.units = units
    }

    /// Reads `6` (months), `1.5` (months, to the hundredth), `6w` (weeks) and `10d` (days), each with `-` before birth
    /// (and, as XML Schema's integers had it, a `+` allowed after).
    ///
    /// Nil for any other form: a bare point, more than two places, a sign alone, spaces.
    public init?(_ text: some StringProtocol) {
        var digits = Substring(text)
        let isBeforeBirth = digits.first == "-"
        if isBeforeBirth || digits.first == "+" { digits.removeFirst() }
        let unit = digits.last == "w" ? Self.week : digits.last == "d" ? Self.day : Self.month
        if unit != Self.month { digits.removeLast() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, let whole = Self.number(first) else { return nil }
        var units = whole * unit
        if parts.count > 1 {
            guard parts.count == 2, unit == Self.month, let places = parts.last, places.count <= 2,
                let value = Self.number(places)
            else { return nil }
            units += (places.count == 1 ? value * 10 : value) * Self.hundredthOfMonth
        }
        self.init(units: isBeforeBirth ? -units : units)
    }

    /// The value of one to five ASCII digits.
    private static func number(_ digits: some StringProtocol) -> Int? {
        guard !digits.isEmpty, digits.utf8.count <= 5, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(digits)
    }

    /// The age in months, for drawing and for shares.
    public var months: Double { Double(units) / Double(Self.month) }

    /// The age in months where it is a whole number of them.
    public var wholeMonths: Int? { units.isMultiple(of: Self.month) ? units / Self.month : nil }

    /// The age in weeks where it is a whole number of them and not of months.
    private var wholeWeeks: Int? {
        wholeMonths == nil && units.isMultiple(of: Self.week) ? units / Self.week : nil
    }
}

extension Age: Comparable {
    public static func < (first: Self, second: Self) -> Bool { first.units < second.units }
}

extension Age: ExpressibleByIntegerLiteral {
    /// A number in code is one of months.
    public init(integerLiteral months: Int) { self.init(months: months) }
}

extension Age: CustomStringConvertible {
    /// The form that documents have: `6`, `6w`, `10d`, `1.25`. It reads back to the same age.
    public var description: String {
        if let wholeMonths { return String(wholeMonths) }
        if let wholeWeeks { return "\(wholeWeeks)w" }
        if units.isMultiple(of: Self.day) { return "\(units / Self.day)d" }
        let hundredths = abs(units / Self.hundredthOfMonth)
        let places = hundredths % 100
        let fraction = places.isMultiple(of: 10) ? String(places / 10) : padded(places, to: 2)
        return "\(units < 0 ? "-" : "")\(hundredths / 100).\(fraction)"
    }

    /// "second" where it is the second birthday; nil where it is none.
    var birthday: String? {
        guard let wholeMonths, wholeMonths > 0, wholeMonths.isMultiple(of: 12) else { return nil }
        let year = wholeMonths / 12
        return Self.ordinals.indices.contains(year - 1) ? Self.ordinals[year - 1] : nil
    }

    /// Up to `AgeRange.latest`.
    private static let ordinals = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
        "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth",
    ]

    /// "conception", "birth", "the second birthday", "6 months", "six weeks", "10 days", "1.5 months before birth".
    public var displayText: String {
        if self == AgeRange.conception { return "conception" }
        if self == 0 { return "birth" }
        if let birthday { return "the \(birthday) birthday" }
        let text = Age(units: abs(units)).description
        let before = units < 0 ? " before birth" : ""
        func count(_ number: Substring, _ unit: String) -> String {
            let spelt = Int(number).flatMap { Self.spelt($0) } ?? String(number)
            return "\(spelt) \(unit)\(number == "1" ? "" : "s")\(before)"
        }
        switch text.last {
        case "w": return count(text.dropLast(), "week")
        case "d": return count(text.dropLast(), "day")
        default: return "\(text) month\(text == "1" ? "" : "s")\(before)"
        }
    }

    /// Counts of weeks and days up to ten in words, as running text has them.
    private static func spelt(_ number: Int) -> String? {
        let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        return words.indices.contains(number - 1) ? words[number - 1] : nil
    }
}
