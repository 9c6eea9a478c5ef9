import Markup
import Provision

/// The lines of a level's pattern, drawn one by one over the level's plain colour and cut off where its shape ends.
///
/// No `<pattern>`, no mask and no clip path: MuPDF fills with black what refers to a pattern, Chromium prints each such place as an
/// image of its own. What every renderer knows is a shape with a fill, and a path with a stroke; the worst that can befall these is
/// that the lines are missing, and the colour and the letter remain.
enum Hatching {
    /// Writes a shape in the look of a style.
    ///
    /// - Parameters:
    ///   - corners: the shape's, one after the other, for the lines of its pattern.
    ///   - shape: writes the shape itself, with the fill that it is given.
    static func fill(
        _ style: LevelStyle,
        corners: [TileGeometry.Point],
        to writer: inout MarkupWriter,
        shape: (_ fill: String, inout MarkupWriter) -> Void
    ) {
        shape(style.fill.hex, &writer)
        guard style.pattern != .solid else { return }
        let lines = lines(style.pattern, inside: [corners])
        guard !lines.isEmpty else { return }
        // The pointer is to meet the shape, whose title it asks for.
        writer.empty("path") {
            self.lines(lines, style, to: &$0)
            $0.attribute("pointer-events", "none")
        }
    }

    /// Writes the attributes of a style's lines: where they run, and how they are stroked.
    private static func lines(_ lines: String, _ style: LevelStyle, to writer: inout MarkupWriter) {
        writer.attribute("d", lines)
        writer.attribute("fill", "none")
        stroke(style, to: &writer)
    }

    /// Writes how the lines of a style are stroked, as attributes.
    static func stroke(_ style: LevelStyle, to writer: inout MarkupWriter) {
        writer.attribute("stroke", style.lines.hex)
        if style.pattern == .dots { writer.attribute("stroke-width", length: dot) }
    }

    /// One repeat of a pattern that is laid side by side, of `step` by `step`: for style sheets.
    static func writeRepeat(_ style: LevelStyle, to writer: inout MarkupWriter) {
        writer.box(0, 0, step, step, fill: style.fill.hex)
        let lines =
            switch style.pattern {
            case .solid: ""
            // Lines across a corner are seen in the repeats that meet there.
            case .diagonal: "M-1 1L1-1M0 8L8 0M7 9L9 7"
            case .crosshatch: "M-1 1L1-1M0 8L8 0M7 9L9 7M-1 7L1 9M0 0L8 8M7-1L9 1"
            case .dots, .horizontal, .vertical:
                Self.lines(style.pattern, inside: [TileGeometry.corners(0, 0, step, step)])
            }
        writer.empty("path") { self.lines(lines, style, to: &$0) }
    }

    // MARK: Lines

    /// Distance of the pattern's repeats.
    static let step = 8.0
    /// The side of a dot, which is a stroke as long as it is wide: MuPDF does not know dashes, and some renderers draw nothing where
    /// a stroke has no length.
    private static let dot = 2.0

