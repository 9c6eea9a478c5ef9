public import Provision

/// One way of finding gaps: a pure function from what is on record at a date to findings. A rule a file.
public protocol GapRule: Sendable {
    /// What it finds. The kind is also the rule's name.
    var kind: GapKind { get }
    /// What such a gap is, in one sentence, for help texts and legends.
    var definition: String { get }
    /// Where the rule comes from: who asked for it, or where its idea is written.
    var source: String { get }
    func findings(in context: GapContext) -> GapFindings
}

extension GapRule {
    /// The kind as people call it, in lower case: what stands before the colon of its definition. "no provision", "full nowhere".
    public var name: String { definition.prefix { $0 != ":" }.lowercased() }
}

/// What a rule found, and what it could not judge.
public struct GapFindings: Sendable {
    public var gaps: [Gap]
    public var notJudged: [NotJudged]

    public init(_ gaps: [Gap] = [], notJudged: [NotJudged] = []) {
        self.gaps = gaps
        self.notJudged = notJudged
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

/// All rules, in the order in which a register names the kinds.
public let gapRules: [any GapRule] = [
    NoneRule(), SystemicRule(), FullNowhereRule(), RegressedRule(), InDevelopmentRule(), StalledRule(), PartialRule(),
    MaskedRule(), FundingRule(), CapacityRule(), AgeRangeRule(), NeedsGroupRule(), InequityRule(), ContradictionRule(),
    UnratedRule(), NoReturnRule(), StaleRule(), DependencyRule(), DenominatorRule(),
]

/// The gaps at a snapshot, and what could not be judged.
public struct GapAudit: Sendable {
    /// Gaps in provision before those in the record, of each the most severe first. Equals in severity come in the order of their
    /// weight before rounding, then of kind, area and service type.
    public let gaps: [Gap]
    public let notJudged: [NotJudged]

    /// In smaller tables threads would take longer to start than the rules take.
    private static let minCellsForThreads = 4_000

    /// - Parameters:
    ///   - snapshot: of all areas: what a rule says of an ICS it must know of all of it.
    ///   - kinds: only these; nil for all.
    ///   - within: only gaps of this area and those below it, by place in the hierarchy.
    ///   - history: the same areas at the dates of the rounds, where it is at hand; else it is made.
    public init(
        _ model: ProvisionModel,
        at snapshot: Snapshot,
        kinds: Set<GapKind>? = nil,
        within: Int? = nil,
        history: ProvisionHistory? = nil
    ) {
        func isWithin(_ area: Area.ID) -> Bool {
            guard let within else { return true }
            return model.areas.index(of: area).map { model.areas.isWithin($0, within, on: snapshot.areasAsOf) } ?? false
        }
        let context = GapContext(model: model, snapshot: snapshot, history: history)
        var found: [Gap] = []
        var notJudged: [NotJudged] = []
        let rules = gapRules.filter { kinds?.contains($0.kind) ?? true }
        let threads = snapshot.states.count < Self.minCellsForThreads ? 1 : processorCount
        for findings in concurrentMap(rules.count, threads: threads, { rules[$0].findings(in: context) }) {
            found += within == nil ? findings.gaps : findings.gaps.filter { isWithin($0.area) }
            notJudged += findings.notJudged.compactMap { item in
                let areas = item.areas.filter(isWithin)
                return areas.isEmpty ? nil : NotJudged(item.kind, item.reason, areas: areas)
            }
        }
        // Sorting by the place found keeps equals in their order: Swift's sort promises no stability.
        let isLater = found.map { $0.kind.isOfTheRecord ? 1 : 0 }
        gaps = found.indices.sorted {
            (isLater[$0], found[$1].severity, found[$1].weight, $0) < (
                isLater[$1], found[$0].severity, found[$0].weight, $1
            )
        }.map { found[$0] }
        self.notJudged = notJudged
    }

    /// How many gaps there are of each register.
    public var tally: GapTally { GapTally(gaps) }

    /// How many gaps in provision each area has itself, those of areas below it left out; areas without any are not in it.
    public var countsByArea: [Area.ID: Int] {
        var counts: [Area.ID: Int] = [:]
        for gap in gaps where !gap.kind.isOfTheRecord { counts[gap.area, default: 0] += 1 }
        return counts
    }
}
