public import Provision

extension ProvisionTable {
    /// - Parameters:
    ///   - heading: what the table is of: an area's name.
    ///   - leftOut: paths of returns that could not be read.
    ///   - comparison: what moved since an earlier snapshot of the same areas.
    ///   - scopeNote: what is shown in place of the area asked about, as `AreaScope` says it.
    ///   - openGaps: how many gaps each area has, as an audit found them; areas that are not named have none. Nil where nobody counted.
    public init(
        model: ProvisionModel,
        snapshot: Snapshot,
        heading: String,
        leftOut: [String],
        comparison: SnapshotComparison? = nil,
        openGaps: [Area.ID: Int]? = nil,
        scopeNote: String? = nil
    ) {
        let scale = model.framework.scale
        let round = model.latestRound(asOf: snapshot.asOf)
        let participation = round.map { model.participation(in: $0, knownAt: snapshot.knownAt) }

        func mark(_ row: Int) -> Mark? {
            let standings = snapshot.members[row].compactMap { participation?.standing(of: $0) }
            if standings.contains(.silent) { return .silent }
            return standings.contains(.returned) || standings.isEmpty ? nil : .notAsked
        }
        func letter(_ state: CellState) -> String { state.sign(as: scale.level(of: state)) }
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
        let qualifiers = CellQualifier.Finder(model: model, snapshot: snapshot)
        let moves = CellMove.byArea(comparison, columns: snapshot.columns)
        groups = model.groups(of: snapshot).map { head, rows in
            Group(
                name: model.areas.areas[head].name,
                rows: rows.map { row in
                    let area = snapshot.rows[row]
                    let sources = Self.sources(model, snapshot, row: row)
                    return Row(
                        area: model.areas.areas[area].id,
                        name: model.areas.areas[area].name,
                        mark: mark(row),
                        cells: (0..<snapshot.columns).map { snapshot.state(row: row, column: $0) },
                        mixtures: (0..<snapshot.columns).map { mixture(snapshot.parts(row: row, column: $0)) },
                        compositions: (0..<snapshot.columns).map { composition(snapshot.parts(row: row, column: $0)) },
                        qualifiers: (0..<snapshot.columns).map { qualifiers.qualifier(row: row, column: $0) },
                        moves: moves[area] ?? [],
                        returns: sources.returns,
                        provenance: sources.cells,
                        children: model.areas.area(at: area, on: snapshot.areasAsOf).childrenUnderFive,
                        fullness: (0..<snapshot.columns).map { Self.fullness(model, snapshot, row: row, column: $0) },
                        openGaps: openGaps.map { $0[model.areas.areas[area].id] ?? 0 }
                    )
                },
                counts: snapshot.counts(scale: scale, rows: rows)
            )
        }
        title = "\(heading): \(model.framework.title)"
        isSimulated = model.framework.isSimulated
        ruleNote = snapshot.isCombined ? "Where an area is made of several, its level is \(snapshot.rule.words)." : nil
        let continued = zip(snapshot.rows, snapshot.members).flatMap { row, members in members.filter { $0 != row } }
        divisionNotes =
            [scopeNote].compactMap { $0 }
            + Set(continued).sorted().compactMap { Self.divisionNote(of: model.areas.areas[$0], model.areas) }
        let above = model.groups(of: snapshot).map(\.head).filter { !snapshot.rows.contains($0) }
            .map { (area: model.areas.areas[$0], gaps: openGaps?[model.areas.areas[$0].id] ?? 0) }.filter {
                $0.gaps > 0
            }
        gapsNote =
            openGaps == nil
            ? nil
            : "Open gaps are gaps in provision; gaps in the record are not counted."
                + (above.isEmpty
                    ? ""
                    : " Gaps of a whole ICS come on top of those of its areas: "
                        + listed(above.map { "\($0.area.name) \(grouped($0.gaps))" }) + ".")
        asOf = snapshot.asOf
        knownAt = snapshot.knownAt
        levels = scale.levels
        columns = model.framework.serviceTypes.map(\.name)
        columnIDs = model.framework.serviceTypes.map(\.id)
        reaches = model.framework.serviceTypes.map(\.reach)
        change = comparison.map { Change($0, model) }
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
        let parts = shares.map { "\($0.area.name) \(Int(($0.share * 100).rounded()))%" }
        let basis = byChildren ? "by children aged 0-4" : "equally, as their children are not known"
        return "\(area.name) is divided, \(basis): \(parts.joined(separator: ", "))."
    }

    /// The share of a cell's children who live where provision is full: by the children of the areas it is made of, equally where they
    /// are not known.
    private static func fullness(_ model: ProvisionModel, _ snapshot: Snapshot, row: Int, column: Int) -> Double {
        func isFull(_ state: CellState) -> Bool { model.framework.scale.level(of: state)?.closesGap == true }
        let parts = snapshot.parts(row: row, column: column)
        guard !parts.isEmpty else { return isFull(snapshot.state(row: row, column: column)) ? 1 : 0 }
        let children = parts.map { model.areas.areas[$0.area].childrenUnderFive }
        let isKnown = children.allSatisfy { $0 != nil } && children.contains { $0 ?? 0 > 0 }
        let weights = children.map { isKnown ? Double($0 ?? 0) : 1 }
        let full = zip(parts, weights).reduce(0) { isFull($1.0.state) ? $0 + $1.1 : $0 }
        return full / max(weights.reduce(0, +), 1)
    }

    /// The returns that a row's ratings stand in, and for each cell which of them are its own.
    private static func sources(
        _ model: ProvisionModel,
        _ snapshot: Snapshot,
        row: Int
    ) -> (returns: [String], cells: [[Int]]) {
        var returns: [String] = []
        var places: [String: Int] = [:]
        let cells = (0..<snapshot.columns).map { column -> [Int] in
            let parts = snapshot.parts(row: row, column: column).map(\.entry)
            let entries = parts.isEmpty ? [snapshot.entry(row: row, column: column) ?? -1] : parts
            return entries.compactMap { entry in
                guard entry >= 0, let document = model.document(ofEntry: entry) else { return nil }
                let name = "\(document.round)/\(document.area).\(document.revision)"
                if let place = places[name] { return place }
                places[name] = returns.count
                returns.append(name)
                return returns.count - 1
            }
        }
        return (returns, cells)
    }
}