    /// The lines of a pattern that lie inside a shape, as the data of a path. They are fixed to the page, so that neighbours of one
    /// level join without a seam.
    ///
    /// - Parameter rings: the shape's outlines; what they wind around is inside (see `wound`).
    static func lines(_ pattern: Level.Pattern, inside rings: [[TileGeometry.Point]]) -> String {
        guard rings.joined().allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return "" }
        return switch pattern {
        case .solid: ""
        case .dots: dots(inside: rings)
        case .diagonal: strokes(across: (1, 1), at: [0], inside: rings)
        case .crosshatch:
            strokes(across: (1, 1), at: [0], inside: rings) + strokes(across: (1, -1), at: [0], inside: rings)
        case .horizontal: strokes(across: (0, 1), at: [2, 6], inside: rings)
        case .vertical: strokes(across: (1, 0), at: [2, 6], inside: rings)
        }
    }

    /// The lines on which `across` · point is `step` times a whole number, plus an offset.
    private static func strokes(
        across: (x: Double, y: Double),
        at offsets: [Double],
        inside rings: [[TileGeometry.Point]]
    ) -> String {
        var data = ""
        let heights = rings.map { ring in ring.map { across.x * $0.x + across.y * $0.y } }
        guard let low = heights.lazy.joined().min(), let high = heights.lazy.joined().max(), high - low < 100_000 else {
            return ""
        }
        for offset in offsets {
            var height = ((low - offset) / step).rounded(.up) * step + offset
            while height < high {
                for (from, to) in crossings(height, heights, rings, along: { across.y * $0.x - across.x * $0.y }) {
                    data += "M\(length(from.x)) \(length(from.y))"
                    let (dx, dy) = (tenths(to.x) - tenths(from.x), tenths(to.y) - tenths(from.y))
                    data += dy == 0 ? "h\(length(dx))" : dx == 0 ? "v\(length(dy))" : "l\(length(dx)) \(length(dy))"
                }
                height += step
            }
        }
        return data
    }

    /// A length as `length` writes it, so that relative ends fall where absolute ones would.
    private static func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    /// Where a line enters and leaves a shape whose corners have these heights; nothing where it only touches.
    ///
    /// - Parameter along: how far a point is along the line.
    private static func crossings(
        _ height: Double,
        _ heights: [[Double]],
        _ rings: [[TileGeometry.Point]],
        along: (TileGeometry.Point) -> Double
    ) -> [(TileGeometry.Point, TileGeometry.Point)] {
        var found: [(point: TileGeometry.Point, along: Double, turn: Int)] = []
        for (heights, corners) in zip(heights, rings) {
            for index in corners.indices {
                let next = index + 1 == corners.count ? 0 : index + 1
                let (a, b) = (heights[index], heights[next])
                guard (a <= height) != (b <= height) else { continue }
                let share = (height - a) / (b - a)
                let (from, to) = (corners[index], corners[next])
                let point = TileGeometry.Point(
                    x: from.x + (to.x - from.x) * share,
                    y: from.y + (to.y - from.y) * share
                )
                found.append((point, along(point), a <= height ? 1 : -1))
            }
        }
        // Inside is what lies between the crossing at which the rings begin to wind around, and the one at which they no longer do.
        found.sort { $0.along < $1.along }
        var stretches: [(TileGeometry.Point, TileGeometry.Point)] = []
        var winding = 0
        var start: TileGeometry.Point?
        for crossing in found {
            if winding == 0 { start = crossing.point }
            winding += crossing.turn
            if winding == 0, let from = start, from != crossing.point { stretches.append((from, crossing.point)) }
        }
        return stretches
    }

    /// Dots at (2, 2) and (6, 6) of every square of the grid, none beyond the edges at its sides.
    private static func dots(inside rings: [[TileGeometry.Point]]) -> String {
        let heights = rings.map { $0.map(\.y) }
        guard let top = heights.lazy.joined().min(), let bottom = heights.lazy.joined().max(), bottom - top < 100_000
        else { return "" }
        let next = "m\(length(step - dot)) 0h\(length(dot))"
        var data = ""
        for offset in [2.0, 6.0] {
            var y = ((top + dot / 2 - offset) / step).rounded(.up) * step + offset
            while y <= bottom - dot / 2 {
                for (from, to) in crossings(y, heights, rings, along: \.x) where to.x - from.x < 100_000 {
                    let first = ((from.x + dot / 2 - offset) / step).rounded(.up) * step + offset
                    let last = ((to.x - dot / 2 - offset) / step).rounded(.down) * step + offset
                    guard last >= first else { continue }
                    data += "M\(length(first - dot / 2)) \(length(y))h\(length(dot))"
                    for _ in 0..<Int(((last - first) / step).rounded()) { data += next }
                }
                y += step
            }
        }
        return data
    }
}
