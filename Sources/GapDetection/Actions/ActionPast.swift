import Provision

/// What became of the things that actions are for, from round to round: registers of those kinds alone, and standards.
struct ActionPast {
    private let model: ProvisionModel
    private let snapshot: Snapshot
    private let history: ProvisionHistory
    private let aliases: GapAliases
    /// The dates looked at, in order: rounds, and last the date asked about.
    private let dates: [CalendarDate]
    private let isRound: [Bool]
    /// At each date the named gaps that are open.
    private let open: [[Action.GapName: Finding]]
    /// At each date how the standards stand, by area.
    private let standards: [[Standard.ID: [StandardsAudit.Cell]]]

    /// How one thing has been over the dates.
    struct Course {
        /// In the order of the dates; nil where it cannot be told.
        let states: [Bool?]
        let dates: [CalendarDate]
        let isRound: [Bool]
        /// The day the action opened, and whether the thing was open then.
        let opened: CalendarDate
        let wasOpen: Bool
        /// Since when it has been open without a break, by the gap's own word; nil where it is not open, or that is not known.
        let openSince: CalendarDate?

        var isOpen: Bool? { states.last ?? nil }

        /// The first of the dates since when it has been as it is.
        var since: CalendarDate? { openSince ?? run.map { dates[$0] } }

        /// Where the present run begins; nil where nothing is known.
        private var run: Int? {
            guard let last = states.last, last != nil else { return nil }
            var start = states.count - 1
            while start > 0, states[start - 1] == last { start -= 1 }
            return start
        }

        /// The first round after the opening that shows it put right, without a break until now; nil where it is not.
        var closed: CalendarDate? {
            guard isOpen == false, wasOpen, let run else { return nil }
            return (run..<states.count).first { isRound[$0] && dates[$0] > opened }.map { dates[$0] }
        }
    }

    init(
        _ actions: [Action],
        _ model: ProvisionModel,
        _ snapshot: Snapshot,
        history: ProvisionHistory?,
        register: GapAudit?
    ) {
        self.model = model
        self.snapshot = snapshot
        let history =
            history
            ?? ProvisionHistory(
                model,
                upTo: snapshot.asOf,
                knownAt: snapshot.knownAt,
                basis: snapshot.basis,
                rule: snapshot.rule
            )
        self.history = history
        let aliases = GapAliases(actions.flatMap(\.gaps), model.areas)
        self.aliases = aliases
        let named = Set(actions.flatMap(\.standards))
        let columns = model.framework.standards.indices.filter { named.contains(model.framework.standards[$0].id) }
        // What is not done is looked at on the day alone.
        let first = actions.filter { if case .done = $0.state { true } else { false } }.map(\.opened).min()
        let start = first.map { first in history.snapshots.last { $0.asOf <= first }?.asOf ?? first }
        let rounds = history.snapshots.filter { round in
            start.map { $0 <= round.asOf } ?? false && round.asOf < snapshot.asOf
        }
        let all = rounds + [snapshot]
        dates = all.map(\.asOf)
        let referenceDates = Set(model.rounds.map(\.referenceDate))
        isRound = dates.map(referenceDates.contains)
        open = concurrentMap(all.count, threads: all.count < 4 ? 1 : processorCount) { place in
            if place == all.count - 1, let register { return aliases.found(in: register) }
            return Self.gaps(aliases, model, at: all[place], history)
        }
        standards = all.map { snapshot in
            var cells: [Standard.ID: [StandardsAudit.Cell]] = [:]
            for column in columns {
                let audit = StandardsAudit(model, at: snapshot, only: column, history: history)
                cells[model.framework.standards[column].id] = audit.cells
            }
            return cells
        }
    }

    private static func gaps(
        _ aliases: GapAliases,
        _ model: ProvisionModel,
        at snapshot: Snapshot,
        _ history: ProvisionHistory
    ) -> [Action.GapName: Finding] {
        guard !aliases.kinds.isEmpty else { return [:] }
        let context = GapContext(model: model, snapshot: snapshot, history: history)
        return aliases.found(in: GapAudit(context, kinds: aliases.kinds, within: nil, threads: 1))
    }

    /// How something that an action is for has been.
    func course(of target: Action.Target, in action: Action, since opened: CalendarDate) -> Course {
        let states: [Bool?] = dates.indices.map { place in
            switch target {
            case .gap(let name): open[place][name] != nil
            case .standard(let id):
                StillOpen.isUnmet(standards[place][id] ?? [], areas: action.areas, model.areas)
            }
        }
        return Course(
            states: states,
            dates: dates,
            isRound: isRound,
            opened: opened,
            wasOpen: wasOpen(target, action, states),
            openSince: target.gap.flatMap { open.last?[$0]?.since }
        )
    }

    /// Whether something was open on the day its action opened. A standard of which nothing was known counts as not met.
    private func wasOpen(_ target: Action.Target, _ action: Action, _ states: [Bool?]) -> Bool {
        guard case .done = action.state else { return false }
        let before = dates.lastIndex { $0 <= action.opened }
        switch target {
        case .standard: return before.flatMap { states[$0] } ?? true
        case .gap(let name):
            if let before, states[before] == true { return true }
            // It may have opened by time alone, between two rounds.
            let then = model.snapshot(
                asOf: action.opened,
                knownAt: snapshot.knownAt,
                basis: snapshot.basis.steady(on: snapshot.asOf),
                rule: snapshot.rule
            )
            return Self.gaps(aliases, model, at: then, history)[name] != nil
        }
    }
}
