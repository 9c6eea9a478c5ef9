import Provision

/// What moved since the round before: the ratings as a whole, then the weightiest that fell and the weightiest that rose. A rating that
/// was not there before did not move.
///
/// - Parameter changes: of the two registers alone: whether a gap was open at an earlier round still, nobody looks up for a headline.
func changeHeadlines(
    _ now: HeadlineScope,
    _ before: HeadlineScope,
    _ changes: GapChanges,
    isSecondRound: Bool
) -> [Headline] {
    let moved = RatingsMoved(now, since: before.context.snapshot)
    let (fell, rose) = (weightiest(moved.fell, now), weightiest(moved.rose, now))
    let provision = changes.filtered { !$0.isOfTheRecord }
    let gaps = provision.counts
    let full = [before, now].map { scope in
        (0..<scope.columns).map { scope.rows(at: [.full], column: $0).count }.reduce(0, +)
    }
    let ratings = (0..<now.columns).map { now.rated(column: $0).count }.reduce(0, +)
    let total = Headline(
        .change,
        moved.claim,
        detail:
            "\(grouped(full[1])) of \(counted(ratings, "rating")) \(verb(full[1], "says", "say")) full provision, \(full[1] == full[0] ? "as before" : "after \(grouped(full[0]))"); "
            + "\(counted(gaps.closed, "gap")) in provision closed, \(grouped(gaps.opened)) opened"
            + (isSecondRound || gaps.opened == 0 ? "" : " or reopened"),
        figure: full[1],
        before: full[0],
        area: now.area?.id,
        gaps: provision.idsOfOpened
    )
    return [
        total, direction(.worse, fell, now, "It got worse", "fell"),
        direction(.better, rose, now, "It got better", "rose"),
    ].compactMap(\.self)
}

/// The ratings of the areas asked about that rose or fell since an earlier date. A rating that was not there before did not move.
struct RatingsMoved {
    let rose: [SnapshotComparison.Move]
    let fell: [SnapshotComparison.Move]
    /// "Since 1 May 2022, 12 ratings of North West Coast rose and 4 fell".
    let claim: String

    init(_ now: HeadlineScope, since earlier: Snapshot) {
        let inside = Set(now.rows.map { now.context.snapshot.rows[$0] })
        let moves = SnapshotComparison(from: earlier, to: now.context.snapshot, in: now.context.model).moves
            .filter { inside.contains($0.area) }
        let rose = moves.filter { $0.direction == .up }
        let fell = moves.filter { $0.direction == .down }
        func ratings(_ count: Int) -> String { "\(counted(count, "rating")) of \(now.name)" }
        let words =
            switch (rose.count, fell.count) {
            case (0, 0): "no rating of \(now.name) rose or fell"
            case (let up, 0): "\(ratings(up)) rose and none fell"
            case (0, let down): "\(ratings(down)) fell and none rose"
            case (let up, let down): "\(ratings(up)) rose and \(grouped(down)) fell"
            }
        claim = "Since \(earlier.asOf.displayText), \(words)"
        self.rose = rose
        self.fell = fell
    }
}

/// One direction: the weightiest area first.
private func direction(
    _ kind: Headline.Kind,
    _ moves: [SnapshotComparison.Move],
    _ now: HeadlineScope,
    _ claim: String,
    _ verbed: String
) -> Headline? {
    guard let first = moves.first else { return nil }
    let context = now.context
    let areas = Set(moves.map(\.area))
    let scale = context.framework.scale
    let (isOne, name) = (now.rows.count == 1, context.facts.areas[first.area].name)
    let example =
        "\(now.type(first.service).name)\(isOne ? "" : " in \(name)") from \(scale.nameInWords(first.before)) to \(scale.nameInWords(first.after))"
    let rows = areas.compactMap { context.snapshot.row(of: $0) }.sorted()
    let services = Set(moves.map(\.service))
    let scene =
        isOne
        ? "in \(name) for \(counted(services.count, "service type"))"
        : areas.count == 1 ? "in \(name)" : "in \(counted(areas.count, "area")), first of all in \(name)"
    let moved = Set(moves.map { [$0.area, $0.service] })
    return Headline(
        kind,
        "\(claim) \(scene)",
        detail: moves.count == 1
            ? "1 rating \(verbed), \(example)" : "\(counted(moves.count, "rating")) \(verbed), among them \(example)",
        figure: moves.count,
        area: now.area?.id,
        services: services.sorted().map { now.type($0).id },
        children: now.children(rows),
        gaps: now.gaps { !$0.isOfTheRecord && moved.contains([Int($0.area), Int($0.service)]) }
    )
}

/// Moves by the children in need of their area, each by how far its level moved.
private func weightiest(_ moves: [SnapshotComparison.Move], _ now: HeadlineScope) -> [SnapshotComparison.Move] {
    let (context, scale) = (now.context, now.context.framework.scale)
    func lack(_ state: CellState) -> Double {
        scale.level(of: state).map { context.framework.severity.lack(of: $0, on: scale) } ?? 0
    }
    return moves.map { move in
        (move: move, weight: abs(lack(move.before) - lack(move.after)) * context.facts.children[move.area].inNeed)
    }.sorted { first, second in
        if first.weight != second.weight { return first.weight > second.weight }
        return (first.move.area, first.move.service) < (second.move.area, second.move.service)
    }.map(\.move)
}

extension RatingScale {
    /// A state within a sentence, without its code: "no provision", "full provision", "not rated".
    fileprivate func nameInWords(_ state: CellState) -> String {
        level(of: state)?.name.lowercased() ?? state.words(as: nil)
    }
}
