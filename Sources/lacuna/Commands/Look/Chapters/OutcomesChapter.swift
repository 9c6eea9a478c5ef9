import Answers
import Exhibits
import GapDetection
import Provision

/// What services came to for families; nil where nobody has returned it.
func outcomesChapter(_ model: ProvisionModel, _ snapshot: Snapshot) -> ReportChapter? {
    let answer = OutcomesAnswer(OutcomeTable(model, at: snapshot), model)
    guard !answer.outcomes.isEmpty else { return nil }
    return ReportChapter(
        id: "outcomes",
        heading: "What it came to for families",
        paragraphs: answer.headlines + (answer.legend.isEmpty ? [] : [answer.legend]),
        tables: [("Totals by measure", answer.sumsTable), ("Service by service", answer.rowsTable)]
    )
}
