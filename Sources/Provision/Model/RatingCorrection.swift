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
        guard ratings.isCarried(entry), mayBeCorrected(entry, knownAt: knownAt),
            let (rating, document) = source(ofEntry: entry), let copyRound = round(document.round),
            let own = areas.index(of: document.area)
        else { return nil }
        let copied = ratings.states[entry]
        let lineage = [own] + areas.lineage(of: own).filter { $0 != own }
        var (round, from) = (copyRound, rating.carriedFrom)
        // Each step goes back in time, as in `roundMade(ofEntry:)`.
        while let earlier = from.flatMap({ self.round($0) }), earlier.referenceDate < round.referenceDate {
            round = earlier
            let found = lineage.lazy.compactMap { place -> (area: Area.ID, rating: Rating)? in
                let area = self.areas.areas[place].id
                return self.standingReturn(area: area, round: earlier.id, knownAt: knownAt)?
                    .rating(of: rating.service).map { (area, $0) }
            }.first
            guard let found, let state = framework.scale.state(of: found.rating.value) else { return nil }
            guard state == copied else {
                return changed(rating.service, of: found.area, in: earlier, from: copied, to: state, knownAt: knownAt)
                    .map { at in
                        RatingCorrection(
                            round: earlier,
                            copied: copied,
                            corrected: state,
                            at: at,
                            copyRound: copyRound
                        )
                    }
            }
            from = found.rating.carriedFrom
        }
        return nil
    }

    /// Whether the flat table alone rules a correction out, as it does for nearly all copies: the area and those it came from never
    /// had an earlier rating of the copied value that a later revision replaced.
    private func mayBeCorrected(_ entry: Int, knownAt: Instant?) -> Bool {
        let document = returns[Int(ratings.returnIndices[entry])]
        guard let own = areas.index(of: document.area),
            let service = ratings.service(ofEntry: entry, area: own)
        else { return false }
        return Set(areas.lineage(of: own) + [own]).contains { area in
            ratings.entries(area: area, service: service).contains { other in
                ratings.dates[other] < ratings.dates[entry] && ratings.states[other] == ratings.states[entry]
                    && !ratings.isInForce(other, knownAt: knownAt)
            }
        }
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
