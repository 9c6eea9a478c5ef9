import Provision

/// `no-return`: an area that the latest round asked has not answered it. What stands in its row is the network's
/// collation, or older. An area that was not asked owes no return, and nobody is late before the day the round is due.
struct NoReturnRule: GapRule {
    let kind = GapKind.noReturn
    let definition = "No return: the area was asked in the latest round and has made no return of its own."
    let source = "Table 1 of the scoping reports of 2022: areas that were asked and did not answer."

    func findings(in view: GapView) -> GapFindings {
        let model = view.model
        guard let round = model.rounds.last(where: { $0.referenceDate <= view.asOf && !$0.asked.isEmpty }) else {
            return GapFindings()
        }
        // Until the day by which answers were asked for nobody is late.
        let expected = round.due ?? round.referenceDate
        guard expected <= view.asOf else { return GapFindings() }
        let silent = model.participation(in: round, knownAt: view.snapshot.knownAt).silent
        let due = round.due.map { ", due on \($0.inWords)," } ?? ""
        return GapFindings(
            silent.filter(Set(view.snapshot.members.joined()).contains).map { index in
                let area = model.areas.areas[index]
                let collated = model.standingReturn(area: area.id, round: round.id, knownAt: view.snapshot.knownAt)
                let filledIn = (collated?.ratings ?? []).isEmpty ? "" : "; the network collated its ratings"
                return view.gap(
                    kind,
                    area: area,
                    subject: round.id.text,
                    since: expected,
                    why: "\(area.name) was asked in \(round.inWords)\(due) and made no return of its own\(filledIn).",
                    closing: "It closes when the area makes its return.",
                    document: collated.map {
                        Gap.Document(area: $0.area, round: $0.round, revision: $0.revision, origin: .collated)
                    }
                )
            }
        )
    }
}
