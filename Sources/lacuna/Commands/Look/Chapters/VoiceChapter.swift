import Answers
import Exhibits
import Provision

/// The chapter "What families said": what was asked and of whom, the figures as bars, what was found without a figure. Nil where nothing
/// of it is on record.
func voiceChapter(_ model: ProvisionModel, _ snapshot: Snapshot, leftOut: [String]) -> ReportChapter? {
    guard let surveys = model.voice?.surveys, !surveys.isEmpty else { return nil }
    let answer = VoiceAnswer(model, at: snapshot)
    let drawn = surveys.compactMap { survey in
        VoiceFigures(survey, model, leftOut: leftOut).map { (survey: survey, figures: $0) }
    }
    let charts = drawn.enumerated().map { place, item in
        let figures = item.figures
        return ReportChart(
            // One survey mostly: further ones bear their ids.
            name: place == 0 ? "voice" : "voice-\(item.survey.id)",
            heading: "What families said: \(item.survey.title)",
            table: VoiceChart.table(figures)
        ) { VoiceChart.svg(figures, $0) }
    }
    let remarks = surveys.flatMap { survey in
        survey.remarks.map { [$0.text, survey.title, $0.section ?? survey.section ?? ""] }
    }
    let sentences = answer.sentences
    return ReportChapter(
        id: "voice",
        heading: "What families said",
        paragraphs: sentences.found
            + surveys.map { survey in
                ([
                    "\(survey.inWords): \(survey.nature). Source: \(answer.citation(of: survey.id))."
                ] + survey.notes).joined(separator: " ")
            } + sentences.answered,
        charts: charts,
        tables: remarks.isEmpty
            ? []
            : [
                (
                    "What was found without a figure",
                    DataTable(
                        caption: "What was found without a figure",
                        columns: ["Finding", "Survey", "Section"],
                        rows: remarks
                    )
                )
            ]
    )
}
