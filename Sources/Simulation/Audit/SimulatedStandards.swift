import Provision

/// What a simulated network asks of its areas: standards of every kind of rule by which data can judge, and one that they cannot.
enum SimulatedStandards {
    static func make(_ types: [ServiceType]) throws(ModelFaults) -> [Standard] {
        func standard(
            _ id: String,
            _ kind: Standard.Kind,
            _ title: String,
            _ text: String,
            by answerer: Standard.Answerer = .area,
            _ judge: Standard.Judge? = nil
        ) throws(ModelFaults) -> Standard {
            Standard(
                id: try identifier(id),
                kind: kind,
                title: title,
                text: text,
                source: try identifier(SimulatedFramework.source),
                answeredBy: answerer,
                judge: judge
            )
        }
        var groups: [NeedsGroup.ID] = []
        for id in ["thriving", "getting-advice", "getting-help", "getting-more-help", "getting-risk-support"] {
            groups.append(try identifier(id))
        }
        var range: [Intervention.ID] = []
        for id in ["guided-play", "calm-hour", "steady-steps", "mirror-sessions"] { range.append(try identifier(id)) }
        let ages = try required(AgeRange(from: AgeRange.conception, to: AgeRange.fifthBirthday), "ages of a standard")
        return [
            try standard(
                "principle-1",
                .principle,
                "Every age",
                "Made up: provision is there from conception to the fifth birthday.",
                Standard.Judge(.ages(ages))
            ),
            try standard(
                "principle-2",
                .principle,
                "Every need",
                "Made up: families find help whatever they need.",
                Standard.Judge(.needsGroups(groups))
            ),
            try standard(
                "principle-3",
                .principle,
                "A choice of help",
                "Made up: families can choose between kinds of help.",
                Standard.Judge(.interventions(range, atLeast: 2))
            ),
            try standard(
                "principle-4",
                .principle,
                "Near to families",
                "Made up: the first service can be reached from everywhere.",
                Standard.Judge(.serviceTypes(types.prefix(1).map(\.id)), seesPart: true)
            ),
            try standard("element-1", .element, "Families heard", "Made up: families have a say in the service."),
            try standard("recommendation-1", .recommendation, "One plan", "Made up: there is one plan.", by: .ics),
            try standard("recommendation-2", .recommendation, "One voice", "Made up: all speak as one.", by: .network),
        ]
    }
}

/// What areas of a simulated network say of its standards.
struct SimulatedAssessments {
    let answers: SimulatedAnswers

    /// An area's list in the round; empty where it assesses nothing. What an area says mostly lasts.
    func list(area: Int) -> [Assessment] {
        let (random, round) = (answers.random, answers.course.round)
        let root = answers.root(area)
        guard random.happens(.assesses, in10000: 6_000, root) else { return [] }
        return answers.framework.standards.enumerated().compactMap { place, standard in
            guard standard.answeredBy == .area, !random.happens(.assessmentLeftOut, in10000: 800, root, place) else {
                return nil
            }
            // Once in six rounds, at a time of its own, an area thinks anew.
            let thought = (round + random.roll(.assessment, 6, root, place, -1)) / 6
            let roll = random.roll(.assessment, 100, root, place, thought)
            let state: Assessment.State = roll < 35 ? .met : roll < 75 ? .partly : roll < 95 ? .notMet : .notApplicable
            let evidence =
                roll.isMultiple(of: 3)
                ? [Evidence(text: "Made up: the board looked at it.", source: answers.framework.sources.first?.id)] : []
            return Assessment(standard: standard.id, state: state, evidence: evidence)
        }
    }
}
