import Answers
import Provision
import ScopingStore

private let name = OptionSpec(name: "name", value: "TEXT", help: "What the round is called.")
private let opened = OptionSpec(name: "opened", value: "DATE", help: "The day it opens, in England; today unless told.")
private let due = OptionSpec(
    name: "due",
    value: "DATE",
    help: "The last day to answer in time: up to its midnight in England."
)
private let referenceDate = OptionSpec(
    name: "reference-date",
    value: "DATE",
    help: "The date its ratings are about.",
    isRequired: true
)
private let asks = OptionSpec(
    name: "asks",
    value: "AREA",
    help:
        "The areas asked, by id, name or code, or a kind of area; else the areas of the latest ratings that exist at the reference date. nobody for a round that the network fills in by itself.",
    isList: true
)
private let contacts = OptionSpec(
    name: "contacts",
    value: "FILE",
    help: "A CSV of whom to write to: columns area, email, name, role; see 'round contacts'."
)
private let roundNote = OptionSpec(name: "note", value: "TEXT", help: "What else is to be said of it.")

let roundOpenCommand = Command(
    name: "round open",
    summary: "Open a round: a call for returns about a date.",
    arguments: [ArgumentSpec(name: "ROUND", help: "Its id, such as 2022-11.")],
    options: [referenceDate, name, opened, due, asks, contacts, roundNote, Options.store],
    examples: [
        ("lacuna round open 2023-05 --reference-date 2023-05-01 --due 2023-04-15 --asks place", "Ask every Place.")
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let word = invocation.positional("ROUND") ?? ""
        guard let id = Round.ID(word) else {
            throw invocation.refusal(
                ofPositional: "ROUND",
                expected: "An id is lower-case letters and digits joined by single hyphens."
            )
        }
        guard let reference = try invocation.date(referenceDate) else {
            throw invocation.refusal(withoutOption: referenceDate)
        }
        let today = RecordingOptions.now(console).dayInLondon ?? reference
        let asked = try askedAreas(invocation, access, reference)
        var round = Round(
            id: id,
            name: invocation.value(name) ?? "Round \(id)",
            opened: try invocation.date(opened) ?? today,
            due: try invocation.date(due),
            referenceDate: reference,
            asked: asked ?? [],
            note: invocation.value(roundNote),
            asksNobody: asked == nil
        )
        if let file = invocation.value(contacts) {
            round = round.with(contacts: try contactsOfRound(round, file: file, access, &console))
        }
        do throws(WriteFailure) {
            try StoreWriter(folder: access.store.folder).open(round)
        } catch {
            throw RecordingOptions.failure(error)
        }
        console.print(
            "Opened round \(round.id): \(counted(round.asked.count, "area")) asked, ratings as of \(round.referenceDate.displayText)."
        )
        if invocation.flag(contacts) { tellContacts(of: round, access.model, &console) }
        return access.status
    }
)

/// The areas that a call asks; nil where it says that nobody is.
private func askedAreas(_ invocation: Invocation, _ access: StoreAccess, _ date: CalendarDate) throws -> [Area.ID]? {
    let areas = access.model.areas
    let words = invocation.values(asks)
    if words.isEmpty { return access.model.snapshot(asOf: date, basis: .date(date)).rows.map { areas.areas[$0].id } }
    if words == ["nobody"] { return nil }
    var asked: [Area.ID] = []
    for word in words {
        if let kind = try? access.lookup.kind(word) {
            let valid = areas.areas.filter { $0.kind == kind && $0.isValid(on: date) }
            guard !valid.isEmpty else {
                let expected = areas.kind(kind).map { none(of: $0, areas, on: date) } ?? ""
                throw invocation.refusal(ofOption: asks.name, text: word, expected: expected)
            }
            asked += valid.map(\.id)
            continue
        }
        do throws(LookupFault) {
            // Of a Place and the CCG area before it, which share a name, the one that exists at the date is meant.
            let place = try access.lookup.area(word, on: date) {
                areas.areas.indices.filter { areas.areas[$0].isValid(on: date) }
            }
            asked.append(areas.areas[place].id)
        } catch {
            let kinds = Suggestion.nearest(to: word, among: areas.kinds.map(\.id.text))
            throw invocation.refusal(
                ofOption: asks.name,
                text: word,
                expected: error.isUnknown ? "Expected areas by id, name or code, or a kind of area." : error.sentence,
                nearest: (error.nearest ?? kinds).map { [$0] } ?? []
            )
        }
    }
    return asked
}

/// Why a kind cannot be asked, and which could.
private func none(of kind: Area.Kind, _ areas: AreaHierarchy, on date: CalendarDate) -> String {
    let all = areas.areas.filter { $0.kind == kind.id }
    let last = all.compactMap(\.until).max()
    let first = all.compactMap(\.from).min()
    let when =
        last.map { $0 < date ? "; the last ended on \($0.displayText)" : "" } ?? first.map {
            "; the first begins on \($0.displayText)"
        } ?? ""
    let others = areas.kinds.filter { other in
        areas.areas.contains { $0.kind == other.id && $0.isValid(on: date) }
    }
    let hint = others.isEmpty ? "" : " Kinds with areas on that day: \(others.map(\.id.text).joined(separator: ", "))."
    return "No \(kind.name) exists on \(date.displayText)\(when).\(hint)"
}

let roundStatusCommand = Command(
    name: "round status",
    summary: "Tell who has returned, in time or late, and whom to chase about which cells.",
    arguments: [ArgumentSpec(name: "ROUND", help: "The round; the latest unless told.", isRequired: false)],
    options: [Options.knownAt, Options.store, Options.noCache],
    discussion: [
        "Days and times are those of England: an answer counts as in time up to midnight there at the end of the due day.",
        "QUERIES are those that are still to be answered. To chase are areas that have not answered, left cells open, owe changes "
            + "that were requested, or the answer to a query.",
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let model = access.model
        let named =
            invocation.positional("ROUND") == nil
            ? nil : try invocation.found(positional: "ROUND", access.lookup.round)
        guard let round = named ?? model.rounds.last else { throw noRounds }
        let progress = RoundProgress(round, in: model, knownAt: try access.knownAt(invocation))
        let dueWords = round.due.map { ", due \($0.displayText)" } ?? ", no due date"
        console.print(
            "\(roundTitle(id: round.id.text, name: round.name)): opened \(round.opened.displayText)\(dueWords), ratings as of \(round.referenceDate.displayText)"
        )
        console.print()
        let rows = progress.areas.map { entry in
            [
                model.areas.areas[entry.area].name, entry.state.rawValue, entry.answered?.inLondon ?? "",
                entry.openQueries.isEmpty ? "" : String(entry.openQueries.count),
                cellsToAskAbout(entry.missing, model.framework),
            ]
        }
        TextTable.print(header: ["AREA", "RETURN", "ANSWERED", "QUERIES", "CELLS TO ASK ABOUT"], rows, to: &console)
        let chase = progress.areas.filter(\.isToChase).map { model.areas.areas[$0.area].name }
        console.print()
        console.print(
            chase.isEmpty ? "Nobody to chase." : "To chase (\(chase.count)): \(chase.joined(separator: ", "))."
        )
        return access.status
    }
)

private func cellsToAskAbout(_ missing: [Int], _ framework: Framework) -> String {
    if missing.count == framework.serviceTypes.count { return "all" }
    return missing.map { framework.serviceTypes[$0].id.text }.joined(separator: ", ")
}
