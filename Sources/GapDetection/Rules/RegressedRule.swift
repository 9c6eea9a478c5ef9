import Provision

/// `regressed`: worse than the best level an earlier snapshot has. In development counts as better than none and worse than
/// any provision. It dates from the day the level fell below the best.
struct RegressedRule: GapRule {
    let kind = GapKind.regressed
    let definition = "Regressed: the level is worse than at an earlier snapshot."
    let source = "The board's question which gaps opened since; a level that was once reached can be kept."

    func findings(in context: GapContext) -> GapFindings {
        let scale = context.framework.scale
        let order = { (state: CellState) in scale.level(of: state)?.order }
        return GapFindings(
            context.cells { order($0) != nil }.compactMap { row, column in
                guard let now = order(context.snapshot.state(row: row, column: column)) else { return nil }
                let past = context.past(row: row, column: column)
                guard let best = past.compactMap({ order($0.state) }).max(), best > now,
                    let when = past.first(where: { order($0.state) == best }),
                    let was = scale.level(of: when.state), let level = context.level(row: row, column: column)
                else { return nil }
                return context.gap(
                    kind,
                    row: row,
                    column: column,
                    since: context.since(row: row, column: column) { order($0).map { $0 < best } ?? false },
                    why: { area, type in
                        "\(area.name) was rated \(words(was)) for \(type.name) on \(when.date.displayText), and is now rated \(words(level))."
                    },
                    closing: "It closes when the rating is \(words(was)) again, or better."
                )
            }
        )
    }
}
