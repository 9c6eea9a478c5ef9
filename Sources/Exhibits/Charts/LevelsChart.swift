import Markup
public import Provision

/// Levels over rounds: in each round how many cells of each group (an ICS) were at each level.
public struct LevelsOverRounds: Sendable {
    public var caption: ExhibitCaption
    public var levels: [Level]
    /// In order of time.
    public var rounds: [String]
    public var groups: [Group]

    public struct Group: Sendable {
        public var name: String
        /// One for each round.
        public var counts: [LevelCounts]

        public init(name: String, counts: [LevelCounts]) {
            self.name = name
            self.counts = counts
        }
    }

    public init(caption: ExhibitCaption, levels: [Level], rounds: [String], groups: [Group]) {
        self.caption = caption
        self.levels = levels
        self.rounds = rounds
        self.groups = groups
    }
}

/// Draws levels over rounds as stacked bars, a small chart for each group.
///
/// The bars show shares, because rounds ask different numbers of areas, and the segments say them where there is room; how many
/// cells a bar is made of stands above it. The numbers of cells at each level are in the tooltips and in the table. Full provision stands on the base line and no provision hangs from the top, so that
/// both can be compared from round to round.
public enum LevelsChart {
    public static func svg(_ data: LevelsOverRounds, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        let chart = Chart(data: data, options: options)
        return chart.svg()
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

        private let width = 900.0
        private let plotHeight = 200.0
        private let panelGap = 36.0
        private let lettersRoom = 26.0
        private let name = TextMeasure(size: 14, isBold: true)
        private let number = TextMeasure(size: 11)
        private let letter = TextMeasure(size: 12, isBold: true)

        init(data: LevelsOverRounds, options: ExhibitOptions) {
            self.data = data
            self.options = options
        }

        /// From the base line upwards: the best level first, states outside the ranks between, no level at the very top.
        private var order: [CellState] {
            data.levels.placesBestFirst.map(CellState.level) + [.notExpected, .unrated]
        }

        private func isUsed(_ state: CellState) -> Bool {
            data.groups.contains { $0.counts.contains { $0.cells(at: state) > 0 } }
        }

        func svg() -> [UInt8] {
            let columns = data.groups.count > 1 ? (data.rounds.count > 40 ? 1 : 2) : 1
            let rows = (data.groups.count + columns - 1) / columns
            let panelWidth = (width - Double(columns - 1) * panelGap) / Double(columns)
            let names = data.groups.map { name.wrap($0.name, width: panelWidth, maxLines: 2) }
            let nameHeight = Double(names.map(\.count).max() ?? 1) * 18 + 38
            let panelHeight = nameHeight + plotHeight + Axis.bandRoom + 8
            let frame = ExhibitFrame(
                data.caption,
                options,
                form: "Stacked bars, one for each round, in a chart for each group of areas",
                summary: summary,
                table: LevelsChart.table(data),
                legend: Legend(levels: data.levels, palette: options.palette, isUsed: isUsed)
            )
            return frame.svg(width: width, height: max(30, Double(rows) * panelHeight)) { writer, left, top in
                if data.groups.isEmpty || data.rounds.isEmpty {
                    let what = data.rounds.isEmpty ? "round" : "area"
                    writer.label("There is no \(what) to show.", x: left, y: top + 18, TextMeasure(size: 13))
                    return
                }
                for (index, group) in data.groups.enumerated() {
                    let x = left + Double(index % columns) * (panelWidth + panelGap)
                    let y = top + Double(index / columns) * panelHeight
                    for (line, text) in names[index].enumerated() {
                        writer.label(text, x: x, y: y + 14 + Double(line) * 18, name)
                    }
                    writer.label(
                        "Share of cells, %; above each bar the number of cells",
                        x: x,
                        y: y + nameHeight - 22,
                        Axis.text,
                        colour: .muted
                    )
                    draw(group, x: x, y: y + nameHeight, width: panelWidth, to: &writer)
                }
            }
        }

        private func draw(
            _ group: LevelsOverRounds.Group,
            x: Double,
            y: Double,
            width: Double,
            to writer: inout MarkupWriter
        ) {
            let shares = LinearScale(covering: [0, 100], from: y + plotHeight, to: y, ticks: 5)
            let left = x + Axis.valuesRoom(shares)
            let right = x + width - lettersRoom
            Axis.values(shares, left: left, right: right, to: &writer)
            let bands = BandScale(count: data.rounds.count, from: left + 4, to: right, padding: 0.15, widest: 72)
            var ends: [(letter: String, y: Double)] = []
            for (round, counts) in zip(data.rounds, group.counts).enumerated().map({ ($0.offset, $0.element.1) }) {
                ends = []
                let total = order.reduce(0) { $0 + counts.cells(at: $1) }
                guard total > 0 else { continue }
                var below = 0
                for state in order {
                    let count = counts.cells(at: state)
                    guard count > 0 else { continue }
                    let lower = shares.position(Double(below) * 100 / Double(total))
                    below += count
                    let upper = shares.position(Double(below) * 100 / Double(total))
                    let style = LevelStyle(state, in: data.levels, palette: options.palette)
                    writer.box(
                        bands.left(round),
                        upper,
                        bands.width,
                        lower - upper,
                        style,
                        title:
                            "\(group.name), \(data.rounds[round]): \(words(state)) \(grouped(count)) of \(grouped(total)) (\(percent(count, of: total)))"
                    )
                    let figure = percent(count, of: total)
                    if lower - upper >= 15, number.width(of: figure) + 8 <= bands.width {
                        writer.label(
                            figure,
                            x: bands.centre(round),
                            y: (lower + upper) / 2 + 4,
                            number,
                            colour: style.text,
                            anchor: .middle,
                            plate: style.plate
                        )
                    }
                    ends.append((style.letter, (lower + upper) / 2))
                }
                if number.width(of: grouped(total)) + 2 <= bands.step {
                    writer.label(
                        grouped(total),
                        x: bands.centre(round),
                        y: y - 5,
                        number,
                        colour: .muted,
                        anchor: .middle
                    )
                }
            }
            // The letters of the last round's segments, beside it, moved apart where they would touch.
            let last = bands.left(data.rounds.count - 1) + bands.width
            for (letter, place) in zip(
                ends.map(\.letter),
                spread(ends.map(\.y), apart: 13, from: y + 6, to: y + plotHeight)
            ) {
                writer.label(
                    self.letter.shorten(letter, width: lettersRoom - 4),
                    x: last + 5,
                    y: place + 4,
                    self.letter
                )
            }
            Axis.bandNames(data.rounds, bands, y: y + plotHeight, left: x, right: x + width, to: &writer)
        }

        private func percent(_ count: Int, of total: Int) -> String {
            "\(Int((Double(count) * 100 / Double(total)).rounded()))%"
        }

        private func words(_ state: CellState) -> String {
            state.levelIndex.flatMap { data.levels.indices.contains($0) ? data.levels[$0].name.lowercased() : nil }
                ?? state.words(as: nil)
        }

        private var summary: String {
            guard let round = data.rounds.last else { return "There is no round to show." }
            let parts = data.groups.compactMap { group -> String? in
                guard let counts = group.counts.last else { return nil }
                let words = order.filter { counts.cells(at: $0) > 0 }.map {
                    "\(counts.cells(at: $0)) \(self.words($0))"
                }
                return "\(group.name): \(words.joined(separator: ", "))"
            }
            return "In the last of \(data.rounds.count) rounds, \(round): \(parts.joined(separator: "; "))."
        }
    }
}

extension LevelCounts {
    /// How many cells are in one state.
    func cells(at state: CellState) -> Int {
        guard let index = state.levelIndex else { return state == .notExpected ? notExpected : unrated }
        return levels.indices.contains(index) ? levels[index] : 0
    }
}

/// Places along a line, in descending order as segments from the base line upwards have them, moved so that neighbours are
/// at least so far apart and none lies outside.
func spread(_ places: [Double], apart: Double, from top: Double, to bottom: Double) -> [Double] {
    var result = places
    for index in result.indices {
        let highest = index == 0 ? bottom : result[index - 1] - apart
        result[index] = min(result[index], highest)
    }
    for index in result.indices.reversed() {
        let lowest = index == result.count - 1 ? top : result[index + 1] + apart
        result[index] = max(result[index], lowest)
    }
    return result
}
