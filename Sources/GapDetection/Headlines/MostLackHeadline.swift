import Provision

/// What most areas have no provision of, or, where nothing is lacking in most, what is lacking most often. Service types that some area
/// has in full: those that none has are told of by themselves. What a single area lacks is no headline of all.
func mostLackHeadline(_ now: HeadlineScope, _ before: HeadlineScope?) -> Headline? {
    guard now.rows.count > 1 else { return nil }
    let lacking = (0..<now.columns).compactMap { column -> (column: Int, rows: [Int])? in
        let rows = now.rows(at: [.none], column: column)
        return rows.isEmpty || now.rows(at: [.full], column: column).isEmpty ? nil : (column, rows)
    }.sorted { first, second in
        if first.rows.count != second.rows.count { return first.rows.count > second.rows.count }
        return now.isWeightier(first.column, second.column)
    }
    guard let first = lacking.first, first.rows.count > 1 else { return nil }
    let most = lacking.filter { $0.rows.count * 2 > now.rows.count }
    let name = now.type(first.column).name
    let claim =
        most.isEmpty
        ? "\(name) is missing most often in \(now.name)"
        : "Most areas of \(now.name) have no provision of \(either(most.prefix(3).map { now.type($0.column).name }))"
    let share = now.share(first.rows.count)
    let detail =
        most.count > 1
        ? listed(
            most.prefix(3).enumerated().map { place, entry in
                "\(place == 0 ? share : grouped(entry.rows.count)) have no provision of \(now.type(entry.column).name)"
            }
        )
        : "\(share)\(most.isEmpty ? " have no provision of it" : "")\(now.wherePeopleLive(first.rows))"
    let earlier = before.map { $0.rows(at: [.none], column: first.column).count }
    let columns = most.isEmpty ? [first.column] : most.map(\.column)
    return Headline(
        .mostLack,
        claim,
        detail: [detail, compared(first.rows.count, earlier, before)].compactMap(\.self).joined(separator: "; ")
            .nonEmpty,
        figure: first.rows.count,
        before: earlier,
        area: now.area?.id,
        services: columns.map { now.type($0).id },
        children: now.children(first.rows),
        gaps: now.gaps(ofLevelsIn: Set(columns))
    )
}
