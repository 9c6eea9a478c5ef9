import Glibc
import Markup
import Provision

/// A sign for a state, drawn as a path because a font may lack it: a second way, beside the letter, to tell states apart
/// without colour where a letter has no room.
enum LevelGlyph: Hashable, Sendable {
    /// A disc filled clockwise from the top by a share from 0 to 1: how much of full provision there is.
    case disc(share: Double)
    /// Nothing is there.
    case cross
    /// A state outside the ranks: a plan.
    case diamond
    /// Not asked for: a ring struck through.
    case struckRing
    /// Nothing is on record.
    case dots
    /// For points of a line.
    case solidDiamond, solidSquare
    case solidTriangle(isUp: Bool)
    case none

    init(_ state: CellState, in levels: [Level]) {
        guard let index = state.levelIndex, levels.indices.contains(index) else {
            self = state == .notExpected ? .struckRing : .dots
            return
        }
        let level = levels[index]
        switch level.standing {
        case .full: self = .disc(share: 1)
        case .none: self = .cross
        case .inDevelopment: self = .diamond
        case .partial:
            let top = levels.compactMap(\.rank).max() ?? 1
            self = .disc(share: Double(level.rank ?? 1) / Double(max(top, 2)))
        }
    }

    /// Draws the glyph around a centre, as one element, so that what else is drawn can be held against it.
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
        if let plate, self != .none { writer.plate(x - r - 1.5, y - r - 1.5, 2 * r + 3, 2 * r + 3, plate) }
        let stroke = max(1, r / 4)
        switch self {
        case .none: break
        case .disc(let share):
            guard share < 1 else { return writer.path(circle(x, y, r), fill: colour.hex) }
            writer.element("g") { writer in
                writer.path(circle(x, y, r - stroke / 2), stroke: colour, width: stroke)
                writer.path(sector(x, y, r, share), fill: colour.hex)
            }
        case .cross:
            let a = r * 0.75
            writer.path(
                "M\(length(x - a)) \(length(y - a)) L\(length(x + a)) \(length(y + a)) "
                    + "M\(length(x - a)) \(length(y + a)) L\(length(x + a)) \(length(y - a))",
                stroke: colour,
                width: stroke * 1.3
            )
        case .diamond:
            writer.path(
                "M\(length(x)) \(length(y - r)) L\(length(x + r)) \(length(y)) L\(length(x)) \(length(y + r)) "
                    + "L\(length(x - r)) \(length(y)) Z",
                stroke: colour,
                width: stroke
            )
        case .solidDiamond:
            writer.path(
                "M\(length(x)) \(length(y - r)) L\(length(x + r)) \(length(y)) L\(length(x)) \(length(y + r)) "
                    + "L\(length(x - r)) \(length(y)) Z",
                fill: colour.hex
            )
        case .solidSquare:
            writer.box(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7, fill: colour.hex)
        case .solidTriangle(let isUp):
            let tip = isUp ? -r : r
            writer.path(
                "M\(length(x)) \(length(y + tip)) L\(length(x + r)) \(length(y - tip * 0.8)) "
                    + "L\(length(x - r)) \(length(y - tip * 0.8)) Z",
                fill: colour.hex
            )
        case .struckRing:
            let (ring, a) = (r - stroke / 2, r * 0.68)
            writer.path(
                circle(x, y, ring)
                    + " M\(length(x - a)) \(length(y + a)) L\(length(x + a)) \(length(y - a))",
                stroke: colour,
                width: stroke
            )
        case .dots:
            let dots = [-0.8, 0, 0.8].map { circle(x + $0 * r, y, max(0.6, r * 0.2)) }
            writer.path(dots.joined(separator: " "), fill: colour.hex)
        }
    }

    private func sector(_ x: Double, _ y: Double, _ r: Double, _ share: Double) -> String {
        let angle = 2 * Double.pi * max(0, share)
        return "M\(length(x)) \(length(y)) V\(length(y - r)) A\(length(r)) \(length(r)) 0 \(share > 0.5 ? 1 : 0) 1 "
            + "\(length(x + r * sin(angle))) \(length(y - r * cos(angle))) Z"
    }
}
