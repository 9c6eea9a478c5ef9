/// A rating of a cell's area, or of one that it came from, as it stands on record.
public struct RecordedRating: Sendable {
    /// The area it was stated of, by place in the hierarchy.
    public let area: Int
    /// The reference date of its round.
    public let date: CalendarDate
    public let state: CellState
    public let rating: Rating
    public let document: Return
    /// Whose words it is.
    public let origin: RatingOrigin
}

extension ProvisionModel {
    /// The ratings on record of an area and of all that it came from for one service type, by date and, on the same date, in
    /// the order of the hierarchy: what a cell's history is made of.
    ///
    /// - Parameters:
    ///   - area: by place in the hierarchy.
    ///   - service: by place in the framework.
    ///   - knownAt: only what stood on record at this moment; nil for what stands today.
    public func ratingsOnRecord(area: Int, service: Int, knownAt: Instant? = nil) -> [RecordedRating] {
        areas.lineage(of: area).flatMap { ancestor in
            ratings.entries(area: ancestor, service: service).compactMap { entry -> RecordedRating? in
                // Every entry of the table has a rating, and its return a round.
                guard ratings.isInForce(entry, knownAt: knownAt), let (rating, document) = source(ofEntry: entry),
                    let date = round(document.round)?.referenceDate
                else { return nil }
                return RecordedRating(
                    area: ancestor,
                    date: date,
                    state: ratings.states[entry],
                    rating: rating,
                    document: document,
                    origin: origin(of: rating, in: document)
                )
            }
        }.sorted { ($0.date, $0.area) < ($1.date, $1.area) }
    }
}

extension RatingOrigin {
    /// Whose words a rating is, after its area's name: "its own return", "collated by the network".
    public var words: String {
        switch self {
        case .areaReturn: "its own return"
        case .collated: "collated by the network"
        case .carriedForward: "carried forward"
        case .assumed: "assumed"
        }
    }
}
