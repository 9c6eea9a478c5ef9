package import Provision

/// What a workforce by one option would take, held against the posts on record, by area.
///
///     required  = initial target of the need model / children to one whole-time equivalent
///     shortfall = required - in post, nothing where there are enough
///     cost      = shortfall x cost of one whole-time equivalent a year
///
/// A role group that works across an ICS is counted by the ICS's target, one of Places by each Place's; an ICS then needs what its
/// Places need together. What one Place has beyond its requirement makes up for nothing in another; posts that the ICS itself has make
/// up for what is lacking below it. Figures are exact until they are shown.
///
/// Worked example: a target of 4,124 children at 60 to one practitioner takes 68.7; with 1.3 in post 67.4 are lacking; at 50,000 pounds
/// they cost 3,371,667.
package struct WorkforceEstimate: Sendable {
    package let asOf: CalendarDate
    package let option: WorkforceOption
    /// The ratios it is worked out by; those of role groups that are not in it have none.
    package let ratios: [RoleGroup.ID: StaffingRatio]
    /// What heads areas, each before its areas.
    package let areas: [AreaFigures]
    /// Of all areas together, role group by role group in the order of the option.
    package let totals: [Cell]
    /// The posts on record, in the order of the areas; those whose money has ended are among them.
    package let posts: [PostOnRecord]

    package struct AreaFigures: Sendable {
        /// By place in the hierarchy.
        package let area: Int
        /// Whether it heads others, whose posts and requirements are in its own.
        package let isHead: Bool
        /// Children of the initial target; nil where the children of the area are not known.
        package let target: Int?
        /// Role group by role group in the order of the option.
        package let cells: [Cell]
        /// Posts of role groups that are not of the option, or not known.
        package let others: Staff
        package var posts: Int { cells.reduce(others.posts) { $0 + $1.staff.posts } }
    }

    /// A role group in an area.
    package struct Cell: Sendable {
        package let group: RoleGroup.ID
        package let staff: Staff
        /// Whether people of it are counted for this area: not for a Place where they work across an ICS.
        package let isCounted: Bool
        /// Whole-time equivalents; nil where they are not counted here, or not known.
        package let required: Fraction?
        package let shortfall: Fraction?
        /// Pounds a year.
        package let cost: Fraction?
    }

    /// - Parameters:
    ///   - ratios: those of whoever asks; nil for the network's own.
    ///   - rows: only these of the snapshot; nil for all.
    ///   - within: where they are those of a part of the map: its head, by place in the hierarchy.
    package init(
        _ model: ProvisionModel,
        _ option: WorkforceOption,
        at snapshot: Snapshot,
        ratios given: [StaffingRatio]? = nil,
        rows: [Int]? = nil,
        within: Int? = nil
    ) {
        let ratios = Dictionary(
            (given ?? model.framework.workforce?.ratios ?? []).map { ($0.group, $0) },
            uniquingKeysWith: { one, _ in one }
        )
        let chosen = rows.map(Set.init)
        let date = snapshot.areasAsOf
        func target(_ area: Int) -> Int? {
            model.framework.need.flatMap { $0.expected(of: model.areas.area(at: area, on: date))?.target }
        }
        func figures(_ area: Int, _ own: [PostOnRecord], below: [AreaFigures]?) -> AreaFigures {
            let target = target(area)
            let works = Set(option.works.map(\.group))
            let others = own.filter { $0.post.role.map { !works.contains($0) } ?? true }
            return AreaFigures(
                area: area,
                isHead: below != nil,
                target: target,
                cells: option.works.enumerated().map { place, work in
                    let own = Staff(own.filter { $0.post.role == work.group }, at: snapshot.asOf)
                    return Cell(work, own, target, ratios[work.group], below: below?.map { $0.cells[place] })
                },
                others: (below ?? []).reduce(Staff(others, at: snapshot.asOf)) { $0 + $1.others }
            )
        }
        var areas: [AreaFigures] = []
        var posts: [PostOnRecord] = []
        var tops: [AreaFigures] = []
        let shared = snapshot.sharedReturns(listing: .posts)
        for (head, rows) in model.groups(of: snapshot) {
            let rows = rows.filter { chosen?.contains($0) ?? true }
            guard !rows.isEmpty else { continue }
            let isShown = within.map { model.areas.isWithin(head, $0, on: date) } ?? true
            let isAlone = rows.count == 1 && snapshot.rows[rows[0]] == head
            let found = model.posts(
                ofHead: head,
                rows: rows,
                hasOwn: !isAlone,
                in: snapshot,
                shared: isShown && !isAlone ? shared : []
            )
            let own = isShown && !isAlone ? found.own : []
            posts += own
            let below = zip(rows, found.rows).map { row, own -> AreaFigures in
                posts += own
                return figures(snapshot.rows[row], own, below: isAlone ? [] : nil)
            }
            if isShown, !isAlone {
                let whole = figures(head, own, below: below)
                areas.append(whole)
                tops.append(whole)
            } else {
                tops += below
            }
            areas += below
        }
        asOf = snapshot.asOf
        self.option = option
        self.ratios = ratios
        self.areas = areas
        self.posts = posts
        totals = option.works.indices.map { place in
            let cells = tops.map { $0.cells[place] }
            return Cell(option.works[place].group, ratios[option.works[place].group], sumOf: cells)
        }
    }

    /// The areas whose children are not known, where that matters: by place in the hierarchy.
    package var unknown: [Int] {
        areas.filter { figures in
            figures.target == nil
                && figures.cells.contains { $0.isCounted && ratios[$0.group] != nil && $0.required == nil }
        }.filter { figures in
            // What heads areas is named only for what is counted by its own children.
            !figures.isHead || option.works.contains { $0.counted == .ics && ratios[$0.group] != nil }
        }.map(\.area)
    }

    /// Role groups of which no post is there whose money has not ended.
    package func absent(of groups: [RoleGroup]) -> [RoleGroup] {
        groups.filter { group in !posts.contains { $0.post.role == group.id && $0.post.isFunded(at: asOf) } }
    }

    /// The posts whose money has ended before the date: they are counted no more.
    package var ended: [PostOnRecord] { posts.filter { !$0.post.isFunded(at: asOf) } }
}

