extension Round {
    /// What a word leads to among rounds.
    public enum Match: Hashable, Sendable {
        case one(Round)
        /// More than one: the caller names them.
        case several([Round])
        case none
    }

    /// The round that people mean: by id (also as "round 2022-05"), by name, or by what a spreadsheet made of its id or date.
    ///
    /// Excel takes `2022-05` for a day, and saves it as its settings have it: `May-22`, `01/05/2022`, or, where the cell is made
    /// text afterwards, the day's number 44682. A day or month fits a round whose id or reference date it is. Where it can be
    /// read in two ways (1 November or 11 January) both are tried, and exactly one round must fit.
    public static func match(_ word: String, in rounds: [Round]) -> Match {
        let word = trimmed(word)
        if let exact = rounds.first(where: { $0.id.text == word }) { return .one(exact) }
        let key = searchKey(word)
        guard !key.isEmpty else { return .none }
        let named = rounds.filter { round in
            let id = searchKey(round.id.text)
            return key == searchKey(round.name) || key == "round" + id || key == id + "round"
        }
        if let match = only(named) { return match }
        let readings = DateReading.all(of: word)
        return only(rounds.filter { round in readings.contains { $0.fits(round) } }) ?? .none
    }

    private static func only(_ found: [Round]) -> Match? {
        guard let first = found.first else { return nil }
        return found.count == 1 ? .one(first) : .several(found)
    }

    private static func trimmed(_ word: String) -> String {
        var scalars = word.unicodeScalars[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}

/// A way to read a text as a day or a month.
public struct DateReading: Hashable, Sendable {
    public let year: Int
    public let month: Int
    /// Nil where the text names a month alone.
    public let day: Int?

    /// The day, or the month's first.
    public var date: CalendarDate? { CalendarDate(year: year, month: month, day: day ?? 1) }

    private init?(_ year: Int, _ month: Int, _ day: Int?) {
        guard CalendarDate(year: year, month: month, day: day ?? 1) != nil else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Every way to read a text, as people write dates and as spreadsheets save them; none where it is no date.
    public static func all(of text: String) -> Set<DateReading> {
        let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        // "2026-11-01 00:00:00": how some programs write a day.
        let time = parts.count > 3 && parts.dropFirst(3).allSatisfy { part in part.allSatisfy { $0 == "0" } }
        let words = time ? Array(parts.prefix(3)) : parts
        let found: [DateReading?] =
            switch words.count {
            case 1: serial(words[0])
            case 2: monthAndYear(words[0], words[1])
            case 3: threeParts(words[0], words[1], words[2])
            default: []
            }
        return Set(found.compactMap(\.self))
    }

    /// Excel's number of a day, counted from 1899-12-30, or from 1904-01-01 in workbooks that an old Macintosh made.
    private static func serial(_ word: String) -> [DateReading?] {
        guard let number = Int32(word), (10_000..<100_000).contains(number) else { return [] }
        return [Int32(-25_569), -24_107].map { origin in
            CalendarDate(daysSince1970: number + origin).flatMap { date in
                let (year, month, day) = date.components
                return DateReading(year, month, day)
            }
        }
    }

    private static func monthAndYear(_ first: String, _ second: String) -> [DateReading?] {
        if let month = month(first), let year = year(second) { return [DateReading(year, month, nil)] }
        if let month = month(second), let year = year(first) { return [DateReading(year, month, nil)] }
        guard let one = number(first), let two = number(second) else { return [] }
        if first.count == 4 { return [DateReading(one, two, nil)] }
        return second.count == 4 ? [DateReading(two, one, nil)] : []
    }

    private static func threeParts(_ first: String, _ second: String, _ third: String) -> [DateReading?] {
        if let month = month(second), let day = number(first), let year = year(third) {
            return [DateReading(year, month, day)]
        }
        if let month = month(first), let day = number(second), let year = year(third) {
            return [DateReading(year, month, day)]
        }
        guard let one = number(first), let two = number(second), let three = number(third) else { return [] }
        if first.count == 4 { return [DateReading(one, two, three)] }
        guard let year = year(third) else { return [] }
        return [DateReading(year, two, one), DateReading(year, one, two)]
    }

    /// Two digits are of this century: rounds are of our time.
    private static func year(_ word: String) -> Int? {
        guard let number = number(word) else { return nil }
        switch word.count {
        case 2: return 2_000 + number
        case 4: return number
        default: return nil
        }
    }

    private static func number(_ word: String) -> Int? {
        guard word.count <= 4, word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(word)
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    private static func month(_ word: String) -> Int? {
        guard word.utf8.count >= 3 else { return nil }
        if word == "sept" { return 9 }
        return months.firstIndex { $0 == word || $0.prefix(3) == word }.map { $0 + 1 }
    }

    /// Whether this is what became of a round's id, or is about the round's date.
    fileprivate func fits(_ round: Round) -> Bool {
        let id = round.id.text.split(separator: "-").compactMap { Int($0) }
        if id == [year, month], day == nil || day == 1 { return true }
        if id == [year, month, day ?? 0] { return true }
        let (year, month, day) = round.referenceDate.components
        return self.year == year && self.month == month && (self.day == nil || self.day == day)
    }
}
