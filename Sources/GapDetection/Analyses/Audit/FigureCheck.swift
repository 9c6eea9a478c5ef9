public import Provision

/// A published figure held against what it should agree with.
public struct FigureCheck: Sendable {
    public let id: String
    /// What is counted.
    public let title: String
    /// What the numbers are of, as it follows them; nil where the title says it.
    public let unit: String?
    public let source: Source.ID
    public let section: String?
    /// As printed, or the sum of what is printed.
    public let printed: PrintedNumber
    /// As printed in words, where no digits are.
    public let words: String?
    public let expected: PrintedNumber
    public let rule: Rule
    public let agrees: Bool
    /// How the one comes of the other, in a sentence.
    public let why: String

    /// By what a figure is checked.
    public enum Rule: Hashable, Sendable {
        case figure(PublishedFigure.Rule)
        /// The arithmetic of need.
        case need

        public var word: String {
            switch self {
            case .figure(let rule): rule.rawValue
            case .need: "need"
            }
        }
    }

    /// Every published figure of a network: those of the model of need first, then the others in the order of the framework.
    public static func all(of model: ProvisionModel) -> [FigureCheck] {
        let framework = model.framework
        let need = framework.need.map { need in
            need.published.flatMap { row in
                let name = model.areas.area(row.area)?.name ?? row.area.text
                return NeedCheck(row, need).cells.compactMap { cell in
                    FigureCheck(cell, of: row, name: name, need)
                }
            }
        }
        return (need ?? []) + framework.figures.compactMap { FigureCheck($0, sources: framework.sources) }
    }

    private init?(_ cell: NeedCheck.Cell, of row: NeedModel.Published, name: String, _ need: NeedModel) {
        guard let printed = Int32(exactly: cell.printed), let expected = Int32(exactly: cell.expected) else {
            return nil
        }
        id = "need-\(row.area)-\(cell.column.rawValue)"
        title = "\(name): \(cell.column.title)"
        unit = nil
        source = need.source
        section = need.section
        self.printed = PrintedNumber(printed)
        words = nil
        self.expected = PrintedNumber(expected)
        rule = .need
        agrees = cell.agrees
        why = cell.sentence
    }

    /// - Returns: nil for a figure whose sums go beyond any number that is printed.
    init?(_ figure: PublishedFigure, sources: [Source]) {
        guard let first = figure.parts.first else { return nil }
        let sum = figure.parts.map(\.value).sum
        let allowed = figure.tolerance?.thousandths ?? 0
        let printed: PrintedNumber?
        let expected: PrintedNumber?
        var margin = 0
        switch figure.rule {
        case .same, .moreThan, .lessThan: (printed, expected) = (figure.claim?.value, first.value)
        case .sum: (printed, expected, margin) = (figure.claim?.value, sum, allowed)
        case .addsUp: (printed, expected, margin) = (sum, figure.total, allowed)
        case .share:
            (printed, expected) = (figure.claim?.value, Self.share(first))
            margin = figure.tolerance?.thousandths ?? figure.claim?.value.rounding ?? 0
        }
        guard let printed, let expected else { return nil }
        switch figure.rule {
        case .moreThan: agrees = expected > printed
        case .lessThan: agrees = expected < printed
        case .same, .sum, .addsUp, .share: agrees = abs(printed.thousandths - expected.thousandths) <= margin
        }
        id = figure.id.text
        title = figure.title
        unit = figure.unit
        let place = figure.claim ?? first
        (source, section) = (place.source, place.section)
        self.printed = printed
        words = figure.claim?.words
        self.expected = expected
        rule = .figure(figure.rule)
        why = figure.sentence(printed: printed, expected: expected, sources: sources)
    }

    /// A count as a percentage of what it is a part of, to the thousandth.
    private static func share(_ part: PublishedFigure.Printed) -> PrintedNumber? {
        guard let base = part.of, base.thousandths > 0 else { return nil }
        let share = Double(part.value.thousandths) / Double(base.thousandths) * 100_000
        return share.isFinite && abs(share) < 1e12 ? PrintedNumber(thousandths: Int(share.rounded())) : nil
    }
}
