import Exhibits
import GapDetection
import Provision
import ScopingStore

private let format = Options.format("table", "json")

let statusCommand = Command(
    name: "status",
    summary: "Tell what the store holds: rounds, who returned and who did not, counts by level.",
    options: [Options.knownAt, format, Options.store, Options.noCache],
    discussion: [
        "A store is a folder with framework.xml (rating scale, service types, …), areas.xml (the hierarchy), rounds.xml (the "
            + "calls for returns) and returns/ROUND/AREA.REVISION.xml, one document for each area, round and revision."
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let answer = StatusAnswer(access, knownAt: try access.knownAt(invocation))
        if invocation.value(format) == "json" {
            console.write(try JSONText.bytes(answer))
        } else {
            print(answer, access, to: &console)
        }
        return access.status
    }
)

/// What `lacuna status` tells; the server's `system.status` has fewer words and its own counters.
struct StatusAnswer: Encodable {
    let version: String
    let store: String
    let title: String
    let areas: Int
    let serviceTypes: Int
    let documents: Int
    let lastChange: Change?
    let rounds: [RoundAnswer]
    /// The gaps at the latest reference date; nil before the first round.
    let gaps: Gaps?
    let leftOut: [String]
    let limits: [String: Int]

    struct Gaps: Encodable {
        let asOf: String
        let provision: Int
        let record: Int
    }

    struct Change: Encodable {
        let recorded: String
        let by: String
        let document: String
    }

    struct RoundAnswer: Encodable {
        let id: String
        let name: String
        let opened: String
        let due: String?
        let referenceDate: String
        let asked: [String]
        let returned: [String]
        let silent: [String]
        let ratedUnasked: [String]
        let joint: [[String]]
        let groups: [GroupAnswer]
    }

    /// An ICS, and last the whole.
    struct GroupAnswer: Encodable {
        let name: String
        let areas: Int
        let asked: Int
        let returned: Int
        let levels: [String: Int]
        let notExpected: Int
        let unrated: Int
    }

    init(_ access: StoreAccess, knownAt: Instant?) {
        let model = access.model
        version = lacunaVersion
        store = access.store.folder
        title = model.framework.title
        areas = model.areas.areas.count
        serviceTypes = model.framework.serviceTypes.count
        documents = model.returns.count
        let latest = model.standingReturns(knownAt: knownAt).max {
            ($0.recorded.at, StoreLayout.path(of: $0)) < ($1.recorded.at, StoreLayout.path(of: $1))
        }
        lastChange = latest.map {
            Change(
                recorded: $0.recorded.at.description,
                by: "\($0.recorded.by), \($0.recorded.role)",
                document: StoreLayout.path(of: $0)
            )
        }
        let snapshots = model.snapshots(asOf: model.rounds.map(\.referenceDate), knownAt: knownAt)
        rounds = zip(model.rounds, snapshots).map { Self.round($0, $1, access, knownAt) }
        gaps = model.latestReferenceDate.map { date in
            let tally = GapAudit(model, at: model.snapshot(asOf: date, knownAt: knownAt)).tally
            return Gaps(asOf: date.description, provision: tally.provision, record: tally.record)
        }
        leftOut = access.leftOutFiles
        limits = Dictionary(Limits.described.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    private static func round(
        _ round: Round,
        _ snapshot: Snapshot,
        _ access: StoreAccess,
        _ knownAt: Instant?
    ) -> RoundAnswer {
        let model = access.model
        let took = model.participation(in: round, knownAt: knownAt)
        func ids(_ indices: [Int]) -> [String] { indices.map { model.areas.areas[$0].id.text } }
        func group(_ name: String, _ rows: [Int]) -> GroupAnswer {
            let members = Set(rows.map { snapshot.rows[$0] })
            let counts = snapshot.counts(scale: model.framework.scale, rows: rows)
            let levels = zip(model.framework.scale.levels.map(\.code), counts.levels).map { ($0, $1) }
            return GroupAnswer(
                name: name,
                areas: rows.count,
                asked: took.asked.count(where: members.contains),
                returned: took.returned.count(where: members.contains),
                levels: Dictionary(levels, uniquingKeysWith: { first, _ in first }),
                notExpected: counts.notExpected,
                unrated: counts.unrated
            )
        }
        return RoundAnswer(
            id: round.id.text,
            name: round.name,
            opened: round.opened.description,
            due: round.due?.description,
            referenceDate: round.referenceDate.description,
            asked: ids(took.asked),
            returned: ids(took.returned),
            silent: ids(took.silent),
            ratedUnasked: ids(took.ratedUnasked),
            joint: took.joint.map(ids),
            groups: model.groups(of: snapshot).map { group(model.areas.areas[$0.head].name, $0.rows) }
                + [group(access.networkName, Array(snapshot.rows.indices))]
        )
    }
}

private func print(_ status: StatusAnswer, _ access: StoreAccess, to console: inout Console) {
    let model = access.model
    console.print(status.title)
    console.print("\(model.framework.network); store '\(status.store)', \(status.documents) returns on record")
    if let change = status.lastChange {
        console.print("Last change: \(change.recorded), \(change.document), by \(change.by)")
    }
    func names(_ ids: [String]) -> String {
        ids.map { id in Area.ID(id).flatMap { model.areas.area($0)?.name } ?? id }.joined(separator: ", ")
    }
    for round in status.rounds {
        console.print()
        let due = round.due.map { ", due \($0)" } ?? ""
        console.print(
            "\(roundTitle(id: round.id, name: round.name)): opened \(round.opened)\(due), ratings as of \(round.referenceDate)"
        )
        console.print()
        printGroups(round.groups, model.framework.scale, to: &console)
        console.print()
        console.print("Returned: \(round.returned.count) of the \(round.asked.count) areas asked.")
        if !round.silent.isEmpty { console.print("Asked and silent (\(round.silent.count)): \(names(round.silent)).") }
        if !round.ratedUnasked.isEmpty {
            console.print("Not asked, but rated (\(round.ratedUnasked.count)): \(names(round.ratedUnasked)).")
        }
        for joint in round.joint { console.print("One return together: \(names(joint)).") }
    }
    if status.rounds.isEmpty { console.print("No rounds yet.") }
    if let gaps = status.gaps {
        let words = GapTally(provision: gaps.provision, record: gaps.record).displayText
        console.print("\nGaps as of \(gaps.asOf): \(words).")
    }
    if !status.leftOut.isEmpty {
        console.print("\nLeft out (\(status.leftOut.count)): \(status.leftOut.joined(separator: ", ")).")
    }
    console.print()
    console.print(
        "Limits on what is read: " + Limits.described.map { "\(grouped($0.value)) \($0.name)" }.joined(separator: ", ")
            + "."
    )
}

private func printGroups(_ groups: [StatusAnswer.GroupAnswer], _ scale: RatingScale, to console: inout Console) {
    let order = scale.levels.placesAsCounted.map { scale.levels[$0].code }
    let hasNotExpected = groups.contains { $0.notExpected > 0 }
    let header =
        ["", "AREAS", "ASKED", "RETURNED"] + order
        + (hasNotExpected ? [CellState.notExpected.words(as: nil).uppercased()] : []) + ["UNRATED"]
    let rows = groups.map { group in
        [group.name, String(group.areas), String(group.asked), String(group.returned)]
            + order.map { String(group.levels[$0] ?? 0) } + (hasNotExpected ? [String(group.notExpected)] : [])
            + [String(group.unrated)]
    }
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    for row in [header] + rows {
        console.print(row.indices.map { LetterTable.pad(row[$0], widths[$0], left: $0 > 0) }.joined(separator: "  "))
    }
}
