import Markup
import Provision

/// A sign for what a control chart says, after the icons of NHS England's Making Data Count: a ring with a letter and a few points,
/// told by shape and letter as well as by colour.
enum ControlIcon {
    /// How the measure varies at its latest point; whether it lies high or low.
    case variation(ProcessBehaviour.Variation, isHigh: Bool)
    /// Whether a target will be met.
    case assurance(ProcessBehaviour.Assurance)

    static let radius = 21.0

    private var colour: Colour {
        switch self {
        case .variation(.improvement, _), .assurance(.passing): .better
        case .variation(.concern, _), .assurance(.failing): .worse
        case .variation, .assurance(.inconsistent): .edge
        }
    }

    /// "H" and "L" for a special cause that is high or low; "P", "F" and "?" for a target that is passed, failed, or neither.
    private var letter: String? {
        switch self {
        case .variation(.commonCause, _): nil
        case .variation(_, let isHigh): isHigh ? "H" : "L"
        case .assurance(.passing): "P"
        case .assurance(.failing): "F"
        case .assurance(.inconsistent): "?"
        }
    }

    var title: String {
        switch self {
        case .variation(let variation, _): "Variation: \(variation.rawValue)"
        case .assurance(let assurance): "Assurance: \(assurance.rawValue)"
        }
    }

    func draw(x: Double, y: Double, to writer: inout MarkupWriter) {
        let r = Self.radius
        writer.path(circle(x, y, r - 1.5), fill: Colour.paper.hex, stroke: colour, width: 3, title: title)
        if let letter {
            let text = TextMeasure(size: 15, isBold: true)
            writer.label(letter, x: x, y: y - 1, text, anchor: .middle)
        }
        if case .assurance = self {
            // The target, as the chart draws it.
            writer.rule(x - 13, y + 7, x + 13, y + 7, colour: .ink, width: 1.5, dash: "2 3")
        }
        let points = points.map { (x: x + $0.0, y: y + $0.1) }
        let path = points.enumerated().map { "\($0 == 0 ? "M" : "L")\(length($1.x)) \(length($1.y))" }
        writer.path(path.joined(separator: " "), stroke: colour, width: 1.5)
        for point in points { writer.path(circle(point.x, point.y, 2.2), fill: colour.hex) }
    }

    /// A few points below the letter: to and fro, upwards, downwards; above the target's line, below it, or across.
    private var points: [(Double, Double)] {
        switch self {
        case .variation(.commonCause, _): [(-12, 3), (-6, -5), (0, 4), (6, -4), (12, 3)]
        case .variation(_, let isHigh):
            isHigh ? [(-10, 12), (-3, 10), (3, 8), (9, 4)] : [(-10, 4), (-3, 6), (3, 9), (9, 12)]
        case .assurance(.inconsistent): [(-10, 11), (-3, 3), (3, 11), (9, 4)]
        case .assurance: [(-10, 12), (-3, 13), (3, 11), (9, 12)]
        }
    }
}
