/// A service as one area's return describes it: an entry of the register, seen from that area.
///
/// The same id in several returns is one service that works in all of those areas. Whatever the area did not state is nil.
public struct Service: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<Service>

    public let id: ID
    public let name: String
    /// The service type it belongs to; nil when it fits none.
    public let type: ServiceType.ID?
    public let providers: [Provider]
    public let extent: Extent
    public let ages: AgeRange?
    public let interventions: [Intervention.ID]
    public let funding: [Funding]
    /// The day it opened; where a month or a year is all that is known, the first day of it.
    public package(set) var opened: CalendarDate?
    /// How exactly its opening is stated.
    public let openedPrecision: DatePrecision
    /// The day it closed; where a month or a year is all that is known, the last day of it.
    public package(set) var closed: CalendarDate?
    /// How exactly its closing is stated.
    public package(set) var closedPrecision: DatePrecision
    /// Three facts that are often confused: somebody pays for it, …
    public let isCommissioned: Bool?
    /// … families are being seen, …
    public let isDelivering: Bool?
    /// … and new families can be referred.
    public let isAcceptingReferrals: Bool?
    /// Children or families it can take on in a year.
    public let capacity: Int?
    public let evidence: [Evidence]

    public init(
        id: ID,
        name: String,
        type: ServiceType.ID? = nil,
        providers: [Provider] = [],
        extent: Extent = .whole,
        ages: AgeRange? = nil,
        interventions: [Intervention.ID] = [],
        funding: [Funding] = [],
        opened: CalendarDate? = nil,
        openedPrecision: DatePrecision = .day,
        closed: CalendarDate? = nil,
        closedPrecision: DatePrecision = .day,
        isCommissioned: Bool? = nil,
        isDelivering: Bool? = nil,
        isAcceptingReferrals: Bool? = nil,
        capacity: Int? = nil,
        evidence: [Evidence] = []
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.providers = providers
        self.extent = extent
        self.ages = ages
        self.interventions = interventions
        self.funding = funding
        self.opened = opened
        self.openedPrecision = openedPrecision
        self.closed = closed
        self.closedPrecision = closedPrecision
        self.isCommissioned = isCommissioned
        self.isDelivering = isDelivering
        self.isAcceptingReferrals = isAcceptingReferrals
        self.capacity = capacity
        self.evidence = evidence
    }

    /// How much of the area it serves.
    public enum Extent: Hashable, Sendable {
        case whole
        /// A part of the area, in words ("Millom").
        case part(String)
        /// Somewhere in the area; the source does not say where.
        case unstated
    }

    public struct Provider: Hashable, Sendable {
        public let name: String
        public let sector: Sector?

        public init(name: String, sector: Sector? = nil) {
            self.name = name
            self.sector = sector
        }
    }

    public enum Sector: String, CaseIterable, Hashable, Sendable {
        case nhs
        case localAuthority = "local-authority"
        case thirdSector = "third-sector"
    }

    /// Money for a service, from its first to its last day.
    public struct Funding: Hashable, Sendable {
        public let kind: Kind
        public let funder: String?
        public let from: CalendarDate?
        public let until: CalendarDate?

        public init(kind: Kind, funder: String? = nil, from: CalendarDate? = nil, until: CalendarDate? = nil) {
            self.kind = kind
            self.funder = funder
            self.from = from
            self.until = until
        }

        public enum Kind: String, CaseIterable, Hashable, Sendable {
            case recurrent
            case nonRecurrent = "non-recurrent"
            case pilot
        }
    }
}

/// An evidence-based intervention delivered in an area, or planned there, by which service where that is known.
public struct DeliveredIntervention: Hashable, Sendable {
    public let intervention: Intervention.ID
    public let state: State
    public let service: Service.ID?
    public let ages: AgeRange?
    /// How many people are trained in it, in whole persons.
    public let staffTrained: Int?
    public let evidence: [Evidence]

    public init(
        intervention: Intervention.ID,
        state: State = .delivered,
        service: Service.ID? = nil,
        ages: AgeRange? = nil,
        staffTrained: Int? = nil,
        evidence: [Evidence] = []
    ) {
        self.staffTrained = staffTrained
        self.intervention = intervention
        self.state = state
        self.service = service
        self.ages = ages
        self.evidence = evidence
    }

    /// Whether families receive it.
    public enum State: String, CaseIterable, Hashable, Sendable {
        case delivered
        /// It is intended: staff are to be trained, or a pilot is to begin. Nobody receives it yet, so that it reaches no needs
        /// group and no age, and counts as nothing delivered.
        case planned
    }
}
