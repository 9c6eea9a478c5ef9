/// What somebody does about gaps and standards, as one revision of its document says it from a day on.
///
/// A revision is never changed: what becomes of an action is said by the next one. Whether it is overdue, and whether it is verified,
/// is worked out and never stated.
public struct Action: Hashable, Sendable {
    public typealias ID = Identifier<Action>

    public let recorded: Return.Recorded
    /// Nil where nobody has taken it on.
    public let owner: Owner?
    /// Nil where it is not known.
    public let cost: Cost?
    public let state: State
    public let id: ID
    /// What will be done, in plain words.
    public let what: String
    /// What it is for, the same in every revision.
    public let targets: [Target]
    /// Where it is to be done, where its targets do not say so; empty where they do.
    public let areas: [Area.ID]
    public let milestones: [Milestone]
    /// What it rests on, or what shows that it was done.
    public let evidence: [Evidence]
    /// 1 for the first; an update is the next.
    public let revision: Int
    /// The day it was opened, the same in every revision.
    public let opened: CalendarDate
    /// The day from which on this revision holds: not before it was opened, and perhaps long before it was recorded.
    public let stated: CalendarDate
    public let due: CalendarDate?
    /// Made up by `lacuna simulate`.
    public let isSimulated: Bool

    public init(
        id: ID,
        revision: Int = 1,
        opened: CalendarDate,
        stated: CalendarDate? = nil,
        isSimulated: Bool = false,
        recorded: Return.Recorded,
        targets: [Target],
        areas: [Area.ID] = [],
        what: String,
        owner: Owner? = nil,
        due: CalendarDate? = nil,
        milestones: [Milestone] = [],
        cost: Cost? = nil,
        state: State = .planned,
        evidence: [Evidence] = []
    ) {
        self.id = id
        self.revision = revision
        self.opened = opened
        self.stated = stated ?? opened
        self.isSimulated = isSimulated
        self.recorded = recorded
        self.targets = targets
        self.areas = areas
        self.what = what
        self.owner = owner
        self.due = due
        self.milestones = milestones
        self.cost = cost
        self.state = state
        self.evidence = evidence
    }

    /// Who answers for it.
    public struct Owner: Hashable, Sendable {
        public let role: String
        public let organisation: String?
        /// A person's name, where one is wanted.
        public let person: String?

        public init(role: String, organisation: String? = nil, person: String? = nil) {
            self.role = role
            self.organisation = organisation
            self.person = person
        }
    }

    /// A step on the way.
    public struct Milestone: Hashable, Sendable {
        public let what: String
        /// The day by which it is to be reached.
        public let day: CalendarDate
        /// The day it was reached; nil while it is not.
        public let reached: CalendarDate?

        public init(day: CalendarDate, what: String, reached: CalendarDate? = nil) {
            self.day = day
            self.what = what
            self.reached = reached
        }
    }

    public struct Cost: Hashable, Sendable {
        public let pounds: Hundredths
        /// The document that gives it; nil for an estimate of the owner's own.
        public let source: Source.ID?

        public init(pounds: Hundredths, source: Source.ID? = nil) {
            self.pounds = pounds
            self.source = source
        }
    }

    /// How far it has come, as its owner says.
    public enum State: Hashable, Sendable {
        case planned
        case inProgress
        /// - Parameter on: the day it was done.
        case done(on: CalendarDate)
        /// - Parameter until: the day by which it is taken up again, which counts in place of the day it was due.
        case deferred(reason: String, until: CalendarDate)
        case dropped(reason: String)
    }

    /// Its end, from which on it is late while it is neither done nor dropped: the day it is due or, where it is deferred, taken up again.
    public var deadline: CalendarDate? {
        switch state {
        case .planned, .inProgress: due
        case .deferred(_, let until): until
        case .done, .dropped: nil
        }
    }

    /// So many days late on a date, 0 where it is not overdue.
    public func daysLate(on date: CalendarDate) -> Int {
        guard let deadline, deadline < date else { return 0 }
        return Int(date.daysSince1970) - Int(deadline.daysSince1970)
    }

    /// Whether something is still to be done: neither done nor dropped.
    public var isOpen: Bool {
        switch state {
        case .planned, .inProgress, .deferred: true
        case .done, .dropped: false
        }
    }
}
