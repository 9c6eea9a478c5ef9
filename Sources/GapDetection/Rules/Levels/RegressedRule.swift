import Provision

/// `regressed`: worse than the best level an earlier snapshot has. In development counts as better than none and worse than
/// any provision. It dates from the day the level fell below the best.
struct RegressedRule: FindingRule {
    let kind = GapKind.regressed
    let definition = "Regressed: the level is worse than at an earlier snapshot."
    let source = "The board's question which gaps opened since; a level that was once reached can be kept."

    func findings(in context: GapContext) -> Findings {
        var found: [Finding] = []
        let levels = context.framework.scale.levels
        // By a level's place the states worse than it.
        let below = levels.map { best in
            levels.indices.filter { levels[$0].order < best.order }
                .reduce(into: StateSet()) { $0.insert(.level($1)) }
        }
        context.forEachCell(marked: LevelPass.Mark.regressed) { row, column in
            guard let best = best(context, row, column) else { return }
            found.append(
                context.finding(
                    kind,
                    row: row,
                    column: column,
                    since: context.since(row: row, column: column, below[best.level])
                )
            )
        }
        return Findings(found)
    }

    /// The best level that a cell had, where it is better than now, and the latest round that has it.
    ///
    /// - Returns: the level by its place in the scale.
    private func best(_ context: GapContext, _ row: Int, _ column: Int) -> (level: Int, date: CalendarDate)? {
        guard var most = context.order(of: context.snapshot.state(row: row, column: column)) else { return nil }
        var best: (level: Int, date: CalendarDate)?
        context.forEachPast(row: row, column: column) { date, state in
            guard let level = state.levelIndex, let order = context.order(of: state), order > most else { return }
            most = order
            best = (level, date)
        }
        return best
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        let (row, column) = (Int(finding.row), Int(finding.service))
        guard let best = best(context, row, column), let level = context.level(row: row, column: column),
            let formerly = context.framework.scale.level(at: best.level)
        else {
            assertionFailure("a cell that regressed was better before")
            return GapWords(why: "", closing: "")
        }
        let was = GapDetection.words(formerly)
        return context.words(of: finding, closing: "It closes when the rating is \(was) again, or better.") {
            area,
            type,
            _,
            _ in
            "\(area.name) was rated \(was) for \(type.name) on \(best.date.displayText), and is now rated \(GapDetection.words(level))."
        }
    }
}
