/// A moment as text, `2026-03-01T09:30:00.125Z`, of which only what has changed is written anew.
struct LogClock {
    private(set) var text = Array("1970-01-01T00:00:00.000Z".utf8)
    private var second: UInt64 = 0

    /// - Parameter nanoseconds: since 1970.
    mutating func set(_ nanoseconds: UInt64) {
        let (second, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        put(rest / 1_000_000, at: 20, digits: 3)
        guard second != self.second else { return }
        self.second = second
        let (day, time) = second.quotientAndRemainder(dividingBy: 86_400)
        put(time / 3_600, at: 11, digits: 2)
        put(time / 60 % 60, at: 14, digits: 2)
        put(time % 60, at: 17, digits: 2)
        // H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days, for days after 1970.
        let shifted = min(day, 2_900_000) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        put(yearOfEra + era * 400 + (month >= 10 ? 1 : 0), at: 0, digits: 4)
        put(month < 10 ? month + 3 : month - 9, at: 5, digits: 2)
        put(dayOfYear - (153 * month + 2) / 5 + 1, at: 8, digits: 2)
    }

    private mutating func put(_ number: UInt64, at start: Int, digits: Int) {
        var rest = number
        for position in (start..<start + digits).reversed() {
            text[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}
