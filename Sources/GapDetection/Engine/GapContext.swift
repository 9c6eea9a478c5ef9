public import Provision

/// What a rule sees: the model, the snapshot asked about, and the few things every rule needs from them.
public struct GapContext: Sendable {
    public let model: ProvisionModel
    public let snapshot: Snapshot
    /// Row by row the services and interventions that are on record for it.
    let registers: [AreaRegister]
    /// The rows under each ICS (or whatever heads the table), in the order of the rows.
    let groups: [(head: Area, index: Int, rows: [Int])]
    /// What is known of the areas on the snapshot's day.
    let facts: AreaFacts
    /// The states of the snapshot's rows, among others, at the dates of the rounds, …
    private let past: StateHistory
    /// … of which so many are not after the snapshot's date.
    private let rounds: Int
    /// For each row its row in `past`.
    private let pastRows: [Int]
    /// Cell by cell of `past` what the levels say by themselves: see `LevelPass.Mark`.
    private let marks: [UInt8]
    /// The grades of the snapshot's own cells, row by row.
    let grades: [UInt8]
    let gradesOfScale: LevelPass.Grades
    /// The states of each standing.
    private let standings: [Level.Standing: StateSet]
    /// By the level's place in the scale the share of full provision that a partial level lacks.
    private let lacks: [Double]
    /// By a level's place in the scale what it stands for, and its place in the order of all levels.
    private let standingOfLevel: [Level.Standing]
    private let orderOfLevel: [Double]

    public init(model: ProvisionModel, snapshot: Snapshot, history: ProvisionHistory? = nil) {
        self.init(model: model, snapshot: snapshot, history: history, marks: nil)
    }

    /// - Parameter marks: those of the history's rows at the snapshot's date, where they are at hand; else they are made.
    init(model: ProvisionModel, snapshot: Snapshot, history: ProvisionHistory?, marks: [UInt8]?) {
        self.model = model
        self.snapshot = snapshot
        let history =
            history
            ?? ProvisionHistory(
                model,
                upTo: snapshot.asOf,
                knownAt: snapshot.knownAt,
                basis: snapshot.basis,
                rule: snapshot.rule
            )
        let facts =
            history.facts.date == snapshot.areasAsOf
            ? history.facts : AreaFacts(model, on: snapshot.areasAsOf, history.facts.subjects)
        self.facts = facts
        var past = history.states
        if snapshot.rows.contains(where: { past.row(ofArea: $0) == nil }) || past.columns != snapshot.columns {
            past = StateHistory(history.snapshots, of: model.areas.areas.count, and: snapshot)
        }
        rounds = past.rounds(upTo: snapshot.asOf)
        pastRows = snapshot.rows.compactMap { past.row(ofArea: $0) }
        assert(pastRows.count == snapshot.rows.count, "every row has a past, if an empty one")
        self.marks = marks ?? LevelMarks.marks(of: snapshot, past: past, rounds: rounds, in: model)
        self.past = past
        registers = facts.registers(of: snapshot, in: model)
        groups = model.groups(of: snapshot).map { (facts.areas[$0.head], $0.head, $0.rows) }
        let scale = model.framework.scale
        let gradesOfScale = LevelPass.Grades(scale)
        grades = snapshot.states.map { gradesOfScale.grade($0.rawValue) }
        self.gradesOfScale = gradesOfScale
        var standings: [Level.Standing: StateSet] = [:]
        for standing in [Level.Standing.none, .partial, .inDevelopment, .full] {
            standings[standing] = StateSet(scale) { $0.standing == standing }
        }
        self.standings = standings
        lacks = scale.levels.map { scale.shareOfPartial($0) }
        standingOfLevel = scale.levels.map(\.standing)
        orderOfLevel = scale.levels.map(\.order)
    }

    var framework: Framework { model.framework }
    var asOf: CalendarDate { snapshot.asOf }
    var thresholds: GapThresholds { model.framework.thresholds }

    func area(row: Int) -> Area { facts.areas[snapshot.rows[row]] }

    func level(row: Int, column: Int) -> Level? {
        framework.scale.level(of: snapshot.state(row: row, column: column))
    }

    func standing(row: Int, column: Int) -> Level.Standing? {
        guard let level = snapshot.state(row: row, column: column).levelIndex, level < standingOfLevel.count else {
            return nil
        }
        return standingOfLevel[level]
    }

    /// The place of a state's level in the order of all levels; nil where the state is none of them.
    func order(of state: CellState) -> Double? {
        guard let level = state.levelIndex, level < orderOfLevel.count else { return nil }
        return orderOfLevel[level]
    }

    /// Whether a cell's level has a standing.
    func isStanding(_ standing: Level.Standing, row: Int, column: Int) -> Bool {
        stands(standing).contains(snapshot.state(row: row, column: column))
    }

