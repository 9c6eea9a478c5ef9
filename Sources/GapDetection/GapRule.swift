public import Provision

/// One way of finding gaps: a pure function from what is on record at a date to findings. A rule a file.
public protocol GapRule: Sendable {
    /// What it finds. The kind is also the rule's name.
    var kind: GapKind { get }
    /// What such a gap is, in one sentence, for help texts and legends.
    var definition: String { get }
    func gaps(in view: GapView) -> [Gap]
}

/// All rules, in the order in which a register names the kinds.
public let gapRules: [any GapRule] = [
    NoneRule(), InDevelopmentRule(), PartialRule(), UnratedRule(), NoReturnRule(),
]

/// The gaps at a snapshot, the most severe first; equals in the order of area and service type.
///
/// - Parameter kinds: only these; nil for all.
public func gaps(
    in model: ProvisionModel,
    at snapshot: Snapshot,
    kinds: Set<GapKind>? = nil
) -> [Gap] {
    let view = GapView(model: model, snapshot: snapshot)
    var found: [Gap] = []
    for rule in gapRules where kinds?.contains(rule.kind) ?? true {
        found += rule.gaps(in: view)
    }
    // Sorting by the place found keeps equals in the order of area and service type: Swift's sort promises no stability.
    return found.enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }.map(
        \.element
    )
}
