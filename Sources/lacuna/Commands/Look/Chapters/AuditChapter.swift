import Answers
import Exhibits
import GapDetection
import Provision

/// The chapter of what the service model asks for: who assessed anything, what the data say, and whom interventions reach. Nil
/// where the framework states no standards, or nothing can be said of any.
///
/// - Parameter leftOut: paths of returns that could not be read.
func auditChapter(_ model: ProvisionModel, _ snapshot: Snapshot, leftOut: [String]) -> ReportChapter? {
    guard !model.framework.standards.isEmpty, !snapshot.rows.isEmpty else { return nil }
    let audit = StandardsAudit(model, at: snapshot)
    guard audit.cells.contains(where: \.isSpokenOf) else { return nil }
    let scope = ExhibitScope(model, asOf: snapshot.asOf, knownAt: snapshot.knownAt, leftOut: leftOut)
    let answer = AuditAnswer(audit, model)
    var paragraphs = [audit.sentences.first ?? ""] + answer.headlines.dropFirst()
    var charts: [ReportChart] = []
    var tables: [(heading: String, table: DataTable)] = []
    if snapshot.rows.count <= maxNeedRows {
        let data = AuditByArea(scope, audit)
        charts.append(
            ReportChart(name: "audit", heading: "Standards by area", table: AuditChart.table(data)) {
                AuditChart.svg(data, $0)
            }
        )
    } else if let counts = answer.countsByStandard {
        tables.append(("Standards, by the number of areas", counts))
    }
    let matrix = NeedsMatrix(model, at: snapshot)
    if matrix.rows.contains(where: { $0.reach.record == .known }) {
        paragraphs += matrix.sentences
        if snapshot.rows.count <= maxNeedRows {
            let needs = NeedsByArea(scope, matrix)
            charts.append(
                ReportChart(name: "needs", heading: "Whom interventions reach", table: NeedsChart.table(needs)) {
                    NeedsChart.svg(needs, $0)
                }
            )
        }
    }
    paragraphs += AuditOutlook(audit, model, snapshot).sentences
    return ReportChapter(
        id: "model",
        heading: "Against the service model",
        paragraphs: paragraphs,
        charts: charts,
        tables: tables
    )
}
