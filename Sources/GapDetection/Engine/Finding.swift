public import Provision

/// A gap as numbers: what a rule finds. It takes forty bytes and no memory beside them, so that registers of whole histories can be
/// counted, sorted and compared; its sentence is made when it is shown (`GapAudit.gap`).
public struct Finding: Sendable {
    /// The severity before rounding: what orders findings of one severity.
    public let weight: Double
    /// The area, by place in the hierarchy.
    public let area: Int32
    /// The service type, by place in the framework; -1 where it is about the area as a whole.
    public let service: Int32
    /// What it is about where that is no service type alone: a name in the audit's `SubjectNames`; -1 where there is none.
    let subject: Int32
    /// The first day of the present spell, in days since 1970; `Int32.min` where it is not known.
    let sinceDay: Int32
    /// The row of the snapshot or, of an ICS, the group that it was found in; -1 for neither.
    let row: Int32
    /// The rule's own: which of several things in that row.
    let detail: Int32
    /// 0 to 100, by `Severity`.
    let severityByte: UInt8
    /// The rule, by place in `gapRules`.
    let rule: UInt8

    static let unknownDay = Int32.min
    static let noSubject: Int32 = -1

    /// 0 to 100, by `Severity`.
    public var severity: Int { Int(severityByte) }
    public var kind: GapKind { gapKinds[Int(rule)] }
    public var isOfTheRecord: Bool { ruleIsOfTheRecord[Int(rule)] }
    public var since: CalendarDate? {
        sinceDay == Self.unknownDay ? nil : CalendarDate(daysSince1970: sinceDay)
    }

    /// Whom two findings of different dates are the same by: kind, area and subject.
    var key: Key { Key(rule: rule, area: area, subject: subject == Self.noSubject ? service : ~subject) }

    /// A gap's name in numbers. Where the subject is a service type it is that type's place, else the complement of a name's.
    struct Key: Hashable {
        let area: Int32
        let subject: Int32
        let rule: UInt8

        init(rule: UInt8, area: Int32, subject: Int32) {
            self.area = area
            self.subject = subject
            self.rule = rule
        }
    }
}

/// The kinds of the rules, in their order.
let gapKinds = gapRules.map(\.kind)
private let ruleIsOfTheRecord = gapKinds.map(\.isOfTheRecord)

/// What a rule found, and what it could not judge.
struct Findings: Sendable {
    var found: [Finding] = []
    var notJudged: [NotJudged] = []
    /// What the rule worked out and needs again for the words.
    var workings: (any Sendable)?

    init(_ found: [Finding] = [], workings: (any Sendable)? = nil) {
        self.found = found
        self.workings = workings
    }

    /// Notes areas that could not be judged; nothing where there are none.
    mutating func stayedSilent(_ kind: GapKind, _ reason: String, about areas: [Area.ID]) {
        if !areas.isEmpty { notJudged.append(NotJudged(kind, reason, areas: areas)) }
    }
}

/// Areas a rule stayed silent about, since what it needs to know is not on record: never a gap by guess, never a clean bill by
/// ignorance.
public struct NotJudged: Hashable, Sendable {
    public let kind: GapKind
    /// What is not known, in words that follow "not judged:".
    public let reason: String
    public let areas: [Area.ID]

    public init(_ kind: GapKind, _ reason: String, areas: [Area.ID]) {
        self.kind = kind
        self.reason = reason
        self.areas = areas
    }
}
