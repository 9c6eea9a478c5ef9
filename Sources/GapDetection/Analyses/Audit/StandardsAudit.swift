package import Provision

/// The standards of the network's model, held against what areas say of themselves and what the data say of them.
///
/// A standard is asked of those who answer for it: of each area with a row, of what heads the areas, or of the network. Who
/// assessed a standard without being asked is heard too.
package struct StandardsAudit: Sendable {
    package let asOf: CalendarDate
    /// Those that anybody in it is asked about, or speaks of; the one asked for in any case.
    package let standards: [Standard]
    /// The areas of which there are cells, by place in the hierarchy: the network, then heads and rows as they come.
    package let areas: [Int]
    /// Standard by standard, in the order of `areas`.
    package let cells: [Cell]

    package struct Cell: Sendable {
        /// By place in `standards`.
        package let standard: Int
        /// By place in the hierarchy.
        package let area: Int
        /// What was said of it, by the area or by those it came from or is made of.
        package let statements: [Statement]
        /// What the data say; nil where the standard has no judge, or no area has a row.
        package let verdict: StandardVerdict?

        /// How far it is met, as was said: the least of several; nil where nobody said anything.
        package var stated: Assessment.State? { StandardsAudit.least(of: statements.map(\.assessment.state)) }

        package var judged: Assessment.State? { verdict?.state }

        /// Whether what was said and what the data say cannot both be so: met, and nothing of it on record; or not met, and all
        /// of it on record.
        package var conflict: Conflict? {
            switch (stated, judged) {
            case (.met, .notMet): .overclaimed
            case (.notMet, .met): .underclaimed
            default: nil
            }
        }
    }

    /// The least of what several said; nil where nobody said anything.
    static func least(of states: [Assessment.State]) -> Assessment.State? {
        [.notMet, .partly, .met, .notApplicable].first(where: states.contains)
    }

    package enum Conflict: Sendable { case overclaimed, underclaimed }

    package struct Statement: Sendable {
        package let assessment: Assessment
        package let document: Gap.Document
    }

    /// - Parameters:
    ///   - only: this standard alone, by place in the framework.
    ///   - rows: only these of the snapshot; nil for all.
    ///   - within: where they are those of a part of the map: its head, by place in the hierarchy.
    package init(
        _ model: ProvisionModel,
        at snapshot: Snapshot,
        only: Int? = nil,
        rows: [Int]? = nil,
        within: Int? = nil,
        history: ProvisionHistory? = nil
    ) {
        let context = GapContext(model: model, snapshot: snapshot, history: history)
        self.init(in: context, Tiers(model, snapshot, chosen: rows.map(Set.init), within: within), only: only)
    }

    /// Only of areas that have assessed anything: nobody else is told what is missing.
    init(ofAssessedIn context: GapContext) {
        self.init(
            in: context,
            Tiers(context.model, context.snapshot, chosen: nil, within: nil),
            only: nil,
            isOfAssessed: true
        )
    }

    private init(in context: GapContext, _ tiers: Tiers, only: Int?, isOfAssessed: Bool = false) {
        let (model, snapshot) = (context.model, context.snapshot)
        let framework = model.framework
        let chosen = only.map { [framework.standards[$0]] } ?? framework.standards
        var statements: [Int: [Statement]] = [:]
        for area in chosen.isEmpty ? [] : tiers.all {
            statements[area] = model.statements(of: area, row: tiers.rows[area], snapshot)
        }
        let heard = tiers.all.filter { !isOfAssessed || !(statements[$0] ?? []).isEmpty }
        var cells: [Cell] = []
        var standards: [Standard] = []
        for standard in heard.isEmpty ? [] : chosen {
            let place = standards.count
            let asked = Set(tiers.asked(standard.answeredBy))
            for area in heard {
                let said = (statements[area] ?? []).filter { $0.assessment.standard == standard.id }
                guard asked.contains(area) || !said.isEmpty else { continue }
                let verdict = standard.judge.flatMap { judge -> StandardVerdict? in
                    if let row = tiers.rows[area] { return StandardVerdict(judge, row: row, in: context) }
                    let below = tiers.rowsBelow(area).map { StandardVerdict(judge, row: $0, in: context) }
                    return below.isEmpty ? nil : StandardVerdict(of: below, judge)
                }
                cells.append(Cell(standard: place, area: area, statements: said, verdict: verdict))
            }
            if only != nil || cells.last?.standard == place { standards.append(standard) }
        }
        let shown = Set(cells.map(\.area))
        asOf = snapshot.asOf
        self.standards = standards
        areas = heard.filter(shown.contains)
        self.cells = cells
    }

    /// Who answers for what at a date.
    private struct Tiers {
        /// The network, then heads and rows as they come, each once.
        let all: [Int]
        /// The row of each area that has one.
        let rows: [Int: Int]
        private let groups: [(head: Int, rows: [Int])]
        private let network: Int?
        private let isWithin: (Int) -> Bool

        init(_ model: ProvisionModel, _ snapshot: Snapshot, chosen: Set<Int>?, within: Int?) {
            let date = snapshot.areasAsOf
            let isWithin = { (area: Int) in within.map { model.areas.isWithin(area, $0, on: date) } ?? true }
            groups = model.groups(of: snapshot).compactMap { head, rows in
                let rows = rows.filter { chosen?.contains($0) ?? true }
                return rows.isEmpty ? nil : (head, rows)
            }
            rows = Dictionary(
                groups.flatMap(\.rows).map { (snapshot.rows[$0], $0) },
                uniquingKeysWith: { one, _ in one }
            )
            // What heads them all; nil where there are several tops, so that nobody speaks for the network.
            var tops: Set<Int> = []
            for (head, _) in groups {
                var top = head
                while let parent = model.areas.parent(of: top, on: date) { top = parent }
                tops.insert(top)
            }
            network = tops.count == 1 ? tops.first.flatMap { isWithin($0) ? $0 : nil } : nil
            var all: [Int] = []
            var seen: Set<Int> = []
            func add(_ area: Int) { if seen.insert(area).inserted { all.append(area) } }
            if let network { add(network) }
            for (head, rows) in groups {
                if isWithin(head) { add(head) }
                for row in rows { add(snapshot.rows[row]) }
            }
            self.all = all
            self.isWithin = isWithin
        }

        func asked(_ answerer: Standard.Answerer) -> [Int] {
            switch answerer {
            case .area: Array(rows.keys)
            case .ics: groups.map(\.head).filter(isWithin)
            case .network: network.map { [$0] } ?? []
            }
        }

        func rowsBelow(_ area: Int) -> [Int] {
            area == network ? groups.flatMap(\.rows) : groups.filter { $0.head == area }.flatMap(\.rows)
        }
    }
}

extension ProvisionModel {
    /// What stands of assessments for an area: of a row by the snapshot, else the area's own or that of those it came from.
    fileprivate func statements(of area: Int, row: Int?, _ snapshot: Snapshot) -> [StandardsAudit.Statement] {
        guard let row else { return statements(standingFor: area, asOf: snapshot.asOf, knownAt: snapshot.knownAt) }
        return statements(in: snapshot.returns(listing: .assessments, row: row))
    }

    /// What an area said of itself or, where it said nothing, those it came from.
    func statements(
        standingFor area: Int,
        asOf: CalendarDate,
        knownAt: Instant?
    ) -> [StandardsAudit.Statement] {
        statements(in: lists(.assessments, standingFor: area, asOf: asOf, knownAt: knownAt))
    }

    private func statements(in places: [Int]) -> [StandardsAudit.Statement] {
        places.flatMap { place -> [StandardsAudit.Statement] in
            let source = returns[place]
            let document = Gap.Document(listOf: source)
            return source.assessments.map { StandardsAudit.Statement(assessment: $0, document: document) }
        }
    }
}
