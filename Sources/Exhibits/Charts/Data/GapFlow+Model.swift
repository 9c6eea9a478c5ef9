public import GapDetection
public import Provision

extension GapFlow {
    /// What became of the gaps from round to round, as `GapCourse` tells it of each round's reference date and the next's.
    ///
    /// The areas are those of the scope's date at every round, so that a change of boundaries opens and closes nothing. A
    /// gap that is open again after a round without it was reopened. Those of the first round were open when anybody first
    /// looked: when they opened is not known.
    ///
    /// - Parameters:
    ///   - kinds: only these; nil for all gaps in provision, with those in the record counted apart.
    ///   - admits: only gaps that pass. A gap that persists is none that opened, though it passes for the first time.
    public init(
        _ scope: ExhibitScope,
        kinds: Set<GapKind>? = nil,
        admits: @Sendable (Finding) -> Bool = { _ in true }
    ) {
        let model = scope.model
        let history = ProvisionHistory(
            model,
            upTo: scope.asOf,
            knownAt: scope.knownAt,
            basis: scope.steadyBasis,
            rule: scope.rule
        )
        let course = GapCourse(model, over: history, kinds: kinds, within: scope.within, admits: admits)
        let firstLooks = Self.firstLooks(history, scope)
        let rounds = zip(scope.roundLabels, course.steps).enumerated().map { index, entry in
            let (label, step) = entry
            var round = Round(
                label: label,
                opened: step.opened,
                reopened: step.reopened,
                persisting: step.persisting,
                closed: step.closed,
                firstSeen: step.firstSeen,
                inTheRecord: kinds == nil ? step.inTheRecord : nil
            )
            round.isFirstLook = firstLooks.contains(index)
            return round
        }
        self.init(
            caption: scope.caption(
                "gaps opened, closed and persisting",
                "\(Self.words(kinds)) \(scope.roundsInWords), on the areas of \(scope.asOf.displayText)."
                    + (kinds == nil ? " Gaps in the record are not among them." : "")
            ),
            rounds: rounds
        )
    }

    /// In a round of first looks so many cells of all are rated that were not before.
    private static let firstLookShare = 0.1

    /// The rounds, by place, that first rate many cells; the first of all is one.
    private static func firstLooks(_ history: ProvisionHistory, _ scope: ExhibitScope) -> Set<Int> {
        let model = scope.model
        var (before, found) = (0, Set<Int>())
        for (index, snapshot) in history.snapshots.enumerated() {
            let rows = snapshot.rows.indices.filter { row in
                scope.within.map { model.areas.isWithin(snapshot.rows[row], $0, on: snapshot.areasAsOf) } ?? true
            }
            let rated = snapshot.counts(scale: model.framework.scale, rows: rows).rated
            let cells = rows.count * snapshot.columns
            if index == 0 || Double(rated - before) > Double(cells) * firstLookShare { found.insert(index) }
            before = rated
        }
        return found
    }

    /// The number of open gaps round by round, for a control chart: fewer are better.
    ///
    /// - Parameter target: the number that is aimed for.
    public func openGaps(target: Double? = nil) -> Measurements {
        var caption = caption
        caption.title = caption.title.replacing("gaps opened, closed and persisting", with: "open gaps over time")
        if rounds.count >= ProcessBehaviour.minPoints {
            caption.notes.append(
                "Most gaps persist from one round to the next, so that neighbouring points are alike and the limits, which "
                    + "rest on the moving range, are narrow: special cause is found sooner than among independent counts. "
                    + "Ask what changed before acting on it."
            )
        }
        var data = Measurements(
            caption: caption,
            unit: "Open gaps",
            points: rounds.map { ($0.label, Double($0.open)) },
            aim: .lower,
            target: target
        )
        data.firstLooks = Set(rounds.indices.filter { rounds[$0].isFirstLook })
        return data
    }

    /// Which gaps are counted, as a sentence begins: "Gaps in provision", "Gaps of the kinds no provision and regressed".
    static func words(_ kinds: Set<GapKind>?) -> String {
        guard let kinds else { return RegisterSection.provision.title }
        if let section = RegisterSection.allCases.first(where: { Set($0.kinds) == kinds }) { return section.title }
        let names = gapRules.filter { kinds.contains($0.kind) }.map(\.name)
        return "Gaps of the \(names.count == 1 ? "kind" : "kinds") \(names.joined(separator: ", "))"
    }
}
