import Provision

/// `systemic`: a service type that no area of an ICS provides. Areas that state it as not expected are passed over; one that
/// is not rated keeps the rule silent.
struct SystemicRule: GapRule {
    let kind = GapKind.systemic
    let definition = "Systemic: a service type is at no provision in every area of an ICS."
    let source = "A gap that no neighbour can fill asks for another answer than one area's."

    func findings(in context: GapContext) -> GapFindings {
        let scale = context.framework.scale
        let isNone = { (states: [CellState]) in
            let expected = states.filter { $0 != .notExpected }
            return expected.count > 1
                && expected.allSatisfy { scale.level(of: $0)?.standing == Level.Standing.none }
        }
        return GapFindings(
            context.systemwideGaps(
                kind,
                where: isNone,
                why: { head, type, rows in
                    "No area of \(head.name) has \(type.name): \(context.levelsInWords(rows, column: context.framework.index(of: type.id)))."
                },
                closing: { _ in "It closes when one of the areas provides it or plans to." }
            )
        )
    }
}
