public import Provision

/// Which ages from conception to the fifth birthday are served, by service type and area: served, not served, or not known.
public struct AgeCoverage: Sendable {
    public var caption: ExhibitCaption
    public var services: [String]
    public var areas: [Area]

    public struct Area: Sendable {
        public var name: String
        /// For each service type the ages served.
        public var ages: [ServedAges]

        public init(name: String, ages: [ServedAges]) {
            self.name = name
            self.ages = ages
        }

        /// Those of one service type, by its place.
        func ages(_ column: Int) -> ServedAges {
            ages.indices.contains(column) ? ages[column] : ServedAges(mayBeMore: true)
        }

        /// Those of all service types together.
        var anyAges: ServedAges {
            ServedAges(ages.flatMap(\.known), mayBeMore: ages.contains(where: \.mayBeMore))
        }
    }

    /// The ages that something serves.
    public struct ServedAges: Hashable, Sendable {
        /// The stretches that are known to be served.
        public var known: [AgeRange]
        /// Whether the other ages may be served too: nobody has said. Otherwise they are not served.
        public var mayBeMore: Bool

        public init(_ known: [AgeRange] = [], mayBeMore: Bool = false) {
            self.known = known
            self.mayBeMore = mayBeMore
        }
    }

    public init(caption: ExhibitCaption, services: [String], areas: [Area]) {
        self.caption = caption
        self.services = services
        self.areas = areas
    }

    /// Stretches of age put together: in order, none touching another, cut at conception and the fifth birthday.
    static func merged(_ ranges: [AgeRange]) -> [AgeRange] {
        let cut = ranges.compactMap { AgeRange(from: $0.from, to: min($0.to, AgeRange.fifthBirthday)) }
        var result: [AgeRange] = []
        for range in cut.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
            if let last = result.last, range.from <= last.to,
                let joined = AgeRange(from: last.from, to: max(last.to, range.to))
            {
                result[result.count - 1] = joined
            } else {
                result.append(range)
            }
        }
        return result
    }

    /// The share of the months from conception to the fifth birthday that are served, 0 to 1.
    static func share(_ ranges: [AgeRange]) -> Double {
        let months = merged(ranges).reduce(0) { $0 + $1.to.months - $1.from.months }
        return months / (AgeRange.fifthBirthday.months - AgeRange.conception.months)
    }
}
