public import Provision

/// A rating as it might be: nothing of it is stored.
public struct Assumption: Hashable, Sendable {
    public let area: Area.ID
    public let service: ServiceType.ID
    /// The code of a level.
    public let level: String

    public init(area: Area.ID, service: ServiceType.ID, level: String) {
        self.area = area
        self.service = service
        self.level = level
    }
}

extension ProvisionModel {
    /// The model as it would be if some cells had other levels at a date.
    ///
    /// They are laid down as returns of one more round, about that date, that asked nobody; all else stays as it is.
    ///
    /// - Parameter closing: services, by area, that would have closed with their money.
    public func assuming(
        _ assumptions: [Assumption],
        closing: [Area.ID: [Service.ID: CalendarDate]] = [:],
        asOf: CalendarDate,
        knownAt: Instant? = nil
    ) -> ProvisionModel {
        let id = idOfScenario
        let round = Round(id: id, name: "Scenario", opened: asOf, referenceDate: asOf, asked: [])
        let moment = knownAt ?? returns.map(\.recorded.at).max() ?? Instant(endOf: asOf)
        let order = framework.serviceTypes.map(\.id)
        let added = Set(assumptions.map(\.area)).union(closing.keys).sorted().map { area in
            // Its list with the closed ones in it; an area that closes nothing lists nothing, so that its register stays.
            let list = closing[area].flatMap { _ in areas.index(of: area) }.flatMap {
                latestReturn(listing: .services, area: $0, asOf: asOf, knownAt: knownAt)
            }
            var document = Return(
                area: area,
                round: id,
                revision: Return.latestRevision,
                source: .collated,
                recorded: Return.Recorded(at: moment, by: "a scenario", role: "assumption"),
                services: (list.map { returns[$0].services } ?? []).map { service in
                    closing[area]?[service.id].map { service.closed(on: $0) } ?? service
                }
            )
            for assumption in assumptions where assumption.area == area {
                let rating = Rating(service: assumption.service, value: .level(assumption.level), isAssumed: true)
                document = document.replacing(rating, order: order)
            }
            return document
        }
        return ProvisionModel(
            framework: framework,
            areas: areas,
            rounds: rounds + [round],
            returns: returns + added,
            voice: voice,
            actions: actions
        )
    }

    /// The id of the round of what is assumed: one that no round on record has.
    private var idOfScenario: Round.ID {
        let numbered = (2...(rounds.count + 2)).lazy.compactMap { Round.ID("scenario-\($0)") }
        let wanted = Round.ID(constant: "scenario")
        return round(wanted) == nil ? wanted : numbered.first { round($0) == nil } ?? wanted
    }
}

/// What would fall away by a date if no money were renewed.
///
/// A cell whose services on record all rest on money that has ended by then falls to none; one that loses some of its services
/// and is full falls to the level below. A cell without a service whose money is on record stays as it is, and is counted as
/// not judged: nobody knows what it rests on.
public struct FundingOutlook: Sendable {
    public let assumptions: [Assumption]
    public let closing: [Area.ID: [Service.ID: CalendarDate]]
    /// Why each cell falls, a sentence each, in the order of `assumptions`.
    public let reasons: [String]
    /// Cells with some provision or plan whose money is not on record.
    public let cellsNotJudged: Int

    public init(_ model: ProvisionModel, at snapshot: Snapshot) {
        let context = GapContext(model: model, snapshot: snapshot)
        let ladder = model.framework.scale.levels.ladder
        var assumptions: [Assumption] = []
        var closing: [Area.ID: [Service.ID: CalendarDate]] = [:]
        var reasons: [String] = []
        var notJudged = 0
        for row in snapshot.rows.indices {
            let area = context.area(row: row)
            for entry in context.registers[row].services where entry.service.mayBeLive(at: snapshot.asOf) {
                if let last = entry.service.lastFundedDay, last < snapshot.asOf {
                    closing[entry.document.area, default: [:]][entry.service.id] = last
                }
            }
            for (column, type) in model.framework.serviceTypes.enumerated() {
                guard let level = context.level(row: row, column: column), level.standing != Level.Standing.none else {
                    continue
                }
                let services = context.registers[row].services(of: type.id).map(\.service)
                    .filter { $0.mayBeLive(at: snapshot.asOf) || $0.isDelivering == false && $0.closed == nil }
                guard services.contains(where: { !$0.funding.isEmpty }) else {
                    notJudged += 1
                    continue
                }
                let ended = services.filter { $0.lastFundedDay.map { $0 < snapshot.asOf } ?? false }
                guard !ended.isEmpty else { continue }
                let below =
                    ended.count == services.count
                    ? ladder.first : level.closesGap ? ladder.last { $0.order < level.order } : nil
                guard let below else { continue }
                assumptions.append(Assumption(area: area.id, service: type.id, level: below.code))
                let when = ended.compactMap(\.lastFundedDay).max().map { " on \($0.displayText)" } ?? ""
                reasons.append(
                    "\(type.name) in \(area.name): \(level.code) -> \(below.code), as the money of \(listed(ended.map(\.name))) ends\(when)."
                )
            }
        }
        self.assumptions = assumptions
        self.closing = closing
        self.reasons = reasons
        cellsNotJudged = notJudged
    }
}

extension Service {
    /// The same service, closed.
    func closed(on date: CalendarDate) -> Service {
        var changed = self
        changed.opened = opened.map { min($0, date) }
        changed.closed = date
        changed.closedPrecision = .day
        return changed
    }
}
