import Markup
import Provision

/// Draws one cell through time: a line of time with its levels, the same for the areas that came before, and below each
/// rating with its evidence.
public enum CellHistoryChart {
    public static func svg(_ data: CellHistory, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        options.fitting { Chart(data: data, options: $0).svg() }
    }

    /// The most ratings whose evidence is written out; the metadata has all.
    public static let maxRatings = 60

    private struct Chart {
        let data: CellHistory
        let options: ExhibitOptions

        private var width: Double { options.room(900) }
        private let rowHeight = 38.0
        private let barHeight = 26.0
        private let name = TextMeasure(size: 13)
        private let bold = TextMeasure(size: 13, isBold: true)
        private let letter = TextMeasure(size: 13, isBold: true)

        init(data: CellHistory, options: ExhibitOptions) {
            self.data = data
            self.options = options
        }

        /// What is written of one rating.
        private struct Entry {
            let state: CellState
            let heading: [String]
            let evidence: [String]
            var height: Double { 13 + Double(heading.count + evidence.count) * 17 }
        }

        private var entries: [Entry] {
            data.ratings.suffix(CellHistoryChart.maxRatings).map { rating in
                let words = ExhibitCell(rating.state).words(data.levels)
                return Entry(
                    state: rating.state,
                    heading: bold.wrap(
                        "\(rating.date.displayText): \(words). \(rating.area); \(rating.origin).",
                        width: width - 40,
                        longWords: .broken
                    ),
                    evidence: name.wrap(
                        rating.evidence.joined(separator: " "),
                        width: width - 40,
                        longWords: .broken
                    )
                )
            }
        }

        private func isUsed(_ state: CellState) -> Bool {
            data.ratings.contains { $0.state == state }
                || data.lines.contains { $0.spells.contains { $0.state == state } }
        }

        func svg() -> [UInt8] {
            let entries = entries
            var notes = ["An open end means that the level holds until the area is rated again."]
            if data.ratings.contains(where: \.evidence.isEmpty) {
                notes.append("Of ratings without text below them no evidence is on record.")
            }
            if data.ratings.count > entries.count {
                notes.append(
                    "Written out are the last \(entries.count) of \(data.ratings.count) ratings; the picture's metadata has all."
                )
            }
            let frame = ExhibitFrame(
                data.caption.saying(data.finding),
                options,
                form: "Line of time with the levels of one cell, and each rating with its evidence",
                summary: summary,
                table: data.table,
                legend: Legend(levels: data.levels, palette: options.palette, isUsed: isUsed),
                notes: notes
            )
            let linesHeight = 30 + Double(data.lines.count) * rowHeight
            let height = data.ratings.isEmpty ? 30 : linesHeight + 30 + entries.reduce(0) { $0 + $1.height }
            return frame.svg(width: width, height: height) { writer, left, top in
                guard !data.ratings.isEmpty, let scale = scale(left: left) else {
                    writer.label("Nothing is on record.", x: left, y: top + 18, name)
                    return
                }
                Axis.dates(scale, top: top + 26, bottom: top + linesHeight - 4, to: &writer)
                for (index, line) in data.lines.enumerated() {
                    let y = top + 30 + Double(index) * rowHeight
                    draw(line, isMain: index == 0, left: left, y: y, scale, to: &writer)
                }
                var y = top + linesHeight + 24
                writer.label("Ratings and their evidence", x: left, y: y, bold)
                y += 8
                for entry in entries {
                    draw(entry, left: left, y: y, to: &writer)
                    y += entry.height
                }
            }
        }

        private var labelWidth: Double {
            min(max(data.lines.map { bold.width(of: $0.area) }.max() ?? 0, 90), min(230, width * 0.35)) + 14
        }

        /// From the first date to some time after the last, so that what holds now can be seen.
        private func scale(left: Double) -> TimeScale? {
            let days =
                data.ratings.map(\.date)
                + data.lines.flatMap(\.spells).flatMap { [$0.from, $0.until] }.compactMap { $0 }
            guard let first = days.min(), let last = days.max() else { return nil }
            let after = last.adding(months: max(3, last.months(since: first) / 8)) ?? last
            return TimeScale(
                covering: [first, after],
                from: left + labelWidth,
                to: left + width - 8,
                maxTicks: max(2, Int(width / 100))
            )
        }

        private func draw(
            _ line: CellHistory.Line,
            isMain: Bool,
            left: Double,
            y: Double,
            _ scale: TimeScale,
            to writer: inout MarkupWriter
        ) {
            let measure = isMain ? bold : name
            writer.rowName(
                line.area,
                right: scale.start - 10,
                middle: y + barHeight / 2,
                width: labelWidth - 12,
                measure
            )
            if line.spells.isEmpty {
                writer.label("Not rated itself", x: scale.start + 6, y: y + 18, name, colour: .muted, plate: .paper)
            }
            for (index, spell) in line.spells.enumerated() {
                let begin = scale.position(spell.from)
                // An area's last day is a whole one, so that it ends where what comes after it begins.
                let isLast = index == line.spells.count - 1
                let over = isLast ? spell.until.map { $0.adding(days: 1) ?? $0 } : spell.until
                let end = max(over.map(scale.position) ?? scale.end, begin + 2)
                let style = LevelStyle(spell.state, in: data.levels, palette: options.palette)
                let words = ExhibitCell(spell.state).words(data.levels)
                let until = spell.until.map { "until \($0.displayText)" } ?? "and since"
                writer.box(
                    begin,
                    y,
                    end - begin,
                    barHeight,
                    style,
                    title: "\(line.area): \(words) from \(spell.from.displayText) \(until)"
                )
                if letter.width(of: style.letter) + 8 <= end - begin {
                    writer.label(
                        style.letter,
                        x: (begin + end) / 2,
                        y: y + barHeight / 2 + 5,
                        letter,
                        colour: style.text,
                        anchor: .middle,
                        plate: style.plate
                    )
                } else if end - begin >= 10 {
                    style.glyph.draw(
                        x: (begin + end) / 2,
                        y: y + barHeight / 2,
                        radius: 4,
                        colour: style.text,
                        plate: style.plate,
                        to: &writer
                    )
                }
            }
        }

        private func draw(_ entry: Entry, left: Double, y: Double, to writer: inout MarkupWriter) {
            let style = LevelStyle(entry.state, in: data.levels, palette: options.palette)
            writer.box(left, y + 6, 26, 20, style)
            let small = options.text(style.letter.unicodeScalars.count > 1 ? 10 : 13, isBold: true)
            if small.width(of: style.letter) + 2 <= 26 {
                writer.label(
                    style.letter,
                    x: left + 13,
                    y: y + 20.5,
                    small,
                    colour: style.text,
                    anchor: .middle,
                    plate: style.plate
                )
            }
            for (index, line) in entry.heading.enumerated() {
                writer.label(line, x: left + 36, y: y + 20.5 + Double(index) * 17, bold)
            }
            let below = y + 22 + Double(entry.heading.count) * 17
            for (index, line) in entry.evidence.enumerated() {
                writer.label(line, x: left + 36, y: below + Double(index) * 17, name, colour: .muted)
            }
        }

        private var summary: String {
            guard let last = data.lines.first?.spells.last else { return "Nothing is on record." }
            return "\(data.ratings.count) ratings; since \(last.from.displayText): "
                + "\(ExhibitCell(last.state).words(data.levels).lowercased())."
        }
    }
}
