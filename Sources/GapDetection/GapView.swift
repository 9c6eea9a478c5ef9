public import Provision

/// What a rule sees: the model, the snapshot asked about, and the few things every rule needs from them.
public struct GapView: Sendable {
    public let model: ProvisionModel
    public let snapshot: Snapshot
    let severity: Severity
    /// The same areas at the reference date of each round up to the snapshot's date, the latest first.
    private let history: [(date: CalendarDate, snapshot: Snapshot, rowOfArea: [Int: Int])]

    public init(model: ProvisionModel, snapshot: Snapshot) {
        self.model = model
        self.snapshot = snapshot
        severity = Severity(model: model)
        // The areas of the day asked about, at every date: a change of boundaries neither opens nor closes a gap.
        let basis = snapshot.basis == .current ? AreaBasis.date(snapshot.asOf) : snapshot.basis
        history = model.rounds.map(\.referenceDate).filter { $0 <= snapshot.asOf }.reversed().map { date in
            let past = model.snapshot(asOf: date, knownAt: snapshot.knownAt, basis: basis, rule: snapshot.rule)
            let rows = Dictionary(past.rows.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            return (date, past, rows)
        }
    }

    func area(row: Int) -> Area { model.areas.areas[snapshot.rows[row]] }

    /// Each cell whose state satisfies `condition`, row by row.
    func cells(where condition: (CellState) -> Bool) -> [(row: Int, column: Int)] {
        guard snapshot.columns > 0 else { return [] }
        return snapshot.states.indices.filter { condition(snapshot.states[$0]) }.map {
            ($0 / snapshot.columns, $0 % snapshot.columns)
        }
    }

    /// The date since when a cell's level has satisfied `condition` without a break, at the dates of the rounds.
    func since(row: Int, column: Int, _ condition: (CellState) -> Bool) -> CalendarDate? {
        var first: CalendarDate?
        for (date, past, rowOfArea) in history {
            guard let pastRow = rowOfArea[snapshot.rows[row]], condition(past.state(row: pastRow, column: column))
            else { break }
            first = date
        }
        return first
    }

    /// A gap of every cell whose level has a standing, with the level's meaning as the reason.
    func gaps(ofLevelsStanding standing: Level.Standing, kind: GapKind, saying verdict: String) -> [Gap] {
        let scale = model.framework.scale
        let stands: (CellState) -> Bool = { scale.level(of: $0)?.standing == standing }
        return cells(where: stands).compactMap { row, column in
            guard let entry = snapshot.entry(row: row, column: column),
                let (rating, document) = model.source(ofEntry: entry),
                let level = scale.level(of: snapshot.state(row: row, column: column)),
                let origin = model.origin(ofEntry: entry, asOf: snapshot.asOf)
            else { return nil }
            let area = area(row: row)
            let type = model.framework.serviceTypes[column]
            let causes = rating.causes.compactMap { id in
                model.framework.causes.first { $0.id == id }?.name.lowercased()
            }
            let parts = snapshot.parts(row: row, column: column)
            let made = parts.count > 1 ? "; made of " + parts.map(words).joined(separator: ", ") : ""
            let because = causes.isEmpty ? "" : " Stated cause: \(causes.joined(separator: ", "))."
            return Gap(
                id: Gap.ID(kind, area.id, type.id.text),
                kind: kind,
                area: area.id,
                service: type.id,
                severity: severity.points(kind, area: area),
                since: since(row: row, column: column, stands),
                why:
                    "\(area.name) \(verdict) \(type.name) (\(level.code), \(Self.voice(of: origin, round: document.round))\(made)).\(because)",
                evidence: rating.evidence,
                document: Gap.Document(
                    area: document.area,
                    round: document.round,
                    revision: document.revision,
                    origin: origin
                )
            )
        }
    }

    /// One of several ratings that a cell is made of: "South Sefton R".
    private func words(_ part: CellPart) -> String {
        let code =
            model.framework.scale.level(of: part.state)?.code
            ?? (part.state == .notExpected ? "not expected" : "not rated")
        return "\(model.areas.areas[part.area].name) \(code)"
    }

    /// Whose word a rating is.
    static func voice(of origin: RatingOrigin, round: Round.ID) -> String {
        switch origin {
        case .areaReturn: "by its own return, round \(round)"
        case .collated: "collated by the network, round \(round)"
        case .carriedForward: "carried forward from round \(round)"
        }
    }
}
