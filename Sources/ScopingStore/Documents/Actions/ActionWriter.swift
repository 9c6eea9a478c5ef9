import Markup
public import Provision

/// Writes an action as XML, in one canonical form, sealed: what it writes is valid, and reads back to the same action.
public enum ActionWriter {
    public static func bytes(of action: Action) -> [UInt8] {
        var writer = MarkupWriter()
        writer.declaration()
        writer.element("action") { writer in
            writer.attribute("xmlns", scopingNamespace)
            writer.attribute("id", action.id.text)
            writer.attribute("revision", action.revision)
            writer.attribute("opened", action.opened.description)
            writer.attribute("stated", action.stated == action.opened ? nil : action.stated.description)
            writer.attribute("state", action.state.word)
            writer.attribute("due", action.due?.description)
            let (done, until, reason): (CalendarDate?, CalendarDate?, String?) =
                switch action.state {
                case .planned, .inProgress: (nil, nil, nil)
                case .done(let day): (day, nil, nil)
                case .deferred(let reason, let until): (nil, until, reason)
                case .dropped(let reason): (nil, nil, reason)
                }
            writer.attribute("done", done?.description)
            writer.attribute("until", until?.description)
            writer.attribute("simulated", action.isSimulated ? "true" : nil)
            ReturnWriter.recorded(action.recorded, to: &writer)
            for target in action.targets { writer.empty("for") { $0.attribute("ref", target.text) } }
            for area in action.areas { writer.empty("area") { $0.attribute("area", area.text) } }
            writer.element("what", text: action.what)
            if let owner = action.owner {
                writer.empty("owner") {
                    $0.attribute("role", owner.role)
                    $0.attribute("organisation", owner.organisation)
                    $0.attribute("person", owner.person)
                }
            }
            for milestone in action.milestones {
                writer.empty("milestone") {
                    $0.attribute("day", milestone.day.description)
                    $0.attribute("what", milestone.what)
                    $0.attribute("reached", milestone.reached?.description)
                }
            }
            if let cost = action.cost {
                writer.empty("cost") {
                    $0.attribute("pounds", cost.pounds.description)
                    $0.attribute("source", cost.source?.text)
                }
            }
            if let reason { writer.element("reason", text: reason) }
            ReturnWriter.evidence(action.evidence, to: &writer)
        }
        return Seal.applied(to: writer.bytes)
    }
}
