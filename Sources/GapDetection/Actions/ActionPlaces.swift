import Provision

/// Where actions are to be done, on the areas of one day.
struct ActionPlaces: Sendable {
    private let hierarchy: AreaHierarchy
    private let date: CalendarDate
    private let rows: Set<Int>
    private let heads: Set<Int>

    init(_ model: ProvisionModel, _ snapshot: Snapshot) {
        hierarchy = model.areas
        date = snapshot.areasAsOf
        rows = Set(snapshot.rows)
        heads = Set(model.groups(of: snapshot).map(\.head))
    }

    /// Its areas, or those of the gaps that it is for, or all where nothing says where; those that took the place of what has ended.
    func areas(of action: Action) -> [Int] {
        let named = action.areas.isEmpty ? action.gaps.map(\.area) : action.areas
        var found: [Int] = []
        for index in named.compactMap({ hierarchy.index(of: $0) }) {
            for place in standing(index) where !found.contains(place) { found.append(place) }
        }
        return found.isEmpty ? Array(hierarchy.roots.prefix(1)) : found
    }

    private func standing(_ index: Int) -> [Int] {
        guard !hierarchy.areas[index].isValid(on: date) else { return [index] }
        let heirs = hierarchy.heirs(of: index).filter { hierarchy.areas[$0].isValid(on: date) }
        return heirs.isEmpty ? [index] : heirs
    }

    /// What heads some areas, each once.
    func heads(of areas: [Int]) -> [Int] {
        var found: [Int] = []
        for area in areas {
            let head =
                rows.contains(area) && !heads.contains(area) ? hierarchy.parent(of: area, on: date) ?? area : area
            if !found.contains(head) { found.append(head) }
        }
        return found
    }

    /// The one area under which a register lists an action: its own or, of several, the nearest that holds them all.
    func only(of areas: [Int]) -> Int {
        guard let first = areas.first else { return 0 }
        return path(first).first { head in areas.allSatisfy { path($0).contains(head) } } ?? first
    }

    /// An area and all that it lies in, the nearest first.
    private func path(_ area: Int) -> [Int] {
        var path = [area]
        while let last = path.last, let parent = hierarchy.parent(of: last, on: date), !path.contains(parent) {
            path.append(parent)
        }
        return path
    }
}
