extension SimulatedNetwork {
    /// How large a network is to be.
    public struct Size: Hashable, Sendable {
        /// Areas asked in the first round; mergers and splits change their number by a few.
        public let areas: Int
        public let services: Int
        public let rounds: Int
        /// Whole months from one reference date to the next.
        public let monthsBetweenRounds: Int
        /// Whether there are standards of a service model too, and what areas, families and services say of them.
        public let withAudit: Bool

        /// What each number can be. Together they are bounded by what a document can hold, too.
        public static let limits = (areas: 1...2_000, services: 1...250, rounds: 1...600, monthsBetweenRounds: 1...60)

        /// - Throws: what is out of bounds, and the bounds.
        public init(
            areas: Int,
            services: Int,
            rounds: Int,
            monthsBetweenRounds: Int = 6,
            withAudit: Bool = false
        ) throws(SizeError) {
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
            self.withAudit = withAudit
        }
    }

    /// A number out of its bounds.
    public struct SizeError: Error, Hashable, Sendable, CustomStringConvertible {
        public let name: String
        public let value: Int
        public let limit: ClosedRange<Int>

        public var description: String {
            "\(value) \(name): a simulated network has \(limit.lowerBound) to \(limit.upperBound)"
        }
    }

    /// Areas and rounds that are each within bounds, and together too many for one list of rounds.
    public struct CapacityError: Error, Hashable, Sendable {
        public let size: Size
        /// The elements that `rounds.xml` would have.
        public let elements: Int
        /// The most it may have.
        public let maxElements: Int
        /// The most rounds that fit with as many areas, and the most areas that fit with as many rounds; 0 where none do.
        public let fittingRounds: Int
        public let fittingAreas: Int
    }
}
