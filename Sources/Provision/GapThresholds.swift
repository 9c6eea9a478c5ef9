/// From when on something counts as a gap. The framework holds them, so that a network can be stricter or milder.
public struct GapThresholds: Hashable, Sendable {
    /// Months after which a service type still in development counts as stalled.
    public let stalledMonths: Int
    /// Months after which a rating is too old to lean on.
    public let staleMonths: Int
    /// Months before the end of non-recurrent money from which on it counts as a gap.
    public let fundingMonths: Int
    /// How many cells of an ICS rest on one provider or funder before it counts as a dependency.
    public let dependencyCells: Int

    public static let usual = GapThresholds()

    public init(stalledMonths: Int = 12, staleMonths: Int = 18, fundingMonths: Int = 12, dependencyCells: Int = 5) {
        self.stalledMonths = stalledMonths
        self.staleMonths = staleMonths
        self.fundingMonths = fundingMonths
        self.dependencyCells = dependencyCells
    }
}
