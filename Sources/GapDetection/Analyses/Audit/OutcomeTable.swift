package import Provision

/// What services came to, area by area, with totals; small numbers withheld as `SmallNumbers` says.
///
/// It is worked out over all areas of a date whatever part of it is shown, so that what is withheld in one view is told in none.
package struct OutcomeTable: Sendable {
    package let asOf: CalendarDate
    package let rows: [Row]
    /// By measure, of each group and then of all; a single group needs no total of all.
    package let totals: [Total]

    /// A service in an area, by one measure in one period.
    package struct Row: Sendable {
        /// By place in the hierarchy.
        package let area: Int
        /// What heads it.
        package let head: Int
        package let service: Service.ID
        /// As the register names it; its id where that does not know it.
        package let name: String
        package let type: ServiceType.ID?
        package let measure: Measure?
        package let from: CalendarDate
        package let until: CalendarDate
        package let shown: Shown
        package let document: Gap.Document
    }

    package struct Total: Sendable {
        /// What heads the areas; nil for all of them.
        package let head: Int?
        package let measure: Measure?
        /// How many rows it is the sum of.
        package let rows: Int
        package let shown: Shown
    }

    /// The counts that may be told.
    package struct Shown: Sendable {
        private let told: [Outcome.Count: Int]
        private let withheld: Set<Outcome.Count>

        fileprivate init(_ line: SmallNumbers.Line) {
            told = line.counts.filter { !line.withheld.contains($0.key) }
            withheld = line.withheld
        }

        /// Nil where nothing is stated, or it is withheld.
        package subscript(count: Outcome.Count) -> Int? { told[count] }

        package func isWithheld(_ count: Outcome.Count) -> Bool { withheld.contains(count) }
    }

    package init(_ model: ProvisionModel, at snapshot: Snapshot) {
        let registers = AreaRegister.registers(of: snapshot, in: model)
        // What a divided area returned counts once.
        let shared = snapshot.sharedReturns(listing: .outcomes)
        var found: [Found] = []
        for group in model.groups(of: snapshot) {
            let listed = model.lists(
                .services,
                standingFor: group.head,
                asOf: snapshot.asOf,
                knownAt: snapshot.knownAt
            )
            let known =
                group.rows.flatMap { registers[$0].services.map(\.service) }
                + listed.flatMap { model.returns[$0].services }
            let isAlone = group.rows.contains { snapshot.rows[$0] == group.head }
            let own = isAlone ? [] : model.outcomes(of: group.head, row: nil, in: snapshot)
            let divided = snapshot.returns(listing: .outcomes, rows: group.rows, among: shared).flatMap { place in
                model.outcomes(of: model.areas.index(of: model.returns[place].area) ?? group.head, in: [place])
            }
            let areas = group.rows.flatMap { row in
                model.outcomes(
                    of: snapshot.rows[row],
                    in: snapshot.returns(listing: .outcomes, row: row).filter { !shared.contains($0) }
                )
            }
            for entry in own + divided + areas {
                found.append((entry, group.head, known.first { $0.id == entry.outcome.service }))
            }
        }
        self.init(found, model.framework.measures, at: snapshot.asOf)
    }

    private typealias Found = (entry: OutcomeOnRecord, head: Int, service: Service?)

    /// - Parameter found: group by group.
    private init(_ found: [Found], _ measures: [Measure], at date: CalendarDate) {
        asOf = date
        // A group is what one head's areas have by one measure, and a whole what all have by it; in the order of the framework, and
        // then what was measured by nothing.
        var (members, parts): ([[Int]], [[Int]]) = ([], [])
        var heads: [(head: Int, measure: Measure?)] = []
        for measure in measures.map(Optional.some) + [nil] {
            let own = found.indices.filter { found[$0].entry.outcome.measure == measure?.id }
            var part: [Int] = []
            for place in own {
                if let last = part.last, heads[last].head == found[place].head {
                    members[last].append(place)
                } else {
                    part.append(members.count)
                    members.append([place])
                    heads.append((found[place].head, measure))
                }
            }
            if !part.isEmpty { parts.append(part) }
        }
        let numbers = SmallNumbers(
            found.map { Self.line($0.entry.outcome) },
            members: members,
            parts: parts,
            same: Self.families(found)
        )
        rows = members.enumerated().flatMap { group, places in
            places.map { Row(found[$0], heads[group].measure, Shown(numbers.lines[$0])) }
        }
        totals = parts.enumerated().flatMap { whole, groups -> [Total] in
            let own = groups.map { group in
                Total(
                    head: heads[group].head,
                    measure: heads[group].measure,
                    rows: members[group].count,
                    shown: Shown(numbers.groups[group])
                )
            }
            guard groups.count > 1, let first = groups.first else { return own }
            return own + [
                Total(
                    head: nil,
                    measure: heads[first].measure,
                    rows: groups.reduce(0) { $0 + members[$1].count },
                    shown: Shown(numbers.wholes[whole])
                )
            ]
        }
    }

    private static func line(_ outcome: Outcome) -> SmallNumbers.Line {
        var line = SmallNumbers.Line(counts: [:], withheld: [])
        for count in Outcome.Count.allCases {
            switch outcome[count] {
            case .exactly(let number): line.counts[count] = number
            case .withheld: line.withheld.insert(count)
            case nil: break
            }
        }
        return line
    }

    /// The places of what is said of the same families by several measures.
    private static func families(_ found: [Found]) -> [[Int]] {
        struct Family: Hashable {
            let area: Int
            let service: Service.ID
            let from: CalendarDate
            let until: CalendarDate
        }
        let families = Dictionary(grouping: found.indices) { place in
            let (area, outcome) = (found[place].entry.area, found[place].entry.outcome)
            return Family(area: area, service: outcome.service, from: outcome.from, until: outcome.until)
        }
        return families.values.filter { $0.count > 1 }
    }
}

extension OutcomeTable.Row {
    fileprivate init(
        _ found: (entry: OutcomeOnRecord, head: Int, service: Service?),
        _ measure: Measure?,
        _ shown: OutcomeTable.Shown
    ) {
        let outcome = found.entry.outcome
        area = found.entry.area
        head = found.head
        service = outcome.service
        name = found.service?.name ?? outcome.service.text
        type = found.service?.type
        self.measure = measure
        from = outcome.from
        until = outcome.until
        self.shown = shown
        document = found.entry.document
    }
}
