import Provision

/// What an area says beside its ratings where the network is made with an audit: lists that hang on what the framework has.
struct SimulatedAudit {
    let answers: SimulatedAnswers

    init(_ answers: SimulatedAnswers) { self.answers = answers }

    /// The return with each list that the framework asks for; as it is where it asks for none.
    func added(to document: Return, area: Int) -> Return {
        var document = document
        let framework = answers.framework
        if framework.criteria != nil {
            let stated = SimulatedStatedCriteria(answers: answers)
            document = document.with(
                ratings: document.ratings.map { rating in
                    stated.added(to: rating, area: area, service: framework.index(of: rating.service) ?? 0)
                }
            )
        }
        if !answers.framework.standards.isEmpty {
            document = document.with(assessments: SimulatedAssessments(answers: answers).list(area: area))
        }
        if answers.framework.workforce != nil {
            document = document.with(posts: SimulatedPosts(answers).posts(area: area))
        }
        if !answers.framework.measures.isEmpty {
            document = document.with(outcomes: SimulatedOutcomes(answers).outcomes(area: area, of: document.services))
        }
        return document
    }
}
