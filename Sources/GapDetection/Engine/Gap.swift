public import Provision

/// A finding: something that families need and an area does not have, or that nobody knows whether it has.
public struct Gap: Identifiable, Hashable, Sendable {
    public let id: ID
    public let kind: GapKind
    public let area: Area.ID
    /// The service type it is about; nil where it is about the area as a whole.
    public let service: ServiceType.ID?
    /// What it is about where that is no service type, in a few words for a table: "families who are thriving". Nil where it is
    /// about a service type or needs no saying.
    public let topic: String?
    /// 0 to 100, by `Severity`.
    public let severity: Int
    /// The same before rounding, not for people: what orders gaps of one severity.
    public let weight: Double
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
    /// How many of them are expected to need specialist help, which is what the severity counts; nil for a gap in the record.
    public let inNeed: ChildrenInNeed?
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

        /// What it is about within its kind and area: a service type's id, a round's, a stretch of ages. Empty where the kind
        /// says all.
        public var subject: String {
            description.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).dropFirst(2).first
                .map(String.init) ?? ""
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
