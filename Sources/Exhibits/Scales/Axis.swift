import Markup

/// Draws the axes of a chart: grid lines with their numbers, and names under bands.
struct Axis {
    static let text = TextMeasure(size: 12)
    static let heading = TextMeasure(size: 12, isBold: true)
    /// The room that `bandNames` takes below a plot.
    static let bandRoom = 34.0

    /// Horizontal grid lines with their numbers at the left.
    ///
    /// - Parameter isSigned: whether numbers below 0 show their sign: not where they are counts drawn downwards.
    static func values(
        _ scale: LinearScale,
        left: Double,
        right: Double,
        isSigned: Bool = true,
        to writer: inout MarkupWriter
    ) {
        for tick in scale.ticks {
            let y = scale.position(tick)
            writer.rule(left, y, right, y, colour: tick == 0 ? .edge : .grid)
            writer.label(
                scale.label(isSigned ? tick : abs(tick)),
                x: left - 6,
                y: y + 4,
                text,
                colour: .muted,
                anchor: .end
            )
        }
    }

    /// The room that the numbers of `values` take at the left of a plot.
    static func valuesRoom(_ scale: LinearScale) -> Double {
        (scale.ticks.map { text.width(of: scale.label($0)) }.max() ?? 0) + 8
    }

    /// Vertical grid lines with their numbers below, those that collide left out.
    static func valuesBelow(_ scale: LinearScale, top: Double, bottom: Double, to writer: inout MarkupWriter) {
        var free = -Double.infinity
        for tick in scale.ticks {
            let x = scale.position(tick)
            writer.rule(x, top, x, bottom, colour: tick == 0 ? .edge : .grid)
            let half = text.width(of: scale.label(tick)) / 2
            guard x - half > free else { continue }
            writer.label(scale.label(tick), x: x, y: bottom + 16, text, colour: .muted, anchor: .middle)
            free = x + half + 6
        }
    }

    /// Vertical grid lines with their dates above, those that collide left out.
    static func dates(_ scale: TimeScale, top: Double, bottom: Double, to writer: inout MarkupWriter) {
        var free = -Double.infinity
        for tick in scale.ticks {
            let x = scale.position(tick.date)
            writer.rule(x, top, x, bottom, colour: .grid)
            let width = text.width(of: tick.label)
            guard x - width / 2 > free else { continue }
            writer.label(tick.label, x: x, y: top - 6, text, colour: .muted, anchor: .middle)
            free = x + width / 2 + 6
        }
    }

    /// The names of bands below a plot: all of them, on up to two lines, where they fit; else every second, third, …,
    /// counted from the last. No name reaches beyond `left` and `right`.
    static func bandNames(
        _ names: [String],
        _ scale: BandScale,
        y: Double,
        left: Double,
        right: Double,
        to writer: inout MarkupWriter
    ) {
        guard !names.isEmpty else { return }
        let room = scale.step - 6
        let wrapped = names.map { text.wrap($0, width: max(room, 1)) }
        // Rounds are named by dates with hyphens, which read better whole.
        let wordsFit = names.allSatisfy { name in
            name.split(whereSeparator: \.isWhitespace).allSatisfy { text.width(of: String($0)) <= room }
        }
        if wordsFit, wrapped.allSatisfy({ $0.count <= 2 }) {
            for (index, lines) in wrapped.enumerated() {
                for (row, line) in lines.enumerated() {
                    writer.label(
                        line,
                        x: scale.centre(index),
                        y: y + 16 + Double(row) * 14,
                        text,
                        colour: .muted,
                        anchor: .middle
                    )
                }
            }
            return
        }
        let widest = max(40, min(160, (right - left) / 2 - 8))
        let short = names.map { text.shorten($0, width: widest) }
        let width = short.map { text.width(of: $0) }.max() ?? 0
        let every = max(1, Int(min((width * 1.5 + 8) / max(scale.step, 0.01), 1e6).rounded(.up)))
        for index in names.indices where (names.count - 1 - index).isMultiple(of: every) {
            let half = text.width(of: short[index]) / 2
            let centre = min(max(scale.centre(index), left + half), right - half)
            writer.rule(scale.centre(index), y, scale.centre(index), y + 4)
            writer.label(short[index], x: centre, y: y + 16, text, colour: .muted, anchor: .middle)
        }
    }
}
