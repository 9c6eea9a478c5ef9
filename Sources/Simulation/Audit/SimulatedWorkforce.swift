import Provision

/// The workforce of a network that is made with an audit: role groups, two options, and made-up ratios.
enum SimulatedWorkforce {
    private static let groups = [
        ("partnership", "Partnership management", "Network Manager"),
        ("management", "Team management", "Operational Manager"),
        ("leadership", "Clinical leadership", "Clinical Lead"), ("practitioners", "Practitioners", "Therapist"),
        ("peer-support", "Peer support", "Peer Support Worker"),
    ]

    static func make() throws(ModelFaults) -> Workforce {
        var roleGroups: [RoleGroup] = []
        for (id, name, role) in groups {
            roleGroups.append(RoleGroup(id: try identifier(id), name: name, roles: [role]))
        }
        let whole: [(String, [WorkforceOption.Tier])] = [
            ("management", [.ics, .locality]), ("leadership", [.ics]), ("practitioners", [.place]),
            ("peer-support", [.place]),
        ]
        let parts: [(String, [WorkforceOption.Tier])] = [
            ("partnership", [.ics]), ("management", [.place]), ("leadership", [.place]), ("practitioners", [.place]),
            ("peer-support", [.place]),
        ]
        return Workforce(
            roleGroups: roleGroups,
            options: [
                try option(
                    "a",
                    "One service",
                    "One service for all areas.",
                    whole,
                    for: "One budget",
                    against: "Far away"
                ),
                try option(
                    "b",
                    "Services in partnership",
                    "A service in each area.",
                    parts,
                    for: "Near",
                    against: "Many budgets"
                ),
            ],
            ratios: [
                try ratio("partnership", 4_000, 52_000), try ratio("management", 900, 55_000),
                try ratio("leadership", 600, 70_000),
                try ratio("practitioners", 60, 45_000), try ratio("peer-support", 150, 28_000),
            ]
        )
    }

    private static func option(
        _ id: String,
        _ title: String,
        _ text: String,
        _ works: [(String, [WorkforceOption.Tier])],
        for advantage: String,
        against disadvantage: String
    ) throws(ModelFaults) -> WorkforceOption {
        var found: [WorkforceOption.Work] = []
        for (group, tiers) in works { found.append(WorkforceOption.Work(group: try identifier(group), tiers: tiers)) }
        return WorkforceOption(
            id: try identifier(id),
            title: title,
            text: text,
            source: try identifier(SimulatedFramework.source),
            works: found,
            advantages: [advantage],
            disadvantages: [disadvantage]
        )
    }

    private static func ratio(_ group: String, _ children: Int, _ cost: Int) throws(ModelFaults) -> StaffingRatio {
        StaffingRatio(
            group: try identifier(group),
            childrenPerWTE: Hundredths(children * 100),
            costPerWTE: Hundredths(cost * 100)
        )
    }
}
