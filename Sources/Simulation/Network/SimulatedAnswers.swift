import Provision

/// What one area says in one round: ratings, and the interventions delivered there.
struct SimulatedAnswers {
    let random: RandomNumbers
    let framework: Framework
    let areas: SimulatedAreas
    let calendar: RoundCalendar
    let course: ProvisionCourse

    /// How much of the form was filled in.
    enum Completeness {
        case whole, partial, collated

        /// How many of 10,000 ratings are left out.
        var leftOut: Int {
            switch self {
            case .whole: 120
            case .partial: 4_500
            case .collated: 3_000
            }
        }
    }

    func ratings(area: Int, _ completeness: Completeness) -> [Rating] {
        framework.serviceTypes.enumerated().compactMap { service, type in
            if random.happens(.unrated, in10000: completeness.leftOut, area, service, course.round) { return nil }
            if !isExpected(area, service) { return Rating(service: type.id, value: .notExpected) }
            let cell = course.cell(area: area, service: service)
            return Rating(
                service: type.id,
                value: .level(cell.level.code),
                causes: causes(cell, area, service),
                evidence: evidence(cell, area, service)
            )
        }
    }

    /// Interventions delivered, each by the first open service of the register that lists it, where there is one.
    func interventions(area: Int, by services: [Service]) -> [DeliveredIntervention] {
        framework.interventions.enumerated().compactMap { index, intervention in
            let service = services.first {
                $0.isDelivering == true && $0.interventions.contains(intervention.id)
            }
            let isDelivered = service != nil || random.happens(.intervention, in10000: 2_000, root(area), -1, index)
            return isDelivered ? DeliveredIntervention(intervention: intervention.id, service: service?.id) : nil
        }
    }

    /// Whether the area has, or is to have, a service of this type at all.
    func isExpected(_ area: Int, _ service: Int) -> Bool {
        !random.happens(.notExpected, in10000: 120, root(area), service)
    }

    /// What does not change from round to round stays with the area that took over.
    func root(_ area: Int) -> Int { areas.rated[area].heirTo ?? area }

    private func causes(_ cell: ProvisionCourse.Cell, _ area: Int, _ service: Int) -> [Cause.ID] {
        guard cell.level == .some || cell.level == .none,
            random.happens(.cause, in10000: 4_000, root(area), service, Int(cell.since)),
            let first = random.pick(.whichCause, framework.causes, root(area), service, Int(cell.since)),
            let second = random.pick(.whichCause, framework.causes, root(area), service, -Int(cell.since))
        else { return [] }
        return first == second ? [first.id] : [first.id, second.id]
    }

    private func evidence(_ cell: ProvisionCourse.Cell, _ area: Int, _ service: Int) -> [Evidence] {
        guard random.happens(.evidence, in10000: 1_500, area, service, course.round) else { return [] }
        let number = 2 + random.roll(.evidenceNumber, 17, area, service, course.round)
        let texts =
            switch cell.level {
            case .full: ["\(number) families were seen each week.", "All \(number) posts are filled."]
            case .some:
                ["The waiting list is \(number) weeks long.", "One of \(number) posts is vacant.", "Mornings only."]
            case .none: ["\(number) families asked for it in vain.", "The nearest one is \(number) miles away."]
            case .inDevelopment where cell.isStalled: ["The plan waits for money.", "The plan waits for a decision."]
            case .inDevelopment: ["A plan went to the board.", "It is to open within \(number) months."]
            }
        guard let text = random.pick(.evidenceText, texts, area, service, course.round) else { return [] }
        return [Evidence(text: "Made up: " + text, source: framework.sources.first?.id)]
    }
}
