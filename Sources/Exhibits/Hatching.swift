import Markup
import Provision

/// How a picture's patterns are made.
///
/// A `<pattern>` is short, and what every picture on its own has. Chromium prints each place that is filled with one as an image
/// of its own: a page of charts becomes tens of megabytes. There the lines are drawn, clipped to what they fill.
struct Hatching: Sendable {
    /// Begins the ids of the patterns.
    let prefix: String
    let isDrawn: Bool

    /// Writes a convex shape in the look of a style.
    ///
    /// - Parameters:
    ///   - corners: the shape's, one after the other, for the lines of its pattern.
    ///   - shape: writes the shape itself with the fill that it is given.
    func fill(
        _ style: LevelStyle,
        corners: [TileGeometry.Point],
        to writer: inout MarkupWriter,
        shape: (_ fill: String, inout MarkupWriter) -> Void
    ) {
        guard isDrawn, style.pattern != .solid else {
            shape(style.paint(prefix), &writer)
            return
        }
        shape(style.fill.hex, &writer)
        let lines = Self.lines(style.pattern, inside: corners)
        guard !lines.isEmpty else { return }
        let isDotted = style.pattern == .dots
        writer.element(
            "path",
            [
                Attribute("d", lines), Attribute("stroke", style.lines.hex),
                Attribute("stroke-width", isDotted ? 2 : 1),
                Attribute("stroke-linecap", isDotted ? "round" : nil), Attribute("fill", "none"),
                Attribute("pointer-events", "none"),
            ]
        )
    }

    // MARK: Lines

    /// Distance of the pattern's repeats, as in `LevelStyle.writePattern`.
    private static let step = 8.0

    /// The lines of a pattern that lie inside a convex shape, as the data of a path. They are fixed to the page, as patterns are.
    static func lines(_ pattern: Level.Pattern, inside corners: [TileGeometry.Point]) -> String {
        switch pattern {
        case .solid: ""
        case .dots: dots(inside: corners)
        case .diagonal: strokes(across: (1, 1), at: [0], inside: corners)
        case .crosshatch:
            strokes(across: (1, 1), at: [0], inside: corners) + strokes(across: (1, -1), at: [0], inside: corners)
        case .horizontal: strokes(across: (0, 1), at: [2, 6], inside: corners)
        case .vertical: strokes(across: (1, 0), at: [2, 6], inside: corners)
        }
    }

    /// The lines on which `across` · point is `step` times a whole number, plus an offset.
    private static func strokes(
        across: (x: Double, y: Double),
        at offsets: [Double],
        inside corners: [TileGeometry.Point]
    ) -> String {
        var data = ""
        let heights = corners.map { across.x * $0.x + across.y * $0.y }
        guard let low = heights.min(), let high = heights.max(), high - low < 100_000 else { return "" }
        for offset in offsets {
            var height = ((low - offset) / step).rounded(.up) * step + offset
            while height < high {
                if let (from, to) = crossing(height, heights, corners) {
                    data += "M\(length(from.x)) \(length(from.y))L\(length(to.x)) \(length(to.y))"
                }
                height += step
            }
        }
        return data
    }

    /// Where a line enters and leaves a convex shape whose corners have these heights above it; nil where it only touches.
    private static func crossing(
        _ height: Double,
        _ heights: [Double],
        _ corners: [TileGeometry.Point]
    ) -> (TileGeometry.Point, TileGeometry.Point)? {
        var found: [TileGeometry.Point] = []
        for index in corners.indices {
            let next = (index + 1) % corners.count
            let (a, b) = (heights[index], heights[next])
            guard a != b, min(a, b) <= height, height < max(a, b) else { continue }
            let share = (height - a) / (b - a)
            let (from, to) = (corners[index], corners[next])
            found.append(TileGeometry.Point(x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share))
        }
        return found.count == 2 ? (found[0], found[1]) : nil
    }

    /// Dots at (2, 2) and (6, 6) of every square of the grid, as strokes without length; none nearer to an edge than its radius.
    private static func dots(inside corners: [TileGeometry.Point]) -> String {
        guard let top = corners.map(\.y).min(), let bottom = corners.map(\.y).max(), bottom - top < 100_000 else {
            return ""
        }
        var data = ""
        let heights = corners.map(\.y)
        for offset in [2.0, 6.0] {
            var y = ((top + 1 - offset) / step).rounded(.up) * step + offset
            while y <= bottom - 1 {
                if let (one, other) = crossing(y, heights, corners) {
                    let (left, right) = (min(one.x, other.x), max(one.x, other.x))
                    var x = ((left + 1 - offset) / step).rounded(.up) * step + offset
                    while x <= right - 1, right - left < 100_000 {
                        data += "M\(length(x)) \(length(y))h0"
                        x += step
                    }
                }
                y += step
            }
        }
        return data
    }
}
