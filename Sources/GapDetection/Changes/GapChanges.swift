public import Provision

/// What became of the gaps between two registers: opened, closed, persisting, reopened.
///
/// Whoever asks that question asks it here: `lacuna gaps --between` and `gap.changes` of two dates, `lacuna return submit
/// --dry-run` of a model before and after a return; `lacuna trend --gaps` counts by `GapCourse`, which matches gaps as this does.
/// Both registers are of the same areas, those of the later date, and gaps are told apart by `GapLineage`, so that a change of
/// boundaries opens and closes nothing by itself.
public struct GapChanges: Sendable {
    public let from: CalendarDate
    public let to: CalendarDate
    private let before: GapAudit
    private let after: GapAudit
    private var openedFindings: [Finding]
    private var closedFindings: [Finding]
    private var persistingFindings: [Finding]
    private var reopenedFindings: [Finding]

    /// At the later date and at no date of a round before.
    public var opened: [Gap] { openedFindings.map(after.gap) }
    /// At the earlier date only, as they were then.
    public var closed: [Gap] { closedFindings.map(before.gap) }
    /// At both dates, as they are at the later one.
    public var persisting: [Gap] { persistingFindings.map(after.gap) }
    /// At the later date and at that of a round before the earlier one, but not at the earlier one itself.
    public var reopened: [Gap] { reopenedFindings.map(after.gap) }

    /// How many there are of each, without making their words.
    public var counts: (opened: Int, closed: Int, persisting: Int, reopened: Int) {
        (openedFindings.count, closedFindings.count, persistingFindings.count, reopenedFindings.count)
    }

    /// The names of those that opened.
    var idsOfOpened: [Gap.ID] { openedFindings.map(after.id) }

    /// Between two dates.
    ///
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
        let basis = later.basis.steady(on: later.asOf)
        let history = ProvisionHistory(
            model,
            upTo: max(from, later.asOf),
            knownAt: later.knownAt,
            basis: basis,
            rule: later.rule
        )
        let earlier = model.snapshot(asOf: from, knownAt: later.knownAt, basis: basis, rule: later.rule)
        func register(_ snapshot: Snapshot) -> GapAudit {
            GapAudit(model, at: snapshot, kinds: kinds, within: within, history: history)
        }
        self.init(model.areas, from: (from, register(earlier)), to: (later.asOf, register(later))) { keys, lineage in
            Self.found(keys, in: history.snapshots.filter { $0.asOf < from }, lineage, register)
        }
    }

    /// Between two registers that are at hand, of one history, without looking at rounds before them: what reopened counts as opened.
    init(_ areas: AreaHierarchy, from before: GapAudit, to after: GapAudit) {
        self.init(areas, from: (before.context.asOf, before), to: (after.context.asOf, after)) { _, _ in [] }
    }

    /// Between a model and the same model with more on record, both at one date.
    public init(_ model: ProvisionModel, recording after: ProvisionModel, asOf date: CalendarDate) {
        let history = ProvisionHistory(after, upTo: date, basis: .date(date))
        func register(_ snapshot: Snapshot) -> GapAudit { GapAudit(after, at: snapshot, history: history) }
        // The same names, so that the findings of both can be compared.
        let past = ProvisionHistory(model, upTo: date, basis: .date(date), subjects: history.facts.subjects)
        let before = GapAudit(model, at: model.snapshot(asOf: date), history: past)
        let now = register(after.snapshot(asOf: date))
        self.init(model.areas, from: (date, before), to: (date, now)) { keys, lineage in
            Self.found(keys, in: history.snapshots.filter { $0.asOf < date }, lineage, register)
        }
    }

    private init(
        _ areas: AreaHierarchy,
        from before: (date: CalendarDate, register: GapAudit),
        to after: (date: CalendarDate, register: GapAudit),
        foundEarlier earlier: ([Finding.Key], GapLineage) -> Set<Finding.Key>
    ) {
        let lineage = GapLineage(areas)
        let (old, new) = (before.register.findings, after.register.findings)
        let match = GapMatch(before: old.map(\.key), after: new.map(\.key), lineage) { earlier($0, lineage) }
        from = before.date
        to = after.date
        self.before = before.register
        self.after = after.register
        closedFindings = match.closed.map { old[$0] }
        persistingFindings = match.persisting.map { new[$0] }
        reopenedFindings = match.reopened.map { new[$0] }
        openedFindings = match.opened.map { new[$0] }
    }

    /// The same changes, of the gaps that pass alone: one that persists passes or fails as it is at the later date.
    public func filtered(_ admits: (Finding) -> Bool) -> GapChanges {
        var changes = self
        changes.openedFindings.removeAll { !admits($0) }
        changes.closedFindings.removeAll { !admits($0) }
        changes.persistingFindings.removeAll { !admits($0) }
        changes.reopenedFindings.removeAll { !admits($0) }
        return changes
    }

    /// Which of some gaps are in the register of any of some snapshots, looked for from the latest back.
    private static func found(
        _ keys: [Finding.Key],
        in snapshots: [Snapshot],
        _ lineage: GapLineage,
        _ register: (Snapshot) -> GapAudit
    ) -> Set<Finding.Key> {
        var wanted = Set(keys)
        var found: Set<Finding.Key> = []
        for snapshot in snapshots.reversed() where !wanted.isEmpty {
            for finding in register(snapshot).findings {
                lineage.forEachName(of: finding.key) { if wanted.contains($0) { found.insert($0) } }
            }
            wanted.subtract(found)
        }
        return found
    }
}
