import Bytes

/// A moment on a clock, as mails and calendars write it.
public struct MailMoment: Hashable, Sendable {
    /// Since 1970 in UTC, within the years 1 to 9999.
    public let seconds: Int
    /// How far the clock is ahead of UTC.
    public let hoursAhead: Int

    private static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
    private static let zones = -12...14

    /// Returns nil outside the years 1 to 9999.
    public init?(secondsSince1970 seconds: Int64, hoursAhead: Int = 0) {
        guard Self.range.contains(seconds), Self.zones.contains(hoursAhead) else { return nil }
        self.seconds = Int(seconds)
        self.hoursAhead = hoursAhead
    }

    /// The nearest moment that mails can tell.
    public init(nearestTo seconds: Int64, hoursAhead: Int = 0) {
        self.seconds = Int(min(max(seconds, Self.range.lowerBound), Self.range.upperBound))
        self.hoursAhead = min(max(hoursAhead, Self.zones.lowerBound), Self.zones.upperBound)
    }

    /// RFC 5322's form: `Fri, 15 Apr 2022 09:00:00 +0100`.
    var header: String {
        let local = seconds + hoursAhead * 3_600
        let days = Self.days(local)
        let (year, month, day) = civilDate(daysSince1970: days)
        // 1970-01-01 was a Thursday.
        let weekday = Self.weekdays[((days + 3) % 7 + 7) % 7]
        let second = local - days * 86_400
        let time = [second / 3_600, second / 60 % 60, second % 60].map { padded($0, to: 2) }.joined(separator: ":")
        let zone = (hoursAhead < 0 ? "-" : "+") + padded(abs(hoursAhead), to: 2) + "00"
        return "\(weekday), \(day) \(Self.months[month - 1]) \(padded(year, to: 4)) \(time) \(zone)"
    }

    /// RFC 5545's form, in UTC: `20220415T080000Z`.
    var stamp: String {
        let days = Self.days(seconds)
        let second = seconds - days * 86_400
        let time = [second / 3_600, second / 60 % 60, second % 60].map { padded($0, to: 2) }.joined()
        return "\(dayStamp(daysSince1970: days))T\(time)Z"
    }

    private static func days(_ seconds: Int) -> Int {
        seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

/// A day as RFC 5545 writes it: `20220415`.
func dayStamp(daysSince1970 days: Int) -> String {
    let (year, month, day) = civilDate(daysSince1970: days)
    return padded(year, to: 4) + padded(month, to: 2) + padded(day, to: 2)
}

private func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
