/// A rating that was carried forward, while the one it was copied from has been corrected since.
public struct RatingCorrection: Sendable {
    /// The round that the copy was made from.
    public let round: Round
    /// What was copied.
    public let copied: CellState
    /// What stands there now.
    public let corrected: CellState
    /// When that was recorded.
    public let at: Instant
    /// The round whose return holds the copy.
    public let copyRound: Round
}

extension ProvisionModel {
    /// How the rating behind an entry was corrected in the round that it was carried forward from, perhaps by way of others; nil where
    /// it was not carried, or what it was copied from still stands.
    ///
    /// Only what was once on record with the copied value counts as corrected: a copy that always differed is another matter.
    public func correction(ofCopy entry: Int, knownAt: Instant? = nil) -> RatingCorrection? {
        guard ratings.isCarried(entry) else { return nil }
        let document = Int(ratings.returnIndices[entry])
        let own = Int(ratings.areaOfReturn[document])
        guard let service = ratings.service(ofEntry: entry, area: own) else { return nil }
        let line = ratings.lines[own]
        guard ratings.mayBeCorrected(entry, service: service, line: line, knownAt: knownAt) else { return nil }
        let copied = ratings.states[entry]
        let copyRound = Int(ratings.roundOfReturn[document])
        var (round, from) = (copyRound, ratings.origins[entry].round)
        // Each step goes back in time, as on the way to the round it was made in.
        while let earlier = from, rounds[earlier].referenceDate < rounds[round].referenceDate {
            round = earlier
            guard let found = ratings.copied(in: earlier, service: service, line: line, knownAt: knownAt) else {
                return nil
            }
            let state = ratings.states[found]
            guard state == copied else {
                let area = returns[Int(ratings.returnIndices[found])].area
                let id = framework.serviceTypes[service].id
                return changed(id, of: area, in: rounds[earlier], from: copied, to: state, knownAt: knownAt)
                    .map { at in
                        RatingCorrection(
                            round: rounds[earlier],
                            copied: copied,
                            corrected: state,
                            at: at,
                            copyRound: rounds[copyRound]
                        )
                    }
            }
            from = ratings.origins[found].round
        }
        return nil
    }

    /// When a rating of one value was replaced by one of another: the first revision after the last with the old value.
    private func changed(
        _ service: ServiceType.ID,
        of area: Area.ID,
        in round: Round,
        from old: CellState,
        to new: CellState,
        knownAt: Instant?
    ) -> Instant? {
        let revisions = revisions(area: area, round: round.id).filter { document in
            document.state != .draft && knownAt.map { document.recorded.at <= $0 } ?? true
        }
        func state(_ document: Return) -> CellState? {
            document.rating(of: service).flatMap { framework.scale.state(of: $0.value) }
        }
        guard let last = revisions.lastIndex(where: { state($0) == old }) else { return nil }
        return revisions[(last + 1)...].first { state($0) == new }?.recorded.at
    }
}
