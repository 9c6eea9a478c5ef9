import Provision

/// The states of the same areas' cells at the dates of rounds, a byte a cell, round by round in one flat array:
///
///     round 0: area 0 [s0 s1 s2 …] area 1 [s0 s1 s2 …] …   round 1: …
///
/// Looking back from a cell is a walk over bytes, a round apart.
struct StateHistory: Sendable {
    /// The rounds' reference dates, the earliest first.
    let dates: [CalendarDate]
    let columns: Int
    /// How many areas have cells.
    let rowCount: Int
    /// By the area's place in the hierarchy its row here; -1 for none.
    private let rowOfArea: [Int32]
    /// `dates.count * rowCount * columns` raw values of `CellState`, or `absent`.
    let states: [UInt8]

    /// An area had no row at the date.
    static let absent: UInt8 = 253

    /// - Parameters:
    ///   - snapshots: of one table, the earliest first.
    ///   - other: a snapshot whose areas are to have rows too.
    init(_ snapshots: [Snapshot], of areaCount: Int, and other: Snapshot? = nil) {
        var isThere = [Bool](repeating: false, count: areaCount)
        for area in other?.rows ?? [] { isThere[area] = true }
        for snapshot in snapshots { for area in snapshot.rows { isThere[area] = true } }
        var rowOfArea = [Int32](repeating: -1, count: areaCount)
        var count = 0
        for area in isThere.indices where isThere[area] {
            rowOfArea[area] = Int32(truncatingIfNeeded: count)
            count += 1
        }
        let columns = snapshots.first?.columns ?? other?.columns ?? 0
        var states = [UInt8](repeating: Self.absent, count: snapshots.count * count * columns)
        for (round, snapshot) in snapshots.enumerated() {
            assert(snapshot.columns == columns, "snapshots of one framework have the same columns")
            for (row, area) in snapshot.rows.enumerated() {
                let from = row * columns
                let to = (round * count + Int(rowOfArea[area])) * columns
                for column in 0..<columns { states[to + column] = snapshot.states[from + column].rawValue }
            }
        }
        dates = snapshots.map(\.asOf)
        self.columns = columns
        self.rowCount = count
        self.rowOfArea = rowOfArea
        self.states = states
    }

    /// The row of an area; nil where it has none.
    func row(ofArea area: Int) -> Int? {
        guard rowOfArea.indices.contains(area), rowOfArea[area] >= 0 else { return nil }
        return Int(rowOfArea[area])
    }

    /// The cells of one round.
    var cells: Int { rowCount * columns }

    /// How many rounds there are up to a date.
    func rounds(upTo date: CalendarDate) -> Int { dates.prefix { $0 <= date }.count }

    /// The first of the unbroken run of rounds, up to the last before `end`, in which a cell's state is one of a set; nil where the
    /// last is not.
    func runStart(of states: StateSet, row: Int, column: Int, before end: Int) -> Int? {
        var start: Int?
        var round = end - 1
        var place = round * cells + row * columns + column
        while round >= 0, states.contains(self.states[place]) {
            start = round
            round -= 1
            place -= cells
        }
        return start
    }
}

/// A set of states of cells, as raw values.
struct StateSet: Sendable {
    private var low: UInt64 = 0
    private var isNotExpected = false
    private var isUnrated = false

    init() {}

    /// The levels of a scale that satisfy a condition.
    init(_ scale: RatingScale, where condition: (Level) -> Bool) {
        for (index, level) in scale.levels.enumerated() where condition(level) { insert(.level(index)) }
    }

    mutating func insert(_ state: CellState) {
        switch state {
        case .notExpected: isNotExpected = true
        case .unrated: isUnrated = true
        default: low |= 1 << UInt64(state.rawValue & 63)
        }
    }

    func contains(_ raw: UInt8) -> Bool {
        switch raw {
        case ..<64: low >> UInt64(raw) & 1 != 0
        case CellState.notExpected.rawValue: isNotExpected
        case CellState.unrated.rawValue: isUnrated
        default: false
        }
    }

    func contains(_ state: CellState) -> Bool { contains(state.rawValue) }
}
