import GapDetection
import Provision

/// The states of the page's cells through time: at every date at which something changed, on the rows of the page's own date.
struct PageSnapshots {
    /// In order of time; the last is the page's own date.
    let dates: [CalendarDate]
    /// For each date the states row by row; nil where the row's area was not there yet.
    let states: [[CellState?]]

    /// The most dates a page offers; of more, so many evenly chosen, the first and the last among them.
    static let most = 60

    init(_ snapshot: Snapshot, history: ProvisionHistory) {
        var dates: [CalendarDate] = []
        var states: [[CellState?]] = []
        func add(_ date: CalendarDate, _ next: [CellState?]) {
            guard states.last != next else { return }
            dates.append(date)
            states.append(next)
        }
        for past in history.snapshots where past.asOf < snapshot.asOf {
            add(past.asOf, Self.states(of: past, on: snapshot.rows))
        }
        // The page's own date always has its place, though nothing changed.
        dates.append(snapshot.asOf)
        states.append(snapshot.states.map { $0 })
        let chosen = Self.evenly(dates.count)
        self.dates = chosen.map { dates[$0] }
        self.states = chosen.map { states[$0] }
    }

    private static func states(of snapshot: Snapshot, on rows: [Int]) -> [CellState?] {
        rows.flatMap { area -> [CellState?] in
            guard let row = snapshot.row(of: area) else { return Array(repeating: nil, count: snapshot.columns) }
            return (0..<snapshot.columns).map { snapshot.state(row: row, column: $0) }
        }
    }

    /// The places of at most `most` of `count` things.
    static func evenly(_ count: Int) -> [Int] {
        guard count > most else { return Array(0..<count) }
        return (0..<most).map { $0 * (count - 1) / (most - 1) }
    }

    /// The first date's states, a character each: "a" for the scale's first level, "-" not expected, "." not rated, " " not there.
    var first: String { String(decoding: (states.first ?? []).map(Self.letter), as: UTF8.self) }

    /// For each later date the cells that differ from the date before: how far each lies behind the one before it, and its state.
    var changes: [(steps: [Int], letters: String)] {
        zip(states, states.dropFirst()).map { before, after in
            var steps: [Int] = []
            var letters: [UInt8] = []
            var last = 0
            for cell in after.indices where before.indices.contains(cell) && before[cell] != after[cell] {
                steps.append(cell - last)
                letters.append(Self.letter(after[cell]))
                last = cell
            }
            return (steps, String(decoding: letters, as: UTF8.self))
        }
    }

    /// A state's character. Scales have at most 32 levels: "a" to "z", then "A" to "F".
    static func letter(_ state: CellState?) -> UInt8 {
        guard let state else { return UInt8(ascii: " ") }
        guard let level = state.levelIndex else {
            return state == .notExpected ? UInt8(ascii: "-") : UInt8(ascii: ".")
        }
        let first = level < 26 ? UInt8(ascii: "a") : UInt8(ascii: "A")
        return first + UInt8(truncatingIfNeeded: level % 26)
    }
}
