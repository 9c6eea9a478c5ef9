public import Provision

/// A finding: something that families need and an area does not have, or that nobody knows whether it has.
public struct Gap: Identifiable, Hashable, Sendable {
    public let id: ID
    public let kind: GapKind
    public let area: Area.ID
    /// The service type it is about; nil where it is about the area as a whole.
    public let service: ServiceType.ID?
    /// 0 to 100, by `Severity`.
    public let severity: Int
    /// How the severity came about, in one line.
    public let severityInWords: String
    /// The first day of the present spell: since when it has been so without a break, as far as the rounds tell.
    public let since: CalendarDate?
    /// One plain sentence: why this is a gap.
    public let why: String
    /// What would close it.
    public let closing: String
    /// The children aged 0-4 behind it; nil where they are not known, and for every gap in the record.
    public let children: Int?
    /// What the finding rests on.
    public let evidence: [Evidence]
    /// The document with the rating behind it; nil where the gap is that there is none.
    public let document: Document?

    /// A gap's name, the same in every snapshot in which it is found: `none:ccg-halton:iapt-0-5`.
    public struct ID: Hashable, Comparable, Sendable, CustomStringConvertible {
        public let description: String

        public init(_ kind: GapKind, _ area: Area.ID, _ subject: String) {
            description = "\(kind):\(area):\(subject)"
        }

        public static func < (first: Self, second: Self) -> Bool {
            first.description.utf8.lexicographicallyPrecedes(second.description.utf8)
        }
    }

    /// The return a finding rests on.
    public struct Document: Hashable, Sendable {
        public let area: Area.ID
        public let round: Round.ID
        public let revision: Int
        public let origin: RatingOrigin

        public init(area: Area.ID, round: Round.ID, revision: Int, origin: RatingOrigin) {
            self.area = area
            self.round = round
            self.revision = revision
            self.origin = origin
        }
    }
}

/// What kind of gap: the id of the rule that finds it.
public struct GapKind: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public var description: String { rawValue }

    public static let none = GapKind(rawValue: "none")
    public static let partial = GapKind(rawValue: "partial")
    public static let inDevelopment = GapKind(rawValue: "in-development")
    public static let unrated = GapKind(rawValue: "unrated")
    public static let noReturn = GapKind(rawValue: "no-return")
    public static let stalled = GapKind(rawValue: "stalled")
    public static let regressed = GapKind(rawValue: "regressed")
    public static let stale = GapKind(rawValue: "stale")
    public static let funding = GapKind(rawValue: "funding")
    public static let ageRange = GapKind(rawValue: "age-range")
    public static let needsGroup = GapKind(rawValue: "needs-group")
    public static let capacity = GapKind(rawValue: "capacity")
    public static let inequity = GapKind(rawValue: "inequity")
    public static let systemic = GapKind(rawValue: "systemic")
    public static let fullNowhere = GapKind(rawValue: "full-nowhere")
    public static let contradiction = GapKind(rawValue: "contradiction")
    public static let masked = GapKind(rawValue: "masked")
    public static let dependency = GapKind(rawValue: "dependency")
    public static let denominator = GapKind(rawValue: "denominator")
}

extension GapKind {
    /// Whether it is about the record rather than about what families are provided with: a return that is missing, a rating
    /// that is old, two statements that disagree. No children stand behind a gap in the record; they stand behind what it hides.
    public var isOfTheRecord: Bool {
        switch self {
        case .unrated, .noReturn, .stale, .contradiction, .denominator: true
        default: false
        }
    }
}
