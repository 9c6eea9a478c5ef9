import Provision

/// `age-range`: a stretch between conception and the fifth birthday that nothing is known to serve, or for which little is made.
///
/// Of an area: a stretch that nothing on record is known to serve. Whether what states no ages serves it is not known, and the
/// sentence says so. A universal service type that is rated as provided serves all its ages.
///
/// Of an ICS: a stretch for which provision made for the early years is known in fewer than half of its areas. A universal
/// service, and one that takes all ages of school too, is not made for it: that nearly nothing is made for children from two to five
/// was a main finding of the scoping reports, while health visitors see them everywhere. The stretches are those of the
/// framework's age bands, joined where the same areas serve them.
struct AgeRangeRule: FindingRule {
    let kind = GapKind.ageRange
    let definition =
        "Age range: a stretch of conception to the fifth birthday that nothing in an area is known to serve, or for which fewer than half of an ICS's areas are known to have provision of its own."
    let source = "A main finding of the scoping reports: little is there for children from two to five."

    func findings(in context: GapContext) -> Findings {
        let coverage = context.snapshot.rows.indices.map { AgeCoverage(row: $0, in: context) }
        var workings = Workings(coverage: coverage)
        var findings = Findings()
        var unknown: [Area.ID] = []
        for row in context.snapshot.rows.indices {
            guard coverage[row].isKnown else {
                unknown.append(context.area(row: row).id)
                continue
            }
            for stretch in coverage[row].uncovered {
                findings.found.append(
                    context.finding(kind, row: row, subject: stretch.slug, since: nil, detail: workings.stretches.count)
                )
                workings.stretches.append(.ofArea(row: row, stretch))
            }
        }
        for group in context.groups {
            let known = group.rows.filter { coverage[$0].isKnown }
            for (stretch, serving) in Self.thin(known, coverage, context) {
                let others = known.filter { !serving.contains($0) }
                findings.found.append(
                    context.finding(
                        kind,
                        area: group.index,
                        people: context.people(rows: others),
                        subject: stretch.slug,
                        since: nil,
                        detail: workings.stretches.count
                    )
                )
                workings.stretches.append(
                    .ofSystem(
                        Thin(stretch: stretch, head: group.head, rows: group.rows, known: known, serving: serving)
                    )
                )
            }
        }
        findings.stayedSilent(kind, "nothing on record there says which ages it serves", about: unknown)
        findings.workings = workings
        return findings
    }

    /// What the words need again: which ages are served in each row, and the stretches in the order in which they were found.
    struct Workings: Sendable {
        /// By row of the snapshot.
        let coverage: [AgeCoverage]
        fileprivate var stretches: [Stretch] = []
    }

    fileprivate enum Stretch: Sendable {
        case ofArea(row: Int, AgeRange)
        case ofSystem(Thin)
    }

    /// A stretch for which little is made in an ICS.
    fileprivate struct Thin: Sendable {
        let stretch: AgeRange
        let head: Area
        let rows: [Int]
        /// Of which ages are known.
        let known: [Int]
        let serving: [Int]
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let workings = workings as? Workings, workings.stretches.indices.contains(Int(finding.detail)) else {
            assertionFailure("a stretch that was found is there")
            return GapWords(why: "", closing: "")
        }
        switch workings.stretches[Int(finding.detail)] {
        case .ofArea(let row, let stretch): return words(of: stretch, row, workings.coverage[row], context)
        case .ofSystem(let thin): return words(of: thin, workings.coverage, context)
        }
    }

    /// The stretches for which fewer than half of some rows are known to have provision of their own, with the rows that do.
    static func thin(_ rows: [Int], _ coverage: [AgeCoverage], _ context: GapContext) -> [(AgeRange, serving: [Int])] {
        guard !rows.isEmpty else { return [] }
        var found: [(AgeRange, serving: [Int])] = []
        for band in context.framework.ageBands.map(\.ages).sorted(by: { $0.from < $1.from }) {
            let serving = rows.filter { coverage[$0].isMade(for: band) }
            guard serving.count * 2 < rows.count else { continue }
            if let last = found.last, last.0.to == band.from, last.serving == serving,
                let joined = AgeRange(from: last.0.from, to: band.to)
            {
                found[found.count - 1] = (joined, serving)
            } else {
                found.append((band, serving))
            }
        }
        return found
    }

    private func words(
        of stretch: AgeRange,
        _ row: Int,
        _ coverage: AgeCoverage,
        _ context: GapContext
    ) -> GapWords {
        let area = context.area(row: row)
        let open = coverage.ageless
        return GapWords(
            topic: "ages \(stretch.displayText)",
            why:
                open.count == 0
                ? "Nothing on record in \(area.name) serves children \(stretch.displayText)."
                : "Nothing on record in \(area.name) is known to serve children \(stretch.displayText). Whether \(open.names) \(verb(open.count, "does", "do")) is not known: no ages are stated.",
            closing: "It closes when something for children \(stretch.displayText) is on record.",
            document: context.registers[row].document
        )
    }

    private func words(of thin: Thin, _ coverage: [AgeCoverage], _ context: GapContext) -> GapWords {
        let (head, stretch, serving, known, rows) = (thin.head, thin.stretch, thin.serving, thin.known, thin.rows)
        let names = serving.map { context.area(row: $0).name }
        let others = known.filter { !serving.contains($0) }
        let places =
            (names.isEmpty ? "none" : grouped(names.count))
            + (known.count == rows.count
                ? " of the \(counted(rows.count, "area")) of \(head.name)"
                : " of the \(counted(known.count, "area")) of \(head.name) with ages on record")
            + (names.isEmpty ? "" : " (\(listed(names)))")
        let universal = context.framework.serviceTypes.filter { type in
            known.contains { row in
                coverage[row].universal.contains { $0.id == type.id }
                    && AgeCoverage.gaps(in: [type.ages].compactMap { $0 }, stretch.from, stretch.to).isEmpty
            }
        }.map(\.name)
        let beyond =
            universal.isEmpty
            ? "Provision"
            : "Beyond \(listed(universal)), which \(verb(universal.count, "is", "are")) for every child, provision"
        let services = Set(others.flatMap { coverage[$0].services.map(\.id) }).count
        let types = Set(others.flatMap { coverage[$0].types.map(\.id) }).count
        let open = [
            services == 0 ? nil : counted(services, "service"), types == 0 ? nil : counted(types, "service type"),
        ].compactMap { $0 }
        let unknown =
            open.isEmpty
            ? ""
            : " \(serving.isEmpty ? "There" : "In the others"), \(listed(open)) \(verb(services + types, "states", "state")) no ages: whether they reach these children is not known."
        return GapWords(
            topic: "ages \(stretch.displayText)",
            people: context.people(rows: others),
            why: "\(beyond) made for children \(stretch.displayText) is known in \(places).\(unknown)",
            closing:
                "It closes when at least half of the areas are known to have provision for children \(stretch.displayText)."
        )
    }
}

extension AgeCoverage {
    /// All that states no ages, within a sentence: services by name, the rest counted.
    fileprivate var ageless: (names: String, count: Int) {
        var names = services.map(\.name) + types.map(\.name)
        let most = 4
        let further = names.count > most ? names.count - most : 0
        names = Array(names.prefix(most))
        if further > 0 { names.append(counted(further, "other")) }
        let count = services.count + types.count + interventions.count
        if !interventions.isEmpty {
            names.append(counted(interventions.count, "intervention"))
        }
        return (listed(names), count)
    }
}
