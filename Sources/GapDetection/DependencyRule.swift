import Provision

/// `dependency`: one provider or one funder stands behind many cells of an ICS (5 unless told): what befalls it befalls all of them.
/// A cell is an area and a service type with a service of theirs that may be live, and some provision or plan.
struct DependencyRule: GapRule {
    let kind = GapKind.dependency
    let definition =
        "Dependency: one provider or funder stands behind many cells of an ICS (5 unless the framework says otherwise)."
    let source = "The scoping reports: single trusts and single grants carry a service across a whole ICS."

    func findings(in view: GapView) -> GapFindings {
        var gaps: [Gap] = []
        for (head, rows) in view.groups {
            var cellsOf: [Party: Set<Cell>] = [:]
            for row in rows {
                for entry in view.registers[row].services where entry.service.mayBeLive(at: view.asOf) {
                    guard let type = entry.service.type, let column = view.framework.index(of: type),
                        let standing = view.standing(row: row, column: column), standing != Level.Standing.none
                    else { continue }
                    for party in Party.all(behind: entry.service) {
                        cellsOf[party, default: []].insert(Cell(row: row, column: column))
                    }
                }
            }
            for (party, cells) in cellsOf.sorted(by: { $0.key < $1.key })
            where cells.count >= view.thresholds.dependencyCells {
                let rows = Set(cells.map(\.row)).sorted()
                let types = Set(cells.map(\.column)).sorted().map { view.framework.serviceTypes[$0].name }
                gaps.append(
                    view.gap(
                        kind,
                        area: head,
                        subject: "\(party.role)/\(slug(party.name))",
                        people: Severity.People(of: rows.map { view.area(row: $0) }),
                        since: nil,
                        why:
                            "\(party.name) is the \(party.role) behind \(counted(cells.count, "cell")) of \(head.name): \(listed(types)) in \(counted(rows.count, "area")).",
                        closing: "Known plans for the case that it withdraws, or others beside it."
                    )
                )
            }
        }
        return GapFindings(gaps)
    }

    private struct Cell: Hashable {
        let row: Int
        let column: Int
    }

    /// A provider or a funder.
    private struct Party: Hashable, Comparable {
        let role: String
        let name: String

        static func all(behind service: Service) -> [Party] {
            service.providers.map { Party(role: "provider", name: $0.name) }
                + service.funding.compactMap(\.funder).map { Party(role: "funder", name: $0) }
        }

        static func < (first: Party, second: Party) -> Bool { (first.role, first.name) < (second.role, second.name) }
    }
}
