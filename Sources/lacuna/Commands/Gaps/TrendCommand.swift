import Answers
import Exhibits
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json", "svg", "png")
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
        Options.register, Options.minSeverity, control, target, twoOfThree, rebase, baseline, format, Options.width,
        ResultOutput.file,
        Options.store, Options.noCache,
    ],
    discussion: [
        "Each row is the snapshot at a round's reference date, on the areas of that date unless --level says otherwise; "
            + "ratings that were carried forward count. As SVG: small charts, one for each level of each ICS.",
        "With --gaps each row says how many gaps the register held at a round's reference date, and what became of those of the "
            + "round before; the areas are those of the latest round throughout, so that a change of boundaries opens and "
            + "closes nothing. The gaps of the first round were open when first looked at. Gaps in provision are counted; how many "
            + "gaps in the record are open stands in a column of its own, and --register record counts these instead. As SVG: what opened above, and what closed below, a line of what is open.",
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
        try printLevels(invocation, access, output, &console)
        return access.status
    }
)

private func printLevels(
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ output: ResultOutput,
    _ console: inout Console
) throws {
    let model = access.model
    let service = try access.service(invocation)
    let drawn = output.isPicture ? try scope(invocation, access) : nil
    var points: [TrendPoint] = []
    var scopes = ScopeOverRounds()
    for round in drawn?.rounds ?? model.rounds {
        if let drawn {
            if let within = drawn.within { _ = scopes.shows(within, in: round, of: model, basis: drawn.basis) }
        } else if let snapshot = try access.snapshot(invocation, &scopes, atRound: round) {
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
    }
    if let (_, absence) = scopes.wholeAbsence { throw StoreAccess.absent(absence, invocation) }
    for note in scopes.notes { console.noteOnce(note) }
    try output.write(
        access,
        &console,
        TrendAnswer(points, notes: scopes.notes, model.framework.scale),
        picture: {
            drawn.map { LevelsChart.svg(LevelsOverRounds($0, service: service), output.options("levels")) } ?? []
        }
    )
}

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
        return try output.write(
            access,
            &console,
            ControlAnswer(data),
            picture: { ControlChart.svg(data, output.options("open-gaps")) }
        )
    }
    if let option = controlOptions.first(where: { invocation.flag($0) }) {
        throw invocation.refusal("\(option.spelling) is about a control chart", hint: "Add --control.")
    }
    try output.write(
        access,
        &console,
        GapCountsAnswer(flow, scope),
        picture: { GapFlowChart.svg(flow, output.options("gap-flow")) }
    )
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
    let ends = try invocation.dates(baseline)
    let rounds = dates.indices.filter { ends[0] <= dates[$0] && dates[$0] <= ends[1] }
    guard let first = rounds.first, let last = rounds.last, rounds.count >= ProcessBehaviour.minPoints else {
        throw invocation.refusal(
            "--baseline holds \(rounds.count == 1 ? "one round" : "\(rounds.count) rounds"), and limits need \(ProcessBehaviour.minPoints)",
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
