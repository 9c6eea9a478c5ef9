public import Provision

/// A made-up network of any size and length: for trials, training and benchmarks. Everything in it says that it is made up.
///
/// The same size and seed give the same network to the byte.
public struct SimulatedNetwork: Sendable {
    public let framework: Framework
    public let areas: AreaHierarchy
    public let rounds: [Round]
    let seed: UInt64

    /// How large a network is to be.
    public struct Size: Hashable, Sendable {
        /// Areas rated in the first round.
        public let areas: Int
        public let services: Int
        public let rounds: Int
        public let monthsBetweenRounds: Int

        public static let limits = (areas: 1...2_000, services: 1...250, rounds: 1...600, monthsBetweenRounds: 1...24)

        /// - Throws: what is out of bounds, and the bounds.
        public init(areas: Int, services: Int, rounds: Int, monthsBetweenRounds: Int = 6) throws(SizeError) {
            for (name, value, limit) in [
                ("areas", areas, Self.limits.areas), ("services", services, Self.limits.services),
                ("rounds", rounds, Self.limits.rounds),
                ("months between rounds", monthsBetweenRounds, Self.limits.monthsBetweenRounds),
            ] where !limit.contains(value) {
                throw SizeError(name: name, value: value, limit: limit)
            }
            self.areas = areas
            self.services = services
            self.rounds = rounds
            self.monthsBetweenRounds = monthsBetweenRounds
        }
    }

    /// A size out of bounds.
    public struct SizeError: Error, Hashable, Sendable, CustomStringConvertible {
        public let name: String
        public let value: Int
        public let limit: ClosedRange<Int>

        public var description: String {
            "\(value) \(name): a simulated network has \(limit.lowerBound) to \(limit.upperBound)"
        }
    }

    public init(_ size: Size, seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        let dates = (0..<size.rounds).compactMap { Self.month($0 * size.monthsBetweenRounds) }
        // Boundaries move once, in the middle; a short history has none.
        let change = size.rounds >= 4 && size.areas >= 4 ? dates[size.rounds / 2] : nil
        areas = try SimulatedAreas.make(count: size.areas, change: change, &random)
        framework = try SimulatedFramework.make(services: size.services)
        let rated = areas.areas.filter { $0.kind.text == "place" }
        rounds = dates.enumerated().compactMap { index, date in
            guard let id = Round.ID(String(date.description.prefix(7))),
                let opened = Self.month(index * size.monthsBetweenRounds - 5),
                let due = Self.month(index * size.monthsBetweenRounds - 1)
            else { return nil }
            return Round(
                id: id,
                name: "Simulated round \(index + 1)",
                opened: opened,
                due: due,
                referenceDate: date,
                asked: rated.filter { $0.isValid(on: date) }.map(\.id)
            )
        }
        self.seed = random.next()
    }

    /// The first of a month, counted from January 2015.
    private static func month(_ number: Int) -> CalendarDate? {
        let months = 2015 * 12 + number
        return CalendarDate(year: months / 12, month: months % 12 + 1, day: 1)
    }
}
