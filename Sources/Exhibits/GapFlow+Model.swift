public import GapDetection
import Provision

extension GapFlow {
    /// What became of the gaps from round to round, as the gap engine finds them at each round's reference date.
    ///
    /// The areas are those of the scope's date at every round, so that a change of boundaries opens and closes nothing. A
    /// gap that is open again after a round without it was reopened. Those of the first round were open when anybody first
    /// looked: when they opened is not known.
    ///
    /// - Parameters:
    ///   - kinds: only these; nil for all gaps in provision, with those in the record counted apart.
    ///   - latest: the audit of all kinds at the scope's date, where it is at hand, for the round about that date.
    ///   - admits: only gaps that pass.
    public init(
        _ scope: ExhibitScope,
        kinds: Set<GapKind>? = nil,
        latest: GapAudit? = nil,
        admits: @Sendable (Gap) -> Bool = { _ in true }
    ) {
        let model = scope.model
        let history = ProvisionHistory(
            model,
            upTo: scope.asOf,
            knownAt: scope.knownAt,
            basis: scope.steadyBasis,
            rule: scope.rule
        )
        var seen: Set<Gap.ID> = []
        var before: Set<Gap.ID> = []
        var rounds: [Round] = []
        let found = inParallel(history.snapshots.count) { round -> (open: Set<Gap.ID>, record: Int?) in
            let snapshot = history.snapshots[round]
            let audit =
                (snapshot.asOf == scope.asOf && kinds == nil ? latest : nil)
                ?? GapAudit(model, at: snapshot, kinds: kinds, within: scope.within, history: history)
            let gaps = audit.gaps.filter(admits)
            guard kinds == nil else { return (open: Set(gaps.map(\.id)), record: Int?.none) }
            let inProvision = gaps.filter { !$0.kind.isOfTheRecord }
            return (Set(inProvision.map(\.id)), gaps.count - inProvision.count)
        }
        for (label, (open, record)) in zip(scope.roundLabels, found) {
            let persisting = open.intersection(before).count
            let reopened = open.subtracting(before).intersection(seen).count
            let isFirst = rounds.isEmpty
            rounds.append(
                Round(
                    label: label,
                    opened: isFirst ? 0 : open.count - persisting - reopened,
                    reopened: reopened,
                    persisting: persisting,
                    closed: before.subtracting(open).count,
                    firstSeen: isFirst ? open.count : 0,
                    inTheRecord: record
                )
            )
            seen.formUnion(open)
            before = open
        }
        self.init(
            caption: scope.caption(
                "gaps opened, closed and persisting",
                "\(Self.words(kinds)) \(scope.roundsInWords), on the areas of \(scope.asOf.inWords)."
                    + (kinds == nil ? " Gaps in the record are not among them." : "")
            ),
            rounds: rounds
        )
    }

    /// The number of open gaps round by round, for a control chart: fewer are better.
    ///
    /// - Parameter target: the number that is aimed for.
    public func openGaps(target: Double? = nil) -> Measurements {
        var caption = caption
        caption.title = caption.title.replacing("gaps opened, closed and persisting", with: "open gaps over time")
        if rounds.count >= ProcessBehaviour.fewestPoints {
            caption.notes.append(
                "Most gaps persist from one round to the next, so that neighbouring points are alike and the limits, which "
                    + "rest on the moving range, are narrow: special cause is found sooner than among independent counts. "
                    + "Ask what changed before acting on it."
            )
        }
        return Measurements(
            caption: caption,
            unit: "Open gaps",
            points: rounds.map { ($0.label, Double($0.open)) },
            aim: .lower,
            target: target
        )
    }

    /// Which gaps are counted, as a sentence begins: "Gaps in provision", "Gaps of the kinds no provision and regressed".
    static func words(_ kinds: Set<GapKind>?) -> String {
        guard let kinds else { return RegisterSection.provision.title }
        if let section = RegisterSection.allCases.first(where: { Set($0.kinds) == kinds }) { return section.title }
        let names = gapRules.filter { kinds.contains($0.kind) }.map(\.name)
        return "Gaps of the \(names.count == 1 ? "kind" : "kinds") \(names.joined(separator: ", "))"
    }
}
