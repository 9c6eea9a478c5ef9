/// A moment in UTC, to the second: when something was put on record.
public struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    public let secondsSince1970: Int64

    public init(secondsSince1970: Int64) {
        self.secondsSince1970 = secondsSince1970
    }

    /// Reads the RFC 3339 form in UTC to the second, `2022-05-01T09:30:00Z`; nil for any other.
    public init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(21))
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"),
            let date = CalendarDate(iso: String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = decimal(bytes[11..<13].span), let minute = decimal(bytes[14..<16].span),
            let second = decimal(bytes[17..<19].span), hour < 24, minute < 60, second < 60
        else { return nil }
        secondsSince1970 = Int64(date.daysSince1970) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    }

    /// The last second of a day in England: "known at 2022-05-01" includes what was recorded on that day.
    public init(endOf date: CalendarDate) {
        // A day ends a second before the next begins; clocks that change do so within a day.
        let noon = Instant(secondsSince1970: Int64(date.daysSince1970) * 86_400 + 43_200)
        let midnight = Int64(date.daysSince1970) * 86_400 + 86_400
        secondsSince1970 = midnight - Int64(noon.hoursAheadInLondon) * 3_600 - 1
    }

    /// Reads the RFC 3339 form to the second with any offset from UTC, `2022-05-01T10:30:00+01:00`; nil for any other.
    public init?(rfc3339WithOffset text: String) {
        let bytes = Array(text.utf8.prefix(26))
        guard bytes.count == 25, bytes[22] == UInt8(ascii: ":"), let hours = decimal(bytes[20..<22].span),
            let minutes = decimal(bytes[23..<25].span), hours < 24, minutes < 60,
            let local = Instant(rfc3339: String(decoding: bytes[..<19], as: UTF8.self) + "Z")
        else {
            self.init(rfc3339: text)
            return
        }
        let ahead = Int64(hours * 3_600 + minutes * 60)
        switch bytes[19] {
        case UInt8(ascii: "+"): self.init(secondsSince1970: local.secondsSince1970 - ahead)
        case UInt8(ascii: "-"): self.init(secondsSince1970: local.secondsSince1970 + ahead)
        default: return nil
        }
    }

    /// Reads a moment, or a day as its last second: how people say by when something was known.
    public init?(momentOrDay text: String) {
        if let moment = Instant(rfc3339WithOffset: text) {
            self = moment
        } else if let date = CalendarDate(iso: text) {
            self.init(endOf: date)
        } else {
            return nil
        }
    }

    public static func < (first: Self, second: Self) -> Bool { first.secondsSince1970 < second.secondsSince1970 }
}

extension Instant: CustomStringConvertible {
    /// The RFC 3339 form, `2022-05-01T09:30:00Z`. Moments outside the years 1 to 9999 show as plain seconds.
    public var description: String {
        let days = floorOfDays(secondsSince1970)
        guard let date = CalendarDate(daysSince1970: days) else { return "\(secondsSince1970) s" }
        let second = Int(secondsSince1970 - days * 86_400)
        return
            "\(date)T\(padded(second / 3_600, to: 2)):\(padded(second / 60 % 60, to: 2)):\(padded(second % 60, to: 2))Z"
    }
}
