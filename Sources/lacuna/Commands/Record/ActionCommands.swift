import Answers
import Provision
import ScopingStore

private let targets = OptionSpec(
    name: "for",
    value: "ID",
    help:
        "A gap by its id, as 'lacuna gaps --format csv' lists it, or a standard by its id; more than once, or with commas.",
    isList: true,
    isRepeatable: true,
    isRequired: true
)
private let what = OptionSpec(name: "what", value: "TEXT", help: "What will be done.", isRequired: true)
private let identity = OptionSpec(name: "id", value: "ID", help: "Its id; else one made of what will be done.")
private let opened = OptionSpec(
    name: "opened",
    value: "DATE",
    help: "The day it opens, on which its gaps are in the register; today unless told."
)
private let place = OptionSpec(
    name: "area",
    value: "AREA",
    help: "Where, if it is for a standard: by id, name or code.",
    isList: true,
    isRepeatable: true
)

let actionOpenCommand = Command(
    name: "action open",
    summary: "Open an action: what will be done about a gap, by whom and by when.",
    options: [targets, what, place] + ActionOptions.owner + [
        ActionOptions.due, ActionOptions.milestone, ActionOptions.cost, ActionOptions.evidence, opened, identity,
        ActionOptions.dryRun,
    ] + ActionOptions.recording + [Options.store],
    discussion: [
        "An action is a document of its own, actions/ID.REVISION.xml, that is never changed: what becomes of it is said by "
            + "'lacuna action update'. The gap's id goes on through rounds and boundary changes, and with it the thread: a gap that "
            + "opens again shows the action that had closed it.",
        "A gap that is not in the register of the day it opens, a day due before that day, and an owner without a role are named, "
            + "and nothing is recorded.",
    ],
    examples: [
        (
            "lacuna action open --for none:place-halton:iapt-0-5 --what \"Commission talking therapies for parents\" --role \"Head of commissioning\" --organisation \"NHS Cheshire and Merseyside\" --due 2027-03-31",
            "one gap, with its owner and day"
        )
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let now = RecordingOptions.now(console)
        guard let today = now.dayInLondon else { throw invocation.refusal("no day can be told from the clock") }
        let author = ActionOptions.author(invocation, console)
        var draft = ActionDraft(opened: try invocation.date(opened) ?? today)
        draft.targets = invocation.values(targets)
        draft.what = invocation.value(what) ?? ""
        draft.role = invocation.value(ActionOptions.role)
        draft.organisation = invocation.value(ActionOptions.organisation)
        draft.person = invocation.value(ActionOptions.person)
        draft.due = try invocation.date(ActionOptions.due)
        draft.milestones = try ActionOptions.milestones(invocation)
        draft.cost = try ActionOptions.cost(invocation)
        draft.evidence = ActionOptions.evidence(invocation)
        draft.isSimulated = access.model.framework.isSimulated
        for word in invocation.values(place) {
            do throws(LookupFault) {
                let index = try access.lookup.area(word, on: draft.opened)
                draft.areas.append(access.model.areas.areas[index].id)
            } catch {
                throw invocation.refusal(ofOption: place.name, text: word, error)
            }
        }
        var id: Action.ID?
        if let word = invocation.value(identity) {
            guard let given = Action.ID(word) else {
                throw invocation.refusal(
                    ofOption: identity.name,
                    expected: "An id is lower-case letters and digits joined by single hyphens, at most 64."
                )
            }
            id = given
        }
        let receipt: StoreWriter.ActionReceipt
        do {
            let recorded = Return.Recorded(at: now, by: author.name, role: author.role, note: author.note)
            let action = try draft.action(id: id, access.model, recorded: recorded)
            receipt = try StoreWriter(folder: access.store.folder).open(
                action,
                by: author,
                now: now,
                rehearsing: invocation.flag(ActionOptions.dryRun)
            )
        } catch {
            throw ActionOptions.failure(error)
        }
        return tell(receipt, invocation, access, &console)
    }
)

private let state = OptionSpec(
    name: "state",
    value: "STATE",
    help: "How far it has come; as it was unless told.",
    allowed: Action.State.words
)
private let reason = OptionSpec(name: "reason", value: "TEXT", help: "Why it is deferred or dropped.")
private let until = OptionSpec(name: "until", value: "DATE", help: "The day by which a deferred one is taken up again.")
private let done = OptionSpec(name: "done", value: "DATE", help: "The day it was done; that of --stated unless told.")
private let reached = OptionSpec(
    name: "reached",
    value: "\"DATE: TEXT\"",
    help: "A milestone that was reached: the day, and what it is called; more than once for several.",
    isRepeatable: true
)
private let stated = OptionSpec(
    name: "stated",
    value: "DATE",
    help: "The day from which on this holds; today unless told. Later days that were spoken of before are superseded."
)

let actionUpdateCommand = Command(
    name: "action update",
    summary: "Say what has become of an action: its next revision.",
    arguments: [ActionOptions.argument],
    options: [state, reason, until, done, ActionOptions.due, reached, ActionOptions.milestone] + ActionOptions.owner + [
        ActionOptions.cost, ActionOptions.evidence, stated, RecordingOptions.basedOn, ActionOptions.dryRun,
    ] + ActionOptions.recording + [Options.store],
    discussion: [
        "What is not said stays as it is. Nobody states that an action is late, or that it has helped: it is overdue once its day has "
            + "passed, and verified when a later round no longer shows the gap."
    ],
    examples: [
        ("lacuna action update talking-therapies --state done --evidence \"Contract signed\"", "it is done"),
        (
            "lacuna action update talking-therapies --state deferred --until 2027-09-01 --reason \"No budget this year\"",
            "it is put off"
        ),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let now = RecordingOptions.now(console)
        guard let today = now.dayInLondon else { throw invocation.refusal("no day can be told from the clock") }
        let id = try ActionOptions.action(invocation, access)
        var update = ActionUpdate(stated: try invocation.date(stated) ?? today)
        update.state = invocation.value(state)
        update.reason = invocation.value(reason)
        update.until = try invocation.date(until)
        update.done = try invocation.date(done)
        update.due = try invocation.date(ActionOptions.due)
        update.reached = try ActionOptions.dated(reached, invocation).map { ($0.day, $0.text) }
        update.milestones = try ActionOptions.milestones(invocation)
        update.role = invocation.value(ActionOptions.role)
        update.organisation = invocation.value(ActionOptions.organisation)
        update.person = invocation.value(ActionOptions.person)
        update.cost = try ActionOptions.cost(invocation)
        update.evidence = ActionOptions.evidence(invocation)
        let basedOn = try RecordingOptions.basedOn(invocation)
        let receipt: StoreWriter.ActionReceipt
        do {
            receipt = try StoreWriter(folder: access.store.folder).update(
                id,
                basedOn: basedOn,
                by: ActionOptions.author(invocation, console),
                now: now,
                heedsDay: invocation.flag(stated),
                rehearsing: invocation.flag(ActionOptions.dryRun)
            ) { latest throws(WriteFailure) in try update.applied(to: latest) }
        } catch {
            throw ActionOptions.failure(error)
        }
        return tell(receipt, invocation, access, &console)
    }
)

private func tell(
    _ receipt: StoreWriter.ActionReceipt,
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ console: inout Console
) -> ExitStatus {
    let isRehearsal = invocation.flag(ActionOptions.dryRun)
    for sentence in ActionReceiptAnswer(receipt, isRehearsal: isRehearsal).sentences { console.print(sentence) }
    return access.status
}
