import Provision

/// What findings about families' voice share.
extension GapContext {
    /// The day on which a survey ended, where that is not after the date asked about: before it nothing of it was known. Surveys are
    /// held against every date, as standards are.
    func ended(_ surveys: [Survey]) -> CalendarDate? {
        surveys.compactMap(\.lastDay).max().flatMap { $0 <= asOf ? $0 : nil }
    }

    /// A survey as evidence.
    func evidence(_ survey: Survey, _ text: String, section: String? = nil) -> Evidence {
        Evidence(text: text, source: survey.source, section: section ?? survey.section)
    }
}
