import Provision

/// What an area's services came to in the year before a round: most of those that deliver return it, most by the core measure.
struct SimulatedOutcomes {
    let answers: SimulatedAnswers

    init(_ answers: SimulatedAnswers) { self.answers = answers }

    static func measures() throws(ModelFaults) -> [Measure] {
        [
            Measure(
                id: try identifier("closeness-scale"),
                name: "Closeness scale",
                meaning: "Made up for trials: how parent and child are with each other.",
                isCore: true,
                source: try identifier(SimulatedFramework.source)
            ),
            Measure(
                id: try identifier("mood-questionnaire"),
                name: "Mood questionnaire",
                meaning: "Made up for trials: how a parent feels.",
                source: try identifier(SimulatedFramework.source)
            ),
        ]
    }

    func outcomes(area: Int, of services: [Service]) -> [Outcome] {
        let month = answers.calendar.month(ofRound: answers.course.round)
        guard let from = firstDay(ofMonth: month - 12), let until = lastDay(beforeMonth: month) else { return [] }
        let (random, root, round) = (answers.random, answers.root(area), answers.course.round)
        // Half of the areas return outcomes at all.
        guard random.happens(.outcomeReturned, in10000: 5_000, root, -1) else { return [] }
        return services.enumerated().filter { $0.element.isDelivering == true }.compactMap { place, service in
            guard random.happens(.outcomeReturned, in10000: 8_000, root, place, round) else { return nil }
            let isCore = random.happens(.outcomeMeasure, in10000: 7_500, root, place)
            let measure = isCore ? answers.framework.measures.first : answers.framework.measures.last
            // From none to some three hundred, few services large.
            let scale = 1 + random.roll(.outcomeSeen, 18, area, place)
            let seen = scale * random.roll(.outcomeSeen, 18, area, place, round)
            let paired = seen * random.roll(.outcomePaired, 101, area, place, round) / 100
            let improved = paired * (40 + random.roll(.outcomeImproved, 50, area, place, round)) / 100
            func recorded(_ which: Int) -> Int {
                seen * (70 + random.roll(.outcomeEquity, 31, area, place * 2 + which, round)) / 100
            }
            return Outcome(
                service: service.id,
                measure: measure?.id,
                from: from,
                until: until,
                seen: .exactly(seen),
                paired: .exactly(paired),
                improved: .exactly(improved),
                ethnicityRecorded: .exactly(recorded(0)),
                deprivationRecorded: .exactly(recorded(1))
            )
        }
    }
}
