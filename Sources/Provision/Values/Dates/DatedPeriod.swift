/// How exactly a date is stated: a source may name a year alone ("until 2018").
public enum DatePrecision: String, CaseIterable, Hashable, Sendable {
    case day
    case month
    case year

    /// A date as it was stated: "2018", "2018-06", "2018-06-30".
    public func text(_ date: CalendarDate) -> String {
        let text = date.description
        return switch self {
        case .day: text
        case .month: String(text.prefix(7))
        case .year: String(text.prefix(4))
        }
    }

    /// The same in words: "in 2018", "in June 2018", "30 June 2018".
    public func words(_ date: CalendarDate) -> String {
        self == .day
            ? date.displayText
            : "in " + date.displayText.split(separator: " ").suffix(self == .year ? 1 : 2).joined(separator: " ")
    }
}

/// A date as it is stated in a document: a day, or the first and last day of the month or year that is all that is known.
///
/// A service that closed in 2018 may have worked until the last day of it, one that opened in 2018 from the first on: of what
/// is not known nothing is said against its seeing families.
public struct DatedPeriod: Hashable, Sendable {
    public let first: CalendarDate
    public let last: CalendarDate
    public let precision: DatePrecision

    /// Reads `2018-06-30`, `2018-06` and `2018`; nil for any other form and for dates that do not exist.
    public init?(iso text: some StringProtocol) {
        switch text.utf8.count {
        case 10:
            guard let day = CalendarDate(iso: text) else { return nil }
            (first, last, precision) = (day, day, .day)
        case 7:
            guard let first = CalendarDate(iso: text + "-01") else { return nil }
            let (year, month, _) = first.components
            guard
                let last = CalendarDate(
                    year: year,
                    month: month,
                    day: CalendarDate.length(ofMonth: month, year: year)
                )
            else { return nil }
            (self.first, self.last, precision) = (first, last, .month)
        case 4:
            guard let first = CalendarDate(iso: text + "-01-01"), let last = CalendarDate(iso: text + "-12-31") else {
                return nil
            }
            (self.first, self.last, precision) = (first, last, .year)
        default: return nil
        }
    }
}
