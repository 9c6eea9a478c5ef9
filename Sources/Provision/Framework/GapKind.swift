/// What kind of gap: the id of the rule that finds it. The names are part of the model, since a framework weighs each of them.
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
    public static let staleCopy = GapKind(rawValue: "stale-copy")
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
    public static let standardUnmet = GapKind(rawValue: "standard-unmet")
    public static let overclaimed = GapKind(rawValue: "overclaimed")
    public static let underclaimed = GapKind(rawValue: "underclaimed")
    public static let notAssessed = GapKind(rawValue: "not-assessed")
    public static let unmeasured = GapKind(rawValue: "unmeasured")
    public static let measuresDiffer = GapKind(rawValue: "measures-differ")
    public static let equityUnrecorded = GapKind(rawValue: "equity-unrecorded")
    public static let criteriaDisagree = GapKind(rawValue: "criteria-disagree")
    public static let roleAbsent = GapKind(rawValue: "role-absent")
    public static let staffing = GapKind(rawValue: "staffing")
    public static let unheard = GapKind(rawValue: "unheard")
    public static let voiceMismatch = GapKind(rawValue: "voice-mismatch")
    public static let unrepresented = GapKind(rawValue: "unrepresented")
    public static let noOwner = GapKind(rawValue: "no-owner")
    public static let overdue = GapKind(rawValue: "overdue")
    public static let doneButOpen = GapKind(rawValue: "done-but-open")
}

extension GapKind {
    /// Whether it is about the record rather than about what families are provided with: a return that is missing, a rating
    /// that is old, two statements that disagree. No children stand behind a gap in the record; they stand behind what it hides.
    public var isOfTheRecord: Bool {
        switch self {
        case .unrated, .noReturn, .stale, .staleCopy, .contradiction, .denominator, .overclaimed, .underclaimed,
            .notAssessed, .criteriaDisagree, .unmeasured, .measuresDiffer, .equityUnrecorded, .unheard, .unrepresented,
            .noOwner, .overdue, .doneButOpen:
            true
        default: false
        }
    }

    /// Whether it is about what is done, or not done, about other gaps.
    public var isOfActions: Bool { [.noOwner, .overdue, .doneButOpen].contains(self) }
}

extension GapKind {
    /// Every kind there is, and what it says of families in a few words: the sentence of a severity names it so.
    private static let names: [(kind: GapKind, name: String)] = [
        (.none, "no provision"), (.systemic, "no provision anywhere in an ICS"),
        (.fullNowhere, "full provision nowhere in an ICS"), (.regressed, "provision that was better before"),
        (.inDevelopment, "provision still in development"), (.stalled, "a plan that has stalled"),
        (.partial, "only some provision"), (.masked, "a part or an age left out behind some provision"),
        (.funding, "money that runs out"), (.capacity, "too little capacity"),
        (.ageRange, "an age that nothing serves"), (.needsGroup, "a group of families that nothing serves"),
        (.inequity, "full provision for some and none for others"), (.contradiction, "statements that disagree"),
        (.unrated, "a missing rating"), (.noReturn, "a missing return"), (.stale, "an old rating"),
        (.staleCopy, "a copy of a rating that was corrected"),
        (.dependency, "dependence on one provider or funder"), (.denominator, "a count that differs"),
        (.standardUnmet, "a standard that is not met"), (.overclaimed, "a claim that the data deny"),
        (.underclaimed, "a standard met and not claimed"), (.notAssessed, "standards not assessed"),
        (.criteriaDisagree, "criteria that make another level"),
        (.unmeasured, "a service that nobody measures"), (.measuresDiffer, "services that no measure compares"),
        (.equityUnrecorded, "whom a service reaches not recorded"),
        (.roleAbsent, "a role that nobody fills"), (.staffing, "posts that are vacant, end or are too few"),
        (.unheard, "areas where nobody was heard"), (.voiceMismatch, "a wish of many that is not on record"),
        (.unrepresented, "a group that was hardly heard"),
        (.noOwner, "a severe gap that nobody has taken on"), (.overdue, "an action that is late"),
        (.doneButOpen, "an action that is done while its gap is open"),
    ]

    /// Every kind, in the order in which a register names them.
    public static let all: [GapKind] = names.map(\.kind)

    /// What it says in a few words: "no provision". A kind that is not known has its id.
    public var name: String { Self.names.first { $0.kind == self }?.name ?? rawValue }
}
