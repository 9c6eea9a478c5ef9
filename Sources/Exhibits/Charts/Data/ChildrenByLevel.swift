public import GapDetection
public import Provision

/// Under which levels the children of each area that heads a table (an ICS) live, service type by service type.
public struct ChildrenByLevel: Sendable {
    public var caption: ExhibitCaption
    public var levels: [Level]
    public var groups: [Group]

    public struct Group: Sendable {
        public var name: String
        public var services: [Service]

        public init(name: String, services: [Service]) {
            self.name = name
            self.services = services
        }
    }

    public struct Service: Sendable {
        public var name: String
        /// By the level's place in the scale.
        public var children: [Int]
        /// In areas that are not rated, or do not expect the service type.
        public var others: Int

        public init(name: String, children: [Int], others: Int = 0) {
            self.name = name
            self.children = children.map { max(0, min($0, 1_000_000_000)) }
            self.others = max(0, min(others, 1_000_000_000))
        }

        var total: Int { children.reduce(others, +) }
    }

    public init(caption: ExhibitCaption, levels: [Level], groups: [Group]) {
        self.caption = caption
        self.levels = levels
        self.groups = groups
    }

    /// The children that the measures of equity are taken of.
    public init(_ scope: ExhibitScope, _ measures: [Equity]) {
        var groups: [Group] = []
        for measure in measures {
            let service = Service(
                name: measure.service.name,
                children: measure.children,
                others: measure.otherChildren
            )
            if groups.last?.name == measure.head.name {
                groups[groups.count - 1].services.append(service)
            } else {
                groups.append(Group(name: measure.head.name, services: [service]))
            }
        }
        var names: [String] = []
        for area in measures.flatMap(\.unknown) where !names.contains(area.name) { names.append(area.name) }
        self.init(
            caption: scope.caption(
                "children by the level they live under",
                "Shares of children aged 0-4, ratings as of \(scope.asOf.displayText).",
                notes: (names.isEmpty ? [] : ["The number of children is not known of \(listed(names))."])
                    + [AreaHierarchy.peopleNote(measures.flatMap(\.counted))].compactMap { $0 },
                people: Set(measures.flatMap(\.counted).compactMap { scope.model.areas.index(of: $0.id) })
            ),
            levels: scope.model.framework.scale.levels,
            groups: groups
        )
    }
}
