import Answers
import Provision
import ScopingStore

let roundContactsCommand = Command(
    name: "round contacts",
    summary: "Say whom to write to about each area of a round, or show whom.",
    arguments: [
        ArgumentSpec(name: "ROUND", help: "The round."),
        ArgumentSpec(name: "FILE", help: "A CSV of contacts, in place of those there are.", isRequired: false),
    ],
    options: [Options.store],
    discussion: [
        "The CSV has a row for each person and area. Its first row names the columns, in any order: area (id, name or code), email, "
            + "and, if you like, name and role. A person may stand for several areas, an area may have several people. Areas "
            + "that the round does not ask are left out, so that one list does for all rounds.",
        "Contacts stand in rounds.xml, are no part of any return, and appear in no exhibit and no answer of a server.",
    ],
    examples: [("lacuna round contacts 2022-11 contacts.csv", "from now on 'lacuna remind' writes to these")],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let round = try invocation.found(positional: "ROUND", access.lookup.round)
        guard let file = invocation.positional("FILE") else {
            show(round, access.model, &console)
            return access.status
        }
        let contacts = try contactsOfRound(round, file: file, access, &console)
        do throws(WriteFailure) {
            try StoreWriter(folder: access.store.folder).replaceContacts(of: round.id, with: contacts)
        } catch {
            throw RecordingOptions.failure(error)
        }
        tellContacts(of: round.with(contacts: contacts), access.model, &console)
        return access.status
    }
)

/// Reads a list of contacts for a round, and says on standard error what was left out of it.
func contactsOfRound(
    _ round: Round,
    file: String,
    _ access: StoreAccess,
    _ console: inout Console
) throws(CommandFailure) -> [Contact] {
    let bytes: [UInt8]
    do throws(DocumentFault) {
        bytes = try readDocument(at: file)
    } catch {
        throw CommandFailure(reading: error)
    }
    do throws(DocumentFaults) {
        let list = try ContactList(bytes, file: file, round: round, model: access.model, lookup: access.lookup)
        for remark in list.remarks { console.note("\(remark)") }
        return list.contacts
    } catch {
        throw CommandFailure(.badData, error.faults.map { "lacuna: \($0)" } + ["lacuna: nothing was recorded"])
    }
}

/// How many contacts a round has, and which areas have none.
func tellContacts(of round: Round, _ model: ProvisionModel, _ console: inout Console) {
    let people = Set(round.contacts.map(\.email.key)).count
    let reached = Set(round.contacts.map(\.area))
    console.print(
        "Round \(round.id): \(counted(people, "person", "people")) to write to about \(counted(reached.count, "area"))."
    )
    let without = model.asked(in: round).map { model.areas.areas[$0] }.filter { !reached.contains($0.id) }
    if !without.isEmpty {
        console.print("Without a contact (\(without.count)): \(without.map(\.name).joined(separator: ", ")).")
    }
}

private func show(_ round: Round, _ model: ProvisionModel, _ console: inout Console) {
    let rows = round.contacts.map { contact in
        [
            model.areas.area(contact.area)?.name ?? contact.area.text, contact.name ?? "", contact.role ?? "",
            contact.email.text,
        ]
    }
    if !rows.isEmpty {
        TextTable.print(header: ["AREA", "NAME", "ROLE", "EMAIL"], rows, to: &console)
        console.print()
    }
    tellContacts(of: round, model, &console)
}
