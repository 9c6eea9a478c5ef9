// How sentences tell of surveys and what was found: one place for findings, answers and pictures.

extension Survey {
    /// When it was: "January to February 2023", "March 2023"; nil where it is not known.
    public var whenInWords: String? {
        let ends = [from.map { Self.words($0, $0.first) }, until.map { Self.words($0, $0.last) }].compactMap(\.self)
        guard let first = ends.first, let last = ends.last else { return nil }
        if first == last { return first }
        let year = last.suffix(5)
        let start = year.first == " " && first.hasSuffix(year) ? String(first.dropLast(5)) : first
        return "\(start.isEmpty ? first : start) to \(last)"
    }

    private static func words(_ period: DatedPeriod, _ date: CalendarDate) -> String {
        let words = period.precision.words(date)
        return words.hasPrefix("in ") ? String(words.dropFirst(3)) : words
    }

    /// The survey with its size and time: "Online survey of families (150 respondents, January to February 2023)".
    public var inWords: String {
        let facts = [respondents.map(kind.counted), whenInWords].compactMap(\.self).joined(separator: ", ")
        return facts.isEmpty ? title : "\(title) (\(facts))"
    }

    /// The last day on which it was open; nil where that is not known.
    public var lastDay: CalendarDate? { until?.last ?? from?.last }
}

extension Survey.Question {
    /// Whose answers these are, as a sentence ends: " (among those who said no)"; empty where they are everybody's.
    public var amongInWords: String { among.map { " (among \($0))" } ?? "" }
}

extension FamilyVoice.Finding {
    /// "With whom they would be most comfortable talking: a peer supporter, 36%."
    public func sentence(in survey: Survey) -> String {
        switch self {
        case .answer(let answer, let question):
            let figure = answer.figure.displayText(of: question.base(in: survey))
            return "\(question.text)\(question.amongInWords): \(answer.text), \(figure)."
        case .remark(let remark): return remark.text
        }
    }

    /// The section of the source that it stands in.
    public func section(in survey: Survey) -> String? {
        switch self {
        case .answer(_, let question): question.section ?? survey.section
        case .remark(let remark): remark.section ?? survey.section
        }
    }
}

extension ProvisionModel {
    /// What families said of some things; empty where nothing of it is on record.
    public func voiceFindings(about topics: Set<VoiceTopic>) -> [(survey: Survey, finding: FamilyVoice.Finding)] {
        voice?.findings(about: topics) ?? []
    }
}
