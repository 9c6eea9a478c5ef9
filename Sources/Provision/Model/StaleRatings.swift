/// Tells which ratings are too old at a date: about a date further back than the framework allows. One that was carried over is as old
/// as the round it comes from.
public struct StaleRatings: Sendable {
    /// For each entry of the rating table the number of the round it was made in.
    private let made: [Int32]
    /// By number whether ratings that were made in a round are too old.
    private let isTooOld: [Bool]

    public init(_ model: ProvisionModel, asOf: CalendarDate, knownAt: Instant? = nil) {
        self.init(model, asOf: asOf, made: model.ratings.roundsMade(knownAt: knownAt))
    }

    private init(_ model: ProvisionModel, asOf: CalendarDate, made: [Int32]) {
        self.made = made
        let months = model.framework.thresholds.staleMonths
        isTooOld = model.rounds.map { round in round.referenceDate.adding(months: months).map { $0 <= asOf } ?? false }
    }

    /// At each of some dates.
    public static func at(_ dates: [CalendarDate], _ model: ProvisionModel, knownAt: Instant?) -> [StaleRatings] {
        let made = model.ratings.roundsMade(knownAt: knownAt)
        return dates.map { StaleRatings(model, asOf: $0, made: made) }
    }

    /// - Parameter entry: of the rating table; -1 for none.
    public func contains(_ entry: Int) -> Bool { made.indices.contains(entry) && isTooOld[Int(made[entry])] }
}
