/// All revisions of all actions on record, and what they say of a day.
public struct ActionRegister: Sendable {
    /// By id and revision.
    public let revisions: [Action]

    public static let none = ActionRegister([])

    public init(_ revisions: [Action]) {
        self.revisions = revisions.sorted { ($0.id, $0.revision) < ($1.id, $1.revision) }
    }

    /// Whether no action was ever recorded: then nothing is asked about actions.
    public var isEmpty: Bool { revisions.isEmpty }

    /// What is on record of a day, by id: of each action the latest revision that speaks of that day or of one before, and was
    /// recorded by the moment. A later revision takes the place of an earlier one from the day on that it is stated of, so that an
    /// update that was recorded late rewrites nothing that was known before.
    public func standing(on day: CalendarDate, knownAt: Instant? = nil) -> [Action] {
        var found: [Action] = []
        for action in revisions where action.stated <= day && action.recorded.at <= knownAt ?? action.recorded.at {
            if found.last?.id == action.id { found.removeLast() }
            found.append(action)
        }
        return found
    }

    /// Every revision of an action, the first first.
    public func revisions(of id: Action.ID) -> [Action] { revisions.filter { $0.id == id } }

    /// The ids of all actions, in order.
    public var ids: [Action.ID] {
        var ids: [Action.ID] = []
        for action in revisions where ids.last != action.id { ids.append(action.id) }
        return ids
    }

    /// With one revision more; the same where it is there already.
    package func adding(_ action: Action) -> ActionRegister {
        revisions.contains { $0.id == action.id && $0.revision == action.revision }
            ? self : ActionRegister(revisions + [action])
    }
}
