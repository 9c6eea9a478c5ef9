import Provision

/// `full-nowhere`: a service type that some area of an ICS provides or plans, and none in full. Where none provides anything,
/// `systemic` says so.
struct FullNowhereRule: GapRule {
    let kind = GapKind.fullNowhere
    let definition =
        "Full nowhere: no area of an ICS has full provision of a service type, though some provide or plan it."
    let source = "A main finding of the scoping reports: no area has full provision of parent-infant services."

    func findings(in context: GapContext) -> GapFindings {
        let scale = context.framework.scale
        let isNowhereFull = { (states: [CellState]) in
            let standings = states.filter { $0 != .notExpected }.map { scale.level(of: $0)?.standing }
            return standings.count > 1 && standings.allSatisfy { $0 != nil && $0 != .full }
                && !standings.allSatisfy { $0 == Level.Standing.none }
        }
        return GapFindings(
            context.systemwideGaps(
                kind,
                where: isNowhereFull,
                why: { head, type, rows in
                    "No area of \(head.name) has \(type.name) in full: \(context.levelsInWords(rows, column: context.framework.index(of: type.id)))."
                },
                closing: { _ in "It closes when one area has full provision; the gaps of the other areas stay." }
            )
        )
    }
}
