import Provision

/// A made-up framework with the real one's scale and causes, and as many service types as asked for.
enum SimulatedFramework {
    private static let subjects = [
        "Parent-infant support", "Talking therapies", "Health visiting", "Family hubs", "Antenatal groups",
        "Specialist midwives",
        "Early language", "Infant feeding", "Perinatal mental health", "Fathers' support",
    ]
    private static let kinds = ["", "outreach", "for under-twos", "for twos to fives", "peer support"]

    static func make(services: Int) throws -> Framework {
        func level(
            _ code: String,
            _ name: String,
            _ rank: Int?,
            _ closes: Bool,
            _ colour: String,
            _ pattern: Level.Pattern
        ) -> Level {
            Level(
                code: code,
                name: name,
                meaning: "Simulated: \(name.lowercased()).",
                rank: rank,
                closesGap: closes,
                colour: colour,
                pattern: pattern
            )
        }
        return try Framework(
            title: "Simulated provision, made up for trials",
            network: "Simulated network",
            isSimulated: true,
            sources: [Source(id: SimulatedAreas.id("simulation"), title: "Made up by lacuna simulate")],
            scale: RatingScale(levels: [
                level("G", "Full provision", 2, true, "#0a7f7a", .solid),
                level("A", "Some provision", 1, false, "#ffd166", .dots),
                level("R", "No provision", 0, false, "#a4161a", .diagonal),
                level("B", "In development", nil, false, "#6fa8e6", .horizontal),
            ]),
            causes: ["staff", "training", "estates", "finances", "commissioning"].map {
                Cause(id: try SimulatedAreas.id($0), name: $0.prefix(1).uppercased() + $0.dropFirst())
            },
            serviceTypes: (0..<services).map { index in
                let kind = kinds[index / subjects.count % kinds.count]
                let wave = index / (subjects.count * kinds.count)
                let name = [subjects[index % subjects.count], kind, wave == 0 ? "" : String(wave + 1)].filter {
                    !$0.isEmpty
                }
                let number = String(index + 1)
                let id = "service-" + String(repeating: "0", count: max(0, 3 - number.count)) + number
                return ServiceType(id: try SimulatedAreas.id(id), name: name.joined(separator: " "))
            },
            severity: SeverityWeights(
                base: ["none": 60, "partial": 30, "in-development": 25, "unrated": 40, "no-return": 20],
                children: 20,
                deprivation: 20
            )
        )
    }
}
