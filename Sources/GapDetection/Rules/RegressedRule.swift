import Provision

/// `regressed`: worse than the best level an earlier snapshot has. In development counts as better than none and worse than
/// any provision. It dates from the day the level fell below the best.
struct RegressedRule: FindingRule {
    let kind = GapKind.regressed
    let definition = "Regressed: the level is worse than at an earlier snapshot."
    let source = "The board's question which gaps opened since; a level that was once reached can be kept."

    func findings(in context: GapContext) -> Findings {
        var found: [Finding] = []
        context.forEachCell(marked: LevelPass.Mark.regressed) { row, column in
            guard let best = best(context, row, column) else { return }
            var below = StateSet()
            for (index, level) in context.framework.scale.levels.enumerated() where level.order < best.level.order {
                below.insert(.level(index))
            }
            found.append(
                context.finding(kind, row: row, column: column, since: context.since(row: row, column: column, below))
            )
        }
        return Findings(found)
    }

    /// The best level that a cell had, where it is better than now, and the latest round that has it.
    private func best(_ context: GapContext, _ row: Int, _ column: Int) -> (level: Level, date: CalendarDate)? {
        let scale = context.framework.scale
        guard let now = context.level(row: row, column: column)?.order else { return nil }
        var best: (level: Level, date: CalendarDate)?
        for (date, state) in context.past(row: row, column: column) {
            if let level = scale.level(of: state), level.order > best?.level.order ?? now { best = (level, date) }
        }
        return best
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        let (row, column) = (Int(finding.row), Int(finding.service))
        guard let best = best(context, row, column), let level = context.level(row: row, column: column) else {
            assertionFailure("a cell that regressed was better before")
            return GapWords(why: "", closing: "")
        }
        let was = GapDetection.words(best.level)
        return context.words(of: finding, closing: "It closes when the rating is \(was) again, or better.") {
            area,
            type,
            _,
            _ in
            "\(area.name) was rated \(was) for \(type.name) on \(best.date.displayText), and is now rated \(GapDetection.words(level))."
        }
    }
}
