import Answers
import Exhibits
import GapDetection
import Provision

/// Published figures that do not agree with each other; nil where none are on record.
func figuresChapter(_ model: ProvisionModel) -> ReportChapter? {
    let answer = FiguresAnswer(model)
    guard !answer.checks.isEmpty else { return nil }
    return ReportChapter(
        id: "figures",
        heading: "Figures that do not agree",
        paragraphs: [answer.headline],
        tables: answer.disagreeing.map { [("What does not agree, and why", $0)] } ?? []
    )
}
