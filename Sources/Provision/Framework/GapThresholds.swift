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
    /// How many per cent of its share where it lives an ethnic group must have among those who answer a survey, to count as
    /// represented: four fifths, a rule of thumb for shares that are notably lower (29 CFR 1607.4 D, of selection for jobs).
    public let representationPercent: Int
    /// Of how many in a hundred families a service is to have the ethnic group, and the deprivation of where they live, on record. The
    /// usual 90 is a judgement: the service model asks for it of everybody and names no figure.
    public let recordedPercent: Int
    /// From which severity on a gap is severe, so that somebody is to take it on. The usual 50 is a judgement.
    public let severePoints: Int

    public static let usual = GapThresholds()

    public init(
        stalledMonths: Int = 12,
        staleMonths: Int = 18,
        fundingMonths: Int = 12,
        dependencyCells: Int = 5,
        recordedPercent: Int = 90,
        representationPercent: Int = 80,
        severePoints: Int = 50
    ) {
        self.severePoints = severePoints
        self.stalledMonths = stalledMonths
        self.staleMonths = staleMonths
        self.fundingMonths = fundingMonths
        self.dependencyCells = dependencyCells
        self.recordedPercent = recordedPercent
        self.representationPercent = representationPercent
    }

    /// The first day on which money that reaches to a last day counts as ending soon: `fundingMonths` before it. Money until 29
    /// February 2024 is warned of from 28 February 2023, twelve months before. Nil beyond the years that a calendar has.
    public func warningDay(ofMoneyUntil last: CalendarDate) -> CalendarDate? { last.adding(months: -fundingMonths) }

    /// Whether money that reaches to a last day ends soon, or has ended, seen from a date.
    public func endsSoon(moneyUntil last: CalendarDate, asOf date: CalendarDate) -> Bool {
        warningDay(ofMoneyUntil: last).map { $0 <= date } ?? true
    }
}
