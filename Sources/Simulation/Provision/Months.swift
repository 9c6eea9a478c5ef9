import Provision

/// The first day of a month that is counted from January of the year 0; nil outside the years 1 to 9999.
func firstDay(ofMonth month: Int) -> CalendarDate? {
    guard month >= 0 else { return nil }
    return CalendarDate(year: month / 12, month: month % 12 + 1, day: 1)
}

/// The day before the first of a month.
func lastDay(beforeMonth month: Int) -> CalendarDate? {
    firstDay(ofMonth: month).flatMap { CalendarDate(daysSince1970: $0.daysSince1970 - 1) }
}
