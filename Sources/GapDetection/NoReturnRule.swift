import Provision

/// `no-return`: an area that the latest round asked has not answered it. What stands in its row is the network's
/// collation, or older. An area that was not asked owes no return.
///
/// Where the area asked has ended by the date of the question, the finding is about what it became: nobody can answer for
/// an area that is no more, and two areas of one succession are not chased for one return.
struct NoReturnRule: GapRule {
    let kind = GapKind.noReturn
    let definition = "No return: the area was asked in the latest round and has made no return of its own."
    let source = "Table 1 of the scoping reports of 2022: areas that were asked and did not answer."

    func findings(in view: GapView) -> GapFindings {
        let model = view.model
        let snapshot = view.snapshot
        guard let round = model.latestRound(asOf: view.asOf) else { return GapFindings() }
        var silentOf: [Int: [Int]] = [:]
        let silent = model.participation(in: round, knownAt: snapshot.knownAt).silent
        for area in silent {
            let rows = snapshot.rows.indices.filter { snapshot.members[$0].contains(area) }
            if model.areas.areas[area].isValid(on: snapshot.areasAsOf) {
                if !rows.isEmpty { silentOf[area, default: []].append(area) }
            } else {
                for row in rows { silentOf[snapshot.rows[row], default: []].append(area) }
            }
        }
        return GapFindings(
            silentOf.sorted { $0.key < $1.key }.map { index, asked in
                let area = model.areas.area(at: index, on: snapshot.areasAsOf)
                let collated = asked.compactMap {
                    model.standingReturn(
                        area: model.areas.areas[$0].id,
                        round: round.id,
                        knownAt: snapshot.knownAt
                    )
                }.first
                let filledIn = collated == nil ? "" : " The network collated its ratings."
                return view.gap(
                    kind,
                    area: area,
                    subject: round.id.text,
                    since: round.due ?? round.referenceDate,
                    why: sentence(area, asked.map { model.areas.areas[$0] }, round, view) + filledIn,
                    closing: "The area makes its return.",
                    document: collated.map {
                        Gap.Document(area: $0.area, round: $0.round, revision: $0.revision, origin: .collated)
                    }
                )
            }
        )
    }

    private func sentence(_ area: Area, _ asked: [Area], _ round: Round, _ view: GapView) -> String {
        if asked.map(\.id) == [area.id] {
            return "\(area.name) was asked in round \(round.id) and made no return of its own."
        }
        if let before = asked.first, asked.count == 1, before.name == area.name,
            let kind = view.model.areas.kind(before.kind)
        {
            let article = "AEIOU".contains(kind.name.prefix(1).uppercased()) ? "an" : "a"
            return
                "\(area.name) was asked in round \(round.id), when it was \(article) \(kind.name), and made no return of its own."
        }
        let (was, its) = asked.count == 1 ? ("was", "its") : ("were", "their")
        return
            "\(listed(asked.map(\.name))), which \(area.name) took the place of, \(was) asked in round \(round.id) "
            + "and made no return of \(its) own."
    }
}
