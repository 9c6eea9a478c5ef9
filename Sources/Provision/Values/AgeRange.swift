/// A stretch of a child's age, from `from` up to but not including `to`.
///
/// Conception is -9 months, birth 0, the fifth birthday 60: "0 to 2" is 0..<24. Ages are stated in months, weeks or days.
public struct AgeRange: Hashable, Sendable {
    public let from: Age
    public let to: Age

    /// Conception, nine months before birth.
    public static let conception: Age = -9
    /// The fifth birthday.
    public static let fifthBirthday: Age = 60
    /// The latest age the model knows: the twenty-fifth birthday.
    public static let latest: Age = 300

    /// Returns nil unless conception <= from < to <= the twenty-fifth birthday.
    public init?(from: Age, to: Age) {
        guard from >= Self.conception, from < to, to <= Self.latest else { return nil }
        self.from = from
        self.to = to
    }

    /// The same of whole months.
    public init?(from: Int, to: Int) { self.init(from: Age(months: from), to: Age(months: to)) }
}

extension AgeRange {
    /// The ages within a sentence, by birthdays where they are: "from conception to birth", "from birth to 6 months", "from six
    /// weeks to 6 months", "from 4 months to the second birthday", "from the second to the fifth birthday".
    public var displayText: String {
        if let one = from.birthday, let other = to.birthday { return "from the \(one) to the \(other) birthday" }
        if let low = from.wholeMonths, let high = to.wholeMonths, low > 0, from.birthday == nil, to.birthday == nil {
            return "from \(low) to \(high) months"
        }
        return "from \(from.displayText) to \(to.displayText)"
    }
}
