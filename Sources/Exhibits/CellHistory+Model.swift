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
        let places = model.areas.lineage(of: area)
        let found = places.map { ($0, Self.ratings(scope, area: $0, service: service)) }
        let all = found.flatMap(\.1).sorted { ($0.date, $0.area) < ($1.date, $1.area) }
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
        let before = found.filter { $0.0 != area && !$0.1.isEmpty }.map { place, ratings in
            Line(
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

    private static func ratings(_ scope: ExhibitScope, area: Int, service: Int) -> [Rating] {
        let model = scope.model
        return model.ratings.entries(area: area, service: service).compactMap { entry in
            guard model.ratings.isInForce(entry, knownAt: scope.knownAt),
                let date = CalendarDate(daysSince1970: model.ratings.dates[entry]),
                let (rating, document) = model.source(ofEntry: entry)
            else { return nil }
            let origin =
                rating.carriedFrom.map { "carried forward from round \($0)" }
                ?? (document.source == .areaReturn ? "its own return" : "collated by the network")
            return Rating(
                date: date,
                area: model.areas.areas[area].name,
                state: model.ratings.states[entry],
                origin: "\(origin), round \(document.round)",
                evidence: rating.evidence.map(\.text)
            )
        }
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
