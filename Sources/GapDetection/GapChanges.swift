public import Provision

/// What became of the gaps between two dates: opened, closed, persisting, reopened.
///
/// Both registers are of the areas of the later date, so that a change of boundaries opens and closes nothing by itself.
public struct GapChanges: Sendable {
    public let from: CalendarDate
    public let to: CalendarDate
    /// At the later date and at no date of a round before.
    public let opened: [Gap]
    /// At the earlier date only, as they were then.
    public let closed: [Gap]
    /// At both dates, as they are at the later one.
    public let persisting: [Gap]
    /// At the later date and at that of a round before the earlier one, but not at the earlier one itself.
    public let reopened: [Gap]

    /// - Parameters:
    ///   - later: the snapshot of all areas at the later date.
    ///   - from: the earlier date.
    public init(
        _ model: ProvisionModel,
        from: CalendarDate,
        to later: Snapshot,
        within: Int? = nil,
        kinds: Set<GapKind>? = nil
    ) {
        let basis = later.basis == .current ? AreaBasis.date(later.asOf) : later.basis
        let history = ProvisionHistory(
            model,
            upTo: max(from, later.asOf),
            knownAt: later.knownAt,
            basis: basis,
            rule: later.rule
        )
        func register(_ snapshot: Snapshot) -> [Gap] {
            GapAudit(model, at: snapshot, kinds: kinds, within: within, history: history).gaps
        }
        let earlier = model.snapshot(
            asOf: from,
            knownAt: later.knownAt,
            basis: basis,
            rule: later.rule
        )
        let before = register(earlier)
        let after = register(later)
        let (idsBefore, idsAfter) = (Set(before.map(\.id)), Set(after.map(\.id)))
        var fresh = after.filter { !idsBefore.contains($0.id) }
        var reopened: Set<Gap.ID> = []
        for past in history.snapshots.reversed() where past.asOf < from && !fresh.isEmpty {
            let ids = Set(register(past).map(\.id))
            reopened.formUnion(fresh.map(\.id).filter(ids.contains))
            fresh.removeAll { ids.contains($0.id) }
        }
        self.from = from
        self.to = later.asOf
        opened = fresh
        closed = before.filter { !idsAfter.contains($0.id) }
        persisting = after.filter { idsBefore.contains($0.id) }
        self.reopened = after.filter { reopened.contains($0.id) }
    }
}
