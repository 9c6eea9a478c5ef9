public import Provision

/// Services and the money they rest on, through time.
public struct FundingTimeline: Sendable {
    public var caption: ExhibitCaption
    /// The day that "ended" and "ends soon" are seen from.
    public var asOf: CalendarDate
    /// From when on money counts as ending soon, as the gap rule for funding has it.
    public var thresholds: GapThresholds
    /// In the order they are to be drawn.
    public var services: [Service]

    /// A service with its strands of funding.
    public struct Service: Sendable {
        public var name: String
        /// Where it works and who runs it, in a few words.
        public var detail: String
        public var strands: [Strand]
        /// The last day its money reaches, where that is not the last of its strands: of several areas the one where it reaches least.
        public var lastDay: CalendarDate?

        public init(name: String, detail: String = "", strands: [Strand], lastDay: CalendarDate? = nil) {
            self.name = name
            self.detail = detail
            self.strands = strands
            self.lastDay = lastDay
        }
    }

    /// Money from a first to a last day; nil where the day is not recorded.
    public struct Strand: Hashable, Sendable {
        public var kind: Provision.Service.Funding.Kind
        public var funder: String?
        public var from: CalendarDate?
        public var until: CalendarDate?

        public init(
            kind: Provision.Service.Funding.Kind,
            funder: String? = nil,
            from: CalendarDate? = nil,
            until: CalendarDate? = nil
        ) {
            self.kind = kind
            self.funder = funder
            self.from = from
            self.until = until
        }
    }

    public init(
        caption: ExhibitCaption,
        asOf: CalendarDate,
        thresholds: GapThresholds = .usual,
        services: [Service]
    ) {
        self.caption = caption
        self.asOf = asOf
        self.thresholds = thresholds
        self.services = services
    }
}
