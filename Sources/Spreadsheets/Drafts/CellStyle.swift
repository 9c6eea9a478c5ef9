/// How a cell looks, and whether it can be changed on a protected sheet.
public struct CellStyle: Hashable, Sendable {
    /// How a number is shown, in Excel's words: `General`, `0.0`, `yyyy-mm-dd`; `@` keeps what is typed as text.
    public var numberFormat = "General"
    public var font = FontStyle()
    public var border: BorderStyle?
    public var fill: Colour?
    public var horizontal = HorizontalAlignment.general
    public var vertical = VerticalAlignment.bottom
    /// How many letters a text stands away from the left edge.
    public var indent = 0
    public var wraps = false
    public var isLocked = true

    public init() {}

    /// The same style with something changed: `CellStyle.head.with { $0.wraps = true }`.
    public func with(_ change: (inout CellStyle) -> Void) -> CellStyle {
        var changed = self
        change(&changed)
        return changed
    }
}

public enum HorizontalAlignment: String, Hashable, Sendable {
    /// Texts to the left, numbers to the right.
    case general
    case left
    case centre
    case right
}

public enum VerticalAlignment: String, Hashable, Sendable {
    case top
    case centre
    case bottom
}

public struct FontStyle: Hashable, Sendable {
    /// In points.
    public var size = 11.0
    public var colour: Colour?
    public var isBold = false
    public var isItalic = false
    public var isUnderlined = false

    public init() {}

    /// The typeface of all cells, which Excel, LibreOffice and both systems know.
    static let family = "Arial"
}

/// A thin line along edges of a cell.
public struct BorderStyle: Hashable, Sendable {
    public struct Edges: OptionSet, Hashable, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }

        public static let left = Edges(rawValue: 1)
        public static let right = Edges(rawValue: 2)
        public static let top = Edges(rawValue: 4)
        public static let bottom = Edges(rawValue: 8)
        public static let all: Edges = [.left, .right, .top, .bottom]
    }

    public let edges: Edges
    public let colour: Colour

    public init(_ edges: Edges = .all, colour: Colour = Colour(0xBFBFBF)) {
        self.edges = edges
        self.colour = colour
    }
}

/// A colour of the screen: `Colour(0xFFF2CC)` has a red of FF, a green of F2, a blue of CC.
public struct Colour: Hashable, Sendable {
    public let rgb: UInt32

    public init(_ rgb: UInt32) { self.rgb = rgb & 0xFF_FFFF }

    /// Six digits: `FFF2CC`.
    public var hexadecimal: String {
        let digits = String(rgb, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
    }
}
