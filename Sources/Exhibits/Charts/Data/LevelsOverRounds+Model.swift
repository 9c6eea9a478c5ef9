import Provision

extension LevelsOverRounds {
    /// Levels round by round as `lacuna trend` counts them, by the area that heads each table (an ICS).
    ///
    /// Each round is counted on the areas of its own date, unless the scope asks for a kind of area.
    ///
    /// - Parameter service: only this service type, by place in the framework.
    public init(_ scope: ExhibitScope, service: Int? = nil) {
        let model = scope.model
        let scale = model.framework.scale
        var scopes = ScopeOverRounds()
        let rounds = scope.rounds.filter { round in
            scope.within.map { scopes.shows($0, in: round, of: model, basis: scope.basis) } ?? true
        }
        var heads: Set<Int> = []
        let counts = rounds.map { round in
            let snapshot = scope.snapshot(at: round.referenceDate)
            var found: [Int: LevelCounts] = [:]
            for (head, rows) in model.groups(of: snapshot) {
                found[head] = snapshot.counts(scale: scale, rows: rows, column: service)
            }
            heads.formUnion(found.keys)
            return found
        }
        let what = service.map { model.framework.serviceTypes[$0].name } ?? "all service types"
        self.init(
            caption: scope.caption(
                "levels of provision over rounds",
                "Ratings of \(what) \(scope.roundsInWords), on the areas of each round's own date; ratings carried forward count.",
                notes: scopes.notes.filter { $0 != scope.note }
            ),
            levels: scale.levels,
            rounds: rounds.map(\.id.text),
            groups: heads.sorted().map { head in
                Group(
                    name: model.areas.areas[head].name,
                    counts: counts.map { $0[head] ?? LevelCounts(scale: scale) }
                )
            }
        )
    }
}
