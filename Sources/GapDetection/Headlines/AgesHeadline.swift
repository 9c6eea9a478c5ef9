import Provision

/// The ages for which fewer than half of the areas are known to have provision of their own: the rule `age-range` of an ICS, asked of
/// all areas together. Stretches that follow each other are told of as one, served where all of it is.
func agesHeadline(_ now: HeadlineScope, _ before: HeadlineScope?) -> Headline? {
    guard now.rows.count > 1, let coverage = now.ageCoverage else { return nil }
    let known = now.rows.filter { coverage[$0].isKnown }
    guard let stretch = widest(AgeRangeRule.thin(known, coverage, now.context).map(\.0)) else { return nil }
    func serving(_ scope: HeadlineScope, _ coverage: [AgeCoverage]) -> [Int] {
        scope.rows.filter { coverage[$0].isKnown && coverage[$0].isMade(for: stretch) }
    }
    let served = serving(now, coverage)
    let others = known.filter { !served.contains($0) }
    let whom = known.count == now.rows.count ? "" : " with ages on record"
    let places =
        "provision of their own is known in "
        + (served.isEmpty
            ? "none of the \(counted(known.count, "area"))\(whom)"
            : "\(grouped(served.count)) of the \(counted(known.count, "area"))\(whom) (\(now.names(served, most: 5)))")
    let universal = now.context.framework.serviceTypes.filter { type in
        known.contains { row in coverage[row].universal.contains { $0.id == type.id } }
    }.map(\.name)
    let aside =
        universal.isEmpty
        ? "" : ", beyond \(listed(universal)), which \(verb(universal.count, "is", "are")) for every child"
    return Headline(
        .ages,
        "Little is made for children \(stretch.displayText) in \(now.name)",
        detail: places + aside,
        figure: served.count,
        before: before.flatMap { scope in scope.ageCoverage.map { serving(scope, $0).count } },
        area: now.area?.id,
        children: now.children(others),
        gaps: now.gaps { $0.kind == .ageRange }
    )
}

/// The longest of some stretches in order of age, those that follow each other joined.
private func widest(_ stretches: [AgeRange]) -> AgeRange? {
    var joined: [AgeRange] = []
    for stretch in stretches {
        if let last = joined.last, last.to == stretch.from, let both = AgeRange(from: last.from, to: stretch.to) {
            joined[joined.count - 1] = both
        } else {
            joined.append(stretch)
        }
    }
    return joined.max { $0.length < $1.length }
}

extension AgeRange {
    fileprivate var length: Int { to.units - from.units }
}

extension HeadlineScope {
    /// Row by row the ages that are served, as the rule worked them out.
    fileprivate var ageCoverage: [AgeCoverage]? {
        (audit.workings(of: .ageRange) as? AgeRangeRule.Workings)?.coverage
    }
}
