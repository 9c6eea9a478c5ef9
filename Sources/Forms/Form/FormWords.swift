import Provision

/// How values are written in the cells of a form, and read from them.
enum FormWords {
    static let notExpected = CellState.notExpected.sign(as: nil)

    static func level(_ value: Rating.Value?) -> String { value?.sign ?? "" }

    static func causes(_ rating: Rating) -> String { rating.causes.map(\.text).joined(separator: " ") }

    static func evidence(_ evidence: [Evidence]) -> String { evidence.map(\.text).joined(separator: " ") }

    // MARK: Facts stated or not

    static func yesOrNo(_ value: Bool?) -> String { value.map { $0 ? "yes" : "no" } ?? "" }

    /// Nil where the word is neither.
    static func yesOrNo(_ word: String) -> Bool? {
        switch searchKey(word) {
        case "yes", "y", "true", "1": true
        case "no", "n", "false", "0": false
        default: nil
        }
    }

    // MARK: Ages

    /// `conception`, `birth`, `6 months`, `6 weeks`, `5 years`: an age as people write it, and as it is read back.
    static func age(_ age: Age?) -> String {
        guard let age else { return "" }
        if age == AgeRange.conception { return "conception" }
        if age == 0 { return "birth" }
        if let months = age.wholeMonths, months > 0, months.isMultiple(of: 12) {
            return months == 12 ? "1 year" : "\(months / 12) years"
        }
        let text = age.description
        let (number, unit) =
            switch text.last {
            case "w": (String(text.dropLast()), "week")
            case "d": (String(text.dropLast()), "day")
            default: (text, "month")
            }
        return number == "1" ? "1 \(unit)" : "\(number) \(unit)s"
    }

    /// What a text says of an age.
    enum AgeReading: Equatable {
        case age(Age)
        /// A number that may be of months or of years.
        case withoutUnit
        case none
    }

    static func age(reading text: String) -> AgeReading {
        let words = text.lowercased().split { $0.isWhitespace }.map(String.init)
        guard let first = words.first else { return .none }
        if words == ["conception"] || words == ["pregnancy"] || words == ["antenatal"] {
            return .age(AgeRange.conception)
        }
        if words == ["birth"] || words == ["0"] { return .age(0) }
        let digits = first.prefix { $0.isNumber || $0 == "." || $0 == "-" || $0 == "+" }
        let glued = String(first.dropFirst(digits.count))
        let unit = glued.isEmpty ? words.count == 2 ? words[1] : "" : words.count == 1 ? glued : "?"
        guard !digits.isEmpty else { return .none }
        let found: Age?
        switch unit {
        case "": return Age(String(digits)) == nil ? .none : .withoutUnit
        case "month", "months", "m", "mo", "mth", "mths": found = Age(String(digits))
        case "week", "weeks", "w", "wk", "wks": found = Age("\(digits)w")
        case "day", "days", "d": found = Age("\(digits)d")
        case "year", "years", "y", "yr", "yrs":
            found = Int(digits).flatMap { (0...25).contains($0) ? Age(months: $0 * 12) : nil }
        default: found = nil
        }
        return found.map { .age($0) } ?? .none
    }

    // MARK: Services

    static let sectors: [(word: String, sector: Service.Sector)] = [
        ("NHS", .nhs), ("Local authority", .localAuthority), ("Third sector", .thirdSector),
    ]

    static func sector(_ sector: Service.Sector?) -> String {
        sectors.first { $0.sector == sector }?.word ?? ""
    }

    static func sector(reading word: String) -> Service.Sector? {
        switch searchKey(word) {
        case "nhs": .nhs
        case "localauthority", "council", "la": .localAuthority
        case "thirdsector", "voluntary", "voluntarysector", "charity", "vcse", "vcfse": .thirdSector
        default: nil
        }
    }

    static let fundingKinds: [(word: String, kind: Service.Funding.Kind)] = [
        ("Recurrent", .recurrent), ("Non-recurrent", .nonRecurrent), ("Pilot", .pilot),
    ]

    static func funding(_ kind: Service.Funding.Kind?) -> String { fundingKinds.first { $0.kind == kind }?.word ?? "" }

    static func funding(reading word: String) -> Service.Funding.Kind? {
        let key = searchKey(word)
        return fundingKinds.first { searchKey($0.word) == key }?.kind
    }

    static let wholeArea = "whole area"
    static let somewhere = "not stated where"

    static func extent(_ extent: Service.Extent) -> String {
        switch extent {
        case .whole: wholeArea
        case .unstated: somewhere
        case .part(let name): name
        }
    }

    static func extent(reading text: String) -> Service.Extent {
        switch searchKey(text) {
        case searchKey(wholeArea), "whole", "all", "everywhere", "wholeofthearea", "thewholearea": .whole
        case searchKey(somewhere), "notstated", "unknown", "": .unstated
        default: .part(text)
        }
    }

    // MARK: Interventions

    static let delivered = "delivered"
    static let planned = "planned"

    static func state(_ state: DeliveredIntervention.State) -> String { state == .planned ? planned : delivered }
}
