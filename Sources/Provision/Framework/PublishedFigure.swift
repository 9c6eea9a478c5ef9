/// A figure that a document prints, and what it should agree with by what is printed elsewhere.
///
/// Kept as printed, whether it agrees or not: a board that meets 225 in one paper and 150 in the next is told which paper says what.
public struct PublishedFigure: Identifiable, Hashable, Sendable {
    public typealias ID = Identifier<PublishedFigure>

    public let id: ID
    /// What is counted: "Parents who answered the survey".
    public let title: String
    /// What the numbers are of, as it follows them: "%", "parents".
    public let unit: String?
    public let rule: Rule
    /// The figure itself; nil where only its parts are printed.
    public let claim: Printed?
    /// What it should agree with.
    public let parts: [Printed]
    /// What the parts should come to, where the rule is `addsUp`.
    public let total: PrintedNumber?
    /// How far a sum may lie from it.
    public let tolerance: PrintedNumber?

    public init(
        id: ID,
        title: String,
        unit: String? = nil,
        rule: Rule,
        claim: Printed? = nil,
        parts: [Printed],
        total: PrintedNumber? = nil,
        tolerance: PrintedNumber? = nil
    ) {
        self.id = id
        self.title = title
        self.unit = unit
        self.rule = rule
        self.claim = claim
        self.parts = parts
        self.total = total
        self.tolerance = tolerance
    }

    /// A number where it stands.
    public struct Printed: Hashable, Sendable {
        public let value: PrintedNumber
        /// What it is a part of, where it is a count that a share is worked out from.
        public let of: PrintedNumber?
        /// What the number is of among others: "White".
        public let label: String?
        /// As the document words it, where it prints no digits: "over two thirds".
        public let words: String?
        public let source: Source.ID
        public let section: String?

        public init(
            value: PrintedNumber,
            of: PrintedNumber? = nil,
            label: String? = nil,
            words: String? = nil,
            source: Source.ID,
            section: String? = nil
        ) {
            self.value = value
            self.of = of
            self.label = label
            self.words = words
            self.source = source
            self.section = section
        }
    }

    /// How a figure and its parts hang together.
    public enum Rule: String, CaseIterable, Hashable, Sendable {
        /// The one part is the same thing printed again.
        case same
        /// It is the sum of its parts.
        case sum
        /// The parts are all there are, and should come to `total`; the document prints no sum.
        case addsUp = "adds-up"
        /// The one part is what it speaks of, and lies above it: "over two thirds".
        case moreThan = "more-than"
        case lessThan = "less-than"
        /// It is the one part's count as a percentage of what that is a part of.
        case share
    }
}

extension Framework {
    /// Figures of which too much or too little is told to check them, and sources that are not known.
    static func faults(of figures: [PublishedFigure], sources: [Source]) -> [ModelFault] {
        var faults = repeatedIDs(of: figures, in: .figure, called: "figures")
        let known = Set(sources.map(\.id))
        for (index, figure) in figures.enumerated() {
            let place = ModelFault.Place(.figure, index)
            func fault(_ message: String, _ hint: String) {
                faults.append(ModelFault(place, "the figure '\(figure.id)' \(message)", hint: hint))
            }
            for printed in [figure.claim].compactMap(\.self) + figure.parts where !known.contains(printed.source) {
                faults.append(.unknown("source", printed.source.text, known: sources.map(\.id.text), at: place))
            }
            if (figure.rule == .addsUp) != (figure.claim == nil) {
                if figure.claim == nil {
                    fault("prints nothing to check", "add <printed>, or set rule=\"adds-up\"")
                } else {
                    fault("prints a sum, which its rule does not look at", "set rule=\"sum\", or take <printed> out")
                }
            }
            if (figure.rule == .addsUp) != (figure.total != nil) {
                if figure.total == nil {
                    fault("does not say what its parts add up to", "add total=\"100\"")
                } else {
                    fault("has a total, and its rule adds nothing up", "take total out, or set rule=\"adds-up\"")
                }
            }
            switch figure.rule {
            case .sum, .addsUp:
                if figure.parts.count < 2 {
                    fault("adds up \(counted(figure.parts.count, "part"))", "name at least two")
                }
                if figure.parts.map(\.value).sum == nil {
                    fault("has parts that come to more than a million million", "look for a number too many")
                }
            case .same, .moreThan, .lessThan, .share:
                if figure.parts.count != 1 {
                    fault("is held against \(counted(figure.parts.count, "part")) and not one", "keep one <from>")
                }
            }
            for part in figure.parts {
                guard figure.rule == .share else {
                    if part.of != nil { fault("works out no share, and a part has a base", "take of out") }
                    continue
                }
                guard let base = part.of else {
                    fault("is a share of nothing", "say what it is a part of: of=\"150\"")
                    continue
                }
                if base.thousandths <= 0 || part.value.thousandths < 0 || part.value > base {
                    fault("takes \(part.value) of \(base)", "a part is between 0 and its base")
                }
            }
        }
        return faults
    }
}
