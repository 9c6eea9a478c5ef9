import Provision

/// `dependency`: one provider or one funder alone stands behind many cells of an ICS (5 unless told): if it withdraws, all of
/// them are without.
///
/// A cell is an area and a service type that is provided or planned there. It rests on a provider where every service of the
/// type that may be live in that area is that provider's; organisations that provide a service together count as one, since
/// nobody says which of them serves which area. It rests on a funder where all the money on record for these services is that
/// funder's. A service that states no provider, or no funder, says that somebody else may stand behind the cell. Services are
/// counted in the areas whose returns list them, never in areas that an ICS's own document does not name.
struct DependencyRule: FindingRule {
    let kind = GapKind.dependency
    let definition =
        "Dependency: one provider or funder alone stands behind many cells of an ICS (5 unless the framework says otherwise)."
    let source = "The scoping reports: single trusts and single grants carry a service across a whole ICS."

    func findings(in context: GapContext) -> Findings {
        var findings = Findings()
        var dependencies: [Dependency] = []
        for group in context.groups {
            var cellsOf: [Party: [Cell]] = [:]
            for row in group.rows {
                let register = context.registers[row]
                for column in register.columns {
                    guard let standing = context.standing(row: row, column: column), standing != Level.Standing.none
                    else { continue }
                    let live = register.services(column: column).map(\.service)
                        .filter { $0.mayBeLive(at: context.asOf) }
                    for party in Party.all(behind: live) { cellsOf[party, default: []].append(Cell(row, column)) }
                }
            }
            for (party, cells) in cellsOf.sorted(by: { $0.key < $1.key })
            where cells.count >= context.thresholds.dependencyCells {
                findings.found.append(
                    context.finding(
                        kind,
                        area: group.index,
                        people: people(cells, context),
                        subject: "\(party.role.rawValue)/\(slug(party.names.joined(separator: " and ")))",
                        since: nil,
                        detail: dependencies.count
                    )
                )
                dependencies.append(Dependency(head: group.head, party: party, cells: cells))
            }
        }
        findings.workings = dependencies
        return findings
    }

    /// One provider or funder, and the cells that rest on it.
    private struct Dependency: Sendable {
        let head: Area
        let party: Party
        let cells: [Cell]
    }

    private func people(_ cells: [Cell], _ context: GapContext) -> Severity.People {
        context.people(rows: Set(cells.map(\.row)).sorted())
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [Dependency], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("a dependency that was found is there")
            return GapWords(why: "", closing: "")
        }
        let dependency = found[Int(finding.detail)]
        let (party, cells) = (dependency.party, dependency.cells)
        return GapWords(
            topic: "\(counted(cells.count, "cell")) with no other \(party.role.rawValue)",
            people: people(cells, context),
            why: "In \(dependency.head.name), \(party.displayText) \(places(cells, context)).",
            closing:
                "It closes when fewer than \(grouped(context.thresholds.dependencyCells)) of these rest on \(party.names.count > 1 ? "them" : "it") alone."
        )
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
