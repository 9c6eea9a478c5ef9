/// What a cell holds.
public enum CellValue: Hashable, Sendable {
    case empty
    case text(String)
    /// The number exactly as the file has it, such as `4.2000000000000002`; see `typed`.
    case number(String)
    case boolean(Bool)
    /// `2022-05-01`, or `2022-05-01T13:30:00` where a time of the day belongs to it.
    case date(String)
    /// `13:30:00`: a time of the day, or a duration of less than a day.
    case time(String)
    /// `#REF!`, `#N/A`: what a formula came to that went wrong.
    case error(String)

    /// What a person would have typed to get it: a number with the digits that tell it from others, `TRUE` for a
    /// boolean, a date as year, month and day. Empty for an empty cell.
    public var typed: String {
        switch self {
        case .empty: ""
        case .text(let text), .date(let text), .time(let text), .error(let text): text
        case .boolean(let value): value ? "TRUE" : "FALSE"
        case .number(let digits): Self.shortest(digits)
        }
    }

    /// A decimal number with no more digits than tell it from others; what is none stays as it is.
    private static func shortest(_ digits: String) -> String {
        guard let value = Double(digits), value.isFinite else { return digits }
        // Excel keeps fifteen digits, and so whole numbers up to there.
        if value.magnitude < 1e15, value == value.rounded(.towardZero) { return String(Int64(value)) }
        return value.description
    }

    public var isEmpty: Bool { self == .empty }
}
