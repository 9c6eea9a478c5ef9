import Provision

/// The framework of a simulated network: the scale, causes, groups and ages of a real one, and made-up service types.
enum SimulatedFramework {
    /// The id of the only source: the simulation itself.
    static let source = "simulation"

    static func make(services: Int, network: String, withAudit: Bool = false) throws(ModelFaults) -> Framework {
        let types = try SimulatedServiceTypes.make(services)
        return try Framework(
            title: "Simulated provision, made up for trials",
            network: network,
            isSimulated: true,
            sources: [simulationSource()],
            scale: RatingScale(levels: .usual),
            causes: causes(),
            ageBands: ageBands(),
            needsGroups: needsGroups(),
            serviceTypes: types,
            interventions: interventions(),
            measures: withAudit ? SimulatedOutcomes.measures() : [],
            criteria: withAudit ? SimulatedCriteria.make() : nil,
            standards: withAudit ? SimulatedStandards.make(types) : [],
            workforce: withAudit ? SimulatedWorkforce.make() : nil,
            need: NeedModel(
                base: 0.065,
                deprived: 0.05,
                target: 0.35,
                source: identifier(source),
                section: nil,
                published: []
            ),
            severity: .usual,
            asksAssessments: withAudit
        )
    }

    /// What every figure and piece of evidence of a simulated network refers to.
    static func simulationSource() throws(ModelFaults) -> Source {
        Source(id: try identifier(source), title: "Simulated: made up by lacuna simulate", publisher: "Lacuna")
    }

    private static func causes() throws(ModelFaults) -> [Cause] {
        let entries = [
            ("staff", "Staff", "Too few people, or posts that cannot be filled."),
            ("training", "Training", "People lack the training the service needs."),
            ("supplies", "Supplies", "Materials and consumables are missing."),
            ("equipment", "Equipment", "Equipment is missing or broken."),
            ("estates", "Estates", "There is no suitable place."),
            ("finances", "Finances", "There is too little money, or it is short-term."),
            ("commissioning", "Commissioning", "Nobody has commissioned the service, or it was decommissioned."),
        ]
        var causes: [Cause] = []
        for (id, name, meaning) in entries {
            causes.append(Cause(id: try identifier(id), name: name, meaning: meaning))
        }
        return causes
    }

    private static func ageBands() throws(ModelFaults) -> [AgeBand] {
        let entries = [
            ("pregnancy", "Conception to birth", AgeRange.conception, 0),
            ("under-six-months", "Under six months", 0, 6),
            ("six-months-to-two", "Six months to two years", 6, 24), ("two-and-three", "Ages two and three", 24, 48),
            ("four", "Age four", 48, AgeRange.fifthBirthday),
        ]
        var bands: [AgeBand] = []
        for (id, name, from, to) in entries {
            let ages = try required(AgeRange(from: from, to: to), "age band")
            bands.append(AgeBand(id: try identifier(id), name: name, ages: ages))
        }
        return bands
    }

    private static func needsGroups() throws(ModelFaults) -> [NeedsGroup] {
        let entries = [
            ("thriving", "Thriving", "All is well; prevention keeps it so."),
            ("getting-advice", "Getting advice", "Mild or passing worries, met by advice close to home."),
            ("getting-help", "Getting help", "Specific help with agreed aims."),
            ("getting-more-help", "Getting more help", "Extensive help, co-ordinated between agencies."),
            ("getting-risk-support", "Getting risk support", "Serious concern: the risk is managed together."),
        ]
        var groups: [NeedsGroup] = []
        for (id, name, meaning) in entries {
            groups.append(NeedsGroup(id: try identifier(id), name: name, meaning: meaning))
        }
        return groups
    }

    private static func interventions() throws(ModelFaults) -> [Intervention] {
        let entries = [
            ("guided-play", "Guided play at home", ["getting-help"]),
            ("shared-reading", "Shared reading", ["thriving", "getting-advice"]),
            ("calm-hour", "The calm hour", ["getting-help", "getting-more-help"]),
            ("first-weeks", "First weeks group", ["thriving"]),
            ("talk-and-listen", "Talk and listen", ["getting-advice", "getting-help"]),
            ("steady-steps", "Steady steps course", ["getting-help"]),
            ("kitchen-table", "Kitchen table visits", ["getting-more-help", "getting-risk-support"]),
            ("mirror-sessions", "Mirror sessions", ["getting-more-help"]),
        ]
        var interventions: [Intervention] = []
        for (id, name, groups) in entries {
            var ids: [NeedsGroup.ID] = []
            for group in groups { ids.append(try identifier(group)) }
            interventions.append(
                Intervention(
                    id: try identifier(id),
                    name: name,
                    needsGroups: ids,
                    meaning: "Made up for trials.",
                    source: try identifier(source)
                )
            )
        }
        return interventions
    }
}
