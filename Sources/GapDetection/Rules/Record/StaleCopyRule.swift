import Provision

/// `stale-copy`: the rating was carried forward from a round in which it has been corrected since, and the copy still says what was
/// taken back. It is reported, never corrected: whether the area would say the same of today is the area's to say.
struct StaleCopyRule: FindingRule {
    let kind = GapKind.staleCopy
    let definition =
        "Stale copy: the rating was carried forward, and the one it was copied from has been corrected since."
    let source = "A return that repeats the last one repeats its mistakes; whoever mends one must be told of the other."

    func findings(in context: GapContext) -> Findings {
        var found: [Finding] = []
        var workings: [RatingCorrection] = []
        for row in context.snapshot.rows.indices {
            for column in 0..<context.snapshot.columns {
                guard let entry = context.snapshot.entry(row: row, column: column),
                    let correction = context.model.correction(ofCopy: entry, knownAt: context.snapshot.knownAt)
                else { continue }
                found.append(
                    context.finding(
                        kind,
                        row: row,
                        column: column,
                        since: correction.copyRound.referenceDate,
                        detail: workings.count
                    )
                )
                workings.append(correction)
            }
        }
        return Findings(found, workings: workings)
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let found = workings as? [RatingCorrection], found.indices.contains(Int(finding.detail)) else {
            assertionFailure("a copy that was found is there")
            return GapWords(why: "", closing: "")
        }
        let correction = found[Int(finding.detail)]
        let scale = context.framework.scale
        let closing = "It closes when the area rates it again, or takes over what it was corrected to."
        return context.words(of: finding, closing: closing) { area, type, _, _ in
            let day = correction.at.dayInLondon.map { " on \($0.displayText)" } ?? ""
            return
                "\(type.name) in \(area.name) was carried forward as \(scale.words(correction.copied)) from \(correction.round.displayText); that rating was corrected to \(scale.words(correction.corrected))\(day)."
        }
    }
}
