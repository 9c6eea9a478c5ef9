public import Provision

/// A table of provision as people know it: areas down, service types across, a level in each cell. The one source of
/// the heatmap, of the table on the page and of the table on the terminal, so that they cannot disagree.
public struct ProvisionTable: Sendable {
    public let title: String
    /// Whether the data was made up by `lacuna simulate`.
    public let isSimulated: Bool
    /// How one level was chosen where a row is made of several areas; nil where none is.
    public let ruleNote: String?
    /// For each ended area that several rows continue: how its children are shared among its successors, and by what.
    public let divisionNotes: [String]
    public let asOf: CalendarDate
    public let knownAt: Instant?
    public let levels: [Level]
    public let columns: [String]
    public let groups: [Group]
    /// Over all cells.
    public let counts: LevelCounts
    /// The documents that evidence for these cells comes from, in words.
    public let sources: [String]
    /// Returns that could not be read and are missing from the table, as paths within the store.
    public let leftOut: [String]

    /// Areas under one heading: those of one ICS.
    public struct Group: Sendable {
        public let name: String
        public let rows: [Row]
        public let counts: LevelCounts
    }

    public struct Row: Sendable {
        public let area: Area.ID
        public let name: String
        public let mark: Mark?
        public let cells: [CellState]
        /// For each cell what it is made of, in few letters ("A R", "3R 6A"), where its parts differ; nil elsewhere.
        public let mixtures: [String?]
        /// For each cell what it is made of, in words; nil where it is one rating.
        public let compositions: [String?]
    }

    /// What a reader must know of a row.
    public enum Mark: String, CaseIterable, Sendable {
        /// Asked, and made no return of its own.
        case silent = "†"
        /// Not asked in the round.
        case notAsked = "‡"

        /// - Parameters:
        ///   - isCombined: whether rows are made of several areas.
        ///   - knowledge: what the rows with this mark show.
        func meaning(round: Round.ID, isCombined: Bool, _ knowledge: Knowledge) -> String {
            switch (self, isCombined) {
            case (.silent, false): "asked in round \(round) but made no return: \(knowledge.words)"
            case (.notAsked, false): "not asked in round \(round): \(knowledge.words)"
            case (.silent, true): "made of areas of which some, or all, made no return in round \(round) though asked"
            case (.notAsked, true): "made of areas that were not asked in round \(round)"
            }
        }
    }

    /// Where the ratings of areas without a return of their own come from.
    struct Knowledge {
        let hasCollated: Bool
        let hasEarlier: Bool
        let hasNothing: Bool

        var words: String {
            let network = "rated by the network from what it knows"
            let parts = [
                hasCollated ? network : nil, hasEarlier ? "rated as in an earlier round" : nil,
                hasNothing ? "nothing is on record" : nil,
            ].compactMap { $0 }
            return parts.isEmpty ? network : parts.joined(separator: ", or ")
        }
    }

    /// The marks in use, with their meanings.
    public let marks: [(mark: Mark, meaning: String)]

