package import GapDetection
import JSON
package import Provision
import ScopingStore

/// The actions as a plan of action and milestones of the Open Security Controls Assessment Language (OSCAL 1.1, NIST), which programs that
/// follow audits read: an item and a risk for each action, its milestones as tasks of a remediation, its revisions as the risk's log.
///
/// Ids are made of what they name, so that the same record gives the same document; it is dated when the last action was recorded.
package struct PlanOfAction: Encodable {
    private let plan: Plan

    private enum CodingKeys: String, CodingKey { case plan = "plan-of-action-and-milestones" }

    package init(_ standings: [ActionStanding], _ model: ProvisionModel, title: String) {
        plan = Plan(standings, model, title: title)
    }

    package func bytes() throws -> [UInt8] { try JSONText.bytes(self) }
}

private struct Plan: Encodable {
    let uuid: String
    let metadata: Metadata
    let systemID: SystemID
    let risks: [Risk]?
    let items: [Item]

    enum CodingKeys: String, CodingKey {
        case uuid, metadata, systemID = "system-id", risks, items = "poam-items"
    }

    init(_ standings: [ActionStanding], _ model: ProvisionModel, title: String) {
        let owners = standings.compactMap(\.action.owner)
        let latest = standings.map(\.action.recorded.at).max() ?? Instant(secondsSince1970: 0)
        uuid = oscalID(
            "plan",
            model.framework.network,
            standings.map { "\($0.action.id).\($0.action.revision)" }.joined()
        )
        metadata = Metadata(title: title, lastModified: latest.description, owners)
        systemID = SystemID(id: slug(model.framework.network))
        risks = standings.isEmpty ? nil : standings.map { Risk($0, model) }
        items = standings.map { Item($0, model) }
    }
}

private struct SystemID: Encodable {
    let id: String
}

private struct Metadata: Encodable {
    let title: String
    let lastModified: String
    let version = "1"
    let oscalVersion = "1.1.2"
    let roles: [Named]?
    let parties: [Party]?

    enum CodingKeys: String, CodingKey {
        case title, lastModified = "last-modified", version, oscalVersion = "oscal-version", roles, parties
    }

    struct Named: Encodable {
        let id: String
        let title: String
    }

    struct Party: Encodable {
        let uuid: String
        let type: String
        let name: String
    }

    init(title: String, lastModified: String, _ owners: [Action.Owner]) {
        self.title = title
        self.lastModified = lastModified
        let roles = Set(owners.map(\.role)).sorted()
        self.roles = roles.isEmpty ? nil : roles.map { Named(id: oscalRole($0), title: $0) }
        let parties =
            Set(owners.compactMap(\.organisation)).sorted().map {
                Party(uuid: oscalID("organisation", $0), type: "organization", name: $0)
            }
            + Set(owners.compactMap(\.person)).sorted().map {
                Party(uuid: oscalID("person", $0), type: "person", name: $0)
            }
        self.parties = parties.isEmpty ? nil : parties
    }
}

private struct Property: Encodable {
    let name: String
    let value: String
    let ns = scopingNamespace
}

private struct ResponsibleRole: Encodable {
    let role: String
    let parties: [String]?

    enum CodingKeys: String, CodingKey { case role = "role-id", parties = "party-uuids" }

    init(_ owner: Action.Owner) {
        role = oscalRole(owner.role)
        let parties =
            (owner.organisation.map { [oscalID("organisation", $0)] } ?? [])
            + (owner.person.map { [oscalID("person", $0)] } ?? [])
        self.parties = parties.isEmpty ? nil : parties
    }
}

private struct Item: Encodable {
    let uuid: String
    let title: String
    let description: String
    let props: [Property]
    let related: [Related]

    struct Related: Encodable {
        let risk: String

        enum CodingKeys: String, CodingKey { case risk = "risk-uuid" }
    }

    enum CodingKeys: String, CodingKey { case uuid, title, description, props, related = "related-risks" }

    init(_ standing: ActionStanding, _ model: ProvisionModel) {
        let action = standing.action
        uuid = oscalID("item", action.id.text)
        title = action.what
        description = "For " + listed(action.targets.map { $0.name(model) }, most: .max)
        props =
            [
                Property(name: "action", value: action.id.text), Property(name: "state", value: action.state.word),
                Property(name: "overdue", value: standing.isOverdue ? "true" : "false"),
                Property(name: "verified", value: standing.isVerified ? "true" : "false"),
            ] + action.targets.map { Property(name: "for", value: $0.text) }
            + standing.areas.map { Property(name: "area", value: model.areas.areas[$0].id.text) }
        related = [Related(risk: oscalID("risk", action.id.text))]
    }
}

