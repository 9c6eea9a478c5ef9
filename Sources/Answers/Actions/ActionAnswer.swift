package import GapDetection
package import Provision

/// One action: how it stands, what it is for, and everything that was ever said of it.
package struct ActionAnswer: Answer {
    package let asOf: String
    package let action: ActionEntry
    /// Every revision that was on record, the first first.
    package let revisions: [Revision]
    /// What each target is called, for people.
    private let names: [String]
    private let places: [String]

    private enum CodingKeys: CodingKey { case asOf, action, revisions }

    package struct Revision: Encodable {
        package let revision: Int
        package let stated: String
        package let state: String
        package let due: String?
        package let recorded: String
        package let by: String
        package let note: String?
        let inWords: String
        let owner: String

        private enum Key: CodingKey { case revision, stated, state, due, recorded, by, note }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(revision, forKey: .revision)
            try container.encode(stated, forKey: .stated)
            try container.encode(state, forKey: .state)
            try container.encode(due, forKey: .due)
            try container.encode(recorded, forKey: .recorded)
            try container.encode(by, forKey: .by)
            try container.encode(note, forKey: .note)
        }
    }

    /// - Parameter knownAt: revisions that were recorded later are left out.
    package init(_ standing: ActionStanding, _ model: ProvisionModel, asOf date: CalendarDate, knownAt: Instant? = nil)
    {
        asOf = date.description
        action = ActionEntry(standing, model)
        revisions = model.actions.revisions(of: standing.action.id)
            .filter { $0.recorded.at <= knownAt ?? $0.recorded.at }
            .map { revision in
                Revision(
                    revision: revision.revision,
                    stated: revision.stated.description,
                    state: revision.state.word,
                    due: revision.due?.description,
                    recorded: revision.recorded.at.description,
                    by: "\(revision.recorded.by), \(revision.recorded.role)",
                    note: revision.recorded.note,
                    inWords: revision.state.inWords,
                    owner: revision.ownerInWords
                )
            }
        names = standing.targets.map { target in
            let state: String =
                switch target.isOpen {
                case true?: "open"
                case false?: if case .standard = target.target { "met" } else { "not open" }
                case nil: "not known"
                }
            let since = target.since.map { " since the round of \($0.displayText)" } ?? ""
            let isDone = if case .done = standing.action.state { true } else { false }
            return "\(target.target.name(model)) (\(target.target.text)): \(state)\(isDone ? since : "")"
        }
        places = standing.areas.map { model.areas.areas[$0].name }
    }

    package var text: AnswerText {
        AnswerText(labelled.map { label, text in padded(label, to: 12) + text })
    }

    private var labelled: [(String, String)] {
        let standing = action.standing
        var lines = [
            ("Action", action.id), ("What", action.what), ("Owner", standing.action.ownerInWords),
            ("Where", listed(places)),
        ]
        func many(_ label: String, _ texts: [String]) {
            for (place, text) in texts.enumerated() { lines.append((place == 0 ? label : "", text)) }
        }
        many("For", names)
        lines.append(("Opened", standing.action.opened.displayText))
        lines.append(("Due", standing.action.due?.displayText ?? "no day is set"))
        let late = standing.isOverdue ? "; overdue by \(counted(standing.daysLate, "day")) on \(inWords(asOf))" : ""
        lines.append(("State", standing.action.state.inWords + late))
        if let outcome = standing.outcome.inWords { lines.append(("Outcome", outcome)) }
        many(
            "Milestones",
            standing.action.milestones.map { milestone in
                let reached = milestone.reached.map { "reached on \($0.displayText)" } ?? "not reached"
                return "\(milestone.day.displayText): \(milestone.what), \(reached)"
            }
        )
        if let cost = standing.action.cost {
            lines.append(("Cost", cost.inWords + (cost.source.map { " (\($0))" } ?? "")))
        }
        many(
            "Evidence",
            action.evidence.map { item in
                let written = [item.source, item.section.map(Evidence.displayText)].compactMap { $0 }.joined(
                    separator: ", "
                )
                return written.isEmpty ? item.text : "\(item.text) [\(written)]"
            }
        )
        many(
            "History",
            revisions.map { revision in
                let note = revision.note.map { ": \($0)" } ?? ""
                return
                    "revision \(revision.revision), stated of \(revision.stated): \(revision.inWords), \(revision.owner); recorded \(revision.recorded) by \(revision.by)\(note)"
            }
        )
        return lines
    }
}

extension Action.Target {
    /// What it is called: a standard by its title, a gap by its kind, area and service type.
    func name(_ model: ProvisionModel) -> String {
        switch self {
        case .standard(let id): return model.framework.standard(id)?.title ?? id.text
        case .gap(let gap):
            let area = model.areas.area(gap.area)?.name ?? gap.area.text
            let subject = ServiceType.ID(gap.subject).flatMap { model.framework.serviceType($0)?.name }
            return [gap.kind.name.prefix(1).uppercased() + gap.kind.name.dropFirst() + " in \(area)", subject]
                .compactMap(\.self).joined(separator: ": ")
        }
    }
}
