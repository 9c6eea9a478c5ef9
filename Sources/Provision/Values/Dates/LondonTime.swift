/// The days of the network are days in England: an answer at half past midnight on 16 July, British Summer Time, is given on
/// the 16th, though it is still the 15th by UTC.
///
/// Summer time is an hour ahead of UTC, from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October
/// (The Summer Time Order 2002, SI 2002/262). The rule is applied to all years; before 1972 it was another, by which no return
/// was recorded.
extension Instant {
    /// The hours by which clocks in England are ahead of UTC: 0, or 1 in summer.
    public var hoursAheadInLondon: Int {
        guard let date = CalendarDate(daysSince1970: floorOfDays(secondsSince1970)) else { return 0 }
        let year = date.components.year
        guard let begin = Self.lastSunday(ofMonth: 3, year: year), let end = Self.lastSunday(ofMonth: 10, year: year)
        else { return 0 }
        return begin <= self && self < end ? 1 : 0
    }

    /// 01:00 UTC on a month's last Sunday.
    private static func lastSunday(ofMonth month: Int, year: Int) -> Instant? {
        guard let last = CalendarDate(year: year, month: month, day: 31) else { return nil }
        // 1970-01-01 was a Thursday: four days after a Sunday.
        let weekday = ((Int(last.daysSince1970) + 4) % 7 + 7) % 7
        return Instant(secondsSince1970: (Int64(last.daysSince1970) - Int64(weekday)) * 86_400 + 3_600)
    }

    /// The day in England; nil outside the years 1 to 9999.
    public var dayInLondon: CalendarDate? {
        let (local, overflow) = secondsSince1970.addingReportingOverflow(Int64(hoursAheadInLondon) * 3_600)
        return overflow ? nil : CalendarDate(daysSince1970: floorOfDays(local))
    }

    /// The first second of a day in England.
    public init(beginningOf date: CalendarDate) {
        let midnight = Instant(secondsSince1970: Int64(date.daysSince1970) * 86_400)
        // Clocks change at 01:00 UTC, after midnight on either side: at midnight UTC those of the day before still hold.
        let local = Instant(secondsSince1970: midnight.secondsSince1970 - 3_600)
        secondsSince1970 = local.hoursAheadInLondon == 1 ? local.secondsSince1970 : midnight.secondsSince1970
    }

    /// The day and the time of day in England as a table has them, `2026-07-16 00:30`.
    public var inLondon: String {
        guard let (day, clock) = dayAndClockInLondon else { return description }
        return "\(day) \(clock)"
    }

    /// The same as a sentence has them: "16 July 2026, 00:30".
    public var displayText: String {
        guard let (day, clock) = dayAndClockInLondon else { return description }
        return "\(day.displayText), \(clock)"
    }

    private var dayAndClockInLondon: (day: CalendarDate, clock: String)? {
        guard let day = dayInLondon else { return nil }
        let second = secondsSince1970 + Int64(hoursAheadInLondon) * 3_600 - Int64(day.daysSince1970) * 86_400
        return (day, "\(padded(Int(second) / 3_600, to: 2)):\(padded(Int(second) / 60 % 60, to: 2))")
    }
}

/// Whole days since 1970-01-01 in UTC, of a moment before it too.
func floorOfDays(_ seconds: Int64) -> Int64 {
    let days = seconds / 86_400
    return seconds % 86_400 < 0 ? days - 1 : days
}
