public import Provision

/// The levels of areas for some service types at one date: what maps are drawn of.
public struct AreaLevels: Sendable {
    public var caption: ExhibitCaption
    public var levels: [Level]
    public var services: [String]
    public var areas: [Area]

    public struct Area: Sendable {
        public var name: String
        /// What it belongs to: the name of its ICS; nil where it belongs to nothing.
        public var group: String?
        /// Everything it goes by, for finding its tile or its boundary: id, name, aliases, public codes.
        public var words: [String]
        /// Where it stands on a map of tiles; nil where nobody has placed it.
        public var tile: TileLayout.Place?
        /// One for each service type.
        public var cells: [ExhibitCell]

        public init(
            name: String,
            group: String? = nil,
            words: [String] = [],
            tile: TileLayout.Place? = nil,
            cells: [ExhibitCell]
        ) {
            self.name = name
            self.group = group
            self.tile = tile
            self.words = words + [name]
            self.cells = cells
        }

        func cell(_ service: Int) -> ExhibitCell { cells.indices.contains(service) ? cells[service] : .unrated }
    }

    public init(caption: ExhibitCaption, levels: [Level], services: [String], areas: [Area]) {
        self.caption = caption
        self.levels = levels
        self.services = services
        self.areas = areas
    }

    /// The levels of a snapshot.
    ///
    /// - Parameters:
    ///   - services: the service types to show, by place in the framework; nil for all.
    ///   - leftOut: paths of returns that could not be read.
    public init(
        model: ProvisionModel,
        snapshot: Snapshot,
        heading: String,
        services: [Int]? = nil,
        leftOut: [String] = [],
        scopeNote: String? = nil
    ) {
        let table = ProvisionTable(
            model: model,
            snapshot: snapshot,
            heading: heading,
            leftOut: leftOut,
            scopeNote: scopeNote
        )
        let columns = (services ?? Array(0..<snapshot.columns)).filter((0..<snapshot.columns).contains)
        let qualifiers = CellQualifier.Finder(model: model, snapshot: snapshot)
        self.init(
            caption: ExhibitCaption(table),
            levels: table.levels,
            services: columns.map { model.framework.serviceTypes[$0].name },
            areas: snapshot.rows.enumerated().map { row, place in
                let area = model.areas.areas[place]
                let group = model.group(of: place, on: snapshot.areasAsOf)
                return Area(
                    name: area.name,
                    group: group == place ? nil : model.areas.areas[group].name,
                    words: [area.id.text] + area.codes.map(\.value) + area.aliases,
                    tile: area.tile,
                    cells: columns.map { column in
                        ExhibitCell(
                            snapshot.state(row: row, column: column),
                            qualifiers.qualifier(row: row, column: column)
                        )
                    }
                )
            }
        )
    }

    /// The same figures as a table.
    public var table: DataTable {
        DataTable(
            caption: caption.title,
            columns: ["Area", "Group"] + services,
            rows: areas.map { area in
                [area.name, area.group ?? ""] + services.indices.map { words(area.cell($0)) }
            }
        )
    }

    /// A cell in words.
    func words(_ cell: ExhibitCell) -> String {
        cell.words(levels)
    }

    func isUsed(_ state: CellState) -> Bool {
        areas.contains { area in services.indices.contains { area.cell($0).state == state } }
    }

    /// The qualifiers in use, in the order of the legend.
    var qualifiers: [CellQualifier] {
        let used = Set(areas.flatMap(\.cells).compactMap(\.qualifier))
        return CellQualifier.allCases.filter(used.contains)
    }

    /// For each service type how many areas are at each level, in words.
    var summary: String {
        services.indices.map { service in "\(services[service]): \(summary(of: service))" }.joined(separator: "; ")
            + (services.isEmpty ? "" : ".")
    }

    /// "6 full provision, 8 some provision", in the order of the legend.
    func summary(of service: Int) -> String {
        counts(service).map { "\($1) \(ExhibitCell($0).words(levels).lowercased())" }.joined(separator: ", ")
    }

    /// The states that occur for a service type, in the order of the legend, with how many areas have them.
    func counts(_ service: Int) -> [(state: CellState, count: Int)] {
        LevelStyle.states(of: levels).compactMap { state in
            let count = areas.count { $0.cell(service).state == state }
            return count == 0 ? nil : (state, count)
        }
    }
}

extension ExhibitCell {
    /// The state's name, and what must be known of it.
    func words(_ levels: [Level]) -> String {
        let level = state.levelIndex.flatMap { levels.indices.contains($0) ? levels[$0] : nil }
        return state.name(as: level) + (qualifier.map { " (\($0.name.lowercased()))" } ?? "")
    }
}

extension ExhibitCaption {
    /// What a table of provision says of itself.
    init(_ table: ProvisionTable) {
        let known = table.knownAt.map { ", as recorded by \($0.displayText)" } ?? ""
        self.init(
            title: table.title,
            subtitle: "Ratings as of \(table.asOf.displayText)\(known). \(table.rowCount) areas.",
            asOf: table.asOf,
            knownAt: table.knownAt,
            isSimulated: table.isSimulated,
            notes: (table.ruleNote.map { [$0] } ?? []) + table.divisionNotes,
            sources: table.sources,
            leftOut: table.leftOut
        )
    }
}

extension CellQualifier {
    /// Tells of each cell of a snapshot what must be known of it.
    struct Finder {
        private let model: ProvisionModel
        private let snapshot: Snapshot
        /// Row by row whether an area that it shows was asked and made no return.
        private let isSilent: [Bool]
        private let stale: StaleRatings

        init(model: ProvisionModel, snapshot: Snapshot) {
            stale = StaleRatings(model, asOf: snapshot.asOf, knownAt: snapshot.knownAt)
            self.model = model
            self.snapshot = snapshot
            let round = model.latestRound(asOf: snapshot.asOf)
            let silent = Set(round.map { model.participation(in: $0, knownAt: snapshot.knownAt).silent } ?? [])
            isSilent = snapshot.members.map { !silent.isDisjoint(with: $0) }
        }

        func qualifier(row: Int, column: Int) -> CellQualifier? {
            let isSilent = isSilent.indices.contains(row) && isSilent[row]
            guard let entry = snapshot.entry(row: row, column: column) else { return isSilent ? .silent : nil }
            if stale.contains(entry) { return .stale }
            if model.origin(ofEntry: entry, asOf: snapshot.asOf) == .carriedForward { return .carriedForward }
            return isSilent ? .notReturned : nil
        }
    }
}
