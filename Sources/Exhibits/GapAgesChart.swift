import Markup
import Provision

/// For how long gaps have been open.
public struct GapAges: Sendable {
    public var caption: ExhibitCaption
    /// Gaps whose opening was seen, each by its age in whole months.
    public var months: [Int]
    /// Gaps that were open when they were first looked at: at least so many months old.
    public var monthsAtLeast: [Int]
    /// Gaps of which nobody knows since when.
    public var unknown: Int

    public init(caption: ExhibitCaption, months: [Int], monthsAtLeast: [Int] = [], unknown: Int = 0) {
        self.caption = caption
        self.months = months
        self.monthsAtLeast = monthsAtLeast
        self.unknown = max(0, min(unknown, 1_000_000_000))
    }
}

/// Draws the ages of gaps as a histogram with bins of one width, gaps of unknown age apart.
public enum GapAgesChart {
    public static func svg(_ data: GapAges, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        let width = 760.0
        let plotHeight = 220.0
        let bins = Bins(data)
        let exact = LevelStyle(key: "exact", letter: "", fill: options.palette.colour(.none), palette: options.palette)
        let atLeast = LevelStyle(
            key: "at-least",
            letter: "≥",
            fill: options.palette.colour(.none),
            pattern: .diagonal,
            palette: options.palette
        )
        let unknown = LevelStyle(key: "unknown", letter: "?", fill: .pale, isBlank: true)
        var entries = [Legend.Entry(style: exact, name: "Opening was seen")]
        if !data.monthsAtLeast.isEmpty {
            entries.append(Legend.Entry(style: atLeast, name: "Open when first looked at: at least so old"))
        }
        if data.unknown > 0 { entries.append(Legend.Entry(style: unknown, name: "Age not known")) }
        let frame = ExhibitFrame(
            data.caption,
            options,
            form: "Histogram of the ages of gaps",
            summary: bins.summary,
            table: table(data),
            legend: Legend(entries: entries)
        )
        let isEmpty = bins.total == 0
        return frame.svg(width: width, height: isEmpty ? 30 : plotHeight + Axis.bandRoom + 46) { writer, left, top in
            guard !isEmpty else {
                writer.label("There is no gap to show.", x: left, y: top + 18, TextMeasure(size: 13))
                return
            }
            let plotTop = top + 24
            let scale = LinearScale(
                covering: [Double(max(bins.tallest, data.unknown)) * 1.08],
                from: plotTop + plotHeight,
                to: plotTop,
                wholeNumbers: true
            )
            let axisLeft = left + Axis.valuesRoom(scale)
            writer.label("Gaps", x: left, y: top + 8, Axis.text, colour: .muted)
            Axis.values(scale, left: axisLeft, right: left + width, to: &writer)
            let extra = data.unknown > 0 ? 2 : 0
            let step = min((width - (axisLeft - left) - 4) / Double(bins.counts.count + extra), 90)
            let bold = TextMeasure(size: 12, isBold: true)
            func column(_ x: Double, _ parts: [(count: Int, style: LevelStyle)], _ title: String) {
                var below = 0
                for part in parts where part.count > 0 {
                    let lower = scale.position(Double(below))
                    below += part.count
                    let upper = scale.position(Double(below))
                    writer.box(
                        x + 1,
                        upper,
                        step - 2,
                        lower - upper,
                        part.style,
                        title: "\(title): \(part.count)"
                    )
                }
                guard below > 0, bold.width(of: grouped(below)) <= step - 2 else { return }
                writer.label(
                    grouped(below),
                    x: x + step / 2,
                    y: scale.position(Double(below)) - 5,
                    bold,
                    anchor: .middle
                )
            }
            let base = plotTop + plotHeight
            for (index, count) in bins.counts.enumerated() {
                let x = axisLeft + 4 + Double(index) * step
                column(x, [(count.exact, exact), (count.atLeast, atLeast)], bins.words(index))
            }
            writer.rule(axisLeft, base, left + width, base, colour: .ink)
            // A histogram's marks stand at the edges of its bins.
            var free = -Double.infinity
            for edge in 0...bins.counts.count {
                let x = axisLeft + 4 + Double(edge) * step
                let words = bins.edge(edge)
                let half = Axis.text.width(of: words) / 2
                writer.rule(x, base, x, base + 4)
                guard x - half > free, x + half <= left + width else { continue }
                writer.label(words, x: max(x, left + half), y: base + 17, Axis.text, colour: .muted, anchor: .middle)
                free = x + half + 6
            }
            writer.label(
                "Age of the gap, \(bins.unit)",
                x: axisLeft,
                y: base + 40,
                Axis.text,
                colour: .muted
            )
            if data.unknown > 0 {
                let x = axisLeft + 4 + (Double(bins.counts.count) + 0.9) * step
                column(x, [(data.unknown, unknown)], "Age not known")
                let room = left + width - max(x, free)
                let lines = Axis.text.wrap("Not known", width: max(step, room, 40) - 2)
                for (index, line) in lines.enumerated() {
                    let half = Axis.text.width(of: line) / 2
                    writer.label(
                        line,
                        x: min(max(x + step / 2, free + half), left + width - half),
                        y: base + 17 + Double(index) * 14,
                        Axis.text,
                        colour: .muted,
                        anchor: .middle
                    )
                }
            }
        }
    }

    /// The same figures as a table.
    public static func table(_ data: GapAges) -> DataTable {
        let bins = Bins(data)
        return DataTable(
            caption: data.caption.title,
            columns: ["Age", "Opening was seen", "At least so old"],
            rows: bins.counts.enumerated().map { index, count in
                [bins.words(index), String(count.exact), String(count.atLeast)]
            } + (data.unknown > 0 ? [["Not known", String(data.unknown), ""]] : [])
        )
    }

    /// Ages in bins of one width, chosen so that there are at most twelve of them where months, quarters, half-years or years do.
    private struct Bins {
        let width: Int
        let counts: [(exact: Int, atLeast: Int)]
        let median: Int?
        let total: Int

        /// Ages are cut at a thousand years.
        private static let longest = 12_000

        init(_ data: GapAges) {
            let exact = data.months.map { min(max(0, $0), Self.longest) }
            let atLeast = data.monthsAtLeast.map { min(max(0, $0), Self.longest) }
            let oldest = max(exact.max() ?? 0, atLeast.max() ?? 0)
            let width = [1, 3, 6, 12, 24, 60, 120, 1_200].first { oldest / $0 < 12 } ?? 1_200
            var counts = [(exact: Int, atLeast: Int)](
                repeating: (0, 0),
                count: exact.isEmpty && atLeast.isEmpty ? 0 : oldest / width + 1
            )
            for age in exact { counts[age / width].exact += 1 }
            for age in atLeast { counts[age / width].atLeast += 1 }
            self.width = width
            self.counts = counts
            let all = (exact + atLeast).sorted()
            median = all.isEmpty ? nil : all[all.count / 2]
            total = all.count + max(0, data.unknown)
        }

        var tallest: Int { counts.map { $0.exact + $0.atLeast }.max() ?? 0 }
        var unit: String { width.isMultiple(of: 12) ? "years" : "months" }

        func edge(_ index: Int) -> String {
            let months = index * width
            return String(width.isMultiple(of: 12) ? months / 12 : months)
        }

        func words(_ index: Int) -> String { "\(edge(index)) to under \(edge(index + 1)) \(unit)" }

        var summary: String {
            guard let median else { return total == 0 ? "There is no gap." : "No gap's age is known." }
            return "\(total) gaps; half of those whose age is known have been open for \(median) months or more."
        }
    }
}
