/// How many children are expected to need specialist help: the arithmetic of the source's Table 4.
///
/// need = children x `base` + children in deprived areas x `deprived`; initial target = need x `target`.
/// After the Parent-Infant Foundation's commissioning toolkit, as used in the service model of July 2023, section 4.10.
public struct NeedModel: Hashable, Sendable {
    /// Share of all children, 0.065 in the source.
    public let base: Double
    /// Further share of the children in areas of increased deprivation, 0.05.
    public let deprived: Double
    /// Part of the need that is the initial target, 0.35.
    public let target: Double
    public let source: Source.ID
    public let section: String?
    /// The service types that are to meet this need: their capacity is held against the target.
    public let serviceTypes: [ServiceType.ID]
    /// Figures as printed, kept so that they can be checked against the arithmetic.
    public let published: [Published]

    /// One row of a printed table of need.
    public struct Published: Hashable, Sendable {
        public let area: Area.ID
        public let children: Int
        public let base: Int
        public let additional: Int
        public let total: Int
        public let target: Int

        public init(area: Area.ID, children: Int, base: Int, additional: Int, total: Int, target: Int) {
            self.area = area
            self.children = children
            self.base = base
            self.additional = additional
            self.total = total
            self.target = target
        }
    }

    /// The shares of the source, for a network whose framework has no need model of its own.
    public static let usualShares = (base: 0.065, deprived: 0.05)

    public init(
        base: Double,
        deprived: Double,
        target: Double,
        source: Source.ID,
        section: String?,
        serviceTypes: [ServiceType.ID] = [],
        published: [Published]
    ) {
        self.base = base
        self.deprived = deprived
        self.target = target
        self.source = source
        self.section = section
        self.serviceTypes = serviceTypes
        self.published = published
    }

    /// The same arithmetic without anybody's printed figures.
    var withoutPublished: NeedModel {
        NeedModel(
            base: base,
            deprived: deprived,
            target: target,
            source: source,
            section: section,
            serviceTypes: serviceTypes,
            published: []
        )
    }
}