extension WorkforceEstimate.Cell {
    /// - Parameter below: the same role group in the areas that the area heads; empty for one that heads none but itself; nil for an
    ///   area that is headed by another.
    fileprivate init(
        _ work: WorkforceOption.Work,
        _ own: Staff,
        _ target: Int?,
        _ ratio: StaffingRatio?,
        below: [Self]?
    ) {
        let isCounted = below != nil || work.counted == .place
        var (required, lacking): (Fraction?, Fraction?)
        if work.counted == .place, let below, !below.isEmpty {
            let parts = below.compactMap(\.required)
            required = parts.count == below.count ? parts.total : nil
            lacking = required == nil ? nil : below.compactMap(\.shortfall).total
        } else if isCounted, let ratio, let target {
            required = Fraction(target, over: 1) * Fraction(100, over: ratio.childrenPerWTE.value)
            lacking = required
            let staff = (below ?? []).reduce(Staff()) { $0 + $1.staff }
            lacking = lacking?.lacking(Fraction(staff.inPost))
        }
        let shortfall = lacking?.lacking(Fraction(own.inPost))
        group = work.group
        staff = (below ?? []).reduce(own) { $0 + $1.staff }
        self.isCounted = isCounted
        self.required = required
        self.shortfall = shortfall
        cost = shortfall.flatMap { shortfall in ratio?.costPerWTE.map { shortfall * Fraction($0) } }
    }

    fileprivate init(_ group: RoleGroup.ID, _ ratio: StaffingRatio?, sumOf cells: [Self]) {
        func sum(_ path: KeyPath<Self, Fraction?>) -> Fraction? {
            let parts = cells.compactMap { $0[keyPath: path] }
            return parts.count == cells.count && !cells.isEmpty ? parts.total : nil
        }
        self.group = group
        staff = cells.reduce(Staff()) { $0 + $1.staff }
        isCounted = cells.contains(where: \.isCounted)
        required = sum(\.required)
        shortfall = sum(\.shortfall)
        cost = sum(\.cost)
    }
}
