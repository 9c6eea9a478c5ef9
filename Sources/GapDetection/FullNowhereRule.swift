import Provision

/// `full-nowhere`: a service type that some area of an ICS provides or plans, and none in full. Where none provides anything,
/// `systemic` says so.
struct FullNowhereRule: GapRule {
    let kind = GapKind.fullNowhere
    let definition =
        "Full nowhere: no area of an ICS has full provision of a service type, though some provide or plan it."
    let source = "A main finding of the scoping reports: no area has full provision of parent-infant services."

    func findings(in view: GapView) -> GapFindings {
        let scale = view.framework.scale
        let isNowhereFull = { (states: [CellState]) in
            let standings = states.filter { $0 != .notExpected }.map { scale.level(of: $0)?.standing }
            return standings.count > 1 && standings.allSatisfy { $0 != nil && $0 != .full }
                && !standings.allSatisfy { $0 == Level.Standing.none }
        }
        return GapFindings(
            view.systemwideGaps(
                kind,
                where: isNowhereFull,
                why: { head, type, rows in
                    let column = view.framework.index(of: type.id)
                    let counts = view.snapshot.counts(scale: scale, rows: rows, column: column)
                    let parts = scale.levels.indices.filter { counts.levels[$0] > 0 }.map {
                        "\(counts.levels[$0]) \(scale.levels[$0].name.lowercased())"
                    }
                    return
                        "No area of \(head.name) has full provision of \(type.name): of \(rows.count) areas \(parts.joined(separator: ", "))."
                },
                closing: "Full provision in every area."
            )
        )
    }
}