private struct Risk: Encodable {
    let uuid: String
    let title: String
    let description: String
    let statement: String
    let status: String
    let deadline: String?
    let remediations: [Remediation]
    let log: Log

    enum CodingKeys: String, CodingKey {
        case uuid, title, description, statement, status, deadline, remediations, log = "risk-log"
    }

    struct Log: Encodable {
        let entries: [Entry]
    }

    struct Entry: Encodable {
        let uuid: String
        let title: String
        let start: String
        let description: String
    }

    init(_ standing: ActionStanding, _ model: ProvisionModel) {
        let action = standing.action
        uuid = oscalID("risk", action.id.text)
        title = listed(action.targets.map { $0.name(model) })
        description = "What the action is for: " + listed(action.targets.map(\.text), most: .max)
        statement = standing.outcome.inWords ?? action.state.inWords
        // What is said to be done is closed once a later round has shown it.
        status =
            switch (action.state, standing.isVerified) {
            case (_, true): "closed"
            case (.inProgress, _), (.done, _): "remediating"
            case (.planned, _), (.deferred, _), (.dropped, _): "open"
            }
        deadline = action.deadline.map(oscalDay)
        remediations = [Remediation(action)]
        log = Log(
            entries: model.actions.revisions(of: action.id).filter { $0.revision <= action.revision }.map { revision in
                Entry(
                    uuid: oscalID("entry", action.id.text, String(revision.revision)),
                    title: "Revision \(revision.revision)",
                    start: oscalDay(revision.stated),
                    description: revision.state.inWords
                        + (revision.recorded.note.map { ". \($0)" } ?? "")
                )
            }
        )
    }
}

private struct Remediation: Encodable {
    let uuid: String
    let lifecycle: String
    let title: String
    let description: String
    let props: [Property]?
    let tasks: [Milestone]

    init(_ action: Action) {
        uuid = oscalID("remediation", action.id.text)
        lifecycle = if case .done = action.state { "completed" } else { "planned" }
        title = action.what
        description = action.what
        props = action.cost.map { [Property(name: "cost-pounds", value: $0.pounds.description)] }
        let work = Milestone(
            uuid: oscalID("task", action.id.text),
            type: "action",
            title: action.what,
            timing: action.due.map { .within(oscalDay(action.opened), oscalDay($0)) },
            responsible: action.owner.map { [ResponsibleRole($0)] },
            props: nil
        )
        tasks =
            [work]
            + action.milestones.enumerated().map { place, milestone in
                Milestone(
                    uuid: oscalID("milestone", action.id.text, String(place)),
                    type: "milestone",
                    title: milestone.what,
                    timing: .on(oscalDay(milestone.day)),
                    responsible: nil,
                    props: milestone.reached.map { [Property(name: "reached", value: $0.description)] }
                )
            }
    }

    struct Milestone: Encodable {
        let uuid: String
        let type: String
        let title: String
        let timing: Timing?
        let responsible: [ResponsibleRole]?
        let props: [Property]?

        enum CodingKeys: String, CodingKey {
            case uuid, type, title, timing, responsible = "responsible-roles", props
        }
    }

    struct Timing: Encodable {
        let on: Day?
        let within: Span?

        struct Day: Encodable {
            let date: String
        }

        struct Span: Encodable {
            let start: String
            let end: String
        }

        enum CodingKeys: String, CodingKey { case on = "on-date", within = "within-date-range" }

        static func on(_ date: String) -> Timing { Timing(on: Day(date: date), within: nil) }
        static func within(_ start: String, _ end: String) -> Timing {
            Timing(on: nil, within: Span(start: start, end: end))
        }
    }
}

/// A day as OSCAL has it, with time and zone.
private func oscalDay(_ date: CalendarDate) -> String { "\(date)T00:00:00Z" }

/// The id of a role: OSCAL's begin with a letter.
private func oscalRole(_ title: String) -> String { "role-\(slug(title))" }

/// A UUID (RFC 4122, version 5 in form) made of names: the same for the same.
private func oscalID(_ names: String...) -> String {
    var digits = Array(digest(of: Array(names.joined(separator: "\n").utf8)).utf8.prefix(32))
    digits[12] = UInt8(ascii: "5")
    digits[16] = UInt8(ascii: "a")
    let text = String(decoding: digits, as: UTF8.self)
    let cuts = [8, 4, 4, 4, 12]
    var rest = text[...]
    return cuts.map { count in
        defer { rest = rest.dropFirst(count) }
        return String(rest.prefix(count))
    }.joined(separator: "-")
}
