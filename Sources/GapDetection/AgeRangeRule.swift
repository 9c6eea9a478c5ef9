import Provision

/// `age-range`: a stretch between conception and the fifth birthday that nothing serves.
///
/// Of an area, only where every service of its register states its ages (itself, through its interventions or its service
/// type): then what is uncovered is known to be. Of an ICS, where fewer than half of its areas with a register have a service
/// known to reach the stretch: that is a statement about what is known, and the sentence says how many services state no
/// ages. The stretches are those of the framework's age bands, joined where the same areas serve them.
struct AgeRangeRule: GapRule {
    let kind = GapKind.ageRange
    let definition = "Age range: a stretch of conception to the fifth birthday that no service or intervention covers."
    let source = "A main finding of the scoping reports: little is there for children from two to five."

    func findings(in view: GapView) -> GapFindings {
        let coverage = view.snapshot.rows.indices.map {
            AgeCoverage(view.registers[$0], at: view.asOf, view.framework)
        }
        var gaps: [Gap] = []
        var unknown: [Area.ID] = []
        for row in view.snapshot.rows.indices {
            let area = view.area(row: row)
            guard view.registers[row].isKnown, coverage[row].withoutAges.isEmpty else {
                unknown.append(area.id)
                continue
            }
            for stretch in coverage[row].uncovered { gaps.append(gap(of: area, stretch, row, view)) }
        }
        for (head, rows) in view.groups {
            let known = rows.filter { view.registers[$0].isKnown }
            for (stretch, serving) in thin(known, coverage, view) {
                gaps.append(gap(of: head, stretch, serving: serving, among: known, coverage, view))
            }
        }
        let reason = "the register is empty, or some of its services state no ages"
        return GapFindings(gaps, notJudged: unknown.isEmpty ? [] : [NotJudged(kind, reason, areas: unknown)])
    }

    /// The stretches that fewer than half of some rows are known to serve, with the rows that do.
    private func thin(_ rows: [Int], _ coverage: [AgeCoverage], _ view: GapView) -> [(AgeRange, serving: [Int])] {
        guard !rows.isEmpty else { return [] }
        var found: [(AgeRange, serving: [Int])] = []
        for band in view.framework.ageBands.map(\.ages).sorted(by: { $0.from < $1.from }) {
            let serving = rows.filter { row in
                !coverage[row].uncovered.contains { $0.from < band.to && band.from < $0.to }
            }
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

    private func gap(of area: Area, _ stretch: AgeRange, _ row: Int, _ view: GapView) -> Gap {
        view.gap(
            kind,
            area: area,
            subject: stretch.slug,
            since: nil,
            why: "No service or intervention of \(area.name)'s register serves children \(stretch.inWords).",
            closing: "A service or intervention for children \(stretch.inWords).",
            document: view.registers[row].document
        )
    }

    private func gap(
        of head: Area,
        _ stretch: AgeRange,
        serving: [Int],
        among rows: [Int],
        _ coverage: [AgeCoverage],
        _ view: GapView
    ) -> Gap {
        let names = serving.map { view.area(row: $0).name }
        let without = Set(rows.flatMap { coverage[$0].withoutAges.map(\.id) }).count
        let who =
            names.isEmpty
            ? "in none of the \(rows.count) areas" : "in \(names.count) of the \(rows.count) areas (\(listed(names)))"
        let open = without == 0 ? "" : " \(counted(without, "service states", "services state")) no ages."
        return view.gap(
            kind,
            area: head,
            subject: stretch.slug,
            people: Severity.People(of: rows.filter { !serving.contains($0) }.map { view.area(row: $0) }),
            since: nil,
            why:
                "In \(head.name) services known to serve children \(stretch.inWords) are on record \(who) with a register.\(open)",
            closing: "Services for children \(stretch.inWords) in every area, with their ages stated."
        )
    }
}
