import Exhibits
import GapDetection
import LacunaService
import Markup
import Provision
import ScopingStore

private let format = Options.format("table", "csv", "json", "svg")
private let gaps = OptionSpec(
    name: "gaps",
    help: "Count gaps instead of levels: opened, closed, persisting, reopened in each round."
)
private let control = OptionSpec(
    name: "control",
    help: "With --gaps: the number of open gaps as a control chart (XmR), with its variation in words."
)
private let target = OptionSpec(
    name: "target",
    value: "N",
    help: "With --control: the number of open gaps that is aimed for, which assurance is told by."
)

let trendCommand = Command(
    name: "trend",
    summary: "Count the levels, or the gaps, round by round, for any area of the hierarchy.",
    options: [
        Options.within, Options.service, Options.knownAt, Options.level, Options.rule, gaps, Options.kinds,
        Options.register, Options.minSeverity, control, target, format, ResultOutput.file, Options.store,
    ],
    discussion: [
        "Each row is the snapshot at a round's reference date, on the areas of that date unless --level says otherwise; "
            + "ratings that were carried forward count. As SVG: stacked bars, a chart for each ICS.",
        "With --gaps each row says how many gaps the register held at a round's reference date, and what became of those of the "
            + "round before; the areas are those of the latest round throughout, so that a change of boundaries opens and "
            + "closes nothing. The gaps of the first round were open when first looked at. Gaps in provision are counted; how many "
            + "gaps in the record are open stands in a column of its own, and --register record counts these instead. As SVG: bars above and below a line.",
        "With --gaps --control the number of open gaps is looked at as NHS England's Making Data Count does: limits at the mean "
            + "± 2.66 times the average moving range, four rules for special cause, and variation and assurance named in words. "
            + "With fewer than twelve rounds it is a run chart with a median, and says so.",
    ],
    examples: [
        ("lacuna trend --within C&M --service iapt-0-5", "One service type in one ICS."),
        ("lacuna trend -o levels.svg", "Levels over rounds as a picture, a chart for each ICS."),
        ("lacuna trend --gaps --kind none,regressed", "What became of two kinds of gap from round to round."),
        ("lacuna trend --gaps --control --target 40 -o control.svg", "Is the number of gaps getting better?"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let output = ResultOutput(invocation, format)
        if invocation.flag(gaps) {
            try printGaps(invocation, access, output, &console)
            return access.status
        }
        if let option = [control, Options.kinds, Options.register, Options.minSeverity, target].first(where: {
            invocation.flag($0)
        }) {
            throw invocation.refusal("\(option.spelling) is about gaps", mend: "Add --gaps.")
        }
        let model = access.model
        let service = try access.service(invocation)
        if output.format == "svg" {
            let data = LevelsOverRounds(try scope(invocation, access), service: service)
            try output.write(LevelsChart.svg(data, ExhibitOptions(name: "levels")), access, &console)
            return access.status
        }
        var points: [TrendPoint] = []
        for round in model.rounds {
            let (snapshot, _) = try access.snapshot(invocation, &console, atRound: round.referenceDate)
            points.append(
                TrendPoint(
                    round,
                    snapshot,
                    rows: snapshot.rows.indices,
                    service: service,
                    model.framework.scale
                )
            )
        }
        let codes = model.framework.scale.levels.map(\.code)
        let header = ["ROUND", "DATE", "AREAS"] + codes + ["NOT EXPECTED", "UNRATED"]
        let rows = points.map { point in
            [point.round, point.date, String(point.areas)] + codes.map { String(point.levels[$0] ?? 0) }
                + [String(point.notExpected), String(point.unrated)]
        }
        switch output.format {
        case "json": try output.write(try JSONText.bytes(["points": points]), access, &console)
        case "csv":
            var writer = CSVWriter(header: header.map { $0.lowercased() })
            for row in rows { writer.row(row) }
            try output.write(writer.bytes, access, &console)
        default:
            try output.print(access, &console) { text in
                TextTable.print(header: header, rows, right: Set(2..<header.count), to: &text)
            }
        }
        return access.status
    }
)

private func scope(_ invocation: Invocation, _ access: StoreAccess) throws -> ExhibitScope {
    let date = try access.latestDate()
    return ExhibitScope(
        access.model,
        asOf: date,
        knownAt: try access.knownAt(invocation),
        within: try access.area(Options.within, of: invocation, asOf: date),
        basis: try access.basisOfRounds(invocation),
        rule: access.rule(invocation),
        leftOut: access.leftOutFiles
    )
}

private func printGaps(
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ output: ResultOutput,
    _ console: inout Console
) throws {
    let filter = try GapFilter(invocation, access)
    let flow = GapFlow(try scope(invocation, access), kinds: filter.kinds, admits: filter.admits)
    let aim = try targetNumber(invocation)
    if invocation.flag(control) {
        let data = flow.openGaps(target: aim)
        switch output.format {
        case "svg":
            try output.write(ControlChart.svg(data, ExhibitOptions(name: "open-gaps")), access, &console)
        case "json": try output.write(try JSONText.bytes(ControlAnswer(data)), access, &console)
        case "csv": try output.write(ControlChart.table(data).csv(), access, &console)
        default:
            try output.print(access, &console) { text in
                text.print("\(data.caption.title).")
                for line in ControlChart.findings(data) { text.print(line) }
                text.print()
                let table = ControlChart.table(data)
                TextTable.print(header: table.columns.map { $0.uppercased() }, table.rows, right: [1], to: &text)
            }
        }
        return
    }
    if invocation.flag(target) { throw invocation.refusal("--target is about a control chart", mend: "Add --control.") }
    let rows = zip(flow.rounds, access.model.rounds).map { FlowRow($0, date: $1.referenceDate) }
    switch output.format {
    case "svg": try output.write(GapFlowChart.svg(flow, ExhibitOptions(name: "gap-flow")), access, &console)
    case "json": try output.write(try JSONText.bytes(["rounds": rows]), access, &console)
    case "csv":
        var writer = CSVWriter(header: FlowRow.header)
        for row in rows { writer.row(row.cells) }
        try output.write(writer.bytes, access, &console)
    default:
        try output.print(access, &console) { text in
            let header = FlowRow.header.map { $0.uppercased() }
            TextTable.print(header: header, rows.map(\.cells), right: Set(2..<header.count), to: &text)
        }
    }
}

private func targetNumber(_ invocation: Invocation) throws -> Double? {
    guard let text = invocation.value(target) else { return nil }
    guard let number = Int(text), (0...1_000_000_000).contains(number) else {
        throw invocation.refusal(ofOption: target.name, expected: "Expected a whole number from 0 to 1000000000.")
    }
    return Double(number)
}

/// A round of `lacuna trend --gaps`.
private struct FlowRow: Encodable {
    static let header = [
        "round", "date", "open", "opened", "reopened", "persisting", "closed", "first looked at", "in the record",
    ]

    let round: String
    let date: String
    let open: Int
    let opened: Int
    let reopened: Int
    let persisting: Int
    let closed: Int
    let firstLookedAt: Int
    /// Gaps in the record that are open beside these; nil where kinds of gap were chosen.
    let inTheRecord: Int?

    init(_ flow: GapFlow.Round, date: CalendarDate) {
        round = flow.label
        self.date = date.description
        open = flow.open
        opened = flow.opened
        reopened = flow.reopened
        persisting = flow.persisting
        closed = flow.closed
        firstLookedAt = flow.firstSeen
        inTheRecord = flow.inTheRecord
    }

    var cells: [String] {
        [round, date] + [open, opened, reopened, persisting, closed, firstLookedAt].map { String($0) }
            + [inTheRecord.map { String($0) } ?? ""]
    }
}

/// `lacuna trend --gaps --control --format json`.
private struct ControlAnswer: Encodable {
    let findings: [String]
    let hasLimits: Bool
    let mean: Double?
    let median: Double?
    let lowerLimit: Double?
    let upperLimit: Double?
    let target: Double?
    let points: [Point]

    struct Point: Encodable {
        let round: String
        let open: Double
        let variation: String?
        let rules: [String]
    }

    init(_ data: Measurements) {
        let behaviour = ProcessBehaviour(data.points.map(\.value))
        let limits = behaviour.flatMap { $0.hasLimits ? $0 : nil }
        findings = ControlChart.findings(data)
        hasLimits = limits != nil
        mean = limits?.mean
        median = behaviour?.median
        lowerLimit = limits?.lowerLimit
        upperLimit = limits?.upperLimit
        target = data.target
        points = data.points.enumerated().map { index, point in
            Point(
                round: point.label,
                open: point.value,
                variation: limits?.variation(at: index, aim: data.aim).rawValue,
                rules: ProcessBehaviour.Rule.allCases
                    .filter { limits?.signals[index].contains($0) ?? false }.map(\.rawValue)
            )
        }
    }
}
