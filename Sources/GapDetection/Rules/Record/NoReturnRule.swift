import Provision

/// `no-return`: an area that the latest round asked has not answered it. What stands in its row is the network's
/// collation, or older. An area that was not asked owes no return. Until the day by which answers were asked for nobody is late:
/// the finding says so, and has no day since when it has been so.
///
/// Where the area asked has ended by the date of the question, the finding is about what it became: nobody can answer for
/// an area that is no more, and two areas of one succession are not chased for one return.
struct NoReturnRule: FindingRule {
    let kind = GapKind.noReturn
    let definition = "No return: the area was asked in the latest round and has made no return of its own."
    let source = "Table 1 of the scoping reports of 2022: areas that were asked and did not answer."

    func findings(in context: GapContext) -> Findings {
        let model = context.model
        let snapshot = context.snapshot
        guard let round = model.latestRound(asOf: context.asOf) else { return Findings() }
        let expected = round.due ?? round.referenceDate
        let isLate = expected <= context.asOf
        var silentOf: [Int: [Int]] = [:]
        let silent = model.participation(in: round, knownAt: snapshot.knownAt).silent
        var rowsOf: [Int: [Int]] = [:]
        for row in snapshot.rows.indices {
            for member in snapshot.members[row] { rowsOf[member, default: []].append(row) }
        }
        for area in silent {
            let rows = rowsOf[area] ?? []
            if model.areas.areas[area].isValid(on: snapshot.areasAsOf) {
                if !rows.isEmpty { silentOf[area, default: []].append(area) }
            } else {
                for row in rows { silentOf[snapshot.rows[row], default: []].append(area) }
            }
        }
        let found = silentOf.sorted { $0.key < $1.key }
        return Findings(
            found.enumerated().map { place, entry in
                context.finding(
                    kind,
                    area: entry.key,
                    subject: round.id.text,
                    since: isLate ? expected : nil,
                    detail: place
                )
            },
            workings: Workings(round: round, asked: found.map(\.value))
        )
    }

    /// What the words need again: the round and, finding by finding, the areas that were asked.
    private struct Workings: Sendable {
        let round: Round
        let asked: [[Int]]
    }

    func words(of finding: Finding, workings: (any Sendable)?, in context: GapContext) -> GapWords {
        guard let workings = workings as? Workings, workings.asked.indices.contains(Int(finding.detail)) else {
            assertionFailure("who was asked is known")
            return GapWords(why: "", closing: "")
        }
        let model = context.model
        let (round, asked) = (workings.round, workings.asked[Int(finding.detail)])
        let area = context.facts.areas[Int(finding.area)]
        let collated = asked.compactMap {
            model.standingReturn(
                area: model.areas.areas[$0].id,
                round: round.id,
                knownAt: context.snapshot.knownAt
            )
        }.first
        let filledIn = collated?.ratingCount ?? 0 == 0 ? "" : "; the network collated its ratings"
        return GapWords(
            topic: "the area's return",
            why: sentence(area, asked.map { model.areas.areas[$0] }, round, context) + filledIn + ".",
            closing: "It closes when the area makes its return.",
            document: collated.map {
                Gap.Document(area: $0.area, round: $0.round, revision: $0.revision, origin: .collated)
            }
        )
    }

    /// Without its end, to which what the network did is added.
    private func sentence(_ area: Area, _ asked: [Area], _ round: Round, _ context: GapContext) -> String {
        let due =
            round.due.map { $0 <= context.asOf ? ", due on \($0.displayText)," : ", not due before \($0.displayText)," }
            ?? ""
        if asked.map(\.id) == [area.id] {
            return "\(area.name) was asked in \(round.displayText)\(due) and made no return of its own"
        }
        if let before = asked.first, asked.count == 1, before.name == area.name,
            let kind = context.model.areas.kind(before.kind)
        {
            let article = "AEIOU".contains(kind.name.prefix(1).uppercased()) ? "an" : "a"
            return
                "\(area.name) was asked in \(round.displayText)\(due) when it was \(article) \(kind.name), and made no return of its own"
        }
        let its = verb(asked.count, "its", "their")
        return
            "\(listed(asked.map(\.name))), which \(area.name) took the place of, \(verb(asked.count, "was", "were")) asked in "
            + "\(round.displayText)\(due) and made no return of \(its) own"
    }
}
