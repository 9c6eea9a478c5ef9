package import Provision

/// Which ages of a childhood, from conception to the fifth birthday, are known to be served in an area, which are not, and what
/// is on record without a word of whom it serves.
///
/// Three things tell of ages: services, interventions that are delivered, and service types that are rated as provided and have
/// ages of their own. Of a service type the services on record speak before the rating does, unless it is universal: that
/// is for every child of its ages. What states no ages is kept apart: it neither serves an age nor leaves it out.
struct AgeCoverage {
    /// Ages that anything is known to serve.
    let served: [AgeRange]
    /// Ages that provision made for the early years is known to serve: neither universal, nor for school children as well.
    let earlyYears: [AgeRange]
    /// Universal service types that are rated as provided and have ages.
    let universal: [ServiceType]
    /// Services that state no ages and no type or intervention that lays them down: they may serve any.
    let services: [Service]
    /// Interventions delivered for which no ages are laid down.
    let interventions: [Intervention.ID]
    /// Service types that are rated as provided, with nothing in the register and no ages laid down.
    let types: [ServiceType]

    /// Provision whose ages end later is for school children too, such as a service from birth to eighteen: the sixth birthday,
    /// since "from nought to five" often means up to it.
    private static let endOfEarlyYears: Age = 72

    init(row: Int, in context: GapContext) {
        let framework = context.framework
        let register = context.registers[row]
        let live = register.services.map(\.service).filter { context.isServing($0, row: row) }
        var (served, earlyYears) = ([AgeRange](), [AgeRange]())
        func serves(_ ages: AgeRange, isUniversal: Bool) {
            served.append(ages)
            if !isUniversal, ages.to <= Self.endOfEarlyYears { earlyYears.append(ages) }
        }
        var services: [Service] = []
        for service in live {
            let ages = service.agesServed(framework)
            if ages.isEmpty { services.append(service) }
            let isUniversal = service.type.flatMap { framework.serviceType($0)?.reach } == .universal
            for range in ages { serves(range, isUniversal: isUniversal) }
        }
        var interventions: [Intervention.ID] = []
        for delivered in register.interventions {
            if let ages = delivered.agesServed(framework) {
                serves(ages, isUniversal: false)
            } else {
                interventions.append(delivered.intervention)
            }
        }
        var (universal, types) = ([ServiceType](), [ServiceType]())
        for (column, type) in framework.serviceTypes.enumerated() {
            let standing = context.standing(row: row, column: column)
            guard standing == .full || standing == .partial else { continue }
            let isUniversal = type.reach == .universal
            guard isUniversal || !live.contains(where: { $0.type == type.id }) else { continue }
            if let ages = type.ages {
                serves(ages, isUniversal: isUniversal)
                if isUniversal { universal.append(type) }
            } else if !live.contains(where: { $0.type == type.id }) {
                types.append(type)
            }
        }
        self.served = served
        self.earlyYears = earlyYears
        self.universal = universal
        self.services = services
        self.interventions = interventions
        self.types = types
    }

    /// Whether anything on record tells of ages.
    var isKnown: Bool { !served.isEmpty }

    /// The stretches of childhood that nothing is known to serve.
    var uncovered: [AgeRange] { Self.gaps(in: served, AgeRange.conception, AgeRange.fifthBirthday) }

    /// Whether provision made for the early years is known to serve all of a stretch.
    func isMade(for stretch: AgeRange) -> Bool { Self.gaps(in: earlyYears, stretch.from, stretch.to).isEmpty }

    /// The stretches of `from`..<`to` that no range reaches.
    static func gaps(in ranges: [AgeRange], _ from: Age, _ to: Age) -> [AgeRange] {
        var result: [AgeRange] = []
        var reached = from
        for range in ranges.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) where range.to > reached {
            if range.from > reached, let gap = AgeRange(from: reached, to: min(range.from, to)) { result.append(gap) }
            reached = max(reached, range.to)
            if reached >= to { break }
        }
        if reached < to, let gap = AgeRange(from: reached, to: to) { result.append(gap) }
        return result
    }
}

extension GapContext {
    /// Whether a service counts as seeing families in a row's area.
    func isServing(_ service: Service, row: Int) -> Bool {
        let column = service.type.flatMap { framework.index(of: $0) }
        return service.isServing(at: asOf, rated: column.flatMap { standing(row: row, column: $0) })
    }
}

extension Service {
    /// The service's own ages, else those its interventions are for, else those of its service type; empty where none of them
    /// is stated.
    package func agesServed(_ framework: Framework) -> [AgeRange] {
        if let ages { return [ages] }
        let delivered = interventions.compactMap { id in framework.interventions.first { $0.id == id }?.ages }
        if !delivered.isEmpty, delivered.count == interventions.count { return delivered }
        return type.flatMap { framework.serviceType($0)?.ages }.map { [$0] } ?? []
    }
}

extension DeliveredIntervention {
    /// The ages it is delivered to, else those it is for; nil where neither is stated.
    package func agesServed(_ framework: Framework) -> AgeRange? {
        ages ?? framework.interventions.first { $0.id == intervention }?.ages
    }
}
