import Bytes

/// A day of the proleptic Gregorian calendar, without time or time zone, between the years 1 and 9999.
///
/// Kept as a count of days, so that dates of millions of ratings lie in flat arrays and compare as integers.
public struct CalendarDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01, negative before it.
    public var daysSince1970: Int32 { Int32(truncatingIfNeeded: word) }

    /// The days, in eight bytes although four would hold them.
    ///
    /// Optimised code of Swift 6.3.1 takes an optional struct apart into machine words. Where a member that ends in a `Bool`
    /// comes before one of four bytes, it fills both into one word, and what was left in the upper bytes of the `Bool`'s
    /// register leaks into the four (of the kind of https://github.com/swiftlang/swift/issues/77558): forms of the release build told
    /// of ratings made in 2082. A value that fills its word is never joined with another, so no struct that holds a date can
    /// have the fault, whatever comes before it.
    private let word: Int

    /// Returns nil unless the three numbers name a day that exists.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        // Years are counted from March, so that the leap day is a year's last: H. Hinnant, "chrono-Compatible
        // Low-Level Date Algorithms", days_from_civil.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        word = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `2022-05-01`; nil for any other form and for days that do not exist.
    public init?(iso text: some StringProtocol) {
        self.init(iso: Array(text.utf8.prefix(11)).span)
    }

    /// The date that UTF-8 of the form `2022-05-01` spells; nil for any other, and for dates that do not exist.
    public init?(iso bytes: Span<UInt8>) {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes.extracting(0..<4)), let month = decimal(bytes.extracting(5..<7)),
            let day = decimal(bytes.extracting(8..<10))
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The date's year, month and day.
    public var components: (year: Int, month: Int, day: Int) {
        civilDate(daysSince1970: word)
    }

    public static func < (first: Self, second: Self) -> Bool { first.word < second.word }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CalendarDate {
    /// The day so many days after 1970-01-01; nil outside the years 1 to 9999.
    public init?(daysSince1970 days: some BinaryInteger) {
        guard (-719_162...2_932_896).contains(days) else { return nil }
        word = Int(days)
    }
}

extension CalendarDate: CustomStringConvertible {
    /// The ISO 8601 form, `2022-05-01`.
    public var description: String {
        let (year, month, day) = components
        return padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
    }

    /// The form a British reader expects, `1 May 2022`.
    public var displayText: String {
        let (year, month, day) = components
        return "\(day) \(Self.monthNames[month - 1]) \(year)"
    }

    /// "January", …, in the order of the year.
    package static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// "Jan", …, in the order of the year.
    package static let shortMonthNames = monthNames.map { String($0.prefix(3)) }
}

/// The value of a run of ASCII digits; nil for anything else.
func decimal(_ digits: Span<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 9 else { return nil }
    var value = 0
    for place in digits.indices {
        let byte = digits[place]
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
}

func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
