import Provision

/// `no-return`: an area that the latest round asked has not answered it. What stands in its row is the network's
/// collation, or older. An area that was not asked owes no return.
struct NoReturnRule: GapRule {
    let kind = GapKind.noReturn
    let definition = "No return: the area was asked in the latest round and has made no return of its own."

    func gaps(in view: GapView) -> [Gap] {
        let model = view.model
        guard let round = model.rounds.last(where: { $0.referenceDate <= view.snapshot.asOf }) else { return [] }
        let silent = model.participation(in: round, knownAt: view.snapshot.knownAt).silent
        return silent.filter(Set(view.snapshot.members.joined()).contains).map { index in
            let area = model.areas.areas[index]
            let collated = model.standingReturn(area: area.id, round: round.id, knownAt: view.snapshot.knownAt)
            let filledIn = collated == nil ? "" : " The network collated its ratings."
            return Gap(
                id: Gap.ID(kind, area.id, round.id.text),
                kind: kind,
                area: area.id,
                service: nil,
                severity: view.severity.points(kind, area: area),
                since: round.due ?? round.referenceDate,
                why: "\(area.name) was asked in round \(round.id) and made no return of its own.\(filledIn)",
                evidence: [],
                document: collated.map {
                    Gap.Document(area: $0.area, round: $0.round, revision: $0.revision, origin: .collated)
                }
            )
        }
    }
}
