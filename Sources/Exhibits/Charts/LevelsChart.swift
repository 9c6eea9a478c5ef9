import Markup
import Provision

/// Draws levels over rounds as small multiples: for each group a row of charts, one for each level, with a column for each round.
///
/// The columns show shares, because rounds ask different numbers of areas; all charts of a picture have one scale, so that they can be
/// held against each other. The first and the last share are written; how many cells they are of stands beside the group's name. The
/// numbers of cells at each level are in the tooltips and in the table.
public enum LevelsChart {
    public static func svg(_ data: LevelsOverRounds, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        options.fitting { Chart(data: data, options: $0).svg() }
    }

    /// The same figures as a table.
    public static func table(_ data: LevelsOverRounds) -> DataTable {
        let states = LevelStyle.states(of: data.levels)
        let names = data.levels.map(\.name) + [CellState.notExpected, .unrated].map { $0.name(as: nil) }
        return DataTable(
            caption: data.caption.title,
            columns: ["Group", "Round"] + names,
            rows: data.groups.flatMap { group in
                zip(data.rounds, group.counts).map { round, counts in
                    [group.name, round] + states.map { String(counts.cells(at: $0)) }
                }
            }
        )
    }

    private struct Chart {
        let data: LevelsOverRounds
        let options: ExhibitOptions

        private var width: Double { options.room(900) }
        private let plotHeight = 96.0
        private let panelGap = 12.0
        private let headHeight = 34.0
        private let footHeight = 26.0
        private let name = TextMeasure(size: 14, isBold: true)
        private let panelName = TextMeasure(size: 12)
        private let figure = TextMeasure(size: 12, isBold: true)
        private let letter = TextMeasure(size: 11, isBold: true)

        init(data: LevelsOverRounds, options: ExhibitOptions) {
            self.data = data
            self.options = options
        }

        /// The best level first, then what stands outside the scale, where it occurs.
        private var states: [CellState] {
            data.levels.placesBestFirst.map(CellState.level) + [.notExpected, .unrated].filter(isUsed)
        }

        private func isUsed(_ state: CellState) -> Bool {
            data.groups.contains { $0.counts.contains { $0.cells(at: state) > 0 } }
        }

        private func total(_ counts: LevelCounts) -> Int {
            LevelStyle.states(of: data.levels).reduce(0) { $0 + counts.cells(at: $1) }
        }

        func svg() -> [UInt8] {
            let states = states
            let most = max(1, Int((width + panelGap) / ((options.isNarrow ? 132 : 90) + panelGap)))
            let columns = max(1, min(states.count, most))
            let lanes = (states.count + columns - 1) / columns
            let panelWidth = (width - Double(columns - 1) * panelGap) / Double(columns)
            let panelHeight = headHeight + plotHeight + footHeight
            let names = data.groups.map { name.wrap("\($0.name), \(cells($0))", width: width, maxLines: 3) }
            let heights = names.map { Double($0.count) * 18 + 8 + Double(lanes) * panelHeight + 10 }
            var legend = Legend(entries: [])
            legend.others = states.map { LevelStyle($0, in: data.levels, palette: options.palette) }
            let frame = ExhibitFrame(
                data.caption.saying(data.finding),
                options,
                form: "Small column charts, one for each level in each group of areas, with a column for each round",
                summary: summary,
                table: LevelsChart.table(data),
                legend: legend,
                notes: data.rounds.isEmpty || data.groups.isEmpty
                    ? [] : ["Columns are shares of cells, an area and a service type each, and all have one scale."]
            )
            return frame.svg(width: width, height: max(30, heights.reduce(0, +))) { writer, left, top in
                if data.groups.isEmpty || data.rounds.isEmpty {
                    let what = data.rounds.isEmpty ? "round" : "area"
                    writer.label("There is no \(what) to show.", x: left, y: top + 18, TextMeasure(size: 13))
                    return
                }
                var y = top
                for (group, (lines, height)) in zip(data.groups, zip(names, heights)) {
                    for (line, text) in lines.enumerated() {
                        writer.label(text, x: left, y: y + 14 + Double(line) * 18, name)
                    }
                    let base = y + Double(lines.count) * 18 + 8
                    for (index, state) in states.enumerated() {
                        draw(
                            state,
                            of: group,
                            x: left + Double(index % columns) * (panelWidth + panelGap),
                            y: base + Double(index / columns) * panelHeight,
                            width: panelWidth,
                            to: &writer
                        )
                    }
                    y += height
                }
            }
        }

        /// "70 cells", "70 to 90 cells".
        private func cells(_ group: LevelsOverRounds.Group) -> String {
            let totals = group.counts.map(total).filter { $0 > 0 }
            guard let least = totals.min(), let most = totals.max() else { return "no cells" }
            return least == most ? counted(most, "cell") : "\(grouped(least)) to \(counted(most, "cell"))"
        }

        /// The greatest share of any level in any round, so that all charts have one scale.
        private var greatest: Double {
            let shares = data.groups.flatMap(\.counts).flatMap { counts -> [Double] in
                let total = total(counts)
                return total == 0 ? [] : states.map { Double(counts.cells(at: $0)) / Double(total) }
            }
            return max(shares.max() ?? 0, 0.05)
        }

