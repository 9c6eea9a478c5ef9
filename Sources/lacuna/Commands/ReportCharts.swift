import Exhibits
import GapDetection
import Provision

/// A chart of the report.
typealias ReportChart = (name: String, heading: String, svg: [UInt8])

/// The charts of a report, in the order of the page: levels over rounds, gaps round by round, the number of open gaps as a
/// control chart, ages of gaps, funding that ends, ages served, need against capacity.
///
/// One that has no data to show is left out: a change from round to round with a single round, funding where no service rests on
/// money that ends, need without a model of it. Of large networks need is drawn by ICS, and the ages served are left out where
/// the picture would have more than `mostAgeLines` lines: `lacuna gaps --chart coverage --within AREA` draws them of a part.
///
/// - Parameters:
///   - audit: the gap register at the date, of the areas of that date, where it is at hand; else it is made.
///   - isStandalone: whether each picture begins as a file does; not where they are to stand inside a page.
func reportCharts(
    _ model: ProvisionModel,
    asOf: CalendarDate,
    knownAt: Instant? = nil,
    leftOut: [String] = [],
    audit: GapAudit? = nil,
    isStandalone: Bool = true
) -> [ReportChart] {
    let scope = ExhibitScope(model, asOf: asOf, knownAt: knownAt, leftOut: leftOut)
    let register = audit ?? GapAudit(model, at: scope.snapshot())
    var charts: [ReportChart] = []
    func add(_ name: String, _ heading: String, _ svg: (ExhibitOptions) -> [UInt8]) {
        charts.append((name, heading, svg(ExhibitOptions(name: name, isStandalone: isStandalone))))
    }
    if scope.rounds.count > 1 {
        let levels = LevelsOverRounds(scope)
        add("levels", "Levels over rounds") { LevelsChart.svg(levels, $0) }
        let flow = GapFlow(scope, latest: register)
        if flow.rounds.contains(where: { $0.open > 0 || $0.closed > 0 }) {
            add("gap-flow", "Gaps opened, closed and persisting") { GapFlowChart.svg(flow, $0) }
            add("open-gaps", "Open gaps over time") { ControlChart.svg(flow.openGaps(), $0) }
        }
    }
    if register.gaps.contains(where: { $0.since != nil }) {
        add("gap-ages", "Ages of gaps") { GapAgesChart.svg(GapAges(scope, of: register.gaps), $0) }
    }
    let funding = FundingTimeline(scope)
    if !funding.services.isEmpty {
        add("funding", "Funding that ends") { FundingChart.svg(funding, $0) }
    }
    let coverage = AgeCoverage(scope)
    let lines = coverage.areas.count * (coverage.services.count + 1)
    if coverage.areas.contains(where: { $0.ages.contains { !$0.isEmpty } }), lines <= mostAgeLines {
        add("ages-served", "Ages served") { AgeCoverageChart.svg(coverage, $0) }
    }
    let isLarge = scope.snapshot().rows.count > mostNeedRows
    if let need = NeedAndCapacity(scope, byGroup: isLarge), !need.areas.isEmpty {
        add("need", "Need against capacity") { NeedChart.svg(need, $0) }
    }
    return charts
}

/// The most lines of age that the report draws: 14 areas by 100 service types, 100 areas by 14.
let mostAgeLines = 1_400
/// The most areas whose need the report draws one by one.
let mostNeedRows = 60
