package import GapDetection
package import Provision

/// An action as every answer writes it: `action.list`, `action.get`, and the commands' JSON.
package struct ActionEntry: Encodable {
    package let id: String
    /// The gaps and standards it is for, by their ids.
    package let targets: [Target]
    package let what: String
    package let owner: Owner?
    package let due: String?
    package let state: String
    package let overdue: Bool
    package let verified: Bool
    package let revision: Int
    package let opened: String
    /// The day from which on the revision holds.
    package let stated: String
    package let done: String?
    /// Why it is deferred or dropped.
    package let reason: String?
    package let until: String?
    package let daysLate: Int
    /// "verified", "done-but-open", "reopened" or "awaited"; null where it is not done.
    package let outcome: String?
    package let areas: [String]
    package let milestones: [Milestone]
    package let cost: Cost?
    package let evidence: [EvidenceAnswer]
    package let recorded: String
    package let by: String
    package let note: String?
    package let standing: ActionStanding

    package struct Owner: Encodable {
        package let role: String
        package let organisation: String?
        package let person: String?

        private enum Key: CodingKey { case role, organisation, person }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(role, forKey: .role)
            try container.encode(organisation, forKey: .organisation)
            try container.encode(person, forKey: .person)
        }
    }

    package struct Milestone: Encodable {
        package let day: String
        package let what: String
        package let reached: String?

        private enum Key: CodingKey { case day, what, reached }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(day, forKey: .day)
            try container.encode(what, forKey: .what)
            try container.encode(reached, forKey: .reached)
        }
    }

    package struct Cost: Encodable {
        /// Exactly, as it is written: "1250.50".
        package let pounds: String
        package let source: String?

        private enum Key: CodingKey { case pounds, source }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(pounds, forKey: .pounds)
            try container.encode(source, forKey: .source)
        }
    }

    /// Something it is for, and whether that is still open; null where nobody knows.
    package struct Target: Encodable {
        package let id: String
        package let open: Bool?

        private enum Key: CodingKey { case id, open }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(id, forKey: .id)
            try container.encode(open, forKey: .open)
        }
    }

    package init(_ standing: ActionStanding, _ model: ProvisionModel) {
        let action = standing.action
        self.standing = standing
        id = action.id.text
        targets = standing.targets.map { Target(id: $0.target.text, open: $0.isOpen) }
        what = action.what
        owner = action.owner.map { Owner(role: $0.role, organisation: $0.organisation, person: $0.person) }
        due = action.due?.description
        state = action.state.word
        overdue = standing.isOverdue
        verified = standing.isVerified
        revision = action.revision
        opened = action.opened.description
        stated = action.stated.description
        (done, reason, until) =
            switch action.state {
            case .planned, .inProgress: (nil, nil, nil)
            case .done(let day): (day.description, nil, nil)
            case .deferred(let reason, let until): (nil, reason, until.description)
            case .dropped(let reason): (nil, reason, nil)
            }
        daysLate = standing.daysLate
        outcome = standing.outcome.word
        areas = standing.areas.map { model.areas.areas[$0].id.text }
        milestones = action.milestones.map {
            Milestone(day: $0.day.description, what: $0.what, reached: $0.reached?.description)
        }
        cost = action.cost.map { Cost(pounds: $0.pounds.description, source: $0.source?.text) }
        evidence = action.evidence.map(EvidenceAnswer.init)
        recorded = action.recorded.at.description
        by = "\(action.recorded.by), \(action.recorded.role)"
        note = action.recorded.note
    }

    private enum Key: String, CodingKey {
        case id, isFor = "for", what, owner, due, state, overdue, verified, revision, opened, stated, done, reason,
            until
        case daysLate, outcome, areas, targets, milestones, cost, evidence, recorded, by, note
    }

    /// Writes null where there is nothing, so that every action has the same members.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(targets.map(\.id), forKey: .isFor)
        try container.encode(what, forKey: .what)
        try container.encode(owner, forKey: .owner)
        try container.encode(due, forKey: .due)
        try container.encode(state, forKey: .state)
        try container.encode(overdue, forKey: .overdue)
        try container.encode(verified, forKey: .verified)
        try container.encode(revision, forKey: .revision)
        try container.encode(opened, forKey: .opened)
        try container.encode(stated, forKey: .stated)
        try container.encode(done, forKey: .done)
        try container.encode(reason, forKey: .reason)
        try container.encode(until, forKey: .until)
        try container.encode(daysLate, forKey: .daysLate)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(areas, forKey: .areas)
        try container.encode(targets, forKey: .targets)
        try container.encode(milestones, forKey: .milestones)
        try container.encode(cost, forKey: .cost)
        try container.encode(evidence, forKey: .evidence)
        try container.encode(recorded, forKey: .recorded)
        try container.encode(by, forKey: .by)
        try container.encode(note, forKey: .note)
    }

    /// How far it has come, for a table: "overdue by 12 days", "done on 1 May 2023, verified".
    package var standingInWords: String {
        let state = standing.action.state
        if standing.isOverdue {
            let late = "overdue by \(counted(standing.daysLate, "day"))"
            return if case .deferred = state { "deferred, \(late)" } else { "\(state.inWords), \(late)" }
        }
        switch standing.outcome {
        case .none:
            switch state {
            case .deferred(_, let until): return "deferred until \(until.displayText)"
            case .dropped: return "dropped"
            default: return state.inWords
            }
        case .verified: return "\(state.inWords), verified"
        case .doneButOpen: return "\(state.inWords), still open"
        case .reopened: return "\(state.inWords), open again"
        case .awaited: return state.inWords
        }
    }

    /// In a line: what, who, by when, how far.
    var inWords: String {
        let action = standing.action
        let due = action.deadline.map { ", due on \($0.displayText)" } ?? ""
        return "\(action.what) (\(id)): \(action.ownerInWords)\(due); \(standing.outcome.inWords ?? standingInWords)"
    }
}
