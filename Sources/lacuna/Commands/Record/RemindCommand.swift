import Answers
import Forms
import Mail
import Provision
import ScopingStore
import Spreadsheets

private let roundOption = OptionSpec(name: "round", value: "ROUND", help: "The round; the latest unless told.")
private let on = OptionSpec(
    name: "on",
    value: "DATE",
    help: "The day of the mails, by whose end the areas' states are; today in England unless told."
)
private let from = OptionSpec(
    name: "from",
    value: "ADDRESS",
    help: "Your address, as ann@nhs.net or \"Ann Smith <ann@nhs.net>\"; the network's name unless yours is given.",
    isRequired: true
)
private let kinds = OptionSpec(
    name: "kind",
    value: "KIND",
    help: "Only mails of these kinds.",
    allowed: ReminderKind.allCases.map(\.rawValue),
    isList: true
)
private let format = OptionSpec(
    name: "format",
    value: "FORMAT",
    help: "The format of the forms attached; csv unless told.",
    allowed: FormFormat.allCases.map(\.rawValue)
)
private let folder = OptionSpec(
    name: "output",
    letter: "o",
    value: "DIR",
    help: "The folder to write the mails into.",
    isRequired: true
)

let remindCommand = Command(
    name: "remind",
    summary: "Write the mails of a day for everybody who answers in a round: invitations, reminders, thanks.",
    options: [roundOption, on, from, kinds, format, folder, Options.store, Options.noCache],
    discussion: [
        "Nothing is sent. Each mail is a file (.eml) that mail programs open as a draft, with the forms of the person's areas "
            + "attached; an invitation has an entry for their calendar too, which also lies beside it (.ics). Everybody gets one "
            + "mail of a kind, however many areas they answer for. Whom to write to says 'lacuna round contacts'.",
        "Who has not answered gets an invitation, from \(ReminderKind.reminderDays) days before the due day a reminder, after it a mail "
            + "that it is late; who has answered gets thanks, or what is open: questions, changes asked for. Drafts and what the "
            + "network collated are no answers. The same store and day give the same files, byte for byte; a folder of its own keeps "
            + "each day's apart.",
        "Status 1 says that an area has no contact.",
    ],
    examples: [
        (
            "lacuna remind --from ann.smith@nhs.net --kind reminder,late -o Mails",
            "today's mails to those who have not answered the latest round"
        )
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        guard let round = try access.round(roundOption, of: invocation) ?? model.rounds.last else { throw noRounds }
        guard let day = try invocation.date(on) ?? RecordingOptions.now(console).dayInLondon else {
            throw invocation.refusal(withoutOption: on)
        }
        guard let sender = try invocation.mailboxes(from, named: model.framework.network).last else {
            throw invocation.refusal(withoutOption: from)
        }
        guard !round.contacts.isEmpty else {
            throw CommandFailure(
                .noInput,
                "lacuna: round \(round.id) has no contacts; name them with 'lacuna round contacts \(round.id) FILE.csv'."
            )
        }
        let found = ReminderDigests(round, in: model, on: day)
        let wanted = Set(invocation.values(kinds))
        let digests = found.digests.filter { wanted.isEmpty || wanted.contains($0.kind.rawValue) }
        let target = invocation.value(folder) ?? ""
        if digests.isEmpty {
            console.print("Nobody to write to on \(day.displayText)\(wanted.isEmpty ? "" : " about that").")
        } else {
            let made = try files(of: digests, round, model, day, sender, invocation)
            var files = OutputFiles()
            for file in made.files { files.add(file.name, file.bytes) }
            try files.write(below: target, store: access.store.folder)
            tell(digests, into: target, &console)
        }
        guard !found.withoutContact.isEmpty else { return access.status }
        let names = found.withoutContact.map { model.areas.areas[$0].name }
        let have = names.count == 1 ? "area has" : "areas have"
        console.print("\(names.count) \(have) no contact: \(names.joined(separator: ", ")).")
        return .findings
    }
)

private func files(
    of digests: [ReminderDigest],
    _ round: Round,
    _ model: ProvisionModel,
    _ day: CalendarDate,
    _ sender: Mailbox,
    _ invocation: Invocation
) throws(CommandFailure) -> ReminderFiles {
    do throws(WorkbookFault) {
        return try ReminderFiles(
            digests,
            round: round,
            model: model,
            on: day,
            sender: sender,
            format: invocation.value(format).flatMap { FormFormat(rawValue: $0) } ?? .csv
        )
    } catch {
        throw CommandFailure(.badData, "lacuna: a form cannot be written: \(error)")
    }
}

/// "Wrote 9 mails to 8 people about 12 areas into Mails: 5 invitations, 4 reminders."
private func tell(_ digests: [ReminderDigest], into folder: String, _ console: inout Console) {
    let people = Set(digests.map(\.person.email.key)).count
    let areas = Set(digests.flatMap { $0.entries.map(\.progress.area) }).count
    let counts = ReminderKind.allCases.compactMap { kind in
        let count = digests.count { $0.kind == kind }
        return count == 0 ? nil : kind.counted(count)
    }
    console.print(
        "Wrote \(counted(digests.count, "mail")) to \(counted(people, "person", "people")) about \(counted(areas, "area")) "
            + "into \(folder): \(counts.joined(separator: ", "))."
    )
}
