extension CalendarDate {
    /// The day of the week, 0 for Monday to 6 for Sunday.
    public var weekday: Int {
        // 1970-01-01 was a Thursday: three days after a Monday.
        ((Int(daysSince1970) + 3) % 7 + 7) % 7
    }

    /// The day as a letter states it: "Friday 15 April 2022".
    public var dayInWords: String { "\(Self.weekdayNames[weekday]) \(displayText)" }

    /// "Monday", …, in the order of the week.
    package static let weekdayNames = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]

    /// The day so many days later, or earlier; nil outside the years 1 to 9999.
    public func adding(days: Int) -> CalendarDate? {
        let (sum, overflow) = Int(daysSince1970).addingReportingOverflow(days)
        return overflow ? nil : CalendarDate(daysSince1970: sum)
    }
}
