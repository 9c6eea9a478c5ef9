/// Why a word leads to no single thing. Whoever asked says it in words of their own.
public enum NameFault: Error, Hashable, Sendable {
    /// To none, with the nearest word that leads somewhere.
    case unknown(nearest: String?)
    /// To several, of these ids: "ccg-halton or place-halton".
    case ambiguous(ids: String)
}

extension NameIndex.Match {
    /// The one that is meant.
    ///
    /// - Parameters:
    ///   - narrowed: of several the one that is meant; nil where that cannot be told.
    ///   - id: the id of each, for the fault.
    fileprivate func only(_ narrowed: ([Int]) -> Int? = { _ in nil }, id: (Int) -> String) throws(NameFault) -> Int {
        switch self {
        case .one(let index): return index
        case .none(let nearest): throw .unknown(nearest: nearest)
        case .several(let found):
            if let only = narrowed(found) { return only }
            throw .ambiguous(ids: found.map(id).joined(separator: " or "))
        }
    }
}

extension ProvisionModel {
    /// The area that a word names, by place in the hierarchy; of several those with a row at the date go before those without.
    ///
    /// - Parameter rows: the rows at the date; asked for only where several areas share the name.
    public func area(_ match: NameIndex.Match, on date: CalendarDate, rows: () -> [Int]) throws(NameFault) -> Int {
        try match.only({ onlyArea(of: $0, rows: rows(), on: date) }, id: { areas.areas[$0].id.text })
    }

    /// The service type that a word names, by place in the framework.
    public func service(_ match: NameIndex.Match) throws(NameFault) -> Int {
        try match.only(id: { framework.serviceTypes[$0].id.text })
    }

    /// The kind of area that a word names.
    public func kind(_ match: NameIndex.Match) throws(NameFault) -> Area.Kind.ID {
        areas.kinds[try match.only(id: { areas.kinds[$0].id.text })].id
    }

    /// The round of an id.
    public func round(named word: String) throws(NameFault) -> Round {
        guard let found = Round.ID(word).flatMap({ round($0) }) else {
            throw .unknown(nearest: Suggestion.nearest(to: word, among: rounds.map(\.id.text)))
        }
        return found
    }
}
