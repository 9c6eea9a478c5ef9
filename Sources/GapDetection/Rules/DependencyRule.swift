import Provision

/// `dependency`: one provider or one funder alone stands behind many cells of an ICS (5 unless told): if it withdraws, all of
/// them are without.
///
/// A cell is an area and a service type that is provided or planned there. It rests on a provider where every service of the
/// type that may be live in that area is that provider's; organisations that provide a service together count as one, since
/// nobody says which of them serves which area. It rests on a funder where all the money on record for these services is that
/// funder's. A service that states no provider, or no funder, says that somebody else may stand behind the cell. Services are
/// counted in the areas whose returns list them, never in areas that an ICS's own document does not name.
struct DependencyRule: GapRule {
    let kind = GapKind.dependency
    let definition =
        "Dependency: one provider or funder alone stands behind many cells of an ICS (5 unless the framework says otherwise)."
    let source = "The scoping reports: single trusts and single grants carry a service across a whole ICS."

    func findings(in context: GapContext) -> GapFindings {
        var gaps: [Gap] = []
        for (head, rows) in context.groups {
            var cellsOf: [Party: [Cell]] = [:]
            for row in rows {
                for (column, type) in context.framework.serviceTypes.enumerated() {
                    guard let standing = context.standing(row: row, column: column), standing != Level.Standing.none
                    else { continue }
                    let live = context.registers[row].services(of: type.id).map(\.service)
                        .filter { $0.mayBeLive(at: context.asOf) }
                    for party in Party.all(behind: live) { cellsOf[party, default: []].append(Cell(row, column)) }
                }
            }
            for (party, cells) in cellsOf.sorted(by: { $0.key < $1.key })
            where cells.count >= context.thresholds.dependencyCells {
                let rows = Set(cells.map(\.row)).sorted()
                gaps.append(
                    context.gap(
                        kind,
                        area: head,
                        subject: "\(party.role.rawValue)/\(slug(party.names.joined(separator: " and ")))",
                        topic: "\(counted(cells.count, "cell")) with no other \(party.role.rawValue)",
                        people: Severity.People(of: rows.map { context.area(row: $0) }),
                        since: nil,
                        why: "In \(head.name), \(party.displayText) \(places(cells, context)).",
                        closing:
                            "It closes when fewer than \(grouped(context.thresholds.dependencyCells)) of these rest on \(party.names.count > 1 ? "them" : "it") alone."
                    )
                )
            }
        }
        return GapFindings(gaps)
    }

    /// "Health Visiting in 8 areas"; "Health Visiting (8 areas) and Family Hubs (Halton and Sefton)".
    private func places(_ cells: [Cell], _ context: GapContext) -> String {
        let columns = Set(cells.map(\.column)).sorted()
        let found = columns.map { column in
            let names = cells.filter { $0.column == column }.map { context.area(row: $0.row).name }
            let which = names.count <= Self.maxNamed ? listed(names) : counted(names.count, "area")
            let type = context.framework.serviceTypes[column].name
            return columns.count == 1 ? "\(type) in \(which)" : "\(type) (\(which))"
        }
        return listed(found)
    }

    /// As many areas are named, more are counted.
    private static let maxNamed = 3

    private struct Cell: Hashable {
        let row: Int
        let column: Int

        init(_ row: Int, _ column: Int) {
            self.row = row
            self.column = column
        }
    }

    /// A provider or a funder, or several of them together.
    private struct Party: Hashable, Comparable {
        enum Role: String { case provider, funder }

        let role: Role
        /// In alphabetical order.
        let names: [String]

        var displayText: String {
            names.count > 1
                ? "\(listed(names)) together are the only \(role.rawValue)s on record behind"
                : "\(names.first ?? "") is the only \(role.rawValue) on record behind"
        }

        /// The provider and the funder that some services of one cell rest on alone.
        static func all(behind services: [Service]) -> [Party] {
            let providers = Set(services.map { Set($0.providers.map(\.name)) })
            let funders = Set(services.flatMap { $0.funding.isEmpty ? [nil] : $0.funding.map(\.funder) })
            var found: [Party] = []
            if let names = providers.first, providers.count == 1, !names.isEmpty {
                found.append(Party(role: .provider, names: names.sorted()))
            }
            if let first = funders.first, let name = first, funders.count == 1 {
                found.append(Party(role: .funder, names: [name]))
            }
            return found
        }

        static func < (first: Party, second: Party) -> Bool {
            (first.role.rawValue, first.names.joined(separator: "\n"))
                < (second.role.rawValue, second.names.joined(separator: "\n"))
        }
    }
}
