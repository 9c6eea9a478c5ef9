import Provision

/// What one area has, and what it lacks: the first thing said of a single row.
func standingHeadlines(_ now: HeadlineScope, _ before: HeadlineScope?) -> [Headline] {
    guard let row = now.rows.first, now.isRated else { return [] }
    let rated = (0..<now.columns).filter { now.context.standing(row: row, column: $0) != nil }
    func columns(_ standing: Level.Standing, in scope: HeadlineScope) -> [Int] {
        scope.rows.first.map { row in
            (0..<scope.columns).filter { scope.context.standing(row: row, column: $0) == standing }
                .sorted(by: scope.isWeightier)
        } ?? []
    }
    let (none, full) = (columns(.none, in: now), columns(.full, in: now))
    let children = now.children([row])
    let all = counted(rated.count, "service type")
    var headlines: [Headline] = []
    if !none.isEmpty {
        let earlier = before.map { columns(.none, in: $0).count }
        headlines.append(
            Headline(
                .standing,
                "\(now.name) has no provision of \(grouped(none.count)) of \(all)",
                detail: [
                    listed(none.map { now.type($0).name }), compared(none.count, earlier, before),
                ].compactMap(\.self).joined(separator: "; "),
                figure: none.count,
                before: earlier,
                area: now.area?.id,
                services: none.map { now.type($0).id },
                children: children,
                gaps: now.gaps { $0.kind == .none }
            )
        )
    }
    let earlier = before.map { columns(.full, in: $0).count }
    let inPart = columns(.partial, in: now).count
    let partial = inPart == 0 ? nil : "it has some provision of \(grouped(inPart))"
    let developing = columns(.inDevelopment, in: now)
    headlines.append(
        Headline(
            .standing,
            "\(now.name) has full provision of \(full.isEmpty ? "none" : grouped(full.count)) of \(all)",
            detail: [
                [
                    partial,
                    developing.isEmpty
                        ? nil
                        : "\(listed(developing.map { now.type($0).name })) \(verb(developing.count, "is", "are")) in development",
                ].compactMap(\.self).joined(separator: ", and ").nonEmpty, compared(full.count, earlier, before),
            ].compactMap(\.self).joined(separator: "; ").nonEmpty,
            figure: full.count,
            before: earlier,
            area: now.area?.id,
            services: full.map { now.type($0).id },
            children: children,
            gaps: now.gaps { $0.kind == .partial || $0.kind == .inDevelopment || $0.kind == .stalled }
        )
    )
    return headlines
}
