/// A document that evidence, codes and figures refer to.
public struct Source: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<Source>

    public let id: ID
    public let title: String
    public let publisher: String?
    /// When it was published, as it says itself ("May 2022").
    public let published: String?
    public let licence: String?

    public init(id: ID, title: String, publisher: String? = nil, published: String? = nil, licence: String? = nil) {
        self.id = id
        self.title = title
        self.publisher = publisher
        self.published = published
        self.licence = licence
    }
}

/// What is known about a rating, a service or an intervention, in plain words, and where it is written.
public struct Evidence: Hashable, Sendable {
    public let text: String
    public let source: Source.ID?
    /// The section of the source, as it is numbered there ("2.2", "Text box 1").
    public let section: String?

    public init(text: String, source: Source.ID? = nil, section: String? = nil) {
        self.text = text
        self.source = source
        self.section = section
    }

    /// The section as a sentence names it: "section 2.5"; "Text box 2" as it is.
    public var sectionInWords: String? { section.map(Self.displayText) }

    /// A section of a source as a sentence names it.
    public static func displayText(_ section: String) -> String {
        section.first?.isNumber == true ? "section \(section)" : section
    }
}
