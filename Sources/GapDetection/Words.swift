import Provision

// How findings put numbers, lists and dates into sentences: one place for all rules, so that a board reads one hand.

/// A whole number as British readers expect it: "66,772".
package func grouped(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.utf8.count > 3 {
        groups.insert(String(digits.suffix(3)), at: 0)
        digits.removeLast(3)
    }
    groups.insert(digits, at: 0)
    return (number < 0 ? "-" : "") + groups.joined(separator: ",")
}

/// "1 area", "4 areas", "66,772 children".
package func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
}

/// "A, B and C"; beyond `most` the rest is counted: "A, B and 3 more".
package func listed(_ names: [String], most: Int = 8) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    if names.count > most {
        return names.prefix(most).joined(separator: ", ") + " and \(grouped(names.count - most)) more"
    }
    return names.dropLast().joined(separator: ", ") + " and " + last
}

/// As a sentence begins.
func capitalised(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }

/// A verb's form for so many: "has" for one, "have" for several.
func verb(_ count: Int, _ one: String, _ many: String) -> String { count == 1 ? one : many }

/// A level within a sentence: "A (some provision)".
func words(_ level: Level) -> String { "\(level.code) (\(level.name.lowercased()))" }

/// A service with its area, named once where the service is named after it: "BIBS in Halton", "Halton CYPMHS".
func place(_ service: Service, in area: Area) -> String {
    comparable(service.name).contains(comparable(area.name)) ? service.name : "\(service.name) in \(area.name)"
}

/// How long before a date a day was, for a sentence about lasting: "18 months".
func months(from: CalendarDate, to: CalendarDate) -> String { counted(to.months(since: from), "month") }

extension Round {
    /// How sentences name a round, by the day its ratings are about: "the round of 1 May 2022".
    var inWords: String { "the round of \(referenceDate.inWords)" }
}

/// Whose word a rating is, and of which round: the one in which it was made, where it was carried forward.
///
/// - Parameter returner: whose return it is: "its own return", "the return of Cheshire".
func voice(of origin: RatingOrigin, _ returner: String, _ round: Round?) -> String {
    let when = round.map { " in \($0.inWords)" } ?? ""
    return switch origin {
    case .areaReturn: "by \(returner)\(when)"
    case .collated: "collated by the network\(when)"
    case .carriedForward: "carried forward" + (round.map { " from \($0.inWords)" } ?? "")
    case .assumed: "assumed"
    }
}
