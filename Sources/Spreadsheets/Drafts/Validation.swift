/// What may be typed into cells, and what is said beside them and when something else was typed.
public struct Validation: Hashable, Sendable {
    public enum Rule: Hashable, Sendable {
        /// Anything: the prompt alone is wanted.
        case any
        /// One of a few short texts without commas, from a drop-down; together 255 characters at most.
        case list([String])
        /// One of the texts of a range, which may lie on a hidden sheet, from a drop-down.
        case listFrom(sheet: String, CellRange)
        case wholeNumber(ClosedRange<Int>)
        case decimal(ClosedRange<Double>)
        /// Days as `2022-05-01`.
        case date(from: String, to: String)
        case textLength(ClosedRange<Int>)
        /// A formula, as for the first cell, that comes to TRUE.
        case formula(String)
    }

    public enum Severity: String, Hashable, Sendable {
        /// Nothing else is taken.
        case stop
        /// Something else is taken if the person insists.
        case warning
        case information
    }

    public struct Message: Hashable, Sendable {
        /// At most 32 characters.
        public let title: String
        /// At most 255 characters.
        public let text: String

        public init(_ title: String, _ text: String) {
            self.title = title
            self.text = text
        }
    }

    public var rule: Rule
    public var ranges: [CellRange]
    /// Shown while a cell is chosen.
    public var prompt: Message?
    /// Shown when something else was typed.
    public var refusal: Message?
    public var severity: Severity
    public var allowsEmpty: Bool

    public init(
        _ rule: Rule,
        in ranges: CellRange...,
        prompt: Message? = nil,
        refusal: Message? = nil,
        severity: Severity = .stop,
        allowsEmpty: Bool = true
    ) {
        self.rule = rule
        self.ranges = ranges
        self.prompt = prompt
        self.refusal = refusal
        self.severity = severity
        self.allowsEmpty = allowsEmpty
    }
}

/// A look that cells take on while a formula is true.
public struct Highlight: Hashable, Sendable {
    /// As for the first cell of the first range, other cells moving it along: `AND($C7<>"",$E7="")`.
    public var formula: String
    public var ranges: [CellRange]
    public var fill: Colour?
    public var colour: Colour?
    public var isBold: Bool

    public init(
        _ formula: String,
        in ranges: CellRange...,
        fill: Colour? = nil,
        colour: Colour? = nil,
        isBold: Bool = false
    ) {
        self.formula = formula
        self.ranges = ranges
        self.fill = fill
        self.colour = colour
        self.isBold = isBold
    }
}
