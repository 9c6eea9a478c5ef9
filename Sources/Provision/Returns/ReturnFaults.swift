extension Return {
    /// What a schema cannot see: references to areas, rounds, service types, levels, causes, criteria, sources, interventions, standards and role groups
    /// that do not exist, two statements about one cell, queries out of order, an area's own return in a round that did not ask it.
    ///
    /// A return without faults is safe to build a model from.
    public func faults(framework: Framework, areas: AreaHierarchy, rounds: [Round]) -> [ModelFault] {
        var faults: [ModelFault] = []
        if areas.index(of: area) == nil {
            faults.append(.unknown("area", area.text, known: areas.areas.map(\.id.text), at: .whole))
        }
        if let asked = rounds.first(where: { $0.id == round }) {
            if source == .areaReturn, areas.index(of: area) != nil, !asked.asked.contains(area) {
                faults.append(
                    ModelFault(
                        .whole,
                        "round '\(round)' did not ask '\(area)', so the area cannot have answered it",
                        hint: "set source=\"collated\" if the network filled this in, or add the area to the round"
                    )
                )
            }
        } else {
            faults.append(.unknown("round", round.text, known: rounds.map(\.id.text), at: .whole))
        }
        for (index, other) in jointWith.enumerated() {
            let place = ModelFault.Place(.jointWith, index)
            if areas.index(of: other) == nil {
                faults.append(.unknown("area", other.text, known: areas.areas.map(\.id.text), at: place))
            } else if other == area {
                faults.append(
                    ModelFault(place, "a return cannot be joint with its own area", hint: "name the other area")
                )
            }
        }
        faults += ratingFaults(framework: framework, rounds: rounds)
        faults += serviceFaults(framework: framework)
        if hasAssessments { faults += assessmentFaults(framework: framework) }
        if hasOutcomes { faults += outcomeFaults(framework: framework) }
        if hasPosts { faults += postFaults(framework: framework) }
        if !queries.isEmpty { faults += queryFaults(framework: framework) }
        return faults
    }

    private func ratingFaults(framework: Framework, rounds: [Round]) -> [ModelFault] {
        var faults: [ModelFault] = []
        var stated = [Bool](repeating: false, count: framework.serviceTypes.count)
        var expected = 0
        for (index, rating) in ratings.enumerated() {
            let place = ModelFault.Place(.rating, index)
            if let service = framework.index(of: rating.service, expecting: expected) {
                if stated[service] {
                    faults.append(
                        ModelFault(
                            place,
                            "'\(rating.service)' is rated twice in this return",
                            hint: "keep one of the two"
                        )
                    )
                }
                stated[service] = true
                expected = service + 1
            } else {
                let known = framework.serviceTypes.map(\.id.text)
                faults.append(.unknown("service type", rating.service.text, known: known, at: place))
            }
            if case .level(let code) = rating.value, framework.scale.index(of: code) == nil {
                faults.append(
                    ModelFault(
                        place,
                        "'\(code)' is no level of the rating scale (rating of '\(rating.service)')",
                        hint: "the levels are \(framework.scale.codes)"
                    )
                )
            }
            for part in rating.parts where framework.scale.index(of: part.level) == nil {
                faults.append(
                    ModelFault(
                        place,
                        "'\(part.level)' is no level of the rating scale (part '\(part.name)' of '\(rating.service)')",
                        hint: "the levels are \(framework.scale.codes)"
                    )
                )
            }
            if let carriedFrom = rating.carriedFrom {
                if !rounds.contains(where: { $0.id == carriedFrom }) {
                    faults.append(.unknown("round", carriedFrom.text, known: rounds.map(\.id.text), at: place))
                } else if carriedFrom == round {
                    faults.append(
                        ModelFault(
                            place,
                            "a rating cannot be carried forward from its own round",
                            hint: "name an earlier round"
                        )
                    )
                }
            }
            for cause in rating.causes where !framework.knows(cause) {
                faults.append(.unknown("cause", cause.text, known: framework.causes.map(\.id.text), at: place))
            }
            if !rating.criteria.isEmpty { faults += rating.criteriaFaults(framework: framework, at: place) }
            if !rating.evidence.isEmpty {
                faults += unknownSources(of: rating.evidence, at: place, framework: framework)
            }
        }
        return faults
    }

    private func serviceFaults(framework: Framework) -> [ModelFault] {
        var faults = repeatedIDs(of: services, in: .service, called: "services")
        for (index, service) in services.enumerated() {
            let place = ModelFault.Place(.service, index)
            if let type = service.type, framework.index(of: type) == nil {
                faults.append(
                    .unknown("service type", type.text, known: framework.serviceTypes.map(\.id.text), at: place)
                )
            }
            for intervention in service.interventions where !framework.knows(intervention) {
                let known = framework.interventions.map(\.id.text)
                faults.append(.unknown("intervention", intervention.text, known: known, at: place))
            }
            if let opened = service.opened, let closed = service.closed, closed < opened {
                let (end, beginning) = (service.closedPrecision.text(closed), service.openedPrecision.text(opened))
                faults.append(ModelFault(place, "'\(service.id)' closed (\(end)) before it opened (\(beginning))"))
            }
            for funding in service.funding {
                if let from = funding.from, let until = funding.until, until < from {
                    faults.append(
                        ModelFault(place, "funding of '\(service.id)' ends (\(until)) before it begins (\(from))")
                    )
                }
            }
            faults += unknownSources(of: service.evidence, at: place, framework: framework)
        }
        for (index, delivered) in interventions.enumerated() {
            let place = ModelFault.Place(.delivered, index)
            if !framework.knows(delivered.intervention) {
                let known = framework.interventions.map(\.id.text)
                faults.append(.unknown("intervention", delivered.intervention.text, known: known, at: place))
            }
            if let service = delivered.service, !services.contains(where: { $0.id == service }) {
                let known = services.map(\.id.text)
                faults.append(.unknown("service", service.text, known: known, at: place))
            }
            faults += unknownSources(of: delivered.evidence, at: place, framework: framework)
        }
        return faults
    }

    private func unknownSources(of evidence: [Evidence], at place: ModelFault.Place, framework: Framework)
        -> [ModelFault]
    {
        evidence.compactMap(\.source).filter { !framework.knows($0) }.map {
            .unknown("source", $0.text, known: framework.sources.map(\.id.text), at: place)
        }
    }
}
