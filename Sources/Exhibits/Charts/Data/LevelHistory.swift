public import Provision

/// The levels of areas and service types through rounds: what timelines are drawn of.
public struct LevelHistory: Sendable {
    public var caption: ExhibitCaption
    public var levels: [Level]
    public var services: [String]
    /// In order of time.
    public var rounds: [String]
    public var areas: [Area]

    public struct Area: Sendable {
        public var name: String
        /// What it belongs to: the name of its ICS; nil where it belongs to nothing.
        public var group: String?
        /// For each service type its cells through the rounds.
        public var cells: [[ExhibitCell]]

        public init(name: String, group: String? = nil, cells: [[ExhibitCell]]) {
            self.name = name
            self.group = group
            self.cells = cells
        }

        func cell(_ service: Int, _ round: Int) -> ExhibitCell {
            guard cells.indices.contains(service), cells[service].indices.contains(round) else { return .unrated }
            return cells[service][round]
        }
    }

    public init(caption: ExhibitCaption, levels: [Level], services: [String], rounds: [String], areas: [Area]) {
        self.caption = caption
        self.levels = levels
        self.services = services
        self.rounds = rounds
        self.areas = areas
    }

    /// The state at each round's reference date, up to a date, over the areas that exist at it.
    ///
    /// - Parameters:
    ///   - asOf: the last date of interest; rounds about a later one are left out.
    ///   - knownAt: only what was on record at this moment.
    ///   - within: only areas in or below this one, by place in the hierarchy.
    ///   - kind: the kind of area the rows are; nil for the areas that exist on `asOf`.
    ///   - from: the first date of interest; nil for all rounds up to `asOf`.
    ///   - services: the service types to show, by place in the framework; nil for all.
    ///   - chosen: the areas that the rows are, where neither `kind` nor `asOf` says it.
    ///   - rule: how one level is chosen where a row is made of several areas.
    public init(
        model: ProvisionModel,
        asOf: CalendarDate,
        from: CalendarDate? = nil,
        knownAt: Instant? = nil,
        within: Int? = nil,
        kind: Provision.Area.Kind.ID? = nil,
        heading: String,
        services: [Int]? = nil,
        leftOut: [String] = [],
        basis chosen: AreaBasis = .current,
        rule: CombinationRule = .worst
    ) {
        let rounds = model.rounds.filter { $0.referenceDate <= asOf && (from ?? $0.referenceDate) <= $0.referenceDate }
        let basis = (kind.map { .kind($0) } ?? chosen).steady(on: asOf)
        let snapshots = rounds.map { round in
            model.snapshot(asOf: round.referenceDate, knownAt: knownAt, within: within, basis: basis, rule: rule)
        }
        let areasAsOf = snapshots.last?.areasAsOf ?? asOf
        let columns = (services ?? Array(model.framework.serviceTypes.indices))
            .filter(model.framework.serviceTypes.indices.contains)
        let places = Set(snapshots.flatMap(\.rows)).sorted()
        let finders = snapshots.map { CellQualifier.Finder(model: model, snapshot: $0) }
        let table = snapshots.last.map {
            ProvisionTable(model: model, snapshot: $0, heading: heading, leftOut: leftOut)
        }
        var caption = table.map { ExhibitCaption($0) } ?? ExhibitCaption(title: "\(heading): \(model.framework.title)")
        caption.asOf = asOf
        caption.subtitle =
            "Ratings through \(counted(rounds.count, "round")) "
            + (from.map { "from \($0.displayText) to \(asOf.displayText)" } ?? "up to \(asOf.displayText)")
            + (knownAt.map { ", as recorded by \($0.displayText)" } ?? "") + ". \(places.count) areas."
        self.init(
            caption: caption,
            levels: model.framework.scale.levels,
            services: columns.map { model.framework.serviceTypes[$0].name },
            rounds: rounds.map(\.id.text),
            areas: places.map { place in
                let group = model.group(of: place, on: areasAsOf)
                return Area(
                    name: model.areas.areas[place].name,
                    group: group == place ? nil : model.areas.areas[group].name,
                    cells: columns.map { column in
                        snapshots.indices.map { index in
                            guard let row = snapshots[index].row(of: place) else { return .unrated }
                            return ExhibitCell(
                                snapshots[index].state(row: row, column: column),
                                finders[index].qualifier(row: row, column: column)
                            )
                        }
                    }
                )
            }
        )
    }

    /// Groups in order of appearance, with the areas of each by place.
    var groups: [(name: String?, areas: [Int])] {
        var order: [String?] = []
        var members: [String?: [Int]] = [:]
        for (index, area) in areas.enumerated() {
            if members[area.group] == nil { order.append(area.group) }
            members[area.group, default: []].append(index)
        }
        return order.map { ($0, members[$0] ?? []) }
    }

    /// The same figures as a table: a row for each area and service type, a column for each round.
    public func table(services chosen: [Int]? = nil) -> DataTable {
        DataTable(
            caption: caption.title,
            columns: ["Area", "Service type"] + rounds,
            rows: areas.flatMap { area in
                (chosen ?? Array(services.indices)).filter(services.indices.contains).map { service in
                    [area.name, services[service]] + rounds.indices.map { area.cell(service, $0).words(levels) }
                }
            }
        )
    }

    func isUsed(_ state: CellState, services chosen: [Int]) -> Bool {
        areas.contains { area in
            chosen.contains { service in rounds.indices.contains { area.cell(service, $0).state == state } }
        }
    }

    func qualifiers(services chosen: [Int]) -> [CellQualifier] {
        let used = Set(
            areas.flatMap { area in
                chosen.flatMap { service in rounds.indices.compactMap { area.cell(service, $0).qualifier } }
            }
        )
        return CellQualifier.allCases.filter(used.contains)
    }

    /// How many cells are at another level in the last round than in the first.
    func changed(services chosen: [Int]) -> Int {
        guard rounds.count > 1 else { return 0 }
        return areas.reduce(0) { sum, area in
            sum + chosen.count { area.cell($0, 0).state != area.cell($0, rounds.count - 1).state }
        }
    }
}
