import Markup

/// The names over the columns of a table: level on a few lines where every word has room, else slanted, so that none is cut and a
/// reader need not turn the head as for names that run upwards.
struct ColumnHeads {
    /// The cosine of 45 degrees, and the sine.
    private static let slope = 0.7071
    private static let lineHeight = 14.0
    private static let longest = 320.0

    /// For each name its lines.
    let lines: [[String]]
    let isSlanted: Bool
    let measure: TextMeasure
    let columnWidth: Double
    /// The room they take above the columns.
    let height: Double
    /// How far they reach beyond the last column, to the right.
    let overhang: Double

    init(_ names: [String], columnWidth: Double, size: Double = 12) {
        let measure = TextMeasure(size: size, isBold: true)
        self.measure = measure
        self.columnWidth = columnWidth
        isSlanted = !names.allSatisfy { measure.widestPiece(of: $0) <= columnWidth - 8 }
        guard isSlanted else {
            lines = names.map { measure.wrap($0, width: columnWidth - 8, maxLines: 6) }
            height = Double(lines.map(\.count).max() ?? 0) * 15 + 10
            overhang = 0
            return
        }
        let most = max(1, min(3, Int(columnWidth * Self.slope / Self.lineHeight)))
        lines = Self.wrapped(names, measure, most)
        let length = lines.joined().map { measure.width(of: $0) }.max() ?? 0
        height = length * Self.slope + size + 4
        overhang = lines.enumerated().reduce(0.0) { most, head in
            let lines = head.element
            let length = lines.map { measure.width(of: $0) }.max() ?? 0
            let reach = length * Self.slope + size + Double(lines.count - 1) * 10
            // From the middle of its column to the right end of the last.
            return max(most, reach - (Double(names.count - head.offset) - 0.5) * columnWidth)
        }
    }

    /// Lines as short as so many of them allow.
    private static func wrapped(_ names: [String], _ measure: TextMeasure, _ most: Int) -> [[String]] {
        let words = names.map { measure.widestPiece(of: $0) }.max() ?? 0
        var width = min(words.rounded(.up) + 1, longest)
        while width < longest {
            let lines = names.map { measure.wrap($0, width: width) }
            if lines.allSatisfy({ $0.count <= most }) { return lines }
            width += 8
        }
        return names.map { measure.wrap($0, width: longest, maxLines: most) }
    }

    /// Draws one.
    ///
    /// - Parameters:
    ///   - centre: of its column.
    ///   - bottom: where the last line of level text stands, and where slanted text begins.
    func draw(_ index: Int, centre: Double, bottom: Double, to writer: inout MarkupWriter) {
        let lines = lines[index]
        for (number, line) in lines.enumerated() {
            guard isSlanted else {
                let y = bottom - Double(lines.count - 1 - number) * 15
                writer.label(line, x: centre, y: y, measure, anchor: .middle)
                continue
            }
            // All begin on one level, side by side along it.
            let offset = (Double(number) - Double(lines.count - 1) / 2) * Self.lineHeight / Self.slope
            writer.turnedLabel(line, x: centre + offset + measure.size * 0.3, y: bottom, measure, degrees: -45)
        }
    }
}
