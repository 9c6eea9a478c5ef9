extension CalendarDate {
    /// The same day of the month so many months later, or earlier for a negative number; the month's last day where it has
    /// fewer days (31 January and a month is 28 or 29 February). Nil beyond the years 1 to 9999.
    public func adding(months: Int) -> CalendarDate? {
        let (year, month, day) = components
        let (count, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, (12..<120_000).contains(count) else { return nil }
        let last = CalendarDate.length(ofMonth: count % 12 + 1, year: count / 12)
        return CalendarDate(year: count / 12, month: count % 12 + 1, day: min(day, last))
    }

    /// Whole months from another date to this one; 0 when it is not later.
    public func months(since other: CalendarDate) -> Int {
        guard other < self else { return 0 }
        let (one, two) = (other.components, components)
        let months = (two.year - one.year) * 12 + two.month - one.month
        return other.adding(months: months).map { $0 > self } ?? false ? months - 1 : months
    }
}
