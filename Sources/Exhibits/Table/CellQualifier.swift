import Markup
public import Provision

/// What a reader must know of a level beside the level itself: where it comes from.
public enum CellQualifier: String, CaseIterable, Hashable, Sendable {
    /// The area was asked and made no return: the network rated it from what it knows.
    case notReturned = "not-returned"
    /// The level was taken over from an earlier round.
    case carriedForward = "carried-forward"
    /// The level is older than the framework's limit.
    case stale
    /// There is no level: the area was asked and made no return, and nothing is on record.
    case silent

    /// As the legend has it.
    public var name: String {
        switch self {
        case .notReturned: "No return: rated by the network"
        case .carriedForward: "Carried forward"
        case .stale: "Old rating"
        case .silent: "No return: nothing on record"
        }
    }

    public var meaning: String {
        switch self {
        case .notReturned: "The area was asked and made no return; the network rated it from what it knows."
        case .carriedForward: "The level was taken over from an earlier round."
        case .stale: "The rating is older than the framework allows."
        case .silent: "The area was asked and made no return, and nothing is on record."
        }
    }

    /// Draws its sign: a ring for no return, a ring with a bar where nothing is on record either, a triangle pointing onwards for carried
    /// forward, a clock for stale.
    ///
    /// - Parameter plate: a plain plate behind it, in this colour, keeps it clear of a pattern.
    func draw(
        x: Double,
        y: Double,
        radius: Double,
        colour: Colour,
        plate: Colour? = nil,
        to writer: inout MarkupWriter
    ) {
        let r = radius
        if let plate {
            let disc = r + 1.6
            writer.plate(x - disc, y - disc, 2 * disc, 2 * disc, plate)
        }
        let ring = circle(x, y, r)
        switch self {
        case .notReturned: writer.path(ring, stroke: colour, width: 1.5)
        case .silent:
            writer.path(ring + " M\(length(x - r * 0.6)) \(length(y)) h\(length(r * 1.2))", stroke: colour, width: 1.5)
        case .carriedForward:
            writer.path(
                "M\(length(x - r)) \(length(y - r)) L\(length(x + r)) \(length(y)) L\(length(x - r)) \(length(y + r)) Z",
                fill: colour.hex
            )
        case .stale:
            writer.path(
                ring + " M\(length(x)) \(length(y - r * 0.7)) V\(length(y)) H\(length(x + r * 0.6))",
                stroke: colour,
                width: 1.2
            )
        }
    }
}

/// A cell of an exhibit: a state, and what must be known of it.
public struct ExhibitCell: Hashable, Sendable {
    public var state: CellState
    public var qualifier: CellQualifier?

    public init(_ state: CellState, _ qualifier: CellQualifier? = nil) {
        self.state = state
        self.qualifier = qualifier
    }

    /// Nothing is on record.
    public static let unrated = ExhibitCell(.unrated)
}
