import Bytes

/// Dates as the standards write them: `2022-05-01`, `2022-05-01T13:30:00`.
enum ISODate {
    /// A date as it is told: without a time of the day that is midnight, parts of seconds, or a zone. Nil for what is none.
    static func normalised(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard daysSince1970(String(decoding: bytes.prefix(10), as: UTF8.self)) != nil else { return nil }
        let date = String(decoding: bytes.prefix(10), as: UTF8.self)
        guard bytes.count > 10 else { return date }
        guard bytes.count >= 16, bytes[10] == UInt8(ascii: "T"), let clock = clock(bytes[11...]) else { return nil }
        return clock == "00:00:00" ? date : "\(date)T\(clock)"
    }

    /// `13:30` or `13:30:15` with whatever follows.
    private static func clock(_ bytes: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        let fields = text.split(separator: ":", maxSplits: 2).map { $0.prefix(2) }
        let numbers = fields.compactMap { $0.utf8.count == 2 ? UInt8($0) : nil }
        guard numbers.count == fields.count, numbers.count >= 2, numbers[0] < 24, numbers[1] < 60 else { return nil }
        let second = numbers.count > 2 ? Int(min(59, numbers[2])) : 0
        return "\(twoDigits(Int(numbers[0]))):\(twoDigits(Int(numbers[1]))):\(twoDigits(second))"
    }

    /// Days since 1970 of `2022-05-01`; nil for what is no date.
    static func daysSince1970(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        // H. Hinnant, days_from_civil.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        let back = civilDate(daysSince1970: days)
        return back == (year, month, day) ? days : nil
    }

    /// `13:30:00` from a duration of less than a day as XML Schema writes it, `PT13H30M00S`; nil for others.
    static func clock(duration: String) -> String? {
        guard duration.hasPrefix("PT") else { return nil }
        var (fields, number) = (["H": 0, "M": 0, "S": 0] as [Character: Int], "")
        for character in duration.dropFirst(2) {
            if fields[character] != nil {
                guard let value = Int(number.prefix { $0 != "." && $0 != "," }), value < 100 else { return nil }
                fields[character] = value
                number = ""
            } else {
                number.append(character)
            }
        }
        guard number.isEmpty, let hours = fields["H"], let minutes = fields["M"], let seconds = fields["S"], hours < 24,
            minutes < 60, seconds < 60
        else { return nil }
        return "\(twoDigits(hours)):\(twoDigits(minutes)):\(twoDigits(seconds))"
    }
}