        private func draw(
            _ state: CellState,
            of group: LevelsOverRounds.Group,
            x: Double,
            y: Double,
            width: Double,
            to writer: inout MarkupWriter
        ) {
            let style = LevelStyle(state, in: data.levels, palette: options.palette)
            writer.box(x, y + 2, 22, 16, style, radius: 2)
            if letter.width(of: style.letter) <= 18 {
                writer.label(
                    style.letter,
                    x: x + 11,
                    y: y + 14,
                    letter,
                    colour: style.text,
                    anchor: .middle,
                    plate: style.plate
                )
            }
            let lines = panelName.wrap(begun(words(state)), width: width - 26, maxLines: 2)
            for (index, line) in lines.enumerated() {
                let base = lines.count == 1 ? y + 14 : y + 9 + Double(index) * 13
                writer.label(line, x: x + 27, y: base, panelName)
            }
            let (plotTop, base) = (y + headHeight, y + headHeight + plotHeight)
            let bands = BandScale(count: data.rounds.count, from: x, to: x + width, padding: 0.2, widest: 40)
            let shares = group.counts.prefix(data.rounds.count).map { counts -> Double? in
                let total = total(counts)
                return total == 0 ? nil : Double(counts.cells(at: state)) / Double(total)
            }
            // Room for a figure above the tallest.
            let scale = LinearScale(exactly: 0...greatest * 1.2, from: base, to: plotTop)
            for (round, share) in shares.enumerated() {
                guard let share else { continue }
                let counts = group.counts[round]
                let title =
                    "\(group.name), \(data.rounds[round]): \(words(state)) \(grouped(counts.cells(at: state))) of "
                    + "\(grouped(total(counts))) (\(percentInWords(share, of: 1)))"
                let height = base - scale.position(share)
                plain(style, bands.left(round), base - height, bands.width, height, title, to: &writer)
            }
            writer.rule(x, base, x + width, base, colour: .edge)
            writeEnds(shares, bands, scale, left: x, right: x + width, to: &writer)
            writeRounds(bands, left: x, right: x + width, y: base, to: &writer)
        }

        /// A column in the colour of its level: the chart's own name tells which it is, so that no pattern need.
        private func plain(
            _ style: LevelStyle,
            _ x: Double,
            _ y: Double,
            _ width: Double,
            _ height: Double,
            _ title: String,
            to writer: inout MarkupWriter
        ) {
            guard height > 0 else { return }
            writer.box(
                x,
                y,
                width,
                height,
                fill: style.isBlank ? Colour.pale.hex : style.fill.hex,
                border: style.isBlank ? .edge : style.border,
                title: title
            )
        }

        /// The first share and the last, each above its column; the last alone where both have no room.
        private func writeEnds(
            _ shares: [Double?],
            _ bands: BandScale,
            _ scale: LinearScale,
            left: Double,
            right: Double,
            to writer: inout MarkupWriter
        ) {
            var free = -Double.infinity
            let known = shares.indices.filter { shares[$0] != nil }
            guard let first = known.first, let last = known.last else { return }
            for index in first == last ? [last] : [first, last] {
                guard let share = shares[index] else { continue }
                let text = "\(grouped((share * 100).rounded()))%"
                let half = figure.width(of: text) / 2
                let centre = min(max(bands.centre(index), left + half), right - half)
                if index == last, centre - half < free { continue }
                // Above every column that it reaches over.
                let below = shares.indices.filter { abs(bands.centre($0) - centre) < half + bands.width / 2 }
                let tallest = below.compactMap { shares[$0] }.max() ?? share
                writer.label(text, x: centre, y: scale.position(tallest) - 4, figure, anchor: .middle)
                free = centre + half + 2
            }
        }

        /// The first round's name and the last's.
        private func writeRounds(
            _ bands: BandScale,
            left: Double,
            right: Double,
            y: Double,
            to writer: inout MarkupWriter
        ) {
            guard let first = data.rounds.first, let last = data.rounds.last else { return }
            let room = (right - left - 8) / (data.rounds.count > 1 ? 2 : 1)
            func label(_ text: String, _ index: Int) {
                let text = Axis.text.shorten(text, width: room)
                let half = Axis.text.width(of: text) / 2
                let centre = min(max(bands.centre(index), left + half), right - half)
                writer.label(text, x: centre, y: y + 15, Axis.text, colour: .muted, anchor: .middle)
            }
            if data.rounds.count == 1 { return label(first, 0) }
            label(first, 0)
            label(last, data.rounds.count - 1)
        }

        private func words(_ state: CellState) -> String {
            state.levelIndex.flatMap { data.levels.indices.contains($0) ? data.levels[$0].name.lowercased() : nil }
                ?? state.words(as: nil)
        }

        private var summary: String {
            guard let round = data.rounds.last else { return "There is no round to show." }
            let parts = data.groups.compactMap { group -> String? in
                guard let counts = group.counts.last else { return nil }
                let words = states.filter { counts.cells(at: $0) > 0 }.map {
                    "\(counts.cells(at: $0)) \(self.words($0))"
                }
                return "\(group.name): \(words.joined(separator: ", "))"
            }
            return "In the last of \(data.rounds.count) rounds, \(round): \(parts.joined(separator: "; "))."
        }
    }
}
