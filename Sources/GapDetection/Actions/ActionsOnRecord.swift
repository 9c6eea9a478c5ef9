public import Provision

/// The actions on record at a date, each as it stands: the one answer to what is done, what is late, and what has helped.
public struct ActionsOnRecord: Sendable {
    public let asOf: CalendarDate
    /// Whether any action is on record at all, of whatever day.
    public let isKept: Bool
    /// By deadline, those without one last, and by id.
    public let standings: [ActionStanding]

    /// - Parameters:
    ///   - snapshot: of all areas.
    ///   - history: the same areas at the dates of the rounds, where it is at hand; else it is made.
    ///   - register: all gaps at the snapshot, where they are at hand; else those that actions name are looked for.
    ///   - ids: only these actions; nil for all.
    public init(
        _ model: ProvisionModel,
        at snapshot: Snapshot,
        history: ProvisionHistory? = nil,
        register: GapAudit? = nil,
        only ids: Set<Action.ID>? = nil
    ) {
        asOf = snapshot.asOf
        isKept = !model.actions.isEmpty
        let actions = model.actions.standing(on: snapshot.asOf, knownAt: snapshot.knownAt)
            .filter { ids?.contains($0.id) ?? true }
        guard !actions.isEmpty else {
            standings = []
            return
        }
        let past = ActionPast(actions, model, snapshot, history: history, register: register)
        let places = ActionPlaces(model, snapshot)
        let day = snapshot.asOf
        let rounds = model.rounds.map(\.referenceDate).filter { $0 <= day }
        standings = actions.map { action in
            let areas = places.areas(of: action)
            let courses = action.targets.map { past.course(of: $0, in: action, since: action.opened) }
            return ActionStanding(
                action: action,
                areas: areas,
                heads: places.heads(of: areas),
                daysLate: action.daysLate(on: day),
                targets: zip(action.targets, courses).map { target, course in
                    ActionStanding.TargetStanding(target: target, isOpen: course.isOpen, since: course.since)
                },
                outcome: Self.outcome(of: action, courses, rounds)
            )
        }.sorted { Self.isBefore($0.action, $1.action) }
    }

    /// By the day, those without one last, and by id.
    private static func isBefore(_ first: Action, _ second: Action) -> Bool {
        switch (first.deadline, second.deadline) {
        case (let one?, let other?) where one != other: one < other
        case (_?, nil): true
        case (nil, _?): false
        default: first.id < second.id
        }
    }

    /// The standing of an action; nil where it is not on record at the date.
    public func standing(of id: Action.ID) -> ActionStanding? { standings.first { $0.action.id == id } }

    private static func outcome(
        of action: Action,
        _ courses: [ActionPast.Course],
        _ rounds: [CalendarDate]
    ) -> ActionStanding.Outcome {
        guard case .done(let day) = action.state else { return .none }
        let open = courses.filter { $0.isOpen == true }.map(\.openSince)
        let still = open.compactMap { StillOpen.round(openSince: $0, doneOn: day, rounds) }
        if let round = still.min() { return .doneButOpen(round: round) }
        if let again = open.compactMap({ StillOpen.again(openSince: $0, doneOn: day) }).min() {
            return .reopened(on: again)
        }
        let closed = courses.compactMap(\.closed)
        guard closed.count == courses.count, let last = closed.max() else { return .awaited }
        return .verified(on: last)
    }
}
