/// A stretch of a child's age in whole months from birth, from `from` up to but not including `to`.
///
/// Conception is -9, birth 0, the fifth birthday 60: "0 to 2" is 0..<24.
public struct AgeRange: Hashable, Sendable {
    public let from: Int
    public let to: Int

    /// Conception, in months from birth.
    public static let conception = -9
    /// The fifth birthday, in months from birth.
    public static let fifthBirthday = 60
    /// The latest age the model knows, in months: the twenty-fifth birthday.
    public static let latest = 300

    /// Returns nil unless conception <= from < to <= the twenty-fifth birthday.
    public init?(from: Int, to: Int) {
        guard from >= Self.conception, from < to, to <= Self.latest else { return nil }
        self.from = from
        self.to = to
    }
}
