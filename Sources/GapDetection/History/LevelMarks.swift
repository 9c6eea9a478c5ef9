import Provision

/// What levels say by themselves of the cells of a history, by `LevelPass`.
enum LevelMarks {
    /// The marks of a snapshot's cells, in the rows of its past.
    ///
    /// - Parameter rounds: how many rounds of the past are not after the snapshot's date.
    static func marks(of snapshot: Snapshot, past: StateHistory, rounds: Int, in model: ProvisionModel) -> [UInt8] {
        // The snapshot itself is the last step: at a round's date in the place of that round.
        let isRound = rounds > 0 && past.dates[rounds - 1] == snapshot.asOf
        let before = isRound ? rounds - 1 : rounds
        let grades = LevelPass.Grades(model.framework.scale)
        var pass = LevelPass(cells: past.cells, grades)
        let young = [UInt8](repeating: 0, count: past.cells)
        for round in 0..<before {
            pass.advance(grading(past, round, grades).span, old: young.span, stalledFrom: .max)
        }
        let stale = StaleRatings(model, asOf: snapshot.asOf, knownAt: snapshot.knownAt)
        advance(&pass, to: snapshot, at: before, past, grades, stale, model)
        return pass.marks
    }

    /// The marks of each snapshot of a history, one pass over all.
    static func marks(of history: ProvisionHistory, in model: ProvisionModel) -> [[UInt8]] {
        let grades = LevelPass.Grades(model.framework.scale)
        var pass = LevelPass(cells: history.states.cells, grades)
        // All are of one moment.
        let knownAt = history.snapshots.first?.knownAt
        assert(history.snapshots.allSatisfy { $0.knownAt == knownAt })
        let stale = StaleRatings.at(history.snapshots.map(\.asOf), model, knownAt: knownAt)
        return history.snapshots.enumerated().map { round, snapshot in
            advance(&pass, to: snapshot, at: round, history.states, grades, stale[round], model)
            return pass.marks
        }
    }

    private static func advance(
        _ pass: inout LevelPass,
        to snapshot: Snapshot,
        at round: Int,
        _ past: StateHistory,
        _ grades: LevelPass.Grades,
        _ stale: StaleRatings,
        _ model: ProvisionModel
    ) {
        var current = [UInt8](repeating: 0, count: past.cells)
        var old = current
        for (row, area) in snapshot.rows.enumerated() {
            guard let pastRow = past.row(ofArea: area) else {
                assertionFailure("a row without a past")
                continue
            }
            for column in 0..<snapshot.columns {
                let (from, to) = (row * snapshot.columns + column, pastRow * snapshot.columns + column)
                current[to] = grades.grade(snapshot.states[from].rawValue)
                old[to] = stale.contains(Int(snapshot.entries[from])) ? 1 : 0
            }
        }
        pass.advance(current.span, old: old.span, stalledFrom: stalledFrom(round, past, snapshot, model))
    }

    /// From how many rounds on end, the one at `round` included, a cell in development has stalled: those since the latest round
    /// that lies the framework's limit back.
    private static func stalledFrom(
        _ round: Int,
        _ past: StateHistory,
        _ snapshot: Snapshot,
        _ model: ProvisionModel
    ) -> Int {
        let months = model.framework.thresholds.stalledMonths
        let due = past.dates.prefix(round + 1).lastIndex { date in
            date <= snapshot.asOf && date.adding(months: months).map { $0 <= snapshot.asOf } ?? false
        }
        return due.map { round - $0 + 1 } ?? .max
    }

    private static func grading(_ past: StateHistory, _ round: Int, _ grades: LevelPass.Grades) -> [UInt8] {
        past.states[round * past.cells..<(round + 1) * past.cells].map(grades.grade)
    }
}
