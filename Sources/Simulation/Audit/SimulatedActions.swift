public import Provision

/// What the bodies of a simulated network do about its gaps, round by round: actions are opened for cells without provision, begun, slip,
/// are put off or dropped, and done: some when the gap has closed, some while it is still open.
///
/// It reads what the returns say and rolls dice of its own, so that a network with actions has the same returns as one without.
public struct SimulatedActions: Sendable {
    private let random: RandomNumbers
    private let framework: Framework
    private let areas: AreaHierarchy
    /// The latest revision of each, with its cell, in the order of opening.
    private var latest: [(action: Action, area: Int, service: Int)] = []
    /// The cells without provision, and all that are rated, as they were last said to be.
    private var isNone: [Cell: Bool] = [:]

    private struct Cell: Hashable {
        let area: Int
        let service: Int
    }

    init(random: RandomNumbers, framework: Framework, areas: AreaHierarchy) {
        self.random = random
        self.framework = framework
        self.areas = areas
    }

    /// What is recorded of actions on a round's reference date, by what its returns say: each action's next revision, then those that are
    /// opened.
    ///
    /// - Parameters:
    ///   - round: by place, in order of time.
    ///   - digest: how a revision names the one before it.
    public mutating func recorded(
        in round: Round,
        _ index: Int,
        returns: [Return],
        digest: (Action) -> String
    ) throws(ModelFaults) -> [Action] {
        read(returns)
        var written: [Action] = []
        for place in latest.indices where latest[place].action.isOpen {
            guard let next = update(of: latest[place], in: round, index, digest) else { continue }
            latest[place].action = next
            written.append(next)
        }
        let taken = Set(latest.filter(\.action.isOpen).map { Cell(area: $0.area, service: $0.service) })
        for asked in round.asked.compactMap({ areas.index(of: $0) }) {
            for service in framework.serviceTypes.indices where isNone[Cell(area: asked, service: service)] == true {
                guard !taken.contains(Cell(area: asked, service: service)),
                    random.happens(.actionOpened, in10000: 2_500, asked, service, index),
                    let action = try opening(asked, service, in: round, index)
                else { continue }
                latest.append((action, asked, service))
                written.append(action)
            }
        }
        return written
    }

    private mutating func read(_ returns: [Return]) {
        for document in returns {
            guard let area = areas.index(of: document.area) else { continue }
            for rating in document.ratings {
                guard let service = framework.index(of: rating.service), case .level(let code) = rating.value else {
                    continue
                }
                let level = framework.scale.index(of: code).map { framework.scale.levels[$0] }
                isNone[Cell(area: area, service: service)] = level?.standing == Level.Standing.none
            }
        }
    }

    private func opening(
        _ area: Int,
        _ service: Int,
        in round: Round,
        _ index: Int
    ) throws(ModelFaults) -> Action? {
        let (day, type, place) = (round.referenceDate, framework.serviceTypes[service], areas.areas[area])
        guard let target = Action.Target("none:\(place.id):\(type.id)") else { return nil }
        let due = 9 + random.roll(.actionDue, 13, area, service, index)
        let isOwned = random.happens(.actionOwner, in10000: 8_500, area, service, index)
        return Action(
            id: try identifier("action-\(index + 1)-\(area + 1)-\(service + 1)"),
            opened: day,
            isSimulated: true,
            recorded: Return.Recorded(at: moment(day), by: "lacuna simulate", role: "simulation"),
            targets: [target],
            what: "Provide \(type.name) in \(place.name)",
            owner: isOwned
                ? Action.Owner(role: "Simulated commissioner", organisation: "Simulated board of \(place.name)") : nil,
            due: day.adding(months: due),
            milestones: day.adding(months: 4).map { [Action.Milestone(day: $0, what: "The case is agreed")] } ?? [],
            cost: Action.Cost(pounds: Hundredths((20 + random.roll(.actionCost, 180, area, service)) * 100_000))
        )
    }

    /// What has become of an action by a round; nil where nobody says anything.
    private func update(
        of current: (action: Action, area: Int, service: Int),
        in round: Round,
        _ index: Int,
        _ digest: (Action) -> String
    ) -> Action? {
        let (action, area, service) = current
        let today = round.referenceDate
        let roll = random.roll(.actionCourse, 100, area, service, index)
        func next(_ state: Action.State, due: CalendarDate? = nil, isAgreed: Bool = false) -> Action {
            Action(
                id: action.id,
                revision: action.revision + 1,
                opened: action.opened,
                stated: today,
                isSimulated: true,
                recorded: Return.Recorded(
                    at: moment(today),
                    by: "lacuna simulate",
                    role: "simulation",
                    predecessor: digest(action)
                ),
                targets: action.targets,
                what: action.what,
                owner: action.owner,
                due: due ?? action.due,
                milestones: isAgreed
                    ? action.milestones.map { .init(day: $0.day, what: $0.what, reached: $0.reached ?? today) }
                    : action.milestones,
                cost: action.cost,
                state: state
            )
        }
        let done = CalendarDate(daysSince1970: max(today.daysSince1970 - 30, action.opened.daysSince1970)) ?? today
        if isClosed(area, service), roll < 85 { return next(.done(on: done), isAgreed: true) }
        if case .deferred(_, let until) = action.state {
            return until <= today ? next(.inProgress, due: today.adding(months: 9)) : nil
        }
        guard let due = action.due, due < today else {
            return action.state == .planned && roll < 60 ? next(.inProgress, isAgreed: true) : nil
        }
        switch roll {
        case ..<30: return nil
        case ..<50: return next(.done(on: done), isAgreed: true)
        case ..<65:
            return today.adding(months: 12).map { next(.deferred(reason: "No money was found this year.", until: $0)) }
        case ..<72: return next(.dropped(reason: "The body that was to do it has other priorities."))
        default: return next(.inProgress, due: today.adding(months: 6))
        }
    }

    /// Whether the cell has provision now, in its area and in those that took its place.
    private func isClosed(_ area: Int, _ service: Int) -> Bool {
        let heirs = areas.heirs(of: area)
        let states = (heirs.isEmpty ? [area] : heirs).compactMap { isNone[Cell(area: $0, service: service)] }
        return !states.isEmpty && !states.contains(true)
    }

    private func moment(_ date: CalendarDate) -> Instant {
        Instant(secondsSince1970: Int64(date.daysSince1970) * 86_400 + 10 * 3_600)
    }
}

extension SimulatedNetwork {
    /// What is done about its gaps, to be asked round by round.
    public var actions: SimulatedActions { SimulatedActions(random: random, framework: framework, areas: areas) }
}
