public import Provision

/// How many gaps opened, closed, persisted and reopened from each round to the next.
public struct GapCourse: Sendable {
    /// One for each round, in order of time. Nobody knows when those of the first opened: they are `firstSeen`.
    public let steps: [Step]

    public struct Step: Hashable, Sendable {
        public var firstSeen = 0
        public var opened = 0
        public var closed = 0
        public var persisting = 0
        public var reopened = 0
        /// Gaps in the record, where those are counted apart.
        public var inTheRecord = 0
    }

    /// A register as far as it takes to tell its gaps from others'.
    private struct Trace: Sendable {
        let keys: [Finding.Key]
        let isCounted: [Bool]
        let inTheRecord: Int
    }

    /// The course of the gaps over the rounds of a history: the levels of all rounds in one pass, and each round's register as numbers.
    ///
    /// - Parameters:
    ///   - kinds: only these; nil for all gaps in provision, with those in the record counted apart.
    ///   - within: only gaps of this area and those below it, by place in the hierarchy.
    ///   - admits: the gaps that are counted. One that persists, and is counted for the first time, is none that opened.
    public init(
        _ model: ProvisionModel,
        over history: ProvisionHistory,
        kinds: Set<GapKind>? = nil,
        within: Int? = nil,
        admits: @Sendable (Finding) -> Bool = { _ in true }
    ) {
        let marks = LevelMarks.marks(of: history, in: model)
        let traces = concurrentMap(history.snapshots.count, stage: "finding the gaps of each round") { round in
            let context = GapContext(
                model: model,
                snapshot: history.snapshots[round],
                history: history,
                marks: marks[round]
            )
            let findings = GapAudit(context, kinds: kinds, within: within, threads: 1).findings
            return Trace(
                keys: findings.map(\.key),
                isCounted: findings.map { admits($0) && (kinds != nil || !$0.isOfTheRecord) },
                inTheRecord: findings.count { $0.isOfTheRecord && admits($0) }
            )
        }
        let lineage = GapLineage(model.areas)
        var seen: Set<Finding.Key> = []
        var steps: [Step] = []
        if let first = traces.first {
            steps.append(Step(firstSeen: first.isCounted.count { $0 }, inTheRecord: first.inTheRecord))
        }
        for (before, after) in zip(traces, traces.dropFirst()) {
            let match = GapMatch(before: before.keys, after: after.keys, lineage) { keys in
                Set(keys.filter(seen.contains))
            }
            steps.append(
                Step(
                    opened: match.opened.count { after.isCounted[$0] },
                    closed: match.closed.count { before.isCounted[$0] },
                    persisting: match.persisting.count { after.isCounted[$0] },
                    reopened: match.reopened.count { after.isCounted[$0] },
                    inTheRecord: after.inTheRecord
                )
            )
            for key in before.keys { lineage.forEachName(of: key) { seen.insert($0) } }
        }
        self.steps = steps
    }
}