    /// The states that have a standing.
    func stands(_ standing: Level.Standing) -> StateSet { standings[standing] ?? StateSet() }

    /// Calls `body` with each cell in a state of a set, row by row.
    func forEachCell(in states: StateSet, _ body: (_ row: Int, _ column: Int) -> Void) {
        for row in snapshot.rows.indices {
            let start = row * snapshot.columns
            for column in 0..<snapshot.columns where states.contains(snapshot.states[start + column]) {
                body(row, column)
            }
        }
    }

    /// Calls `body` with each cell that has a mark of `LevelPass`, row by row.
    func forEachCell(marked mark: UInt8, _ body: (_ row: Int, _ column: Int) -> Void) {
        for row in snapshot.rows.indices {
            let start = pastRows[row] * past.columns
            for column in 0..<snapshot.columns where marks[start + column] & mark != 0 { body(row, column) }
        }
    }

    // MARK: Time

    /// Calls `body` with the states of a cell at the dates of the rounds, the latest first.
    func forEachPast(row: Int, column: Int, _ body: (_ date: CalendarDate, _ state: CellState) -> Void) {
        let place = pastRows[row] * past.columns + column
        for round in (0..<rounds).reversed() {
            let raw = past.states[round * past.cells + place]
            if raw != StateHistory.absent { body(past.dates[round], CellState(rawValue: raw)) }
        }
    }

    /// The date since when a cell's state has been one of a set without a break, at the dates of the rounds.
    func since(row: Int, column: Int, _ states: StateSet) -> CalendarDate? {
        past.runStart(of: states, row: pastRows[row], column: column, before: rounds).map { past.dates[$0] }
    }

    /// The date since when all cells of some rows in a column have together satisfied `condition` without a break. Rows without a
    /// row at a date are passed over there.
    func since(rows: [Int], column: Int, _ condition: ([CellState]) -> Bool) -> CalendarDate? {
        var first: CalendarDate?
        var states: [CellState] = []
        for round in (0..<rounds).reversed() {
            states.removeAll(keepingCapacity: true)
            for row in rows {
                let raw = past.states[round * past.cells + pastRows[row] * past.columns + column]
                if raw != StateHistory.absent { states.append(CellState(rawValue: raw)) }
            }
            guard condition(states) else { break }
            first = past.dates[round]
        }
        return first
    }

    // MARK: People

    /// The children of a row's area.
    func children(row: Int) -> ChildrenInNeed { facts.children[snapshot.rows[row]] }

    /// The share of the children of a row's area who live in deprived small areas; the median of others where it is not known.
    func deprivedShare(row: Int) -> Double { facts.severity.deprivedShare(of: area(row: row)) }

    /// How the gap weighs that a level leaves in a cell; nil where it closes the gap.
    func weight(of level: Level, row: Int, months: Int) -> Severity.Weight? {
        level.gapKind.map { kind in
            facts.severity.weight(
                kind,
                of: kind.isOfTheRecord ? nil : children(row: row),
                lack: framework.scale.shareOfPartial(level),
                months: months
            )
        }
    }

    /// What the level of a cell lacks, for the weight of a gap of some provision; 1 for other levels.
    func lack(row: Int, column: Int) -> Double {
        snapshot.state(row: row, column: column).levelIndex.map { lacks[$0] } ?? 1
    }

    /// What the levels of some cells lack on average, from 0 to 1, each weighed by the children in need of its area.
    func lack(rows: [Int], column: Int) -> Double {
        let levels = rows.compactMap { row in
            level(row: row, column: column).map { (level: $0, need: children(row: row).inNeed) }
        }
        let need = ChildrenInNeed.Counting.sum(levels.map(\.need))
        let lack = ChildrenInNeed.Counting.sum(
            levels.map { framework.severity.lack(of: $0.level, on: framework.scale) * $0.need }
        )
        return need > 0 ? lack / need : 1
    }

    func people(rows: [Int]) -> Severity.People { Severity.People(of: rows.map { area(row: $0) }) }

    // MARK: The rating behind a cell

    /// The rating behind a cell and the return it stands in.
    func rating(row: Int, column: Int) -> (rating: Rating, document: Gap.Document)? {
        guard let entry = snapshot.entry(row: row, column: column),
            let (rating, document) = model.source(ofEntry: entry),
            let origin = model.origin(ofEntry: entry, asOf: asOf)
        else { return nil }
        return (
            rating,
            Gap.Document(area: document.area, round: document.round, revision: document.revision, origin: origin)
        )
    }

    /// The round in which the rating behind a cell was made.
    func roundMade(row: Int, column: Int) -> Round? {
        snapshot.entry(row: row, column: column).flatMap { model.roundMade(ofEntry: $0, knownAt: snapshot.knownAt) }
    }
}