    /// - Parameters:
    ///   - heading: what the table is of: an area's name.
    ///   - leftOut: paths of returns that could not be read.
    public init(model: ProvisionModel, snapshot: Snapshot, heading: String, leftOut: [String]) {
        let scale = model.framework.scale
        let round = model.rounds.last { $0.referenceDate <= snapshot.asOf }
        let participation = round.map { model.participation(in: $0, knownAt: snapshot.knownAt) }

        func mark(_ row: Int) -> Mark? {
            let standings = snapshot.members[row].compactMap { participation?.standing(of: $0) }
            if standings.contains(.silent) { return .silent }
            return standings.contains(.returned) || standings.isEmpty ? nil : .notAsked
        }
        func letter(_ state: CellState) -> String {
            scale.level(of: state)?.code ?? (state == .notExpected ? "n/e" : "–")
        }
        func mixture(_ parts: [CellPart]) -> String? {
            let states = parts.map(\.state)
            guard Set(states).count > 1 else { return nil }
            if states.count <= 3 { return states.map(letter).joined(separator: " ") }
            let kinds = scale.levels.indices.map(CellState.level) + [.notExpected, .unrated]
            return kinds.compactMap { kind in
                let count = states.count { $0 == kind }
                return count == 0 ? nil : "\(count)\(letter(kind))"
            }.joined(separator: " ")
        }
        func composition(_ parts: [CellPart]) -> String? {
            guard parts.contains(where: { part in !snapshot.rows.contains(part.area) }) else { return nil }
            return parts.map { "\(model.areas.areas[$0.area].name) \(letter($0.state))" }.joined(separator: ", ")
        }
        groups = model.groups(of: snapshot).map { head, rows in
            Group(
                name: model.areas.areas[head].name,
                rows: rows.map { row in
                    let area = snapshot.rows[row]
                    return Row(
                        area: model.areas.areas[area].id,
                        name: model.areas.areas[area].name,
                        mark: mark(row),
                        cells: (0..<snapshot.columns).map { snapshot.state(row: row, column: $0) },
                        mixtures: (0..<snapshot.columns).map { mixture(snapshot.parts(row: row, column: $0)) },
                        compositions: (0..<snapshot.columns).map { composition(snapshot.parts(row: row, column: $0)) }
                    )
                },
                counts: snapshot.counts(scale: scale, rows: rows)
            )
        }
        title = "\(heading): \(model.framework.title)"
        isSimulated = model.framework.isSimulated
        ruleNote = snapshot.isCombined ? "Where an area is made of several, its level is \(snapshot.rule.words)." : nil
        let continued = zip(snapshot.rows, snapshot.members).flatMap { row, members in members.filter { $0 != row } }
        divisionNotes = Set(continued).sorted().compactMap { Self.divisionNote(of: model.areas.areas[$0], model.areas) }
        asOf = snapshot.asOf
        knownAt = snapshot.knownAt
        levels = scale.levels
        columns = model.framework.serviceTypes.map(\.name)
        counts = snapshot.counts(scale: scale, rows: snapshot.rows.indices)
        func knowledge(_ wanted: Mark) -> Knowledge {
            let cells = snapshot.rows.indices.filter { mark($0) == wanted }.flatMap { row in
                (0..<snapshot.columns).map { snapshot.entry(row: row, column: $0) }
            }
            let origins = cells.map { entry in entry.flatMap { model.origin(ofEntry: $0, asOf: snapshot.asOf) } }
            return Knowledge(
                hasCollated: origins.contains(.collated),
                hasEarlier: origins.contains(.carriedForward),
                hasNothing: origins.contains(nil)
            )
        }
        let used = Set(snapshot.rows.indices.compactMap(mark))
        marks =
            round.map { round in
                Mark.allCases.filter(used.contains).map {
                    ($0, $0.meaning(round: round.id, isCombined: snapshot.isCombined, knowledge($0)))
                }
            } ?? []
        let cited = Set(
            snapshot.entries.filter { $0 >= 0 }.compactMap { model.source(ofEntry: $0)?.rating }
                .flatMap { $0.evidence.compactMap(\.source) }
        )
        sources = model.framework.sources.filter { cited.contains($0.id) }.map { source in
            source.published.map { "\(source.title) (\($0))" } ?? source.title
        }
        self.leftOut = leftOut
    }

    /// How an area that ended is divided among its successors; nil for one with a single successor or none.
    private static func divisionNote(of area: Area, _ areas: AreaHierarchy) -> String? {
        let (shares, byChildren) = areas.successionShares(of: area)
        guard shares.count > 1 else { return nil }
        let parts = shares.map { "\($0.area.name) \(Int(($0.share * 100).rounded())) %" }
        let basis = byChildren ? "by children aged 0-4" : "equally, as their children are not known"
        return "\(area.name) is divided, \(basis): \(parts.joined(separator: ", "))."
    }

    /// The number of rows in all groups.
    public var rowCount: Int { groups.reduce(0) { $0 + $1.rows.count } }

    /// What stands in a cell: the level's code, "n/e" for not expected, "–" for not rated.
    public func letter(_ state: CellState) -> String {
        level(of: state)?.code ?? (state == .notExpected ? "n/e" : "–")
    }

    /// A cell in words.
    public func words(_ state: CellState) -> String {
        level(of: state)?.name ?? (state == .notExpected ? "Not expected here" : "Not rated")
    }

    func level(of state: CellState) -> Level? {
        state.levelIndex.flatMap { levels.indices.contains($0) ? levels[$0] : nil }
    }

    /// "26 no provision, 44 some provision, …", the worst level first, then states outside the ranks.
    public func summary(_ counts: LevelCounts) -> String {
        let order = levels.indices.sorted { (levels[$0].rank ?? .max, $0) < (levels[$1].rank ?? .max, $1) }
        var parts = order.map { "\(counts.levels[$0]) \(levels[$0].name.lowercased())" }
        if counts.notExpected > 0 { parts.append("\(counts.notExpected) not expected") }
        if counts.unrated > 0 { parts.append("\(counts.unrated) not rated") }
        return parts.joined(separator: ", ")
    }
}
