/// A node of the hierarchy that provision is mapped over: a region, an ICS, a Place, a CCG area.
public struct Area: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<Area>

    public let id: ID
    public let kind: Kind.ID
    public let name: String
    public let aliases: [String]
    public let parent: ID?
    /// Its first day, where it is known.
    public let from: CalendarDate?
    /// Its last day; nil while it has none.
    public let until: CalendarDate?
    public let codes: [Code]
    public let populations: [Population]
    public let deprivation: [Deprivation]
    /// The areas it became, or became part of, after its last day.
    public let successors: [ID]
    /// Where it stands on a map of square tiles among the areas of its kind; nil where nobody has placed it.
    public let tile: Tile?

    public init(
        id: ID,
        kind: Kind.ID,
        name: String,
        aliases: [String] = [],
        parent: ID? = nil,
        from: CalendarDate? = nil,
        until: CalendarDate? = nil,
        codes: [Code] = [],
        populations: [Population] = [],
        deprivation: [Deprivation] = [],
        successors: [ID] = [],
        tile: Tile? = nil
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.aliases = aliases
        self.parent = parent
        self.from = from
        self.until = until
        self.codes = codes
        self.populations = populations
        self.deprivation = deprivation
        self.successors = successors
        self.tile = tile
    }

    /// Whether the area exists on a day. A date that is not known does not exclude it.
    public func isValid(on date: CalendarDate) -> Bool {
        (from.map { $0 <= date } ?? true) && (until.map { date <= $0 } ?? true)
    }

    /// The latest count of its children aged 0 to 4 (from birth to the fifth birthday); nil where none is known.
    public var childrenUnderFive: Int? {
        populations.filter { $0.ages.from == 0 && $0.ages.to == AgeRange.fifthBirthday }
            .max { $0.date < $1.date }?.children
    }

    /// The share of its children who live in deprived small areas, 0 to 1; nil where it is not known.
    public var deprivedShare: Double? { deprivation.first?.share }
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
