import Provision

/// The ladder of a simulated network: all of it for full provision, provision alone for some, nothing for none. A plan is on no rung.
enum SimulatedCriteria {
    private static let entries = [
        ("provided", "Provision"), ("guidelines", "Meets guidelines"), ("capacity", "Enough capacity"),
        ("funding", "Stable funding"),
    ]

    static func make() throws(ModelFaults) -> CriteriaLadder {
        var criteria: [Criterion] = []
        for (id, name) in entries {
            criteria.append(
                Criterion(id: try identifier(id), name: name, source: try identifier(SimulatedFramework.source))
            )
        }
        return CriteriaLadder(
            criteria: criteria,
            rungs: [
                CriteriaLadder.Rung(level: "G", criteria: criteria.map(\.id)),
                CriteriaLadder.Rung(level: "A", criteria: criteria.prefix(1).map(\.id)),
                CriteriaLadder.Rung(level: "R", criteria: []),
            ]
        )
    }
}

/// What areas of a simulated network say of criteria beside a rating.
struct SimulatedStatedCriteria {
    let answers: SimulatedAnswers

    /// The rating with criteria, for three ratings of ten. Most make its level; a few do not.
    func added(to rating: Rating, area: Int, service: Int) -> Rating {
        let (random, framework) = (answers.random, answers.framework)
        guard let ladder = framework.criteria, case .level(let code) = rating.value,
            let level = framework.scale.index(of: code).flatMap(framework.scale.level(at:)),
            random.happens(.statesCriteria, in10000: 3_000, answers.root(area), service)
        else { return rating }
        let round = answers.course.round
        var isProvided = level.standing == .full || level.standing == .partial
        if random.happens(.wrongCriterion, in10000: 400, area, service, round) { isProvided.toggle() }
        let stated = ladder.criteria.enumerated().compactMap { place, criterion -> StatedCriterion? in
            let roll = random.roll(.criterion, 100, area, service, round * 10 + place)
            if place == 0 { return StatedCriterion(criterion.id, isProvided ? .met : .notMet) }
            guard isProvided, roll < 80 else { return nil }
            if level.standing == .full { return StatedCriterion(criterion.id, roll < 75 ? .met : .notKnown) }
            return StatedCriterion(criterion.id, roll < 40 ? .met : roll < 70 ? .notMet : .notKnown)
        }
        return rating.with(criteria: stated)
    }
}
