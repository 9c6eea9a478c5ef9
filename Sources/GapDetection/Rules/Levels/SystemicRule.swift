import Provision

/// `systemic`: a service type that no area of an ICS provides. Areas that state it as not expected are passed over; one that
/// is not rated keeps the rule silent.
struct SystemicRule: FindingRule {
    let kind = GapKind.systemic
    let definition = "Systemic: a service type is at no provision in every area of an ICS."
    let source = "A gap that no neighbour can fill asks for another answer than one area's."

    func findings(in context: GapContext) -> Findings {
        let none = context.stands(.none)
        return Findings(
            context.systemwideFindings(kind, flags: (SystemPass.Flag.none, SystemPass.Flag.provided)) { states in
                var expected = 0
                for state in states where state != .notExpected {
                    guard none.contains(state) else { return false }
                    expected += 1
                }
                return expected > 1
            }
        )
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        context.words(ofSystem: finding, closing: "It closes when one of the areas provides it or plans to.") {
            head,
            type,
            rows in
            "No area of \(head.name) has \(type.name): \(context.levelsInWords(rows, column: Int(finding.service)))."
        }
    }
}
