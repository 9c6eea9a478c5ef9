import Provision

/// `full-nowhere`: a service type that some area of an ICS provides or plans, and none in full. Where none provides anything,
/// `systemic` says so.
struct FullNowhereRule: FindingRule {
    let kind = GapKind.fullNowhere
    let definition =
        "Full nowhere: no area of an ICS has full provision of a service type, though some provide or plan it."
    let source = "A main finding of the scoping reports: no area has full provision of parent-infant services."

    func findings(in context: GapContext) -> Findings {
        let none = context.stands(.none)
        var open = StateSet(context.framework.scale) { $0.standing != .full }
        open.insert(.notExpected)
        return Findings(
            context.systemwideFindings(kind, flags: (SystemPass.Flag.provided, 0)) { states in
                var (expected, provided) = (0, 0)
                for state in states {
                    guard open.contains(state) else { return false }
                    if state == .notExpected { continue }
                    expected += 1
                    if !none.contains(state) { provided += 1 }
                }
                return expected > 1 && provided > 0
            }
        )
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        context.words(
            ofSystem: finding,
            closing: "It closes when one area has full provision; the gaps of the other areas stay."
        ) { head, type, rows in
            "No area of \(head.name) has \(type.name) in full: \(context.levelsInWords(rows, column: Int(finding.service)))."
        }
    }
}
