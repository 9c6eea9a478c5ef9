/// A way of measuring what a service does for a family.
public struct Measure: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<Measure>

    public let id: ID
    public let name: String
    public let meaning: String?
    /// Whether the network's model counts it among those that every service is to use. A measure of a parent's mood may be useful and
    /// is not core where only the relationship is.
    public let isCore: Bool
    public let source: Source.ID?
    public let section: String?

    public init(
        id: ID,
        name: String,
        meaning: String? = nil,
        isCore: Bool = false,
        source: Source.ID? = nil,
        section: String? = nil
    ) {
        self.id = id
        self.name = name
        self.meaning = meaning
        self.isCore = isCore
        self.source = source
        self.section = section
    }
}
