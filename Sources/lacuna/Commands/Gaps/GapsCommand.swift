import Answers
import Exhibits
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json", "xml", "svg", "png")
private let chart = OptionSpec(
    name: "chart",
    value: "CHART",
    help: "What is drawn as SVG; ages unless told.",
    allowed: GapsChart.allCases.map(\.rawValue)
)
private let assume = OptionSpec(
    name: "assume",
    value: "AREA/SERVICE=LEVEL",
    help: "The register as it would be with other levels; nothing is stored.",
    isList: true
)
private let ifNothingRenewed = OptionSpec(
    name: "if-nothing-renewed",
    value: "DATE",
    help: "The register at a later date if no funding on record is renewed; nothing is stored."
)

let gapsCommand = Command(
    name: "gaps",
    summary: "List the gaps, the most severe first; what opened and closed; what would be.",
    options: Options.snapshot + [
        Options.service, Options.kinds, Options.register, Options.minSeverity, Options.between, assume,
        ifNothingRenewed, format, chart,
        Options.width, ResultOutput.file, Options.store, Options.noCache,
    ],
    discussion: ["Kinds of gap:"] + gapRules.map { "\($0.kind): \($0.definition)" } + [
        "Gaps in provision and gaps in the record stand in registers of their own, and are counted apart; the record's are "
            + "\(listed(RegisterSection.record.kinds.map(\.rawValue))). \(RegisterSection.record.meaning)",
        "Severity runs from 0 to 100: the points of the kind of gap, times what the children in need behind it make of them, times "
            + "what standing long makes of them. The framework file holds the weights; 'lacuna explain GAP-ID' does the sum.",
        "A rule that lacks the data it needs is silent about an area, and the last lines say so.",
        "As SVG, --chart ages draws for how long the gaps have been open. --chart funding draws the services whose money ends and "
            + "when (also with --kind funding alone); --chart coverage the ages from conception to the fifth birthday that "
            + "services of each type serve in each area (also with --kind age-range alone): both draw the whole register of "
            + "services, not the gaps. How many gaps opened and closed from round to round is drawn by 'lacuna trend --gaps'.",
    ],
    examples: [
        ("lacuna gaps --kind none --within Liverpool", "what Liverpool has none of"),
        ("lacuna gaps --between 2022-05-01 2023-05-01", "what became of the gaps in a year"),
        ("lacuna gaps --assume Halton/iapt-0-5=G", "the register if Halton had it in full"),
        ("lacuna gaps --if-nothing-renewed 2024-06-01", "what is left when the grants have run out"),
        ("lacuna gaps --format csv > gaps.csv", "the register for a spreadsheet"),
        ("lacuna gaps --chart funding -o funding.svg", "the services whose money ends, as a picture"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let filter = try GapFilter(invocation, access)
        let output = ResultOutput(invocation, format)
        try output.refuse([chart], unlessSVG: invocation)
        if let (from, to) = try access.between(invocation) {
            for other in [assume, ifNothingRenewed, Options.asOf] where invocation.flag(other.name) {
                throw invocation.refusal(
                    "--between and \(other.spelling) do not go together",
                    hint: "Give one of them."
                )
            }
            try printChanges(invocation, access, filter, output, from, to, &console)
            return access.status
        }
        let (model, snapshot, heading) = try scenario(invocation, access, &console)
        let drawn = output.isPicture ? try GapsChart(invocation) : nil
        let within = try access.within(
            invocation,
            &console,
            asOf: try access.date(invocation),
            basis: snapshot.basis
        )
        try output.write(
            access,
            &console,
            try answer(
                invocation,
                access,
                filter,
                model,
                snapshot,
                within,
                heading,
                // What is only supposed cannot be explained by what is on record.
                isForReading: output.format == "table" && !invocation.flag(assume) && !invocation.flag(ifNothingRenewed)
            ),
            picture: {
                let scope = ExhibitScope(
                    model,
                    asOf: snapshot.asOf,
                    knownAt: snapshot.knownAt,
                    within: within,
                    basis: snapshot.basis,
                    rule: snapshot.rule,
                    heading: heading,
                    leftOut: access.leftOutFiles
                )
                return drawn?.svg(scope, filter, service: try access.service(invocation), output) ?? []
            }
        )
        let isUnknown = drawn == nil && model.emptyNote(of: snapshot, within: within) != nil
        return isUnknown ? .findings : access.status
    }
)

private func answer(
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ filter: GapFilter,
    _ model: ProvisionModel,
    _ snapshot: Snapshot,
    _ within: Int?,
    _ heading: String,
    isForReading: Bool
) throws -> GapListAnswer {
    let audit = GapAudit(model, at: snapshot, kinds: filter.kinds, within: within)
    let nothing = model.emptyNote(of: snapshot, within: within)
    let scopeNote = try access.scopeNote(invocation, asOf: try access.date(invocation), basis: snapshot.basis)
    return GapListAnswer(
        GapRegister(
            gaps: audit.gaps(where: filter.admits),
            model: model,
            asOf: snapshot.asOf,
            notJudged: audit.notJudged
        ),
        note: scopeNote ?? nothing,
        heading: heading,
        ruleNote: ruleNote(on: snapshot),
        numbers: isForReading
            ? numbers(in: filter.kinds == nil && within == nil ? audit : GapAudit(model, at: snapshot)) : nil,
        isUnknown: nothing != nil
    )
}

/// Each gap's place in the whole register, by which 'explain' knows it.
private func numbers(in register: GapAudit) -> [Gap.ID: Int] {
    Dictionary(
        register.findings.enumerated().map { (register.id(of: $1), $0 + 1) },
        uniquingKeysWith: { first, _ in first }
    )
}

/// The model and snapshot that a call is about: as recorded, or as a scenario has it.
private func scenario(
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ console: inout Console
) throws -> (ProvisionModel, Snapshot, heading: String) {
    var model = access.model
    var (snapshot, heading) = try access.snapshot(invocation, &console, isWhole: true)
    let knownAt = snapshot.knownAt
    if let text = invocation.value(ifNothingRenewed) {
        guard let date = CalendarDate(iso: text), date >= snapshot.asOf else {
            throw invocation.refusal(
                ofOption: ifNothingRenewed.name,
                expected: "Expected a date such as 2024-06-01, not before \(snapshot.asOf)."
            )
        }
        (snapshot, heading) = try access.snapshot(invocation, &console, at: date, isWhole: true)
        let outlook = FundingOutlook(model, at: snapshot)
        for reason in outlook.reasons { console.note("if nothing is renewed: \(reason)") }
        console.note(
            "if nothing is renewed: \(outlook.cellsNotJudged) cells with some provision or plan stay as they are, since the money behind them is not on record"
        )
        model = model.assuming(outlook.assumptions, closing: outlook.closing, asOf: date, knownAt: knownAt)
        snapshot = try access.snapshot(invocation, &console, at: date, in: model, isWhole: true).snapshot
        heading += ", if nothing is renewed"
    }
    let words = invocation.values(assume)
    guard !words.isEmpty else { return (model, snapshot, heading) }
    let assumptions = try words.map { try assumption($0, invocation, access, snapshot) }
    model = model.assuming(assumptions, asOf: snapshot.asOf, knownAt: knownAt)
    snapshot = try access.snapshot(invocation, &console, at: snapshot.asOf, in: model, isWhole: true).snapshot
    return (model, snapshot, heading + ", assuming \(words.joined(separator: ", "))")
}

/// Reads "Halton/iapt-0-5=G".
private func assumption(
    _ text: String,
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ snapshot: Snapshot
) throws -> Assumption {
    func refusal(_ expected: String) -> UsageError {
        invocation.refusal(ofOption: assume.name, text: text, expected: expected)
    }
    guard let equals = text.lastIndex(of: "="), let slash = text[..<equals].lastIndex(of: "/") else {
        throw refusal("Expected AREA/SERVICE=LEVEL, such as Halton/iapt-0-5=G.")
    }
    let (area, service, level): (Int, Int, String)
    do throws(LookupFault) {
        area = try access.lookup.area(String(text[..<slash]), on: snapshot.asOf)
        service = try access.lookup.service(String(text[text.index(after: slash)..<equals]))
        level = try access.lookup.level(String(text[text.index(after: equals)...]))
    } catch {
        throw invocation.refusal(ofOption: assume.name, text: text, error)
    }
    let id = access.model.areas.areas[area].id
    guard snapshot.rows.contains(area) || snapshot.members.contains(where: { $0.contains(area) }) else {
        throw refusal(
            access.model.whereabouts(of: area, on: snapshot.areasAsOf)
                ?? "\(id) has no row at \(snapshot.asOf): name an area that 'lacuna show' lists."
        )
    }
    return Assumption(area: id, service: access.model.framework.serviceTypes[service].id, level: level)
}

private func printChanges(
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ filter: GapFilter,
    _ output: ResultOutput,
    _ from: CalendarDate,
    _ to: CalendarDate,
    _ console: inout Console
) throws {
    if output.isPicture {
        throw invocation.refusal(
            "--between draws no picture",
            hint: "'lacuna trend --gaps --format svg' draws what opened and closed from round to round."
        )
    }
    let (later, heading) = try access.snapshot(invocation, &console, at: to, isWhole: true, basis: .date(to))
    let within = try access.within(invocation, &console, asOf: to, basis: later.basis)
    let changes = GapChanges(access.model, from: from, to: later, within: within, kinds: filter.kinds)
        .filtered(filter.admits)
    let onAreas =
        "\(heading), \(from.displayText) to \(to.displayText), on the areas of \(later.areasAsOf.displayText)."
    try output.write(
        access,
        &console,
        GapChangesAnswer(
            changes,
            access.model,
            knownAt: later.knownAt,
            head: [onAreas] + [ruleNote(on: later)].compactMap { $0 }
        )
    )
}

/// By which rule areas that are made of several have their levels; nil where there are none.
private func ruleNote(on snapshot: Snapshot) -> String? {
    snapshot.isCombined ? "Where an area is made of several, its level is \(snapshot.rule.words)." : nil
}
