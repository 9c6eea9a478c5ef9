package import Provision

/// Which months of a childhood, from conception to the fifth birthday, the services of a register are known to serve.
struct AgeCoverage {
    /// The stretches that nothing with stated ages serves.
    let uncovered: [AgeRange]
    /// Services that state no ages, and no type that lays them down: they may serve any.
    let withoutAges: [Service]

    init(_ register: AreaRegister, at date: CalendarDate, _ framework: Framework) {
        let live = register.services.map(\.service).filter { $0.mayBeLive(at: date) }
        var covered: [AgeRange] = []
        var withoutAges: [Service] = []
        for service in live {
            let ages = service.agesServed(framework)
            if ages.isEmpty { withoutAges.append(service) }
            covered += ages
        }
        for delivered in register.interventions {
            if let ages = delivered.agesServed(framework) { covered.append(ages) }
        }
        self.withoutAges = withoutAges
        uncovered = Self.gaps(in: covered, AgeRange.conception, AgeRange.fifthBirthday)
    }

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

extension AgeRange {
    /// "24-60", "6w-6", for ids; conception, and any age before birth, is "c".
    var slug: String { "\(from < 0 ? "c" : "\(from)")-\(to < 0 ? "c" : "\(to)")" }
}
