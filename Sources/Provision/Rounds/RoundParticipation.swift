/// Who was asked in a round, who answered, and who did not.
public struct RoundParticipation: Sendable {
    public let round: Round
    /// The areas asked, one for each succession, in the order of the hierarchy.
    public let asked: [Int]
    /// Those with a return of their own on record.
    public let returned: [Int]
    /// Those asked without one.
    public let silent: [Int]
    /// Areas that were not asked, yet have a document with ratings: the network collated it.
    public let ratedUnasked: [Int]
    /// Areas that gave one return together, each group once.
    public let joint: [[Int]]

    /// How an area stands in the round.
    public func standing(of area: Int) -> Standing {
        if returned.contains(area) { return .returned }
        if silent.contains(area) { return .silent }
        return .notAsked
    }

    public enum Standing: Hashable, Sendable {
        case returned, silent, notAsked
    }
}

extension ProvisionModel {
    /// Who took part in a round, as it stood on record at a moment or stands today.
    public func participation(in round: Round, knownAt: Instant? = nil) -> RoundParticipation {
        let documents = standingReturns(in: round.id, knownAt: knownAt)
        let asked = Set(asked(in: round))
        let returned = Set(documents.filter { $0.source == .areaReturn }.compactMap { areas.index(of: $0.area) })
        let rated = Set(documents.filter { $0.ratingCount > 0 }.compactMap { areas.index(of: $0.area) })
        var joint: [[Int]] = []
        for document in documents where !document.jointWith.isEmpty {
            let group = ([document.area] + document.jointWith).compactMap { areas.index(of: $0) }.sorted()
            if !joint.contains(group) { joint.append(group) }
        }
        return RoundParticipation(
            round: round,
            asked: asked.sorted(),
            returned: returned.intersection(asked).sorted(),
            silent: asked.subtracting(returned).sorted(),
            ratedUnasked: rated.subtracting(asked).sorted(),
            joint: joint
        )
    }
}
