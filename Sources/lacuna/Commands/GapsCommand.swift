import Exhibits
import GapDetection
import LacunaService
import Provision

private let format = Options.format("table", "csv", "json", "xml")
private let kinds = OptionSpec(
    name: "kind",
    value: "KIND",
    help: "Only these kinds of gap.",
    allowed: gapRules.map(\.kind.rawValue),
    isList: true
)
private let minSeverity = OptionSpec(
    name: "min-severity",
    value: "N",
    help: "Only gaps of this severity (0 to 100) or more."
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
        Options.service, kinds, minSeverity, Options.between, assume, ifNothingRenewed, format, Options.store,
    ],
    discussion: ["Kinds of gap:"] + gapRules.map { "\($0.kind): \($0.definition)" } + [
        "Severity runs from 0 to 100: points for the kind of gap, more for more children aged 0-4 behind it, more for the "
            + "share of them in deprived neighbourhoods, more for how long it has lasted. The framework file holds the points.",
        "A rule that lacks the data it needs is silent about an area, and the last lines say so.",
    ],
    examples: [
        ("lacuna gaps --kind none --within Liverpool", "what Liverpool has none of"),
        ("lacuna gaps --between 2022-05-01 2023-05-01", "what became of the gaps in a year"),
        ("lacuna gaps --assume Halton/iapt-0-5=G", "the register if Halton had it in full"),
        ("lacuna gaps --if-nothing-renewed 2024-06-01", "what is left when the grants have run out"),
        ("lacuna gaps --format csv > gaps.csv", "the register for a spreadsheet"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let filter = try GapFilter(invocation, access)
        if let (from, to) = try access.between(invocation) {
            for other in [assume, ifNothingRenewed, Options.asOf] where invocation.flag(other.name) {
                throw invocation.refusal(
                    "--between and \(other.spelling) do not go together",
                    mend: "Give one of them."
                )
            }
            try printChanges(invocation, access, filter, from, to, &console)
            return access.status
        }
        let (model, snapshot, heading) = try scenario(invocation, access, &console)
        let within = try access.area(Options.within, of: invocation, asOf: try access.date(invocation))
        let audit = GapAudit(model, at: snapshot, kinds: filter.kinds, within: within)
        let register = GapRegister(
            gaps: audit.gaps.filter(filter.admits),
            model: model,
            asOf: snapshot.asOf,
            notJudged: audit.notJudged
        )
        switch invocation.value(format) ?? "table" {
        case "json": console.write(try JSONText.bytes(GapListAnswer(register)))
        case "csv": console.write(register.csv())
        case "xml": console.write(register.xml())
        default: printTable(register, heading: heading, to: &console)
        }
        return access.status
    }
)

/// Which gaps a call wants.
struct GapFilter {
    /// Nil for all.
    let kinds: Set<GapKind>?
    private let leastSeverity: Int
    private let service: ServiceType.ID?

    init(_ invocation: Invocation, _ access: StoreAccess) throws {
        let chosen = Set(invocation.values(lacuna.kinds).map(GapKind.init(rawValue:)))
        kinds = chosen.isEmpty ? nil : chosen
        leastSeverity = try lacuna.leastSeverity(invocation)
        service = try access.service(invocation).map { access.model.framework.serviceTypes[$0].id }
    }

    func admits(_ gap: Gap) -> Bool { gap.severity >= leastSeverity && (service == nil || gap.service == service) }
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
    func refusal(_ expected: String, _ nearest: [String] = []) -> UsageError {
        invocation.refusal(ofOption: assume.name, text: text, expected: expected, nearest: nearest)
    }
    guard let equals = text.lastIndex(of: "="), let slash = text[..<equals].lastIndex(of: "/") else {
        throw refusal("Expected AREA/SERVICE=LEVEL, such as Halton/iapt-0-5=G.")
    }
    let area = try access.area(String(text[..<slash]), asOf: snapshot.asOf, refusal: refusal)
    let service = try access.service(String(text[text.index(after: slash)..<equals]), refusal: refusal)
    let code = String(text[text.index(after: equals)...])
    let scale = access.model.framework.scale
    guard scale.index(of: code) != nil else { throw refusal("The levels are \(scale.codes).") }
    let id = access.model.areas.areas[area].id
    guard snapshot.rows.contains(area) || snapshot.members.contains(where: { $0.contains(area) }) else {
        throw refusal("\(id) has no row at \(snapshot.asOf): name an area that 'lacuna show' lists.")
    }
    return Assumption(area: id, service: access.model.framework.serviceTypes[service].id, level: code)
}

private func printChanges(
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ filter: GapFilter,
    _ from: CalendarDate,
    _ to: CalendarDate,
    _ console: inout Console
) throws {
    let (later, heading) = try access.snapshot(invocation, &console, at: to, isWhole: true, basis: .date(to))
    let within = try access.area(Options.within, of: invocation, asOf: to)
    let changes = GapChanges(access.model, from: from, to: later, within: within, kinds: filter.kinds)
    let lists = [
        ("opened", changes.opened), ("closed", changes.closed), ("reopened", changes.reopened),
        ("persisting", changes.persisting),
    ].map { ($0, $1.filter(filter.admits)) }
    func register(_ gaps: [Gap], _ date: CalendarDate) -> GapRegister {
        GapRegister(gaps: gaps, model: access.model, asOf: date)
    }
    switch invocation.value(format) ?? "table" {
    case "json":
        let answer = GapChangesAnswer(from: from.description, to: to.description, lists: lists) {
            GapListAnswer(register($0, $1 == "closed" ? from : to)).gaps
        }
        console.write(try JSONText.bytes(answer))
    case "csv": console.write(GapRegister.csv(lists.map { ($0, register($1, $0 == "closed" ? from : to)) }))
    case "xml": console.write(GapRegister.xml(lists.map { ($0, register($1, $0 == "closed" ? from : to)) }))
    default:
        console.print(
            "\(heading), \(from) to \(to): " + lists.map { "\($1.count) \($0)" }.joined(separator: ", ") + "."
        )
        for (name, gaps) in lists where !gaps.isEmpty {
            console.print()
            console.print(name.prefix(1).uppercased() + name.dropFirst())
            printRows(register(gaps, to), to: &console)
        }
    }
}

private func leastSeverity(_ invocation: Invocation) throws -> Int {
    guard let text = invocation.value(minSeverity) else { return 0 }
    guard let number = Int(text), (0...100).contains(number) else {
        throw invocation.refusal(ofOption: minSeverity.name, expected: "Expected a whole number from 0 to 100.")
    }
    return number
}

private func printTable(_ register: GapRegister, heading: String, to console: inout Console) {
    console.print("\(heading), \(register.asOf): \(register.summary)")
    if !register.gaps.isEmpty {
        console.print()
        printRows(register, to: &console)
    }
    guard !register.notJudged.isEmpty else { return }
    console.print()
    for line in register.notJudgedLines { console.print(line) }
}

private func printRows(_ register: GapRegister, to console: inout Console) {
    let rows = register.gaps.map { gap in
        [
            String(gap.severity), gap.kind.rawValue, register.areaName(gap),
            register.serviceName(gap) ?? register.subject(gap), gap.since?.description ?? "",
            gap.since.map { String(register.asOf.months(since: $0)) } ?? "",
        ]
    }
    TextTable.print(
        header: ["SEVERITY", "KIND", "AREA", "SERVICE TYPE OR SUBJECT", "SINCE", "MONTHS"],
        rows,
        right: [0, 5],
        to: &console
    )
}
