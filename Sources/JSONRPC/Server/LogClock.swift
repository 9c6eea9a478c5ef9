import Bytes

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
        // The year 9999 is the last that four digits can write.
        let date = civilDate(daysSince1970: Int(min(day, 2_900_000)))
        put(UInt64(date.year), at: 0, digits: 4)
        put(UInt64(date.month), at: 5, digits: 2)
        put(UInt64(date.day), at: 8, digits: 2)
    }

    private mutating func put(_ number: UInt64, at start: Int, digits: Int) {
        var rest = number
        for position in (start..<start + digits).reversed() {
            text[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}
