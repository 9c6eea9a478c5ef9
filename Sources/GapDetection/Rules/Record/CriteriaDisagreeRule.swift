import Provision

/// `criteria-disagree`: beside a rating an area states criteria, and by the framework's ladder these make another level than the one
/// stated. What is not known counts for the rating: it may be either.
struct CriteriaDisagreeRule: FindingRule {
    let kind = GapKind.criteriaDisagree
    let definition =
        "Criteria disagree: by the criteria stated beside it the rating would be another level than the one stated."
    let source = "The scale's own definitions, as the framework's ladder of criteria has them."

    func findings(in context: GapContext) -> Findings {
        guard let ladder = context.framework.criteria else { return Findings() }
        let scale = context.framework.scale
        var findings: [Finding] = []
        for row in context.snapshot.rows.indices {
            for (column, type) in context.framework.serviceTypes.enumerated() {
                guard let stated = context.level(row: row, column: column),
                    let found = context.rating(row: row, column: column), !found.rating.criteria.isEmpty,
                    let levels = ladder.levels(found.rating.criteria, of: type.id, on: scale), !levels.allow(stated)
                else { continue }
                var state = StateSet()
                state.insert(context.snapshot.state(row: row, column: column))
                findings.append(
                    context.finding(
                        kind,
                        row: row,
                        column: column,
                        since: context.since(row: row, column: column, state)
                    )
                )
            }
        }
        return Findings(findings)
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        let closing = "It closes when the area rates it as the criteria have it, or states the criteria anew."
        return context.words(of: finding, closing: closing) { area, type, row, column in
            guard let stated = context.level(row: row, column: column),
                let rating = context.rating(row: row, column: column)?.rating,
                let levels = context.framework.criteria?.levels(
                    rating.criteria,
                    of: type.id,
                    on: context.framework.scale
                )
            else { return "" }
            let made =
                if let only = levels.only {
                    GapDetection.words(only)
                } else {
                    listedAsRange(levels)
                }
            let said = context.framework.words(of: rating.criteria)
            return
                "\(area.name) is rated \(GapDetection.words(stated)) for \(type.name), and by the criteria stated it is \(made). Stated as \(said)."
        }
    }

    /// "at most A (some provision)", "between R (no provision) and A (some provision)".
    private func listedAsRange(_ levels: CriteriaLadder.Levels) -> String {
        switch (levels.least, levels.most) {
        case (let least?, let most?): "between \(GapDetection.words(least)) and \(GapDetection.words(most))"
        case (nil, let most?): "at most \(GapDetection.words(most))"
        case (let least?, nil): "at least \(GapDetection.words(least))"
        case (nil, nil): "none of the levels"
        }
    }
}
