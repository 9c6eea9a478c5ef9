import Provision

/// Service types `service-001`, … with plain names: activities, and from the 26th on activities for one group of people.
enum SimulatedServiceTypes {
    static func make(_ count: Int) throws(ModelFaults) -> [ServiceType] {
        var types: [ServiceType] = []
        for index in 0..<count {
            let number = String(index + 1)
            let padding = String(repeating: "0", count: max(0, 3 - number.utf8.count))
            types.append(
                ServiceType(
                    id: try identifier("service-" + padding + number),
                    name: name(index),
                    meaning: "Made up for trials."
                )
            )
        }
        return types
    }

    /// Each activity comes once by itself and once for each group within `Framework.maxServiceTypes` names.
    private static func name(_ index: Int) -> String {
        let activity = activities[index % activities.count]
        let group = index / activities.count
        return group == 0 ? activity : activity + " for " + groups[(group - 1) % groups.count]
    }

    private static let activities = [
        "Home visits", "Feeding support", "Talking therapy", "Peer support", "Play sessions", "Video feedback",
        "Family groups", "Sleep clinic", "Speech and language support", "Parenting course", "Drop-in clinic",
        "Bereavement support", "Group therapy", "Outreach", "Key workers", "Developmental reviews", "Toy library",
        "Early learning places", "Food and nutrition advice", "Relationship counselling", "Crisis support",
        "Physiotherapy", "Dental advice", "Housing and benefits advice", "Interpreting",
    ]

    private static let groups = [
        "young parents", "fathers", "families of twins", "families in temporary homes", "kinship carers",
        "foster carers", "rural families", "families new to the area", "parents who work shifts",
    ]
}
