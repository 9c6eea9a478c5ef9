/// What families and those who work with them said, as it was published: surveys, focus groups, events.
///
/// It is held as it is printed. Nothing is worked out of it that it does not say: a network-wide sample gives no figure of an area.
public struct FamilyVoice: Hashable, Sendable {
    /// Made up by `lacuna simulate`.
    public let isSimulated: Bool
    /// In the order of the document.
    public let surveys: [Survey]

    public init(isSimulated: Bool = false, surveys: [Survey]) {
        self.isSimulated = isSimulated
        self.surveys = surveys
    }

    /// Something that was found: an answer with its figure, or a remark without one.
    public enum Finding: Hashable, Sendable {
        case answer(Survey.Answer, to: Survey.Question)
        case remark(Survey.Remark)

        /// Its place among findings about one thing.
        fileprivate var rank: Int {
            switch self {
            case .answer(_, let question): question.among != nil ? 2 : question.isWish ? 0 : 1
            case .remark: 3
            }
        }

        /// What it speaks of.
        public var topics: Set<VoiceTopic> {
            switch self {
            case .answer(let answer, let question): Set(question.about + answer.about)
            case .remark(let remark): Set(remark.about)
            }
        }
    }

    /// Each finding, with the survey it was made in: those with a figure first.
    public var findings: [(survey: Survey, finding: Finding)] {
        surveys.flatMap { survey in
            survey.questions.flatMap { question in
                question.answers.map { (survey, Finding.answer($0, to: question)) }
            } + survey.remarks.map { (survey, Finding.remark($0)) }
        }
    }

    /// The findings that speak of any of some things: what families want first, then what else everybody was asked, then answers of a
    /// part of them, then what has no figure.
    public func findings(about topics: Set<VoiceTopic>) -> [(survey: Survey, finding: Finding)] {
        guard !topics.isEmpty else { return [] }
        let found = findings.filter { !$0.finding.topics.isDisjoint(with: topics) }
        return (0...3).flatMap { rank in found.filter { $0.finding.rank == rank } }
    }
}

/// Something in the framework that a finding speaks of.
public enum VoiceTopic: Hashable, Sendable {
    case serviceType(ServiceType.ID)
    case standard(Standard.ID)
    case needsGroup(NeedsGroup.ID)
    case intervention(Intervention.ID)

    public var id: String {
        switch self {
        case .serviceType(let id): id.text
        case .standard(let id): id.text
        case .needsGroup(let id): id.text
        case .intervention(let id): id.text
        }
    }

    /// What it is called; its id where the framework does not know it.
    public func name(_ framework: Framework) -> String {
        switch self {
        case .serviceType(let id): framework.serviceType(id)?.name ?? id.text
        case .standard(let id): framework.standard(id)?.title ?? id.text
        case .needsGroup(let id): framework.needsGroups.first { $0.id == id }?.name ?? id.text
        case .intervention(let id): framework.interventions.first { $0.id == id }?.name ?? id.text
        }
    }
}
