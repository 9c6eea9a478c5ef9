import Provision

// How findings put levels, services and dates into sentences: one place for all rules, so that a board reads one hand.

/// As a sentence begins.
func capitalised(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }

/// "A", "A or B", "A, B or C".
func either(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
}

/// A verb's form for so many: "has" for one, "have" for several.
func verb(_ count: Int, _ one: String, _ many: String) -> String { count == 1 ? one : many }

/// A level within a sentence: "A (some provision)".
func words(_ level: Level) -> String { "\(level.code) (\(level.name.lowercased()))" }

/// A service with its area, named once where the service is named after it: "BIBS in Halton", "Halton CYPMHS".
func place(_ service: Service, in area: Area) -> String {
    searchKey(service.name).contains(searchKey(area.name)) ? service.name : "\(service.name) in \(area.name)"
}

/// How long before a date a day was, for a sentence about lasting: "18 months".
func months(from: CalendarDate, to: CalendarDate) -> String { counted(to.months(since: from), "month") }

extension Round {
    /// How sentences name a round, by the day its ratings are about: "the round of 1 May 2022".
    var displayText: String { "the round of \(referenceDate.displayText)" }
}

/// Whose word a rating is, and of which round: the one in which it was made, where it was carried forward.
///
/// - Parameter returner: whose return it is: "its own return", "the return of Cheshire".
func voice(of origin: RatingOrigin, _ returner: String, _ round: Round?) -> String {
    let when = round.map { " in \($0.displayText)" } ?? ""
    return switch origin {
    case .areaReturn: "by \(returner)\(when)"
    case .collated: origin.words + when
    case .carriedForward: origin.words + (round.map { " from \($0.displayText)" } ?? "")
    case .assumed: origin.words
    }
}
