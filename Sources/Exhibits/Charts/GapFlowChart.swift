import Markup
import Provision

/// Draws the number of open gaps as a line that steps from round to round: what opened stands above it in each round, what closed
/// hangs below it, and where the line goes on is what is open then.
public enum GapFlowChart {
    public static func svg(_ data: GapFlow, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        options.fitting { Chart(data: data, options: $0, styles: Styles(palette: $0.palette)).svg() }
    }

    /// The same figures as a table.
    public static func table(_ data: GapFlow) -> DataTable {
        let isCounted = data.holdsFirstSeen
        let hasRecord = data.rounds.contains { $0.inTheRecord != nil }
        return DataTable(
            caption: data.caption.title,
            columns: ["Round", "Open", "Opened", "Reopened", "Persisting", "Closed"]
                + (isCounted ? ["Open when first looked at"] : []) + (hasRecord ? ["Open in the record"] : []),
            rows: data.rounds.map { round in
                let counts = [round.open, round.opened, round.reopened, round.persisting, round.closed]
                return [round.label] + (counts + (isCounted ? [round.firstSeen] : [])).map { String($0) }
                    + (hasRecord ? [round.inTheRecord.map { String($0) } ?? ""] : [])
            }
        )
    }

    private struct Styles {
        let reopened, opened, closed: LevelStyle

        init(palette: Palette) {
            reopened = LevelStyle(
                key: "reopened",
                letter: "↺",
                fill: palette.colour(.partial),
                pattern: .dots,
                palette: palette
            )
            opened = LevelStyle(
                key: "opened",
                letter: "+",
                fill: palette.colour(.none),
                pattern: .diagonal,
                palette: palette
            )
            closed = LevelStyle(key: "closed", letter: "−", fill: palette.colour(.full), palette: palette)
        }

        func entries(for data: GapFlow) -> [Legend.Entry] {
            let hasReopened = data.rounds.contains { $0.reopened > 0 }
            return [Legend.Entry(style: opened, name: "Opened, above the line")]
                + (hasReopened ? [Legend.Entry(style: reopened, name: "Reopened")] : [])
                + [Legend.Entry(style: closed, name: "Closed, below the line")]
        }
    }

    private struct Chart {
        let data: GapFlow
        let options: ExhibitOptions
        let styles: Styles

        private let plotHeight = 250.0
        private let number = TextMeasure(size: 12)
        private let bold = TextMeasure(size: 12, isBold: true)
        private var width: Double { options.room(900) }

        init(data: GapFlow, options: ExhibitOptions, styles: Styles) {
            self.data = data
            self.options = options
            self.styles = styles
        }

        /// Gaps open before a round: nothing is known before the first.
        private func before(_ index: Int) -> Int? { index > 0 ? data.rounds[index - 1].open : nil }

        /// From the least the chart shows to the most, not from zero: the line tells the number, and only what stands on it is a length.
        private func scale(top: Double) -> LinearScale {
            var values: [Double] = []
            for (index, round) in data.rounds.enumerated() {
                values.append(Double(round.open))
                guard let before = before(index) else { continue }
                values += [Double(before + round.opened + round.reopened), Double(before - round.closed)]
            }
            let (low, high) = (values.min() ?? 0, values.max() ?? 0)
            return LinearScale(
                covering: values,
                from: top + plotHeight,
                to: top,
                includingZero: low <= high / 2,
                wholeNumbers: true,
                ticks: 4
            )
        }

        func svg() -> [UInt8] {
            let hasRecord = data.rounds.contains { $0.inTheRecord ?? 0 > 0 }
            let scale = scale(top: 0)
            let rows = hasRecord ? 2.0 : 1
            let frame = ExhibitFrame(
                data.caption.saying(data.finding),
                options,
                form:
                    "Line of the open gaps through the rounds, with bars of what opened above it and of what closed below it",
                summary: GapFlowChart.summary(data),
                table: GapFlowChart.table(data),
                legend: Legend(entries: data.rounds.count > 1 ? styles.entries(for: data) : []),
                notes: data.rounds.count > 1 && scale.lower > 0
                    ? ["The scale runs from \(scale.label(scale.lower)) to \(scale.label(scale.upper)), not from zero."]
                    : []
            )
            let height = 26 + plotHeight + Axis.bandRoom + rows * 20
            return frame.svg(width: width, height: data.rounds.isEmpty ? 30 : height) { writer, left, top in
                guard !data.rounds.isEmpty else {
                    writer.label("There is no round to show.", x: left, y: top + 18, TextMeasure(size: 13))
                    return
                }
                writer.label("Open gaps", x: left, y: top + 8, Axis.text, colour: .muted)
                draw(left: left, top: top + 26, hasRecord: hasRecord, to: &writer)
            }
        }

