public import Provision

/// The figures of what families said that a picture can show: answers of everybody asked, as shares of them.
public struct VoiceFigures: Sendable {
    public var caption: ExhibitCaption
    /// In the order they are to be drawn.
    public var questions: [Question]
    /// Every figure that is printed, drawn or not: question, answer, figure, survey.
    public var figures: [[String]]

    public struct Question: Sendable {
        public var text: String
        /// Whether it asks what families want.
        public var isWish: Bool
        public var answers: [Answer]

        public init(text: String, isWish: Bool, answers: [Answer]) {
            self.text = text
            self.isWish = isWish
            self.answers = answers
        }
    }

    public struct Answer: Sendable {
        public var text: String
        /// Of those asked, in per cent: where its bar ends.
        public var percent: Double
        /// As it is printed: "83 of 150", "36%".
        public var figure: String

        public init(text: String, percent: Double, figure: String) {
            self.text = text
            self.percent = percent
            self.figure = figure
        }
    }

    public init(caption: ExhibitCaption, questions: [Question], figures: [[String]] = []) {
        self.caption = caption
        self.questions = questions
        self.figures = figures
    }
}

extension VoiceFigures {
    /// Of one survey; nil where none of its figures can be drawn.
    ///
    /// Drawn are answers of everybody asked, the most frequent first, wishes before what families do and feel. A bound ("under 25%") and the answers of a part
    /// stand in the table alone, and so does a question whose answers stand in another of the same number.
    public init?(_ survey: Survey, _ model: ProvisionModel, leftOut: [String] = []) {
        var drawn: [(number: String?, texts: Set<String>)] = []
        var questions: [Question] = []
        for question in survey.questions where question.among == nil {
            let texts = Set(question.answers.map(\.text))
            if let number = question.number,
                drawn.contains(where: { $0.number == number && texts.isSubset(of: $0.texts) })
            {
                continue
            }
            let base = question.base(in: survey)
            let answers = question.answers.compactMap { answer -> Answer? in
                switch answer.figure {
                case .below, .above: return nil
                case .share, .count: break
                }
                return answer.figure.leastShare(of: base).map {
                    Answer(text: answer.text, percent: $0.value * 100, figure: answer.figure.displayText(of: base))
                }
            }
            guard !answers.isEmpty else { continue }
            drawn.append((question.number, texts))
            let order = answers.indices.sorted { one, other in
                (-answers[one].percent, one) < (-answers[other].percent, other)
            }
            questions.append(
                Question(text: question.text, isWish: question.isWish, answers: order.map { answers[$0] })
            )
        }
        guard !questions.isEmpty else { return nil }
        self.questions = questions.filter(\.isWish) + questions.filter { !$0.isWish }
        figures = survey.questions.flatMap { question in
            question.answers.map { answer in
                [
                    question.text + question.amongInWords, answer.text,
                    answer.figure.displayText(of: question.base(in: survey)), survey.title,
                ]
            }
        }
        let most = self.questions.filter(\.isWish).flatMap(\.answers).max { $0.percent < $1.percent }
        let source = model.framework.source(survey.source)
        let section = survey.section.map { ", \(Evidence.displayText($0))" } ?? ""
        caption = ExhibitCaption(
            title: "What families said",
            finding: most.map {
                "What families want most: \($0.text.prefix(1).lowercased() + $0.text.dropFirst()) (\($0.figure))"
            },
            subtitle: "\(survey.inWords): \(survey.nature).",
            isSimulated: model.framework.isSimulated,
            notes: ["Shares of everybody asked; counts as printed. The sample is not one of any area."],
            sources: source.map { ["\($0.title)\(section)"] } ?? [],
            leftOut: leftOut
        )
    }
}
