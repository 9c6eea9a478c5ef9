public import Provision

/// Which gaps somebody has taken on: by the actions on record at a date that were not dropped.
public struct ActionCoverage: Sendable {
    private let hierarchy: AreaHierarchy
    private let date: CalendarDate
    private let actions: [Action]
    /// By the id of a gap the places in `actions` of those for it.
    private var ofGap: [String: [Int]] = [:]

    /// - Parameter date: the day whose areas the gaps are named after.
    public init(_ actions: [Action], _ hierarchy: AreaHierarchy, on date: CalendarDate) {
        self.actions = actions
        self.hierarchy = hierarchy
        self.date = date
        for (place, action) in actions.enumerated() {
            for gap in action.gaps {
                for (_, id) in gap.aliases(hierarchy) { ofGap[id, default: []].append(place) }
            }
        }
    }

    /// The actions for a gap, dropped ones too: those that name it, and those for a standard that the gap is about.
    public func actions(for gap: Gap.ID, kind: GapKind, area: Int) -> [Action] {
        var places = ofGap[gap.description] ?? []
        if [.standardUnmet, .overclaimed].contains(kind), let standard = Standard.ID(gap.subject) {
            for (place, action) in actions.enumerated() where action.standards.contains(standard) {
                let named = action.areas.compactMap { hierarchy.index(of: $0) }
                if named.isEmpty || named.contains(where: { hierarchy.isWithin(area, $0, on: date) }) {
                    places.append(place)
                }
            }
        }
        return Set(places).sorted().map { actions[$0] }
    }

    /// Those that are still for it: an action that was dropped is none. Whoever has taken on what a whole ICS lacks has taken on its areas.
    func standing(for gap: Gap.ID, kind: GapKind, area: Int) -> [Action] {
        let own = actions(for: gap, kind: kind, area: area)
        let wider = [GapKind.systemic, .fullNowhere].flatMap { kind in
            heads(of: area).flatMap { head in
                (ofGap["\(kind):\(hierarchy.areas[head].id):\(gap.subject)"] ?? []).map { actions[$0] }
            }
        }
        return (own + wider).filter { if case .dropped = $0.state { false } else { true } }
    }

    private func heads(of area: Int) -> [Int] {
        var heads: [Int] = []
        var current = area
        while let parent = hierarchy.parent(of: current, on: date), !heads.contains(parent) {
            heads.append(parent)
            current = parent
        }
        return heads
    }
}
