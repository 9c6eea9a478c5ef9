public import Provision

/// One way of finding gaps: a pure function from what is on record at a date to findings, and another from a finding to its words.
/// A rule a file.
public protocol GapRule: Sendable {
    /// What it finds. The kind is also the rule's name.
    var kind: GapKind { get }
    /// What such a gap is, in one sentence, for help texts and legends.
    var definition: String { get }
    /// Where the rule comes from: who asked for it, or where its idea is written.
    var source: String { get }
}

extension GapRule {
    /// The kind as people call it, in lower case: what stands before the colon of its definition. "no provision", "full nowhere".
    public var name: String { definition.prefix { $0 != ":" }.lowercased() }
}

/// How a rule works, within this module.
protocol FindingRule: GapRule {
    /// What it finds, as numbers.
    func findings(in context: GapContext) -> Findings

    /// A finding in words.
    ///
    /// - Parameter workings: what `findings` worked out, where it left anything.
    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords
}

/// What is said of a finding when it is shown.
struct GapWords {
    /// What it is about where that is no service type, in a few words for a table.
    var topic: String?
    /// The children behind it, where they are not those of its row.
    var people: Severity.People?
    /// What the levels behind it lack, where that is not all that its kind says.
    var lack = 1.0
    let why: String
    let closing: String
    var evidence: [Evidence] = []
    var document: Gap.Document?
}

/// All rules, in the order in which a register names the kinds.
public let gapRules: [any GapRule] = findingRules

let findingRules: [any FindingRule] = [
    NoneRule(), SystemicRule(), FullNowhereRule(), RegressedRule(), InDevelopmentRule(), StalledRule(), PartialRule(),
    MaskedRule(), FundingRule(), CapacityRule(), AgeRangeRule(), NeedsGroupRule(), InequityRule(), ContradictionRule(),
    UnratedRule(), NoReturnRule(), StaleRule(), StaleCopyRule(), DependencyRule(), DenominatorRule(),
    StandardUnmetRule(), OverclaimedRule(), UnderclaimedRule(), NotAssessedRule(), CriteriaDisagreeRule(),
    UnmeasuredRule(), MeasuresDifferRule(), EquityUnrecordedRule(),
    RoleAbsentRule(), StaffingRule(),
    UnheardRule(), VoiceMismatchRule(), UnrepresentedRule(),
    NoOwnerRule(), OverdueRule(), DoneButOpenRule(),
]
