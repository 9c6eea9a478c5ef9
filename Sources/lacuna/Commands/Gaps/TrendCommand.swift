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
private let twoOfThree = OptionSpec(
    name: "two-of-three",
    value: "POINTS",
    help:
        "With --control: what 'two of three' counts: all points near or beyond a limit (as told), or those inside it.",
    allowed: ProcessBehaviour.TwoOfThree.allCases.map(\.rawValue)
)
private let rebase = OptionSpec(
    name: "rebase",
    value: "DATE[:WHY]",
    help: "With --control: work the limits out anew from the first round on or after a date.",
    isRepeatable: true
)
private let baseline = OptionSpec(
    name: "baseline",
    values: ["FROM", "TO"],
    help: "With --control: mean and limits from the rounds of these dates alone, twelve or more."
)
/// What only a control chart has.
private let controlOptions = [target, twoOfThree, rebase, baseline]

let trendCommand = Command(
    name: "trend",
    summary: "Count the levels, or the gaps, round by round, for any area of the hierarchy.",
    options: [
        Options.within, Options.service, Options.knownAt, Options.level, Options.rule, gaps, Options.kinds,
        Options.register, Options.minSeverity, control, target, twoOfThree, rebase, baseline, format, ResultOutput.file,
        Options.store, Options.noCache,
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
            + "With fewer than twelve rounds it is a run chart with a median, and says so. The rules are those of Making Data Count's own "
            + "tool since November 2023, in which 'two of three points near a limit' counts points beyond the limit too; "
            + "--two-of-three inside is the rule before that, which NHSRplotthedots 0.2.2 still has.",
        "After a change that is understood --rebase works mean and limits out anew, and the chart shows the step with its reason. "
            + "--baseline fixes them by the rounds of a period, so that what came later is held against it.",
    ],
    examples: [
        ("lacuna trend --within C&M --service iapt-0-5", "One service type in one ICS."),
        ("lacuna trend -o levels.svg", "Levels over rounds as a picture, a chart for each ICS."),
        ("lacuna trend --gaps --kind none,regressed", "What became of two kinds of gap from round to round."),
        (
            "lacuna trend --gaps --control --rebase '2024-05-01:new team in Sefton' -o control.svg",
            "The same, with new limits after a change."
        ),
        ("lacuna trend --gaps --control --target 40 -o control.svg", "Is the number of gaps getting better?"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let output = ResultOutput(invocation, format)
        if invocation.flag(gaps) {
            try printGaps(invocation, access, output, &console)
            return access.status
        }
        if let option = ([control, Options.kinds, Options.register, Options.minSeverity] + controlOptions).first(
            where: {
                invocation.flag($0)
            })
        {
            throw invocation.refusal("\(option.spelling) is about gaps", hint: "Add --gaps.")
        }
        let model = access.model
        let service = try access.service(invocation)
        if output.format == "svg" {
            let scope = try scope(invocation, access)
            var scopes = ScopeOverRounds()
            if let within = scope.within {
                for round in scope.rounds { _ = scopes.shows(within, in: round, of: model, basis: scope.basis) }
                if let (_, absence) = scopes.wholeAbsence { throw StoreAccess.absent(absence, invocation) }
                for note in scopes.notes { console.noteOnce(note) }
            }
            let data = LevelsOverRounds(scope, service: service)
            try output.write(LevelsChart.svg(data, ExhibitOptions(name: "levels")), access, &console)
            return access.status
        }
        var points: [TrendPoint] = []
        var scopes = ScopeOverRounds()
        for round in model.rounds {
            guard let snapshot = try access.snapshot(invocation, &scopes, atRound: round) else { continue }
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
        if let (_, absence) = scopes.wholeAbsence { throw StoreAccess.absent(absence, invocation) }
        for note in scopes.notes { console.noteOnce(note) }
        let codes = model.framework.scale.levels.map(\.code)
        let header = ["ROUND", "DATE", "AREAS"] + codes + ["NOT EXPECTED", "UNRATED"]
        let rows = points.map { point in
            [point.round, point.date, String(point.areas)] + codes.map { String(point.levels[$0] ?? 0) }
                + [String(point.notExpected), String(point.unrated)]
        }
        switch output.format {
        case "json": try output.write(try JSONText.bytes(TrendAnswer(points, notes: scopes.notes)), access, &console)
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
    // Gaps are followed on the areas of the latest round, on which the area must be found.
    let scope = try scope(invocation, access)
    _ = try access.within(invocation, &console, asOf: scope.asOf, basis: scope.basis)
    let flow = GapFlow(scope, kinds: filter.kinds, admits: filter.admits)
    let aim = try targetNumber(invocation)
    if invocation.flag(control) {
        let data = try measurements(invocation, flow, scope, aim)
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
    if let option = controlOptions.first(where: { invocation.flag($0) }) {
        throw invocation.refusal("\(option.spelling) is about a control chart", hint: "Add --control.")
    }
    let rows = GapCountAnswer.rows(flow, scope)
    switch output.format {
    case "svg": try output.write(GapFlowChart.svg(flow, ExhibitOptions(name: "gap-flow")), access, &console)
    case "json": try output.write(try JSONText.bytes(["rounds": rows]), access, &console)
    case "csv":
        var writer = CSVWriter(header: GapCountAnswer.header)
        for row in rows { writer.row(row.cells) }
        try output.write(writer.bytes, access, &console)
    default:
        try output.print(access, &console) { text in
            let header = GapCountAnswer.header.map { $0.uppercased() }
            TextTable.print(header: header, rows.map(\.cells), right: Set(2..<header.count), to: &text)
        }
    }
}

/// The open gaps with what the options say of the chart's limits.
private func measurements(
    _ invocation: Invocation,
    _ flow: GapFlow,
    _ scope: ExhibitScope,
    _ aim: Double?
) throws -> Measurements {
    var data = flow.openGaps(target: aim)
    let dates = scope.rounds.map(\.referenceDate)
    data.twoOfThree =
        invocation.value(twoOfThree).flatMap(ProcessBehaviour.TwoOfThree.init(rawValue:)) ?? .all
    for text in invocation.values(rebase) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let date = CalendarDate(iso: String(parts[0])) else {
            throw invocation.refusal(
                ofOption: rebase.name,
                text: text,
                expected: "Expected a date, and the reason after a colon if wanted: 2024-05-01:new team."
            )
        }
        guard let point = dates.firstIndex(where: { $0 >= date }), point > 0 else {
            throw invocation.refusal(
                ofOption: rebase.name,
                text: text,
                expected: "Expected a date after the first round's and not after the last's: \(span(of: dates))."
            )
        }
        let reason = parts.count > 1 ? parts[1].split(whereSeparator: \.isWhitespace).joined(separator: " ") : ""
        data.rebases.append(Measurements.Rebase(point: point, reason: reason))
    }
    let period = invocation.values(baseline)
    guard period.count == 2 else { return data }
    let ends = try period.map { text in
        guard let date = CalendarDate(iso: text) else {
            throw invocation.refusal(
                ofOption: baseline.name,
                text: text,
                expected: "Expected a date such as 2022-05-01."
            )
        }
        return date
    }
    let places = dates.indices.filter { ends[0] <= dates[$0] && dates[$0] <= ends[1] }
    guard let first = places.first, let last = places.last, places.count >= ProcessBehaviour.minPoints else {
        throw invocation.refusal(
            "--baseline holds \(places.count == 1 ? "one round" : "\(places.count) rounds"), and limits need \(ProcessBehaviour.minPoints)",
            hint: "Give a longer period; the rounds are of \(span(of: dates))."
        )
    }
    if let step = data.rebases.first(where: { first < $0.point && $0.point <= last }) {
        throw invocation.refusal(
            "--rebase begins anew at round \(flow.rounds[step.point].label), within the baseline",
            hint: "Let the baseline end before it, or begin there."
        )
    }
    data.baseline = first..<(last + 1)
    return data
}

/// "2022-05-01 to 2026-05-01".
private func span(of dates: [CalendarDate]) -> String {
    guard let first = dates.first, let last = dates.last else { return "none" }
    return "\(first) to \(last)"
}

private func targetNumber(_ invocation: Invocation) throws -> Double? {
    guard let text = invocation.value(target) else { return nil }
    guard let number = Int(text), (0...1_000_000_000).contains(number) else {
        throw invocation.refusal(ofOption: target.name, expected: "Expected a whole number from 0 to 1000000000.")
    }
    return Double(number)
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
    /// "all" or "inside".
    let twoOfThree: String
    let stretches: [Stretch]
    let points: [Point]

    /// Points that have their limits in common; the figures above are those of the latest.
    struct Stretch: Encodable {
        let from: String
        let to: String
        let reason: String?
        let mean: Double?
        let median: Double
        let lowerLimit: Double?
        let upperLimit: Double?
        /// The first and the last round of the baseline.
        let baseline: [String]?
    }

    struct Point: Encodable {
        let round: String
        let open: Double
        let variation: String?
        let rules: [String]
    }

    init(_ data: Measurements) {
        let behaviour = ControlChart.behaviour(data)
        let limits = behaviour.flatMap { $0.latest.hasLimits ? $0 : nil }
        findings = ControlChart.findings(data)
        hasLimits = limits != nil
        mean = limits?.mean
        median = behaviour?.median
        lowerLimit = limits?.lowerLimit
        upperLimit = limits?.upperLimit
        target = data.target
        twoOfThree = data.twoOfThree.rawValue
        stretches = (behaviour?.stretches ?? []).map { stretch in
            func label(_ point: Int) -> String { data.points[point].label }
            return Stretch(
                from: label(stretch.points.lowerBound),
                to: label(stretch.points.upperBound - 1),
                reason: data.rebases.last { $0.point == stretch.points.lowerBound }.map(\.reason),
                mean: stretch.hasLimits ? stretch.mean : nil,
                median: stretch.median,
                lowerLimit: stretch.hasLimits ? stretch.lowerLimit : nil,
                upperLimit: stretch.hasLimits ? stretch.upperLimit : nil,
                baseline: stretch.baseline.map { [label($0.lowerBound), label($0.upperBound - 1)] }
            )
        }
        points = data.points.enumerated().map { index, point in
            Point(
                round: point.label,
                open: point.value,
                variation: behaviour.flatMap {
                    $0.stretch(at: index).hasLimits ? $0.variation(at: index, aim: data.aim).rawValue : nil
                },
                rules: ProcessBehaviour.Rule.allCases
                    .filter { behaviour?.signals[index].contains($0) ?? false }.map(\.rawValue)
            )
        }
    }
}
