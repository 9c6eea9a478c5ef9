import Exhibits
import GapDetection
import Provision

/// A chart of the report, drawn on demand: for its own file, or to stand on the page.
struct ReportChart: Sendable {
    let name: String
    let heading: String
    /// The same figures as rows.
    let table: DataTable
    let svg: @Sendable (ExhibitOptions) -> [UInt8]

    /// The name of the chart's own file.
    var file: String { "chart-\(name).svg" }
    /// What stands in it.
    func standalone(_ palette: Palette) -> [UInt8] { svg(ExhibitOptions(name: name, palette: palette)) }

    func onPage(_ palette: Palette) -> ReportPage.Chart {
        ReportPage.Chart(
            name: name,
            heading: heading,
            // The page follows its reader's preference for dark pages, and its pictures with it.
            svg: svg(ExhibitOptions(name: name, isStandalone: false, palette: palette, followsColourScheme: true)),
            table: table
        )
    }
}

/// The charts of a report, in the order of the page: levels over rounds, gaps round by round, the number of open gaps as a
/// control chart, ages of gaps, the map, levels through the rounds, funding that ends, ages served, need against capacity.
///
/// One that has no data to show is left out: a change from round to round, or ages of gaps, with a single round, a map of
/// areas whose geography is not known, funding where no service rests on money that ends, need without a model of it. Of large
/// networks need is drawn by ICS, the timeline is left out beyond `maxTimelineLevels`, and the ages served where the picture
/// would have more than `maxAgeLines` lines: `lacuna gaps --chart coverage --within AREA` draws them of a part.
///
/// - Parameter audit: the gap register at the date, of the areas of that date.
func reportCharts(
    _ model: ProvisionModel,
    asOf: CalendarDate,
    knownAt: Instant? = nil,
    leftOut: [String] = [],
    gaps: [Gap]
) -> [ReportChart] {
    let scope = ExhibitScope(model, asOf: asOf, knownAt: knownAt, leftOut: leftOut)
    var charts: [ReportChart] = []
    func add<Data: Sendable>(
        _ name: String,
        _ heading: String,
        _ data: Data,
        _ table: (Data) -> DataTable,
        _ svg: @escaping @Sendable (Data, ExhibitOptions) -> [UInt8]
    ) {
        charts.append(ReportChart(name: name, heading: heading, table: table(data)) { svg(data, $0) })
    }
    if scope.rounds.count > 1 {
        add("levels", "Levels over rounds", LevelsOverRounds(scope), LevelsChart.table, LevelsChart.svg)
        let flow = GapFlow(scope)
        if flow.rounds.contains(where: { $0.open > 0 || $0.closed > 0 }) {
            add("gap-flow", "Gaps opened, closed and persisting", flow, GapFlowChart.table, GapFlowChart.svg)
            add("open-gaps", "Open gaps over time", flow.openGaps(), ControlChart.table, ControlChart.svg)
        }
        let inProvision = gaps.filter { !$0.kind.isOfTheRecord }
        if inProvision.contains(where: { $0.since != nil }) {
            add("gap-ages", "Ages of gaps", GapAges(scope, of: inProvision), GapAgesChart.table, GapAgesChart.svg)
        }
    }
    let snapshot = scope.snapshot()
    let levels = AreaLevels(model: model, snapshot: snapshot, heading: scope.heading, leftOut: leftOut)
    if levels.areas.contains(where: { $0.tile != nil }) {
        add("map", "Map of every service type", levels, \.table) { TileMap.svg($0, $1) }
    }
    if scope.rounds.count > 1, scope.rounds.count * snapshot.rows.count * snapshot.columns <= maxTimelineLevels {
        let history = LevelHistory(
            model: model,
            asOf: asOf,
            knownAt: knownAt,
            heading: scope.heading,
            leftOut: leftOut
        )
        add("timeline", "Every level through the rounds", history, { $0.table() }, TimelineHeatmap.svg)
    }
    let funding = FundingTimeline(scope)
    if !funding.services.isEmpty {
        add("funding", "Funding that ends", funding, FundingChart.table, FundingChart.svg)
    }
    let coverage = AgeCoverage(scope)
    let lines = coverage.areas.count * (coverage.services.count + 1)
    if coverage.areas.contains(where: { $0.ages.contains { !$0.known.isEmpty } }), lines <= maxAgeLines {
        add("ages-served", "Ages served", coverage, AgeCoverageChart.table, AgeCoverageChart.svg)
    }
    let isLarge = snapshot.rows.count > maxNeedRows
    if let need = NeedAndCapacity(scope, byGroup: isLarge), !need.areas.isEmpty {
        let hasCapacity = need.areas.contains { $0.capacity != nil }
        add("need", hasCapacity ? "Need against capacity" : "Expected need", need, NeedChart.table, NeedChart.svg)
    }
    return charts
}

/// The most lines of age that the report draws: 14 areas by 100 service types, 100 areas by 14.
let maxAgeLines = 1_400
/// The most levels that the report's timeline shows: 14 areas by 11 service types in 20 rounds. `lacuna heatmap --layout timeline`
/// draws more.
let maxTimelineLevels = 3_080
/// The most areas whose need the report draws one by one.
let maxNeedRows = 60
