public import Provision

/// What an exhibit says about itself beside its marks: what it shows, as of when, and where its figures come from.
public struct ExhibitCaption: Sendable {
    /// What is shown, of whom: "North West Coast: levels of provision over rounds".
    public var title: String
    /// What it shows, in a sentence a board reads, without a full stop: the picture's heading, with the title in a line below. Nil where
    /// there is nothing to say: then the title is the heading.
    public var finding: String?
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
        finding: String? = nil,
        subtitle: String = "",
        asOf: CalendarDate? = nil,
        knownAt: Instant? = nil,
        isSimulated: Bool = false,
        notes: [String] = [],
        sources: [String] = [],
        leftOut: [String] = []
    ) {
        self.title = title
        self.finding = finding
        self.subtitle = subtitle
        self.asOf = asOf
        self.knownAt = knownAt
        self.isSimulated = isSimulated
        self.notes = notes
        self.sources = sources
        self.leftOut = leftOut
    }

    /// The picture's heading.
    public var heading: String { finding ?? title }

    /// The caption with a finding, where it has none of its own.
    func saying(_ finding: String?) -> ExhibitCaption {
        var caption = self
        caption.finding = caption.finding ?? finding
        return caption
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
    /// The place the picture is made for; nil for a screen.
    public var width: PictureWidth?
    /// Whether title and notes are left to the text that the picture stands in.
    public var isWithinText = false
    /// Whether it is laid out in the finer units of dense drawings, where it is made for a place.
    var isFine = false

    /// - Parameter followsColourScheme: nil for pictures that stand alone to follow, and others not.
    public init(
        name: String = "exhibit",
        isStandalone: Bool = true,
        palette: Palette = .framework,
        followsColourScheme: Bool? = nil,
        width: PictureWidth? = nil
    ) {
        self.name = name
        self.isStandalone = isStandalone
        self.palette = palette
        self.followsColourScheme = followsColourScheme ?? isStandalone
        self.width = width
    }

    /// The same, laid out in finer units.
    var fine: ExhibitOptions {
        var options = self
        options.isFine = true
        return options
    }

    /// Around the whole, in units of the drawing.
    var margin: Double { width == nil ? 24 : 10 }

    /// Units of the drawing to the millimetre; nil for a screen.
    var unitsPerMillimetre: Double? { width.map { _ in PictureWidth.unitsPerMillimetre(isFine: isFine) } }

    /// The width of what stands between the margins: as usual on a screen, else what the place has.
    func room(_ usual: Double) -> Double {
        guard let width, let unitsPerMillimetre else { return usual }
        return width.millimetres * unitsPerMillimetre - 2 * margin
    }

    /// Whether the room is that of a column, where what usually stands side by side goes one below the other.
    var isNarrow: Bool { room(900) < 420 }

    /// A size of type, no smaller than can be read at the place.
    func size(_ usual: Double) -> Double {
        guard width != nil else { return usual }
        return max(usual, isFine ? PictureWidth.leastFineSize : 9.5)
    }

    func text(_ usual: Double, isBold: Bool = false) -> TextMeasure {
        TextMeasure(size: size(usual), isBold: isBold)
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
