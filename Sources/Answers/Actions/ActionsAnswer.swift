package import GapDetection
package import Provision

/// The actions on record at a date: what, who, by when, and what came of it.
package struct ActionsAnswer: Answer {
    package let asOf: String
    package let actions: [ActionEntry]
    /// What is shown in place of the area asked about; left out where nothing is to be said.
    package let note: String?
    let heading: String
    /// Whether any action is on record at all.
    let isKept: Bool
    /// What the list was narrowed by, so that an empty one is not taken for none on record.
    let isNarrowed: Bool
    private let groups: [(name: String, places: [Int])]

    private enum CodingKeys: CodingKey { case asOf, actions, note }

    /// By what the list is taken apart for people.
    package enum Grouping: String, CaseIterable, Sendable { case ics, owner, due }

    package init(
        _ record: ActionsOnRecord,
        _ model: ProvisionModel,
        at snapshot: Snapshot,
        filter: ActionFilter = ActionFilter(),
        by grouping: Grouping = .ics,
        note: String? = nil,
        heading: String = ""
    ) {
        let shown = record.standings.filter { filter.admits($0, model, on: snapshot.areasAsOf) }
        asOf = record.asOf.description
        actions = shown.map { ActionEntry($0, model) }
        self.note = note
        self.heading = heading
        isKept = record.isKept
        isNarrowed = shown.count != record.standings.count
        groups = Self.groups(of: shown, model, grouping)
    }

    /// Groups in the order in which they first come: by owner those that nobody answers for last, by day as the days come.
    private static func groups(
        of standings: [ActionStanding],
        _ model: ProvisionModel,
        _ grouping: Grouping
    ) -> [(name: String, places: [Int])] {
        var names: [String] = []
        var places: [String: [Int]] = [:]
        for (place, standing) in standings.enumerated() {
            let name: String =
                switch grouping {
                case .ics: listed(standing.heads.map { model.areas.areas[$0].name })
                case .owner: standing.action.ownerInWords
                case .due:
                    standing.isOverdue
                        ? "Overdue"
                        : standing.action.deadline.map(month) ?? (standing.action.isOpen ? "No day" : "Closed")
                }
            if places[name] == nil { names.append(name) }
            places[name, default: []].append(place)
        }
        if grouping == .owner { names.sort { ($0 == "no owner" ? 1 : 0, $0) < ($1 == "no owner" ? 1 : 0, $1) } }
        return names.map { ($0, places[$0] ?? []) }
    }

    /// "May 2023".
    private static func month(_ date: CalendarDate) -> String {
        date.displayText.split(separator: " ").dropFirst().joined(separator: " ")
    }

    package var table: AnswerTable? {
        typealias Column = AnswerTable.Column<ActionEntry>
        let data: [Column] = [
            .text("id") { $0.id }, .text("for") { $0.targets.map(\.id).joined(separator: " ") },
            .text("areas") { $0.areas.joined(separator: " ") }, .text("what") { $0.what },
            .text("role") { $0.owner?.role ?? "" }, .text("organisation") { $0.owner?.organisation ?? "" },
            .text("person") { $0.owner?.person ?? "" }, .text("opened") { $0.opened }, .text("due") { $0.due ?? "" },
            .text("state") { $0.state }, .text("reason") { $0.reason ?? "" }, .text("until") { $0.until ?? "" },
            .text("done") { $0.done ?? "" }, .number("days late") { $0.daysLate },
            .text("overdue") { $0.overdue ? "yes" : "no" }, .text("verified") { $0.verified ? "yes" : "no" },
            .text("outcome") { $0.outcome ?? "" }, .text("cost") { $0.cost?.pounds ?? "" },
            .number("revision") { $0.revision },
        ]
        let shown: [Column] = [
            .text("ACTION") { $0.id }, .text("DUE") { $0.standing.action.deadline?.description ?? "-" },
            .text("STANDING") { $0.standingInWords }, .text("OWNER") { $0.standing.action.ownerInWords },
            .text("WHAT") { $0.what },
        ]
        return AnswerTable(actions, data: data, shown: shown)
    }

    package var text: AnswerText {
        var text = AnswerText(["\(heading): \(counted(actions.count, "action")), \(inWords(asOf))"])
        text.paragraph([note].compactMap { $0 })
        guard !actions.isEmpty else {
            text.paragraph(wrapped(emptiness))
            return text
        }
        text.paragraph(sentences.flatMap { wrapped($0) })
        if let table {
            for (name, places) in groups {
                text.line()
                text.line("\(name): \(counted(places.count, "action"))")
                text.rows(of: table, places)
            }
        }
        text.paragraph(["One action with its history and what it is for: 'lacuna action show ACTION'."])
        return text
    }

    private var emptiness: String {
        if isNarrowed { return "No action on record is meant by that." }
        return isKept
            ? "No action is on record for that day; ask about a later one with --as-of."
            : "No action is on record. 'lacuna action open' records the first: what will be done about a gap, by whom and by when."
    }

    /// How many there are of what, what is late, what helped, whom nobody has asked: a sentence each.
    package var sentences: [String] { Self.sentences(of: actions.map(\.standing)) }

    static func sentences(of standings: [ActionStanding]) -> [String] {
        let words = Action.State.words.compactMap { word -> String? in
            let count = standings.count { $0.action.state.word == word }
            return count == 0 ? nil : "\(grouped(count)) \(word == "in-progress" ? "in progress" : word)"
        }
        var sentences = ["\(listed(words)).".prefix(1).uppercased() + "\(listed(words)).".dropFirst()]
        let late = standings.filter(\.isOverdue)
        if let worst = late.max(by: { $0.daysLate < $1.daysLate }) {
            sentences.append(
                "\(grouped(late.count)) \(late.count == 1 ? "is" : "are") overdue, the longest by \(counted(worst.daysLate, "day")): \u{201C}\(worst.action.what)\u{201D}."
            )
        }
        func count(_ word: String) -> Int { standings.count { $0.outcome.word == word } }
        let outcomes = [
            (count("verified"), "verified by a later round"), (count("done-but-open"), "done, and the gap still open"),
            (count("reopened"), "closed and open again"), (count("awaited"), "done, and not yet seen in a round"),
        ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
        if !outcomes.isEmpty { sentences.append("Of those done: \(listed(outcomes)).") }
        let unowned = standings.count { $0.action.isOpen && $0.action.owner == nil }
        let open = standings.count { $0.action.isOpen }
        if unowned > 0 {
            let which = unowned == open ? (open == 1 ? "it" : "any of them") : grouped(unowned)
            sentences.append("Nobody is named as the owner of \(which).")
        }
        return sentences
    }
}

extension ProvisionModel {
    /// The date that questions about actions are about when none is named: that of the latest round, or the last day that an action
    /// speaks of, whichever is later; nil where there is neither.
    package var latestActionDate: CalendarDate? {
        let stated = actions.revisions.map(\.stated).max()
        guard let round = latestReferenceDate else { return stated }
        return max(round, stated ?? round)
    }
}
