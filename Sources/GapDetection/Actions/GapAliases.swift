package import Provision

/// The ids under which gaps that actions name may be found: a gap goes on under the names of the areas that took the place of its own,
/// as `GapLineage` has it.
struct GapAliases: Sendable {
    /// By the id of a gap the names that it may be found for.
    private var names: [String: [Action.GapName]] = [:]
    /// The kinds and areas, by place in the hierarchy, of all of them.
    private(set) var kinds: Set<GapKind> = []
    private(set) var areas: Set<Int> = []

    init(_ gaps: some Sequence<Action.GapName>, _ hierarchy: AreaHierarchy) {
        var seen: Set<Action.GapName> = []
        for gap in gaps where seen.insert(gap).inserted {
            kinds.insert(gap.kind)
            for (area, name) in gap.aliases(hierarchy) {
                areas.insert(area)
                names[name, default: []].append(gap)
            }
        }
    }

    /// The named gaps that are in a register.
    func found(in audit: GapAudit) -> [Action.GapName: Finding] {
        var found: [Action.GapName: Finding] = [:]
        for finding in audit.findings where kinds.contains(finding.kind) && areas.contains(Int(finding.area)) {
            for name in names[audit.id(of: finding).description] ?? [] where found[name] == nil {
                found[name] = finding
            }
        }
        return found
    }
}

extension Action.GapName {
    /// Its area and those that took its place, by place in the hierarchy, each with the gap's id there.
    func aliases(_ hierarchy: AreaHierarchy) -> [(area: Int, id: String)] {
        guard let index = hierarchy.index(of: area) else { return [] }
        return [(index, text)]
            + hierarchy.heirs(of: index).map { ($0, named(after: hierarchy.areas[$0].id).text) }
    }
}

extension Action {
    /// Whether it is for a gap or a standard of this id; a gap also under the name of an area that took the place of its own.
    package func isFor(_ id: String, _ hierarchy: AreaHierarchy) -> Bool {
        targets.contains { target in
            switch target {
            case .standard(let standard): standard.text == id
            case .gap(let gap): gap.text == id || gap.aliases(hierarchy).contains { $0.id == id }
            }
        }
    }
}
