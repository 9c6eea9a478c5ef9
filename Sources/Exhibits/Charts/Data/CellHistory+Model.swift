import Provision

extension CellHistory {
    /// The history of a cell as it stands on record.
    ///
    /// The area's own line has what the map shows of it, at each date at which a rating behind it is; the lines of the areas
    /// it came from have their own ratings, until they ended.
    ///
    /// - Parameters:
    ///   - area: by place in the hierarchy.
    ///   - service: by place in the framework.
    public init(_ scope: ExhibitScope, area: Int, service: Int) {
        let model = scope.model
        let found = model.ratingsOnRecord(area: area, service: service, knownAt: scope.knownAt)
        let all = found.map { Self.rating($0, in: model) }
        let itself = model.areas.areas[area]
        let dates = Set(all.map(\.date) + (all.isEmpty ? [] : [itself.from].compactMap { $0 }))
        let states = dates.filter { itself.isValid(on: $0) }.sorted().map { date -> (CalendarDate, CellState) in
            let snapshot = model.snapshot(
                asOf: date,
                knownAt: scope.knownAt,
                within: area,
                basis: .date(date),
                rule: scope.rule
            )
            return (date, snapshot.row(of: area).map { snapshot.state(row: $0, column: service) } ?? .unrated)
        }
        let before = model.areas.lineage(of: area).filter { $0 != area }.compactMap { place -> Line? in
            let ratings = found.filter { $0.area == place }
            if ratings.isEmpty { return nil }
            return Line(
                area: model.areas.areas[place].name,
                spells: Self.spells(ratings.map { ($0.date, $0.state) }, until: model.areas.areas[place].until)
            )
        }
        let combined =
            states.isEmpty || before.isEmpty ? "" : " Where several came before, its level is \(scope.rule.words)."
        self.init(
            caption: scope.caption(
                model.framework.serviceTypes[service].name,
                "\(counted(all.count, "rating")) on record, and the level that held from each to the next."
                    + (before.isEmpty ? "" : " Below the area those it came from.") + combined
            ),
            levels: model.framework.scale.levels,
            lines: [Line(area: itself.name, spells: Self.spells(states, until: itself.until))] + before,
            ratings: all
        )
    }

    private static func rating(_ found: RecordedRating, in model: ProvisionModel) -> Rating {
        let from = found.rating.carriedFrom.map { " from round \($0)" } ?? ""
        return Rating(
            date: found.date,
            area: model.areas.areas[found.area].name,
            state: found.state,
            origin: "\(found.origin.words)\(from), round \(found.document.round)",
            evidence: found.rating.evidence.map(\.text)
        )
    }

    /// States by date as spells, neighbours in one state joined.
    private static func spells(_ states: [(date: CalendarDate, state: CellState)], until end: CalendarDate?) -> [Spell]
    {
        var spells: [Spell] = []
        for (date, state) in states.sorted(by: { $0.date < $1.date }) where spells.last?.state != state {
            if !spells.isEmpty { spells[spells.count - 1].until = date }
            spells.append(Spell(from: date, until: end, state: state))
        }
        return spells
    }
}
