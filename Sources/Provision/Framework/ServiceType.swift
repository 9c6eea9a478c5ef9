/// A kind of service that areas are asked about: a column of a scoping table.
public struct ServiceType: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<ServiceType>

    public let id: ID
    public let name: String
    /// Other headings and short forms it goes by.
    public let aliases: [String]
    public let meaning: String?
    /// The ages it is meant for; nil where that is not laid down.
    public let ages: AgeRange?
    /// Whom it is for; nil where that is not laid down.
    public let reach: ServiceReach?

    public init(
        id: ID,
        name: String,
        aliases: [String] = [],
        meaning: String? = nil,
        ages: AgeRange? = nil,
        reach: ServiceReach? = nil
    ) {
        self.id = id
        self.name = name
        self.aliases = aliases
        self.meaning = meaning
        self.ages = ages
        self.reach = reach
    }
}

/// An evidence-based intervention or approach, and the needs it meets.
public struct Intervention: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<Intervention>

    public let id: ID
    public let name: String
    public let aliases: [String]
    public let needsGroups: [NeedsGroup.ID]
    /// Whether it goes along with help of every kind, as peer support does, and so fills none of the needs groups by itself.
    public let isCrossCutting: Bool
    public let ages: AgeRange?
    public let meaning: String?
    /// Whether the source that maps interventions to needs groups was read for it and places it in none: not that nobody has looked.
    public let isUnmapped: Bool
    public let source: Source.ID?
    public let section: String?

    public init(
        id: ID,
        name: String,
        aliases: [String] = [],
        needsGroups: [NeedsGroup.ID] = [],
        isCrossCutting: Bool = false,
        ages: AgeRange? = nil,
        meaning: String? = nil,
        isUnmapped: Bool = false,
        source: Source.ID? = nil,
        section: String? = nil
    ) {
        self.id = id
        self.name = name
        self.aliases = aliases
        self.needsGroups = needsGroups
        self.isCrossCutting = isCrossCutting
        self.ages = ages
        self.meaning = meaning
        self.isUnmapped = isUnmapped
        self.source = source
        self.section = section
    }
}

/// A group of families by what they need: THRIVE's five, from thriving to getting risk support.
public struct NeedsGroup: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<NeedsGroup>

    public let id: ID
    public let name: String
    public let meaning: String?

    public init(id: ID, name: String, meaning: String? = nil) {
        self.id = id
        self.name = name
        self.meaning = meaning
    }
}

/// Why provision falls short: staff, training, supplies, … (after WHO's HeRAMS, which asks for the causes of each shortfall).
public struct Cause: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<Cause>

    public let id: ID
    public let name: String
    public let meaning: String?

    public init(id: ID, name: String, meaning: String? = nil) {
        self.id = id
        self.name = name
        self.meaning = meaning
    }
}

/// A named stretch of age that provision is looked at by.
public struct AgeBand: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<AgeBand>

    public let id: ID
    public let name: String
    public let ages: AgeRange

    public init(id: ID, name: String, ages: AgeRange) {
        self.id = id
        self.name = name
        self.ages = ages
    }
}
