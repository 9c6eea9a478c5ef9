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
    /// At the later date and at no date of a round before.
    public let opened: [Gap]
    /// At the earlier date only, as they were then.
    public let closed: [Gap]
    /// At both dates, as they are at the later one.
    public let persisting: [Gap]
    /// At the later date and at that of a round before the earlier one, but not at the earlier one itself.
    public let reopened: [Gap]

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
        func register(_ snapshot: Snapshot) -> [Gap] {
            GapAudit(model, at: snapshot, kinds: kinds, within: within, history: history).gaps
        }
        self.init(model.areas, from: (from, register(earlier)), to: (later.asOf, register(later))) { ids in
            Self.found(ids, in: history.snapshots.filter { $0.asOf < from }, model.areas, register)
        }
    }

    /// Between a model and the same model with more on record, both at one date.
    public init(_ model: ProvisionModel, recording after: ProvisionModel, asOf date: CalendarDate) {
        let history = ProvisionHistory(after, upTo: date, basis: .date(date))
        func register(_ snapshot: Snapshot) -> [Gap] { GapAudit(after, at: snapshot, history: history).gaps }
        let before = GapAudit(model, at: model.snapshot(asOf: date)).gaps
        self.init(model.areas, from: (date, before), to: (date, register(after.snapshot(asOf: date)))) { ids in
            Self.found(ids, in: history.snapshots.filter { $0.asOf < date }, model.areas, register)
        }
    }

    private init(
        _ areas: AreaHierarchy,
        from before: (date: CalendarDate, gaps: [Gap]),
        to after: (date: CalendarDate, gaps: [Gap]),
        foundEarlier earlier: ([Gap.ID]) -> Set<Gap.ID>
    ) {
        let lineage = GapLineage(areas)
        let match = GapMatch(before: before.gaps.map(lineage.names), after: after.gaps.map(\.id), earlier: earlier)
        from = before.date
        to = after.date
        closed = match.closed.map { before.gaps[$0] }
        persisting = match.persisting.map { after.gaps[$0] }
        reopened = match.reopened.map { after.gaps[$0] }
        opened = match.opened.map { after.gaps[$0] }
    }

    /// The same changes, of the gaps that pass alone: one that persists passes or fails as it is at the later date.
    public func filtered(_ admits: (Gap) -> Bool) -> GapChanges {
        GapChanges(
            from: from,
            to: to,
            opened: opened.filter(admits),
            closed: closed.filter(admits),
            persisting: persisting.filter(admits),
            reopened: reopened.filter(admits)
        )
    }

    private init(from: CalendarDate, to: CalendarDate, opened: [Gap], closed: [Gap], persisting: [Gap], reopened: [Gap])
    {
        self.from = from
        self.to = to
        self.opened = opened
        self.closed = closed
        self.persisting = persisting
        self.reopened = reopened
    }

    /// Which of some gaps are in the register of any of some snapshots, looked for from the latest back.
    private static func found(
        _ ids: [Gap.ID],
        in snapshots: [Snapshot],
        _ areas: AreaHierarchy,
        _ register: (Snapshot) -> [Gap]
    ) -> Set<Gap.ID> {
        let lineage = GapLineage(areas)
        var wanted = Set(ids)
        var found: Set<Gap.ID> = []
        for snapshot in snapshots.reversed() where !wanted.isEmpty {
            let names = register(snapshot).flatMap(lineage.names).filter(wanted.contains)
            found.formUnion(names)
            wanted.subtract(names)
        }
        return found
    }
}

/// How many gaps opened, closed, persisted and reopened from each register of many to the next.
public struct GapCourse: Sendable {
    /// One for each register, in order of time. Nobody knows when those of the first opened: they are `firstSeen`.
    public let steps: [Step]

    public struct Step: Hashable, Sendable {
        public var firstSeen = 0
        public var opened = 0
        public var closed = 0
        public var persisting = 0
        public var reopened = 0
    }

    /// A register as far as it takes to tell its gaps from others': thousands of whole gaps for each of hundreds of rounds would
    /// not fit in memory.
    public struct Trace: Sendable {
        fileprivate let names: [[Gap.ID]]
        fileprivate let isCounted: [Bool]

        /// - Parameter admits: the gaps that are counted. One that persists, and is counted for the first time, is none that opened.
        public init(_ gaps: [Gap], _ areas: AreaHierarchy, counting admits: (Gap) -> Bool) {
            names = gaps.map(GapLineage(areas).names)
            isCounted = gaps.map(admits)
        }
    }

    /// - Parameter registers: of the same areas, in order of time.
    public init(of registers: [Trace]) {
        var seen: Set<Gap.ID> = []
        var steps: [Step] = []
        if let first = registers.first { steps.append(Step(firstSeen: first.isCounted.count { $0 })) }
        for (before, after) in zip(registers, registers.dropFirst()) {
            let match = GapMatch(before: before.names, after: after.names.compactMap(\.first)) { ids in
                Set(ids.filter(seen.contains))
            }
            steps.append(
                Step(
                    opened: match.opened.count { after.isCounted[$0] },
                    closed: match.closed.count { before.isCounted[$0] },
                    persisting: match.persisting.count { after.isCounted[$0] },
                    reopened: match.reopened.count { after.isCounted[$0] }
                )
            )
            for names in before.names { seen.formUnion(names) }
        }
        self.steps = steps
    }
}
