/// A node of the hierarchy that provision is mapped over: a region, an ICS, a Place, a CCG area.
public struct Area: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<Area>

    public let id: ID
    public let kind: Kind.ID
    public let name: String
    public let aliases: [String]
    /// What it belongs to, and when: one at a time, in the order of their dates; empty for an area at the top.
    public let parents: [Parent]
    /// Its first day, where it is known.
    public let from: CalendarDate?
    /// Its last day; nil while it has none.
    public let until: CalendarDate?
    public let codes: [Code]
    public let populations: [Population]
    public let deprivation: [Deprivation]
    /// Who lives there by ethnic group, in the order of its document; empty where it does not say.
    public let composition: [EthnicGroup]
    /// The areas it became, or became part of, after its last day.
    public let successors: [ID]
    /// The shares of its children that went to its successors, 0 to 1, where its document states them.
    public let successorShares: [ID: Double]
    /// Where it stands on a map of square tiles among the areas of its kind; nil where nobody has placed it.
    public let tile: Tile?
    /// Its children: its own figures or, in a hierarchy, those that follow from other areas.
    public internal(set) var people: People

    /// - Parameters:
    ///   - parent: what it belongs to all the time; for an area that moved `parents` says when to which.
    public init(
        id: ID,
        kind: Kind.ID,
        name: String,
        aliases: [String] = [],
        parent: ID? = nil,
        parents: [Parent] = [],
        from: CalendarDate? = nil,
        until: CalendarDate? = nil,
        codes: [Code] = [],
        populations: [Population] = [],
        deprivation: [Deprivation] = [],
        composition: [EthnicGroup] = [],
        successors: [ID] = [],
        successorShares: [ID: Double] = [:],
        tile: Tile? = nil
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.aliases = aliases
        self.parents = (parent.map { [Parent($0)] } ?? []) + parents
        self.from = from
        self.until = until
        self.codes = codes
        self.populations = populations
        self.deprivation = deprivation
        self.composition = composition
        self.successors = successors
        self.successorShares = successorShares
        self.tile = tile
        people = People(
            children: Self.childrenUnderFive(populations),
            deprivedShare: deprivation.first?.share
        )
    }

    /// Whether the area exists on a day. A date that is not known does not exclude it.
    public func isValid(on date: CalendarDate) -> Bool {
        (from.map { $0 <= date } ?? true) && (until.map { date <= $0 } ?? true)
    }

    /// Its children aged 0 to 4 (from birth to the fifth birthday); nil where they are not known. `people` says whose count it is.
    public var childrenUnderFive: Int? { people.children }

    /// The share of its children who live in deprived small areas, 0 to 1; nil where it is not known.
    public var deprivedShare: Double? { people.deprivedShare }

    /// The latest count of children aged 0 to 4 that its own document states.
    public var statedChildrenUnderFive: Int? { Self.childrenUnderFive(populations) }

    private static func childrenUnderFive(_ populations: [Population]) -> Int? {
        latestCount(populations)?.children
    }

    /// The latest of the counts of ages 0 to 4.
    static func latestCount(_ populations: [Population]) -> Population? {
        populations.filter { $0.ages.from == 0 && $0.ages.to == AgeRange.fifthBirthday }.max { $0.date < $1.date }
    }
}

extension Area {
    /// A level of the hierarchy: region, ICS, Place, CCG area.
    public struct Kind: Identifiable, Hashable, Sendable {
        public typealias ID = Identifier<Kind>

        public let id: ID
        public let name: String
        public let plural: String

        public init(id: ID, name: String, plural: String) {
            self.id = id
            self.name = name
            self.plural = plural
        }
    }

    /// What an area belongs to, from a day to a day, both included; a date left out is open.
    public struct Parent: Hashable, Sendable {
        public let area: ID
        public let from: CalendarDate?
        public let until: CalendarDate?

        public init(_ area: ID, from: CalendarDate? = nil, until: CalendarDate? = nil) {
            self.area = area
            self.from = from
            self.until = until
        }

        /// Whether it holds on a day.
        public func holds(on date: CalendarDate) -> Bool {
            (from.map { $0 <= date } ?? true) && (until.map { date <= $0 } ?? true)
        }
    }

    /// A place on a map of tiles: columns from the west, rows from the north.
    public struct Tile: Hashable, Sendable {
        public let column: Int
        public let row: Int

        public init(column: Int, row: Int) {
            self.column = column
            self.row = row
        }
    }

    /// A public code: `ods` of the NHS Organisation Data Service, `gss` of the Office for National Statistics.
    public struct Code: Hashable, Sendable {
        public let scheme: String
        public let value: String
        public let source: Source.ID?

        public init(scheme: String, value: String, source: Source.ID? = nil) {
            self.scheme = scheme
            self.value = value
            self.source = source
        }
    }

    /// A count of children of an age at a date.
    public struct Population: Hashable, Sendable {
        public let date: CalendarDate
        public let ages: AgeRange
        public let children: Int
        public let source: Source.ID?

        public init(date: CalendarDate, ages: AgeRange, children: Int, source: Source.ID? = nil) {
            self.date = date
            self.ages = ages
            self.children = children
            self.source = source
        }
    }

    /// The share of children who live in deprived small areas, by a named measure (`core20`: IMD deciles 1 and 2).
    public struct Deprivation: Hashable, Sendable {
        public let measure: String
        public let share: Double
        public let source: Source.ID?

        public init(measure: String, share: Double, source: Source.ID? = nil) {
            self.measure = measure
            self.share = share
            self.source = source
        }
    }
}
