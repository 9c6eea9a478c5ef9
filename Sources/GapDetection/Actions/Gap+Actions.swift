package import Provision

extension Gap {
    /// The actions for it, dropped ones too, each as it stands: also those that had closed it before it opened again.
    package func actions(_ model: ProvisionModel, at snapshot: Snapshot) -> [ActionStanding] {
        guard !model.actions.isEmpty, let area = model.areas.index(of: area) else { return [] }
        let coverage = ActionCoverage(
            model.actions.standing(on: snapshot.asOf, knownAt: snapshot.knownAt),
            model.areas,
            on: snapshot.areasAsOf
        )
        let ids = Set(coverage.actions(for: id, kind: kind, area: area).map(\.id))
        return ids.isEmpty ? [] : ActionsOnRecord(model, at: snapshot, only: ids).standings
    }
}

extension GapChanges {
    /// Of the gaps in provision that closed those that no action on record was for: what closed them nobody has said. Nothing where no
    /// action is on record at all.
    package func closedWithoutAction(_ model: ProvisionModel, knownAt: Instant? = nil) -> [Gap] {
        guard !model.actions.isEmpty else { return [] }
        let coverage = ActionCoverage(model.actions.standing(on: to, knownAt: knownAt), model.areas, on: to)
        return closed.filter { gap in
            guard !gap.kind.isOfTheRecord, let area = model.areas.index(of: gap.area) else { return false }
            return coverage.standing(for: gap.id, kind: gap.kind, area: area).isEmpty
        }
    }
}
