import Provision

extension FrameworkDocument {
    static func workforce(_ entry: XMLElement) throws -> Workforce {
        Workforce(
            roleGroups: try entry.children("role-group").map { group in
                RoleGroup(
                    id: try group.id("id"),
                    name: try group.required("name"),
                    meaning: group.child("meaning")?.text,
                    roles: group.children("role").map(\.text)
                )
            },
            options: try entry.children("option").map(option),
            ratios: try entry.children("ratio").map { ratio in
                StaffingRatio(
                    group: try ratio.id("role-group"),
                    childrenPerWTE: try ratio.hundredths("children-per-wte"),
                    costPerWTE: try ratio.optionalHundredths("cost-per-wte")
                )
            },
            chosen: try entry.optionalID("chosen"),
            comparison: entry.attribute("comparison"),
            asksPosts: entry.isTrue("asks-posts")
        )
    }

    private static func option(_ entry: XMLElement) throws -> WorkforceOption {
        WorkforceOption(
            id: try entry.id("id"),
            title: try entry.required("title"),
            text: entry.child("text")?.text ?? "",
            source: try entry.id("source"),
            section: entry.attribute("section"),
            teams: entry.child("teams")?.text,
            works: try entry.children("works").map { work in
                WorkforceOption.Work(
                    group: try work.id("ref"),
                    tiers: try tiers(work),
                    roles: work.children("role").map(\.text)
                )
            },
            advantages: entry.children("advantage").map(\.text),
            disadvantages: entry.children("disadvantage").map(\.text)
        )
    }

    private static func tiers(_ entry: XMLElement) throws -> [WorkforceOption.Tier] {
        try entry.required("at").split(separator: " ").map { word in
            guard let tier = WorkforceOption.Tier(rawValue: String(word)) else {
                throw entry.fault(
                    "'\(word)' is nothing to work across",
                    hint: "ics, locality or place, or several of them"
                )
            }
            return tier
        }
    }
}

extension XMLElement {
    /// Notes where the entries of a framework's `<workforce>` stand.
    func noteWorkforce(in lines: inout DocumentLines) {
        for entry in entries("workforce", "role-group") { lines.note(entry, as: .roleGroup) }
        for entry in entries("workforce", "option") { lines.note(entry, as: .workforceOption) }
        for entry in entries("workforce", "ratio") { lines.note(entry, as: .ratio) }
    }
}
