/// How provision goes on from round to round: for every area and service type a small Markov process.
///
/// A cell keeps its level in about 92 of 100 half-years. A service is planned, opens, is made good, and loses its money
/// again: provision on short-term funding ends with it unless it is renewed. Three plans in ten stall: they stay plans for
/// years, and most are then given up.
struct ProvisionCourse {
    /// The levels of the simulated scale.
    enum Level: UInt8 {
        case full, some, none, inDevelopment

        var code: String {
            switch self {
            case .full: "G"
            case .some: "A"
            case .none: "R"
            case .inDevelopment: "B"
            }
        }

        var isProvided: Bool { self == .full || self == .some }
    }

    /// One service type in one area. Months are counted as in `RoundCalendar`.
    struct Cell {
        var level: Level
        /// The month it came to this level.
        var since: Int
        /// The month provision began; nil where there has been none.
        var opened: Int?
        /// The month from which short-term money pays for it; nil where it does not rest on such money.
        var fundedFrom: Int?
        /// The month at whose beginning that money has run out. A cell without provision keeps the month in which it lost it.
        var fundedUntil: Int?
        /// A plan that nobody takes further.
        var isStalled = false
    }

    private let random: RandomNumbers
    private let rated: [RatedArea]
    private let services: Int
    private let calendar: RoundCalendar
    /// Area by area, `services` to an area; an area that has not begun has yet to take over its cells.
    private var cells: [Cell]
    private(set) var round = 0

    init(_ random: RandomNumbers, rated: [RatedArea], services: Int, calendar: RoundCalendar) {
        self.random = random
        self.rated = rated
        self.services = services
        self.calendar = calendar
        cells = rated.indices.flatMap { area in
            (0..<services).map { Self.first(random, area: area, service: $0) }
        }
    }

    /// A cell of an area by number.
    func cell(area: Int, service: Int) -> Cell { cells[area * services + service] }

    /// Goes on to the next round.
    mutating func advance() {
        round += 1
        for (area, entry) in rated.enumerated() where entry.isAsked(inRound: round) {
            // Its first round: it goes on where the area it took over left off.
            let source = entry.firstRound == round ? entry.heirTo ?? area : area
            for service in 0..<services {
                cells[area * services + service] = next(cells[source * services + service], area, service)
            }
        }
    }

    private static func first(_ random: RandomNumbers, area: Int, service: Int) -> Cell {
        let score =
            random.roll(.serviceAvailability, 100, service) + random.roll(.areaCapacity, 40, area)
            + random.roll(.firstLevel, 60, area, service, 0)
        let since = Int(RoundCalendar.firstMonth - 1 - random.roll(.opened, 96, area, service))
        guard score >= 80 else {
            let isPlanned = random.happens(.firstLevel, in10000: 2_500, area, service, 1)
            return Cell(
                level: isPlanned ? .inDevelopment : .none,
                since: since,
                isStalled: isPlanned && random.happens(.stall, in10000: 3_000, area, service, 0)
            )
        }
        var cell = Cell(level: score < 135 ? .some : .full, since: since, opened: since)
        if cell.level == .some, random.happens(.shortTermFunding, in10000: 6_000, area, service, 0) {
            cell.fundedFrom = since
            cell.fundedUntil = Int(RoundCalendar.firstMonth + 1 + random.roll(.shortTermFunding, 36, area, service, 1))
        }
        return cell
    }

    private func next(_ cell: Cell, _ area: Int, _ service: Int) -> Cell {
        let month = Int(calendar.month(ofRound: round))
        if cell.level.isProvided, let end = cell.fundedUntil, end <= month {
            guard random.happens(.renewal, in10000: 7_000, area, service, round) else {
                var lost = cell
                lost.level = .none
                lost.since = month
                return lost
            }
            var renewed = cell
            renewed.fundedFrom = end
            renewed.fundedUntil = month + 12 * Int(1 + random.roll(.renewal, 3, area, service, -round))
            return renewed
        }
        let perHalfYear =
            switch cell.level {
            case .full: 550
            case .some: 500
            case .none: 650
            case .inDevelopment: cell.isStalled ? 500 : 3_000
            }
        let chance = min(9_000, perHalfYear * calendar.monthsBetween / 6)
        guard random.happens(.change, in10000: chance, area, service, round) else { return cell }
        return changed(cell, to: newLevel(from: cell, area, service), at: month, area, service)
    }

    private func newLevel(from cell: Cell, _ area: Int, _ service: Int) -> Level {
        let roll = random.roll(.newLevel, 100, area, service, round)
        return switch cell.level {
        case .full: roll < 80 ? .some : .none
        case .some: roll < 75 ? .full : roll < 90 ? .none : .inDevelopment
        case .none: roll < 60 ? .inDevelopment : roll < 95 ? .some : .full
        case .inDevelopment where cell.isStalled: roll < 80 ? .none : .some
        case .inDevelopment: roll < 63 ? .some : roll < 88 ? .full : .none
        }
    }

    private func changed(_ cell: Cell, to level: Level, at month: Int, _ area: Int, _ service: Int) -> Cell {
        var changed = Cell(level: level, since: month, opened: cell.opened)
        if level.isProvided, !cell.level.isProvided { changed.opened = month }
        if level == .some, random.happens(.shortTermFunding, in10000: 6_000, area, service, round) {
            changed.fundedFrom = month
            changed.fundedUntil = month + 12 * Int(1 + random.roll(.shortTermFunding, 3, area, service, -round))
        }
        if level == .inDevelopment { changed.isStalled = random.happens(.stall, in10000: 3_000, area, service, round) }
        return changed
    }
}
