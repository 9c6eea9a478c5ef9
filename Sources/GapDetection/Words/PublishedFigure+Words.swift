import Provision

extension PublishedFigure {
    /// How what is printed comes of the other figures, or does not, in a sentence.
    func sentence(printed: PrintedNumber, expected: PrintedNumber, sources: [Source]) -> String {
        let other = parts.first
        let elsewhere = other.map { place($0, sources) } ?? ""
        switch rule {
        case .same:
            return printed == expected
                ? "\(capitalised(elsewhere)) prints the same: \(number(expected))."
                : "\(number(printed)) here, and \(number(expected)) in \(elsewhere)."
        case .sum: return "\(listedParts) come to \(number(expected)); printed is \(number(printed))."
        case .addsUp:
            return "\(listedParts) come to \(number(printed)), "
                + (printed == expected ? "which is all." : "where all would be \(number(expected)).")
        case .moreThan, .lessThan:
            let side = rule == .moreThan ? "more" : "less"
            let claim = claim?.words ?? "\(side) than \(number(printed))"
            let holds = rule == .moreThan ? expected > printed : expected < printed
            return "\u{201C}\(claim)\u{201D} is said of \(number(expected)) (\(elsewhere))"
                + (holds ? "." : "; it would have to be \(side) than \(number(printed.rounded)).")
        case .share:
            let base = other?.of.map(\.displayText) ?? ""
            return "\(other?.value.displayText ?? "") of \(base) (\(elsewhere)) are \(number(expected.rounded)); "
                + "printed is \(number(printed))."
        }
    }

    private func number(_ value: PrintedNumber) -> String { value.displayText(in: unit) }

    /// "White 71.7%, Asian 9.3% and Black 4%".
    private var listedParts: String {
        let names = parts.map { part in [part.label, number(part.value)].compactMap(\.self).joined(separator: " ") }
        return listed(names, most: 24)
    }

    /// A section, with its document where that is another than the figure's own.
    private func place(_ printed: Printed, _ sources: [Source]) -> String {
        let title = sources.first { $0.id == printed.source }?.title ?? printed.source.text
        guard let section = printed.section.map(Evidence.displayText) else { return title }
        return printed.source == (claim ?? printed).source ? section : "\(section) of \(title)"
    }
}