        private func draw(left: Double, top: Double, hasRecord: Bool, to writer: inout MarkupWriter) {
            let scale = scale(top: top)
            let names = ["Open"] + (hasRecord ? ["In the record"] : [])
            let axis = max(Axis.valuesRoom(scale), names.map { Axis.text.width(of: $0) }.max() ?? 0) + 6
            let (from, to) = (left + axis, left + width)
            Axis.values(scale, left: from, right: to, to: &writer)
            let bands = BandScale(count: data.rounds.count, from: from, to: to, padding: 0.45, widest: 60)
            var path: [String] = []
            for (index, round) in data.rounds.enumerated() {
                draw(round, at: index, bands, scale, to: &writer)
                // The line runs at what was open before, and steps where the round's bars stand.
                let y = scale.position(Double(before(index) ?? round.open))
                let start = bands.centre(index) - bands.step / 2
                path.append("\(index == 0 ? "M" : "L")\(length(start)) \(length(y))")
                path.append("H\(length(bands.centre(index) + bands.width / 2))")
                path.append("V\(length(scale.position(Double(round.open))))")
            }
            path.append("H\(length(to))")
            writer.path(path.joined(separator: " "), stroke: .ink, width: 2.5)
            let base = top + plotHeight
            Axis.bandNames(data.rounds.map(\.label), bands, y: base, left: left, right: to, to: &writer)
            let open = data.rounds.map(\.open)
            row(names[0], open, y: base + Axis.bandRoom + 12, left: left, bands, bold, .ink, to: &writer)
            guard hasRecord else { return }
            let record = data.rounds.map { $0.inTheRecord ?? 0 }
            row(names[1], record, y: base + Axis.bandRoom + 32, left: left, bands, number, .muted, to: &writer)
        }

        /// Numbers below the rounds: all of them where they fit, else every second, third, …, counted from the last.
        private func row(
            _ name: String,
            _ values: [Int],
            y: Double,
            left: Double,
            _ bands: BandScale,
            _ measure: TextMeasure,
            _ colour: Colour,
            to writer: inout MarkupWriter
        ) {
            writer.label(name, x: left, y: y, measure, colour: colour)
            let widest = values.map { measure.width(of: grouped($0)) }.max() ?? 0
            let every = max(1, Int(min((widest + 6) / max(bands.step, 0.01), 1e6).rounded(.up)))
            for (index, value) in values.enumerated() where (values.count - 1 - index).isMultiple(of: every) {
                writer.label(grouped(value), x: bands.centre(index), y: y, measure, colour: colour, anchor: .middle)
            }
        }

        private func draw(
            _ round: GapFlow.Round,
            at index: Int,
            _ bands: BandScale,
            _ scale: LinearScale,
            to writer: inout MarkupWriter
        ) {
            guard let before = before(index) else { return }
            func segment(_ style: LevelStyle, _ from: Int, _ to: Int, _ word: String) {
                let (one, other) = (scale.position(Double(from)), scale.position(Double(to)))
                guard from != to else { return }
                let title = "\(round.label): \(grouped(abs(to - from))) \(word)"
                writer.box(bands.left(index), min(one, other), bands.width, abs(one - other), style, title: title)
            }
            let opened = before + round.opened
            segment(styles.opened, before, opened, "opened")
            segment(styles.reopened, opened, opened + round.reopened, "reopened")
            segment(styles.closed, before, before - round.closed, "closed")
            func label(_ words: String, y: Double) {
                guard bold.width(of: words) <= bands.step - 4 else { return }
                writer.label(words, x: bands.centre(index), y: y, bold, anchor: .middle, plate: .paper)
            }
            let more = round.opened + round.reopened
            if more > 0 { label("+\(grouped(more))", y: scale.position(Double(before + more)) - 5) }
            if round.closed > 0 {
                label("−\(grouped(round.closed))", y: scale.position(Double(before - round.closed)) + 14)
            }
        }
    }

    private static func summary(_ data: GapFlow) -> String {
        guard let last = data.rounds.last else { return "There is no round to show." }
        guard data.rounds.count > 1 || last.firstSeen == 0 else {
            return
                "In the only round, \(last.label), \(last.open) gaps are open; what opened or closed the next will show."
        }
        return
            "In the last of \(data.rounds.count) rounds, \(last.label), \(last.open) gaps are open: \(last.opened) opened, "
            + "\(last.reopened) reopened, \(last.persisting) persisting; \(last.closed) closed."
    }
}
