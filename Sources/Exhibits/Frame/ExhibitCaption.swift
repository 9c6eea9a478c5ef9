public import Provision

/// What an exhibit says about itself beside its marks: what it shows, as of when, and where its figures come from.
public struct ExhibitCaption: Sendable {
    public var title: String
    /// One or two plain sentences under the title: the measure, the date, the number of areas.
    public var subtitle: String
    /// The date the figures are about.
    public var asOf: CalendarDate?
    /// Only what was on record at this moment; nil for all that is on record now.
    public var knownAt: Instant?
    /// Whether the data was made up by `lacuna simulate`.
    public var isSimulated: Bool
    public var notes: [String]
    /// The documents the figures come from, in words.
    public var sources: [String]
    /// Returns that could not be read and are missing from the figures.
    public var leftOut: [String]

    public init(
        title: String,
        subtitle: String = "",
        asOf: CalendarDate? = nil,
        knownAt: Instant? = nil,
        isSimulated: Bool = false,
        notes: [String] = [],
        sources: [String] = [],
        leftOut: [String] = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.asOf = asOf
        self.knownAt = knownAt
        self.isSimulated = isSimulated
        self.notes = notes
        self.sources = sources
        self.leftOut = leftOut
    }
}

/// How an exhibit is drawn, whatever it shows.
public struct ExhibitOptions: Sendable {
    /// Begins every id in the picture, so that several can stand on one page.
    public var name: String
    /// Whether an XML declaration comes first: not where the picture is to stand inside a page.
    public var isStandalone: Bool
    public var palette: Palette
    /// Whether the picture turns dark with its reader's preference. Inside a page it follows only where the page does too.
    public var followsColourScheme: Bool

    /// - Parameter followsColourScheme: nil for pictures that stand alone to follow, and others not.
    public init(
        name: String = "exhibit",
        isStandalone: Bool = true,
        palette: Palette = .framework,
        followsColourScheme: Bool? = nil
    ) {
        self.name = name
        self.isStandalone = isStandalone
        self.palette = palette
        self.followsColourScheme = followsColourScheme ?? isStandalone
    }

    /// The name as it can stand in an id and in `url(#…)`: other characters than letters, digits, "-" and "_" become "-".
    var prefix: String {
        let safe = name.unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_": Character(scalar)
            default: "-"
            }
        }
        return "x" + String(safe).prefix(80)
    }
}
