import Provision

/// `systemic`: a service type that no area of an ICS provides. Areas that state it as not expected are passed over; one that
/// is not rated keeps the rule silent.
struct SystemicRule: GapRule {
    let kind = GapKind.systemic
    let definition = "Systemic: a service type is at no provision in every area of an ICS."
    let source = "A gap that no neighbour can fill asks for another answer than one area's."

    func findings(in view: GapView) -> GapFindings {
        let scale = view.framework.scale
        let isNone = { (states: [CellState]) in
            let expected = states.filter { $0 != .notExpected }
            return expected.count > 1
                && expected.allSatisfy { scale.level(of: $0)?.standing == Level.Standing.none }
        }
        return GapFindings(
            view.systemwide(isNone).map { head, rows, column in
                let type = view.framework.serviceTypes[column]
                return view.gap(
                    kind,
                    area: head,
                    service: type,
                    people: Severity.People(of: rows.map { view.area(row: $0) }),
                    since: view.since(rows: rows, column: column, isNone),
                    why: "No area of \(head.name) provides \(type.name): \(counted(rows.count, "area")), all at none.",
                    closing: "Provision commissioned for the ICS, or in one of its areas."
                )
            }
        )
    }
}

extension GapView {
    /// The ICSs and service types whose cells together satisfy a condition.
    func systemwide(_ condition: ([CellState]) -> Bool) -> [(head: Area, rows: [Int], column: Int)] {
        groups.filter { $0.rows.count > 1 }.flatMap { head, rows in
            framework.serviceTypes.indices.compactMap { column in
                let states = rows.map { snapshot.state(row: $0, column: column) }
                return condition(states)
                    ? (head, rows.filter { snapshot.state(row: $0, column: column) != .notExpected }, column) : nil
            }
        }
    }
}
