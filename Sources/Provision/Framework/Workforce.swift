/// Who does the work by the network's model of a service: groups of roles, ways to build a workforce of them, and what it takes.
public struct Workforce: Hashable, Sendable {
    /// In the order of the framework's document.
    public let roleGroups: [RoleGroup]
    public let options: [WorkforceOption]
    /// The network's own figures of how many people it takes; those that a question brings along go before them.
    public let ratios: [StaffingRatio]
    /// The option that the network has chosen; nil while none is.
    public let chosen: WorkforceOption.ID?
    /// Where the options are held against each other: a section of their source.
    public let comparison: String?
    /// Whether forms ask areas for their posts.
    public let asksPosts: Bool

    public init(
        roleGroups: [RoleGroup],
        options: [WorkforceOption] = [],
        ratios: [StaffingRatio] = [],
        chosen: WorkforceOption.ID? = nil,
        comparison: String? = nil,
        asksPosts: Bool = false
    ) {
        self.roleGroups = roleGroups
        self.options = options
        self.ratios = ratios
        self.chosen = chosen
        self.comparison = comparison
        self.asksPosts = asksPosts
    }

    public func roleGroup(_ id: RoleGroup.ID) -> RoleGroup? { roleGroups.first { $0.id == id } }

    public func option(_ id: WorkforceOption.ID) -> WorkforceOption? { options.first { $0.id == id } }

    /// The role groups that are asked for whatever is chosen: those of the option that the network has chosen, else those that
    /// every option has. In the order of the framework.
    public var askedInAnyCase: [RoleGroup] {
        if let option = chosen.flatMap(option) {
            return roleGroups.filter { group in option.works.contains { $0.group == group.id } }
        }
        guard !options.isEmpty else { return [] }
        return roleGroups.filter { group in
            options.allSatisfy { option in option.works.contains { $0.group == group.id } }
        }
    }
}

/// A group of roles with one task in a service: team management, practitioners.
public struct RoleGroup: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<RoleGroup>

    public let id: ID
    public let name: String
    /// What it is able to do, in a sentence.
    public let meaning: String?
    /// Roles that might be of it, as examples.
    public let roles: [String]

    public init(id: ID, name: String, meaning: String? = nil, roles: [String] = []) {
        self.id = id
        self.name = name
        self.meaning = meaning
        self.roles = roles
    }
}

/// One way to build the workforce.
public struct WorkforceOption: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<WorkforceOption>

    public let id: ID
    public let title: String
    /// What it is, in a sentence or two.
    public let text: String
    public let source: Source.ID
    public let section: String?
    /// How its teams are made up, in a sentence.
    public let teams: String?
    /// Which role groups it has, and where they work.
    public let works: [Work]
    /// What speaks for it, in the order of the source.
    public let advantages: [String]
    /// What speaks against it, in the order of the source.
    public let disadvantages: [String]

    public init(
        id: ID,
        title: String,
        text: String,
        source: Source.ID,
        section: String? = nil,
        teams: String? = nil,
        works: [Work],
        advantages: [String] = [],
        disadvantages: [String] = []
    ) {
        self.id = id
        self.title = title
        self.text = text
        self.source = source
        self.section = section
        self.teams = teams
        self.works = works
        self.advantages = advantages
        self.disadvantages = disadvantages
    }

    /// A role group within an option.
    public struct Work: Hashable, Sendable {
        public let group: RoleGroup.ID
        /// What it works across, the widest first.
        public let tiers: [Tier]
        /// Roles that might be of it in this option alone.
        public let roles: [String]

        public init(group: RoleGroup.ID, tiers: [Tier], roles: [String] = []) {
            self.group = group
            self.tiers = tiers
            self.roles = roles
        }

        /// Where what it takes is counted: the widest that it works across that areas are known by.
        public var counted: Tier { tiers.contains(.ics) ? .ics : .place }
    }

    /// What a role group works across.
    public enum Tier: String, CaseIterable, Hashable, Sendable {
        /// What heads areas in a table.
        case ics
        /// Two or three areas that are neighbours; no area of the hierarchy.
        case locality
        /// Each area.
        case place

        /// "ICS", "locality", "Place".
        public var name: String {
            switch self {
            case .ics: "ICS"
            case .locality: "locality"
            case .place: "Place"
            }
        }
    }
}

/// How many people of a role group it takes, and what one of them costs a year. No source gives any: they are a network's own.
public struct StaffingRatio: Hashable, Sendable {
    public let group: RoleGroup.ID
    /// Children of the initial target for each whole-time equivalent; more than nothing.
    public let childrenPerWTE: Hundredths
    /// Pounds a year for each whole-time equivalent; nil where it is not known.
    public let costPerWTE: Hundredths?

    /// The most children, and pounds, that a ratio can have.
    public static let mostChildren = Hundredths(1_000_000)
    public static let mostCost = Hundredths(100_000_000)

    public init(group: RoleGroup.ID, childrenPerWTE: Hundredths, costPerWTE: Hundredths? = nil) {
        self.group = group
        self.childrenPerWTE = childrenPerWTE
        self.costPerWTE = costPerWTE
    }
}
