import Provision

/// What no area has in full, of the service types that every area has stated and any expects.
func fullNowhereHeadline(_ now: HeadlineScope, _ before: HeadlineScope?) -> Headline? {
    let columns = fullNowhere(now)
    guard !columns.isEmpty else { return nil }
    let all = counted(now.columns, "service type")
    let names = columns.map { now.type($0).name }
    let claim =
        columns.count <= 2
        ? "No area of \(now.name) has full provision of \(either(names))"
        : "No area of \(now.name) has full provision of \(grouped(columns.count)) of the \(all), \(listed(Array(names.prefix(2)))) first among them"
    let detail = withoutProvision(Array(columns.prefix(2)), now)
    let earlier = before.map { fullNowhere($0).count }
    return Headline(
        .fullNowhere,
        claim,
        detail: [detail, now.peopleThere, compared(columns.count, earlier, before)].compactMap(\.self).joined(
            separator: "; "
        ).nonEmpty,
        figure: columns.count,
        before: earlier,
        area: now.area?.id,
        services: columns.map { now.type($0).id },
        children: now.children(now.rows),
        gaps: now.gaps(ofLevelsIn: Set(columns))
    )
}

/// How many areas have no provision of one or two service types: "14 and 10 of the 17 areas have no provision of them"; nil where all
/// have some.
private func withoutProvision(_ columns: [Int], _ now: HeadlineScope) -> String? {
    let counts = columns.map { now.rows(at: [.none], column: $0).count }
    guard let first = counts.first, let last = counts.last, first + last > 0 else { return nil }
    if counts.count == 1 { return "\(now.share(first)) \(verb(first, "has", "have")) no provision of it" }
    if first == last { return "\(now.share(first)) \(verb(first, "has", "have")) no provision of either" }
    return "\(grouped(first)) and \(grouped(last)) of the \(counted(now.rows.count, "area")) have no provision of them"
}

/// The service types that no row has in full, by what is lacking of them.
private func fullNowhere(_ scope: HeadlineScope) -> [Int] {
    (0..<scope.columns).filter { column in
        let rated = scope.rated(column: column)
        return rated.count > 1 && rated.count * 2 > scope.rows.count && scope.rows(at: [.full], column: column).isEmpty
    }.sorted(by: scope.isWeightier)
}

/// How a number of service types compares with the round before: "2 more than on 1 May 2022"; nil where there is none before, or it is
/// the same.
func compared(_ count: Int, _ earlier: Int?, _ before: HeadlineScope?) -> String? {
    guard let earlier, let before, earlier != count else { return nil }
    let moved = count > earlier ? "\(grouped(count - earlier)) more" : "\(grouped(earlier - count)) fewer"
    return "\(moved) than on \(before.context.asOf.displayText)"
}

extension String {
    /// Nil where there is nothing in it.
    var nonEmpty: String? { isEmpty ? nil : self }
}
