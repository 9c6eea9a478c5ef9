/// How one level is shown for an area that is made of several.
public enum CombinationRule: String, CaseIterable, Hashable, Sendable {
    case worst, best, majority

    /// The rule in words, printed with whatever it was used for.
    public var words: String {
        switch self {
        case .worst: "the worst of the levels it is made of"
        case .best: "the best of the levels it is made of"
        case .majority:
            "the level under which most of its children aged 0-4 live (areas count alike where children are not known); of equals the worst"
        }
    }
}

/// The areas that a snapshot's rows stand for.
public enum AreaBasis: Hashable, Sendable {
    /// The areas that exist at the snapshot's own date: ratings of areas that have ended go on under their successors.
    case current
    /// The areas that exist at another date.
    case date(CalendarDate)
    /// The areas of a kind (`place`, `ics`), whether made of those rated or parts of them: those that exist at a date or, where
    /// none is named, at the snapshot's own.
    case kind(Area.Kind.ID, on: CalendarDate? = nil)

    /// The day that areas and their parents are looked up at, for a question about a date.
    func date(asOf: CalendarDate) -> CalendarDate {
        switch self {
        case .current: asOf
        case .date(let date): date
        case .kind(_, let date): date ?? asOf
        }
    }

    /// The same areas for snapshots of other dates: what two dates, or many, are compared on.
    ///
    /// - Parameter date: the date of the snapshot that the others are held against.
    public func steady(on date: CalendarDate) -> AreaBasis {
        switch self {
        case .current: .date(date)
        case .date: self
        case .kind(let kind, let own): .kind(kind, on: own ?? date)
        }
    }
}

/// One rating that a combined cell is made of.
public struct CellPart: Hashable, Sendable {
    /// The area rated, by place in the hierarchy.
    public let area: Int
    public let state: CellState
    /// The rating table's entry; -1 where there is none.
    public let entry: Int
}

extension ProvisionModel {
    /// One state for a cell that several areas' states make up.
    ///
    /// Not rated and not expected parts count only where there is nothing else. A level outside the ranks (in development)
    /// counts as better than no provision and worse than any provision: nobody is helped yet, but there is a plan.
    func combine(_ parts: [CellPart], by rule: CombinationRule) -> CellState {
        if let first = parts.first, parts.allSatisfy({ $0.state == first.state }) { return first.state }
        let levels = parts.filter { $0.state.levelIndex != nil }
        guard !levels.isEmpty else { return parts.contains { $0.state == .notExpected } ? .notExpected : .unrated }
        func order(_ state: CellState) -> Double {
            guard let level = framework.scale.level(of: state) else { return -1 }
            return level.order
        }
        let ordered = levels.sorted { order($0.state) < order($1.state) }
        switch rule {
        case .worst: return ordered.first?.state ?? .unrated
        case .best: return ordered.last?.state ?? .unrated
        case .majority:
            let children = ordered.map { areas.areas[$0.area].childrenUnderFive }
            let weighs = children.allSatisfy { $0 != nil }
            var weight: [CellState: Int] = [:]
            for (part, count) in zip(ordered, children) { weight[part.state, default: 0] += weighs ? count ?? 0 : 1 }
            let most = weight.values.max() ?? 0
            return ordered.first { weight[$0.state] == most }?.state ?? .unrated
        }
    }

    /// The areas of a basis that stand for one area: itself, its successors, its predecessors, or an ancestor.
    func areas(standingFor area: Int, basis: AreaBasis, asOf: CalendarDate) -> [Int] {
        let targets: [Int]
        switch basis {
        case .current: targets = areas.valid(on: asOf, from: area)
        case .date(let date): targets = areas.valid(on: date, from: area)
        case .kind(let kind, let date): targets = areas.ofKind(kind, from: area, on: date ?? asOf)
        }
        return targets.isEmpty ? [area] : targets
    }
}

extension AreaHierarchy {
    /// The areas that an area has become by a date, or was made of at it: the area itself while it is valid.
    func valid(on date: CalendarDate, from area: Int) -> [Int] {
        if areas[area].isValid(on: date) { return [area] }
        let isOver = areas[area].until.map { $0 < date } ?? false
        return reach(from: area) { isOver ? successors(of: $0) : predecessorIndices(of: $0) }
            .filter { areas[$0].isValid(on: date) }
    }

    /// The areas of a kind that an area is, has become, was made of or lies in: of those in its succession the ones that exist
    /// on a day, where any does, else the nearest.
    func ofKind(_ kind: Area.Kind.ID, from area: Int, on date: CalendarDate) -> [Int] {
        if areas[area].kind == kind, areas[area].isValid(on: date) { return [area] }
        for next in [successors(of:), predecessorIndices(of:)] as [(Int) -> [Int]] {
            let found = reach(from: area, next).filter { areas[$0].kind == kind }
            let valid = found.filter { areas[$0].isValid(on: date) }
            if !valid.isEmpty { return valid }
            if areas[area].kind != kind, !found.isEmpty { return nearest(found, from: area, next) }
        }
        if areas[area].kind == kind { return [area] }
        var current = parent(of: area, on: date)
        while let above = current {
            if areas[above].kind == kind { return [above] }
            current = parent(of: above, on: date)
        }
        return []
    }

    /// Those of some areas that are reached without passing another of them.
    private func nearest(_ wanted: [Int], from area: Int, _ next: (Int) -> [Int]) -> [Int] {
        let wanted = Set(wanted)
        return reach(from: area) { wanted.contains($0) ? [] : next($0) }.filter(wanted.contains)
    }

    /// All areas reached by steps of `next`, in the order of the document; each once, so that no chain can go round for ever.
    private func reach(from area: Int, _ next: (Int) -> [Int]) -> [Int] {
        var seen: Set<Int> = [area]
        var pending = [area]
        while let current = pending.popLast() {
            for step in next(current) where seen.insert(step).inserted { pending.append(step) }
        }
        return seen.subtracting([area]).sorted()
    }

    /// An area and all that it came from, in document order: whose ratings make up its history.
    public func lineage(of area: Int) -> [Int] {
        guard areas.indices.contains(area) else { return [] }
        return (reach(from: area, predecessorIndices(of:)) + [area]).sorted()
    }

    /// How an area that ended is shared among its successors: as its document states or, where it
    /// does not, by their children aged 0-4 where all are known, else equally.
    ///
    /// Shares add up to one. Cheshire: 20,193 and 18,059 children give 0.528 and 0.472.
    public func successionShares(of area: Area) -> (shares: [(area: Area, share: Double)], byChildren: Bool) {
        let next = area.successors.compactMap { self.area($0) }
        let stated = next.compactMap { area.successorShares[$0.id] }
        if !next.isEmpty, stated.count == next.count { return (Array(zip(next, stated)), true) }
        let children = next.compactMap(\.childrenUnderFive)
        let total = children.reduce(0, +)
        guard children.count == next.count, total > 0 else {
            return (next.map { ($0, 1 / Double(next.count)) }, false)
        }
        return (zip(next, children).map { ($0, Double($1) / Double(total)) }, true)
    }
}
