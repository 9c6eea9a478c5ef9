import Provision

/// Reads one revision of an action.
enum ActionDocument {
    static func read(
        _ bytes: [UInt8],
        file: String,
        framework: Framework,
        areas: AreaHierarchy
    ) throws(DocumentFaults) -> Action {
        try XMLDocument.read(bytes, as: .action, file: file) { (root: XMLElement) throws(DocumentFaults) in
            var lines = DocumentLines()
            root.noteWhole(in: &lines)
            for target in root.children("for") { lines.note(target, as: .target) }
            for area in root.children("area") { lines.note(area, as: .area) }
            for milestone in root.children("milestone") { lines.note(milestone, as: .milestone) }
            let action = try decoding(lines) { try Self.action(root) }
            let faults = action.faults(framework: framework, areas: areas)
            guard faults.isEmpty else { throw lines.documentFaults(faults) }
            return action
        }
    }

    private static func action(_ root: XMLElement) throws -> Action {
        let opened = try root.date("opened")
        return Action(
            id: try root.id("id"),
            revision: try root.integer("revision"),
            opened: opened,
            stated: try root.optionalDate("stated") ?? opened,
            isSimulated: root.isTrue("simulated"),
            recorded: try recorded(root),
            targets: try root.children("for").map(target),
            areas: try root.children("area").map { try $0.id("area") },
            what: root.child("what")?.text ?? "",
            owner: try root.child("owner").map { owner in
                Action.Owner(
                    role: try owner.required("role"),
                    organisation: owner.attribute("organisation"),
                    person: owner.attribute("person")
                )
            },
            due: try root.optionalDate("due"),
            milestones: try root.children("milestone").map { milestone in
                Action.Milestone(
                    day: try milestone.date("day"),
                    what: try milestone.required("what"),
                    reached: try milestone.optionalDate("reached")
                )
            },
            cost: try root.child("cost").map { cost in
                Action.Cost(pounds: try cost.hundredths("pounds"), source: try cost.optionalID("source"))
            },
            state: try state(root),
            evidence: try root.evidence()
        )
    }

    private static func recorded(_ root: XMLElement) throws -> Return.Recorded {
        guard let entry = root.child("recorded") else { throw root.fault("who recorded it is missing") }
        return Return.Recorded(
            at: try entry.instant("at"),
            by: try entry.required("by"),
            role: try entry.required("role"),
            predecessor: entry.attribute("predecessor"),
            note: entry.child("note")?.text
        )
    }

    private static func target(_ entry: XMLElement) throws -> Action.Target {
        let text = try entry.required("ref")
        guard let target = Action.Target(text) else {
            throw entry.fault(
                "'\(text)' is neither a gap nor a standard",
                hint: "a gap is called KIND:AREA:SUBJECT, such as none:ccg-halton:iapt-0-5"
            )
        }
        return target
    }

    /// The state with the days and the reason that belong to it, and to no other.
    private static func state(_ root: XMLElement) throws -> Action.State {
        let word = try root.required("state")
        let reason = root.child("reason")?.text
        func refuse(_ isThere: Bool, _ what: String) throws {
            if isThere { throw root.fault("\(what) does not belong to the state '\(word)'", hint: "leave it out") }
        }
        func needed<Value>(_ value: Value?, _ what: String, _ hint: String) throws -> Value {
            guard let value else { throw root.fault("the state '\(word)' needs \(what)", hint: hint) }
            return value
        }
        let (done, until) = (try root.optionalDate("done"), try root.optionalDate("until"))
        try refuse(word != "done" && done != nil, "done=\"...\"")
        try refuse(word != "deferred" && until != nil, "until=\"...\"")
        try refuse(word != "deferred" && word != "dropped" && reason != nil, "a reason")
        switch word {
        case "planned": return .planned
        case "in-progress": return .inProgress
        case "done": return .done(on: try needed(done, "the day it was done", "done=\"2023-05-01\""))
        case "deferred":
            return .deferred(
                reason: try needed(reason, "a reason", "<reason>why</reason>"),
                until: try needed(until, "a day until which", "until=\"2024-05-01\"")
            )
        default: return .dropped(reason: try needed(reason, "a reason", "<reason>why</reason>"))
        }
    }
}
