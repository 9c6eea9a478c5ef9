import Exhibits
import GapDetection
package import Provision
package import ScopingStore

/// What a store holds: rounds, who returned and who did not, counts by level. A server's own status has fewer words, and its
/// counters.
package struct StatusAnswer: Answer {
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
    /// What the register at that date says first; empty before the first round.
    let headlines: [HeadlinesAnswer.Entry]
    let leftOut: [String]
    let limits: [String: Int]
    private let model: ProvisionModel
    /// The headlines as a list.
    private let said: [String]

    private enum CodingKeys: CodingKey {
        case version, store, title, areas, serviceTypes, documents, lastChange, headlines, rounds, gaps, leftOut, limits
    }

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

    /// - Parameter version: the program's.
    package init(_ loaded: LoadedStore, knownAt: Instant?, version: String) {
        let model = loaded.model
        self.model = model
        self.version = version
        store = loaded.folder
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
        rounds = zip(model.rounds, snapshots).map { Self.round($0, $1, model, knownAt) }
        let told = model.latestReferenceDate.map { date in
            (date, Headlines(model, at: model.snapshot(asOf: date, knownAt: knownAt)))
        }
        gaps = told.map { date, headlines in
            Gaps(asOf: date.description, provision: headlines.tally.provision, record: headlines.tally.record)
        }
        let answer = told.map { date, headlines in
            HeadlinesAnswer(headlines, heading: model.wholeName, asOf: date)
        }
        headlines = answer?.headlines ?? []
        said = answer?.lines ?? []
        leftOut = loaded.leftOut.map(\.file)
        limits = Dictionary(Limits.described.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    private static func round(
        _ round: Round,
        _ snapshot: Snapshot,
        _ model: ProvisionModel,
        _ knownAt: Instant?
    ) -> RoundAnswer {
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
                + [group(model.wholeName, Array(snapshot.rows.indices))]
        )
    }
}

extension StatusAnswer {
    package var text: AnswerText {
        var text = AnswerText([title, "\(model.framework.network); store '\(store)', \(documents) returns on record"])
        if let change = lastChange {
            text.line("Last change: \(inWords(moment: change.recorded)), \(change.document), by \(change.by)")
        }
        text.paragraph(said)
        for round in rounds { tell(round, in: &text) }
        if rounds.isEmpty { text.line("No rounds yet.") }
        if let gaps {
            let words = GapTally(provision: gaps.provision, record: gaps.record).displayText
            text.paragraph(["Gaps as of \(inWords(gaps.asOf)): \(words)."])
        }
        if !leftOut.isEmpty {
            text.paragraph(["Left out (\(leftOut.count)): \(leftOut.joined(separator: ", "))."])
        }
        let limits = Limits.described.map { "\(grouped($0.value)) \($0.name)" }.joined(separator: ", ")
        text.paragraph(["Limits on what is read: \(limits)."])
        return text
    }

    private func tell(_ round: RoundAnswer, in text: inout AnswerText) {
        func names(_ ids: [String]) -> String {
            ids.map { id in Area.ID(id).flatMap { model.areas.area($0)?.name } ?? id }.joined(separator: ", ")
        }
        let due = round.due.map { ", due \(inWords($0))" } ?? ""
        text.line()
        text.line(
            "\(roundTitle(id: round.id, name: round.name)): opened \(inWords(round.opened))\(due), ratings as of \(inWords(round.referenceDate))"
        )
        text.line()
        text.rows(of: table(of: round.groups))
        text.line()
        text.line("Returned: \(round.returned.count) of the \(round.asked.count) areas asked.")
        if !round.silent.isEmpty { text.line("Asked and silent (\(round.silent.count)): \(names(round.silent)).") }
        if !round.ratedUnasked.isEmpty {
            text.line("Not asked, but rated (\(round.ratedUnasked.count)): \(names(round.ratedUnasked)).")
        }
        for joint in round.joint { text.line("One return together: \(names(joint)).") }
    }

    private func table(of groups: [GroupAnswer]) -> AnswerTable {
        typealias Column = AnswerTable.Column<GroupAnswer>
        let levels = model.framework.scale.levels
        let codes = levels.placesAsCounted.map { levels[$0].code }
        let notExpected: [Column] =
            groups.contains { $0.notExpected > 0 }
            ? [.number(CellState.notExpected.words(as: nil)) { $0.notExpected }] : []
        return AnswerTable(
            groups,
            [
                .text("") { $0.name }, .number("areas") { $0.areas }, .number("asked") { $0.asked },
                .number("returned") { $0.returned },
            ] + codes.map { code in .number(code) { $0.levels[code] ?? 0 } } + notExpected
                + [.number("unrated") { $0.unrated }]
        )
    }
}

/// How a round is headed: "Round 2022-05, Scoping of May 2022"; without its name where that says no more than the id.
package func roundTitle(id: String, name: String) -> String { name == "Round \(id)" ? name : "Round \(id), \(name)" }
