import Answers
import GapDetection
import Provision

private let format = Options.format("table", "csv", "json", "oscal")
private let owner = OptionSpec(
    name: "owner",
    value: "WORDS",
    help: "Only those of an owner whose role, organisation or name holds these words; none: of nobody."
)
private let state = OptionSpec(
    name: "state",
    value: "STATE",
    help: "Only those in this state.",
    allowed: Action.State.words
)
private let overdue = OptionSpec(name: "overdue", help: "Only those that are late.")
private let dueBefore = OptionSpec(name: "due-before", value: "DATE", help: "Only those whose day is before this one.")
private let target = OptionSpec(name: "for", value: "ID", help: "Only those for this gap or standard.")
private let by = OptionSpec(
    name: "by",
    value: "WHAT",
    help: "How the list is taken apart for people; ics unless told.",
    allowed: ActionsAnswer.Grouping.allCases.map(\.rawValue)
)
private let asOf = OptionSpec(
    name: "as-of",
    value: "DATE",
    help: "The day; else the latest round's reference date, or the last day that an action speaks of."
)

private let listOptions = [
    Options.within, owner, state, overdue, dueBefore, target, by, asOf, Options.knownAt, format, ResultOutput.file,
    Options.store, Options.noCache,
]
private let listDiscussion = [
    "Whether an action is overdue, and whether it has helped, is worked out for the day. STANDING tells both: verified is what is "
        + "done, and a round after its opening no longer shows the gap; still open what is done, and a later round still shows it.",
    "As OSCAL: a plan of action and milestones (OSCAL 1.1, JSON) for programs that follow audits.",
]

let actionsCommand = Command(
    name: "actions",
    summary: "List what is done about gaps: by whom, by when, what is late, and what has helped.",
    options: listOptions,
    discussion: listDiscussion,
    examples: [
        ("lacuna actions --overdue --by owner", "whom to ask about what"),
        ("lacuna actions --within Halton --as-of 2023-05-01", "one area, on a day"),
        ("lacuna actions --as-of 2023-05-01 --known-at 2023-05-01", "last year's plan, as it was known then"),
        ("lacuna actions --format oscal > poam.json", "for a program that reads OSCAL"),
    ],
    run: list
)

let actionListCommand = Command(
    name: "action list",
    summary: "The same as 'lacuna actions'.",
    options: listOptions,
    discussion: listDiscussion,
    run: list
)

let actionShowCommand = Command(
    name: "action show",
    summary: "One action: how it stands, what it is for, and its history.",
    arguments: [ActionOptions.argument],
    options: [asOf, Options.knownAt, Options.format("table", "json"), Options.store, Options.noCache],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let id = try ActionOptions.action(invocation, access)
        let (date, knownAt) = (try date(invocation, access), try access.knownAt(invocation))
        let record = ActionsOnRecord(access.model, at: snapshot(access, date, knownAt), only: [id])
        guard let standing = record.standing(of: id) else {
            throw invocation.refusal(
                ofPositional: ActionOptions.argument.name,
                expected: "Nothing of it was on record for \(date); it opened on \(opening(of: id, access))."
            )
        }
        try ResultOutput(invocation, Options.format("table", "json")).write(
            access,
            &console,
            ActionAnswer(standing, access.model, asOf: date, knownAt: knownAt)
        )
        return access.status
    }
)

private func opening(of id: Action.ID, _ access: StoreAccess) -> String {
    access.model.actions.revisions(of: id).first.map { "\($0.opened)" } ?? "another day"
}

/// Lists the actions that a call asks for.
@Sendable private func list(_ invocation: Invocation, _ console: inout Console) throws -> ExitStatus {
    let access = try StoreAccess(invocation, &console)
    let model = access.model
    let (date, knownAt) = (try date(invocation, access), try access.knownAt(invocation))
    let snapshot = snapshot(access, date, knownAt)
    var filter = ActionFilter()
    filter.within = try access.within(invocation, &console, asOf: date, basis: .current)
    filter.owner = invocation.value(owner)
    filter.state = invocation.value(state)
    filter.isOverdue = invocation.flag(overdue)
    filter.dueBefore = try invocation.date(dueBefore)
    filter.target = invocation.value(target)
    let record = ActionsOnRecord(model, at: snapshot)
    let heading = filter.within.map { model.areas.areas[$0].name } ?? access.networkName
    let output = ResultOutput(invocation, format)
    if output.format == "oscal" {
        let shown = record.standings.filter { filter.admits($0, model, on: snapshot.areasAsOf) }
        guard !shown.isEmpty else {
            throw CommandFailure(
                .noInput,
                "lacuna: no action is on record for \(date), and a plan of action needs one."
            )
        }
        let plan = PlanOfAction(shown, model, title: "\(heading): actions on \(date)")
        try output.write(try plan.bytes(), access, &console)
        return access.status
    }
    try output.write(
        access,
        &console,
        ActionsAnswer(
            record,
            model,
            at: snapshot,
            filter: filter,
            by: invocation.value(by).flatMap(ActionsAnswer.Grouping.init(rawValue:)) ?? .ics,
            note: try access.scopeNote(invocation, asOf: date, basis: .current),
            heading: heading
        )
    )
    return access.status
}

private func date(_ invocation: Invocation, _ access: StoreAccess) throws -> CalendarDate {
    try invocation.date(asOf) ?? access.model.latestActionDate ?? access.latestDate()
}

private func snapshot(_ access: StoreAccess, _ date: CalendarDate, _ knownAt: Instant?) -> Snapshot {
    access.model.snapshot(asOf: date, knownAt: knownAt)
}
