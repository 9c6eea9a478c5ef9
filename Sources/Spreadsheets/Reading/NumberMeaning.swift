import Bytes

/// What a cell's number stands for, as its format shows it. Spreadsheets keep dates as numbers of days.
enum NumberMeaning: Hashable {
    case number
    case date
    case time

    /// By the number of a format that is known to all programs; nil for one that the workbook defines itself.
    init?(builtIn identifier: Int) {
        switch identifier {
        case 14...17, 22, 27...31, 34...36, 50...54, 57, 58: self = .date
        case 18...21, 32, 33, 45...47, 55, 56: self = .time
        case 0...49, 59...81: self = .number
        default: return nil
        }
    }

    /// By a format's text: `dd/mm/yyyy`, `[h]:mm`, `0.0"d"`. Texts in quotes, after a backslash, and words in brackets other
    /// than hours, minutes and seconds, are no part of a date.
    init(format: String) {
        var scalars = format.unicodeScalars.makeIterator()
        // Years of eras have letters of their own, which numbers use for exponents.
        let showsDigits = format.utf8.contains { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "#") }
        var (hasDay, hasMonthOrMinute, hasTime) = (false, false, false)
        scan: while let scalar = scalars.next() {
            switch scalar {
            case "\"": while let next = scalars.next(), next != "\"" {}
            case "\\", "_", "*": _ = scalars.next()
            case ";": break scan
            case "[":
                var word = ""
                while let next = scalars.next(), next != "]" { word.unicodeScalars.append(next) }
                let letters = Set(word.lowercased())
                if let letter = letters.first, letters.count == 1, "hms".contains(letter) { hasTime = true }
            case "d", "D", "y", "Y": hasDay = true
            case "e", "E", "g", "G": hasDay = hasDay || !showsDigits
            case "m", "M": hasMonthOrMinute = true
            case "h", "H", "s", "S": hasTime = true
            default: break
            }
        }
        if isGeneral(format) {
            self = .number
        } else if hasDay || hasMonthOrMinute && !hasTime {
            self = .date
        } else {
            self = hasTime ? .time : .number
        }
    }
}

private func isGeneral(_ format: String) -> Bool {
    let word = format.lowercased()
    return word.hasPrefix("general") || word == "standard"
}

/// Numbers of days as dates.
struct SerialDates: Hashable {
    /// Old Excel for the Macintosh counted from 1904.
    let startsIn1904: Bool

    /// The date of a number of days, with the time of the day where the number has a fraction; nil where there is none, as
    /// for the 29 February 1900 that Excel believes in.
    func date(_ serial: Double) -> String? {
        guard serial.isFinite, serial >= 0, serial < 3_000_000 else { return nil }
        let seconds = Int((serial * 86_400).rounded())
        var days = seconds / 86_400
        if startsIn1904 {
            days += 1_462
        } else {
            // Day 60 is that 29 February; before it, Excel's days are one short.
            guard days != 60, days > 0 else { return nil }
            if days < 60 { days += 1 }
        }
        let (year, month, day) = civilDate(daysSince1970: days - 25_569)
        guard (1900...9999).contains(year) else { return nil }
        let date = "\(year)-\(twoDigits(month))-\(twoDigits(day))"
        let rest = seconds % 86_400
        return rest == 0 ? date : "\(date)T\(Self.clock(rest))"
    }

    /// The time of a part of a day; nil for a day or more.
    func time(_ serial: Double) -> String? {
        guard serial >= 0, serial < 1 else { return nil }
        return Self.clock(min(86_399, Int((serial * 86_400).rounded())))
    }

    private static func clock(_ seconds: Int) -> String {
        "\(twoDigits(seconds / 3_600)):\(twoDigits(seconds / 60 % 60)):\(twoDigits(seconds % 60))"
    }

    /// The number of days of a date since 1900 as Excel counts them; nil for what is no date from March 1900 on.
    static func serial(of date: String) -> Int? {
        guard let days = ISODate.daysSince1970(date), days > -25_509 else { return nil }
        return days + 25_569
    }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
