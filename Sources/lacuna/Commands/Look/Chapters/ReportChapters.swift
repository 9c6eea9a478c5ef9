import Exhibits
import GapDetection
import Provision

/// A chapter of the report: its words, pictures and tables.
struct ReportChapter: Sendable {
    /// A slug: the chapter's place on the page.
    let id: String
    let heading: String
    /// What it says before its pictures, the finding first.
    let paragraphs: [String]
    /// Each also goes into a file of its own.
    var charts: [ReportChart] = []
    /// What has no picture, each under its heading.
    var tables: [(heading: String, table: DataTable)] = []

    func onPage(_ palette: Palette) -> ReportPage.Chapter {
        ReportPage.Chapter(
            id: id,
            heading: heading,
            paragraphs: paragraphs,
            charts: charts.map { $0.onPage(palette) },
            tables: tables
        )
    }
}

/// The chapters of a report, in the order of the page. One that has nothing on record to speak of is left out.
func reportChapters(_ model: ProvisionModel, _ snapshot: Snapshot, leftOut: [String]) -> [ReportChapter] {
    let chapters: [ReportChapter?] = [
        actionsChapter(model, snapshot),
        auditChapter(model, snapshot, leftOut: leftOut),
        workforceChapter(model, snapshot, leftOut: leftOut),
        voiceChapter(model, snapshot, leftOut: leftOut),
        outcomesChapter(model, snapshot),
        servicesChapter(model, snapshot),
        figuresChapter(model),
    ]
    return chapters.compactMap(\.self)
}
