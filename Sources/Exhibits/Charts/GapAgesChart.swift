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

/// Draws the ages of gaps as a histogram with bins of one width. Gaps that were open when first looked at stand apart, in columns open
/// towards greater ages: how old they are nobody knows, only that they are no younger. Gaps of unknown age stand apart too.
public enum GapAgesChart {
    private static let bold = TextMeasure(size: 12, isBold: true)

    public static func svg(_ data: GapAges, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        let width = options.room(760)
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
            entries.append(Legend.Entry(style: atLeast, name: "Open when first looked at: so long, or longer"))
        }
        if data.unknown > 0 { entries.append(Legend.Entry(style: unknown, name: "Age not known")) }
        let frame = ExhibitFrame(
            data.caption.saying(data.finding),
            options,
            form: "Histogram of the ages of gaps",
            summary: bins.summary,
            table: table(data),
            legend: Legend(entries: entries)
        )
        guard bins.total > 0 else {
            return frame.svg(width: width, height: 30) { writer, left, top in
                writer.label("There is no gap to show.", x: left, y: top + 18, TextMeasure(size: 13))
            }
        }
        return frame.svg(width: width, height: plotHeight + Axis.bandRoom + 52) { writer, left, top in
            let plotTop = top + 24
            let scale = LinearScale(
                covering: [Double(max(bins.tallest, data.unknown)) * 1.08],
                from: plotTop + plotHeight,
                to: plotTop,
                wholeNumbers: true
            )
            let axisLeft = left + Axis.valuesRoom(scale)
            let base = plotTop + plotHeight
            writer.label("Gaps", x: left, y: top + 8, Axis.text, colour: .muted)
            Axis.values(scale, left: axisLeft, right: left + width, to: &writer)
            // Between the parts there is room for the names below them.
            let parts = [bins.counts.isEmpty, bins.open.isEmpty, data.unknown == 0].count { !$0 }
            let between = 34.0
            let columns = bins.counts.count + bins.open.count + (data.unknown > 0 ? 1 : 0)
            let room = width - (axisLeft - left) - 8 - Double(parts - 1) * between
            let step = min(room / Double(max(1, columns)), 90)
            var x = axisLeft + 4
            for (index, count) in bins.counts.enumerated() {
                let at = x + Double(index) * step
                column(at, step, count, exact, scale, "\(bins.words(index)): \(grouped(count))", to: &writer)
            }
            writer.rule(axisLeft, base, left + width, base, colour: .ink)
            var free = left
            if !bins.counts.isEmpty {
                // A histogram's marks stand at the edges of its bins.
                for edge in 0...bins.counts.count {
                    writer.rule(x + Double(edge) * step, base, x + Double(edge) * step, base + 4)
                    name(bins.edge(edge), at: x + Double(edge) * step, from: &free, to: left + width, base, &writer)
                }
                writer.label("Age, \(bins.unit)", x: axisLeft, y: base + 40, Axis.text, colour: .muted)
                x += Double(bins.counts.count) * step + between
            }
            if !bins.open.isEmpty {
                for (index, bin) in bins.open.enumerated() {
                    let at = x + Double(index) * step
                    let title = "\(bins.edge(bin.index)) \(bins.unit) or longer: \(grouped(bin.count))"
                    column(at, step, bin.count, atLeast, scale, isOpen: true, title, to: &writer)
                    let words = "\(bins.edge(bin.index))+"
                    name(words, at: at + step / 2, from: &free, to: left + width, base, &writer)
                }
                let words = "At least, \(bins.unit)"
                let end = left + width - Axis.text.width(of: words)
                writer.label(
                    words,
                    x: min(x, end),
                    y: base + (bins.counts.isEmpty || x - axisLeft > 110 ? 40 : 56),
                    Axis.text,
                    colour: .muted
                )
                x += Double(bins.open.count) * step + between
            }
            if data.unknown > 0 {
                column(x, step, data.unknown, unknown, scale, "Age not known: \(grouped(data.unknown))", to: &writer)
                name("Not known", at: x + step / 2, from: &free, to: left + width, base, &writer)
            }
        }
    }

    /// One column with its count above it. An open one ends in a point towards greater ages.
    private static func column(
        _ x: Double,
        _ step: Double,
        _ count: Int,
        _ style: LevelStyle,
        _ scale: LinearScale,
        isOpen: Bool = false,
        _ title: String,
        to writer: inout MarkupWriter
    ) {
        guard count > 0 else { return }
        let (lower, upper) = (scale.position(0), scale.position(Double(count)))
        let (left, right) = (x + 1, x + step - 1)
        if isOpen {
            let tip = min(14, step / 3)
            let corners = [
                (left, lower), (left, upper), (right - tip, upper), (right, (lower + upper) / 2), (right - tip, lower),
            ].map { TileGeometry.Point(x: $0.0, y: $0.1) }
            Hatching.fill(style, corners: corners, to: &writer) { fill, writer in
                writer.path(TileGeometry.path(corners), fill: fill, stroke: style.border, title: title)
            }
        } else {
            writer.box(left, upper, right - left, lower - upper, style, title: title)
        }
        guard bold.width(of: grouped(count)) <= step - 2 else { return }
        writer.label(grouped(count), x: x + step / 2, y: upper - 5, bold, anchor: .middle)
    }

    /// A name below the base line, left out where it would touch the one before; `free` is where that ends.
    private static func name(
        _ words: String,
        at centre: Double,
        from free: inout Double,
        to right: Double,
        _ base: Double,
        _ writer: inout MarkupWriter
    ) {
        let half = Axis.text.width(of: words) / 2
        let centre = min(centre, right - half)
        guard centre - half >= free else { return }
        writer.label(words, x: centre, y: base + 17, Axis.text, colour: .muted, anchor: .middle)
        free = centre + half + 6
    }

    /// The same figures as a table.
    public static func table(_ data: GapAges) -> DataTable {
        let bins = Bins(data)
        return DataTable(
            caption: data.caption.title,
            columns: ["Age", "Opening was seen", "Open when first looked at"],
            rows: bins.counts.enumerated().map { [bins.words($0), String($1), ""] }
                + bins.open.map { ["\(bins.edge($0.index)) \(bins.unit) or longer", "", String($0.count)] }
                + (data.unknown > 0 ? [["Not known", String(data.unknown), ""]] : [])
        )
    }

    /// Ages in bins of one width, chosen so that there are at most twelve of them where months, quarters, half-years or years do.
    private struct Bins {
        let width: Int
        /// Gaps whose opening was seen, bin by bin up to the oldest.
        let counts: [Int]
        /// Gaps that were open when first looked at, by the bin in which what is known of their age lies; only bins that hold some.
        let open: [(index: Int, count: Int)]
        let median: Int?
        let total: Int

        /// Ages are cut at a thousand years.
        private static let longest = 12_000

        init(_ data: GapAges) {
            let exact = data.months.map { min(max(0, $0), Self.longest) }
            let atLeast = data.monthsAtLeast.map { min(max(0, $0), Self.longest) }
            let oldest = max(exact.max() ?? 0, atLeast.max() ?? 0)
            let width = [1, 3, 6, 12, 24, 60, 120, 1_200].first { oldest / $0 < 12 } ?? 1_200
            var counts = [Int](repeating: 0, count: exact.max().map { $0 / width + 1 } ?? 0)
            for age in exact { counts[age / width] += 1 }
            self.width = width
            self.counts = counts
            open = Dictionary(grouping: atLeast) { $0 / width }.map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
            let all = (exact + atLeast).sorted()
            median = all.isEmpty ? nil : all[all.count / 2]
            total = all.count + max(0, data.unknown)
        }

        var tallest: Int { max(counts.max() ?? 0, open.map(\.count).max() ?? 0) }
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
