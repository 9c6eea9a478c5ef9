import Markup
import Provision

/// Draws, for each area and service type, whether the ages from conception to the fifth birthday are served, served in part or not
/// served, each with its own look; what nobody has said stands apart, blank. What is served in part says which ages where there is room.
public enum AgeCoverageChart {
    public static func svg(_ data: AgeCoverage, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        Chart(data: data, options: options.fine).svg()
    }

    /// The same figures as a table: each cell the ages in months ("-9 to 24"), or weeks or days where they are stated so ("6w to 6"), conception being -9, and what is not known.
    public static func table(_ data: AgeCoverage) -> DataTable {
        DataTable(
            caption: data.caption.title + " (ages in months from birth)",
            columns: ["Area"] + data.services + ["Any service"],
            rows: data.areas.map { area in
                [area.name] + (data.services.indices.map(area.ages) + [area.anyAges]).map(months)
            }
        )
    }

    private static func months(_ ages: AgeCoverage.ServedAges) -> String {
        words(ages) { "\($0.from) to \($0.to)" }
    }

    /// "0 to 24; others not known", "not known", "none".
    private static func words(_ ages: AgeCoverage.ServedAges, _ words: (AgeRange) -> String) -> String {
        let ranges = AgeCoverage.merged(ages.known)
        guard !ranges.isEmpty else { return ages.mayBeMore ? "not known" : "none" }
        let isOpen = ages.mayBeMore && AgeCoverage.share(ranges) < 1
        return ranges.map(words).joined(separator: "; ") + (isOpen ? "; others not known" : "")
    }

    /// An age in words: "birth", "6 months", "2 years".
    private static func words(_ age: Age) -> String {
        guard let months = age.wholeMonths, months > 0, months.isMultiple(of: 12) else { return age.displayText }
        return months == 12 ? "1 year" : "\(months / 12) years"
    }

    /// An age in a few letters: "C" for conception, years, else months: "C", "0", "6m", "2".
    private static func short(_ age: Age) -> String? {
        guard let months = age.wholeMonths else { return nil }
        if months < 0 { return months == -9 ? "C" : nil }
        return months.isMultiple(of: 12) ? String(months / 12) : "\(months)m"
    }

    /// "C–2": one stretch in a few letters; nil for several.
    private static func short(_ ranges: [AgeRange]) -> String? {
        guard ranges.count == 1, let range = ranges.first, let from = short(range.from), let to = short(range.to) else {
            return nil
        }
        return "\(from)–\(to)"
    }

    private enum Serving: CaseIterable {
        case whole, part, none, unknown

        init(_ ages: AgeCoverage.ServedAges) {
            let share = AgeCoverage.share(ages.known)
            self = share >= 1 ? .whole : share > 0 ? .part : ages.mayBeMore ? .unknown : .none
        }

        var name: String {
            switch self {
            case .whole: "Every age served"
            case .part: "Served in part"
            case .none: "Not served"
            case .unknown: "Not known"
            }
        }
    }

    private struct Chart {
        let data: AgeCoverage
        let options: ExhibitOptions
        private var text: TextMeasure { options.text(11, isBold: true) }

        init(data: AgeCoverage, options: ExhibitOptions) {
            self.data = data
            self.options = options
        }

        private func style(_ serving: Serving) -> LevelStyle {
            let palette = options.palette
            return switch serving {
            case .whole:
                LevelStyle(
                    key: "served",
                    letter: "",
                    fill: palette.colour(.full),
                    glyph: .disc(share: 1),
                    palette: palette
                )
            case .part:
                LevelStyle(
                    key: "part",
                    letter: "",
                    fill: palette.colour(.partial),
                    pattern: .dots,
                    glyph: .disc(share: 0.5),
                    palette: palette
                )
            case .none:
                LevelStyle(
                    key: "unserved",
                    letter: "",
                    fill: palette.colour(.none),
                    pattern: .diagonal,
                    glyph: .cross,
                    palette: palette
                )
            case .unknown: LevelStyle(key: "unknown", letter: "?", fill: .paper, isBlank: true)
            }
        }

        private func ages(_ area: AgeCoverage.Area, _ column: Int) -> AgeCoverage.ServedAges {
            column == data.services.count ? area.anyAges : area.ages(column)
        }

        func svg() -> [UInt8] {
            // With one service type the sum says the same again.
            let columns = data.services.count == 1 ? data.services : data.services + ["Any service"]
            let found = Set(
                data.areas.flatMap { area in columns.indices.map { Serving(ages(area, $0)) } }
            )
            let grid = AreaGrid(
                rows: [AreaGrid.Group(heading: nil, names: data.areas.map(\.name))],
                columns: [AreaGrid.Group(heading: nil, names: data.services)]
                    + (columns.count > data.services.count
                        ? [AreaGrid.Group(heading: nil, names: ["Any service"])] : []),
                least: options.width == nil ? 46 : 24,
                most: 64,
                options
            )
            let frame = ExhibitFrame(
                data.caption.saying(data.finding),
                options,
                form: "Table with a row for each area and a column for each service type",
                summary: summary,
                table: AgeCoverageChart.table(data),
                legend: Legend(
                    entries: Serving.allCases.filter(found.contains).map { .init(style: style($0), name: $0.name) }
                ),
                notes: [
                    "Ages run from conception (C) over birth (0) to the fifth birthday (5); C–2 is from conception to the second birthday.",
                    "Where no service of a type is on record, its rating tells: full provision serves the ages that the type is for, "
                        + "and no provision or a plan serves none; of some provision, or without a rating, the ages are not known.",
                ]
            )
            let height = data.areas.isEmpty ? 30 : grid.height
            return frame.svg(width: data.areas.isEmpty ? 0 : grid.width, height: height) { writer, left, top in
                guard !data.areas.isEmpty else {
                    writer.label("There is no area to show.", x: left, y: top + 18, TextMeasure(size: 13))
                    return
                }
                grid.draw(left: left, top: top, to: &writer) { row, column, x, y, writer in
                    let area = data.areas[row]
                    draw(
                        ages(area, column),
                        title: "\(area.name), \(columns[column])",
                        x: x + 1,
                        y: y + 1,
                        width: grid.columnWidth - 2,
                        to: &writer
                    )
                }
            }
        }

        private func draw(
            _ ages: AgeCoverage.ServedAges,
            title: String,
            x: Double,
            y: Double,
            width: Double,
            to writer: inout MarkupWriter
        ) {
            let height = AreaGrid.rowHeight - 2
            let serving = Serving(ages)
            let style = style(serving)
            let words = AgeCoverageChart.words(ages) {
                "\(AgeCoverageChart.words($0.from)) to \(AgeCoverageChart.words($0.to))"
            }
            writer.box(x, y, width, height, style, radius: 2, title: "\(title): \(words)")
            let short = serving == .part ? AgeCoverageChart.short(AgeCoverage.merged(ages.known)) : nil
            if let letters = serving == .unknown ? "?" : short, text.width(of: letters) <= width - 4 {
                writer.label(
                    letters,
                    x: x + width / 2,
                    y: y + height / 2 + 4,
                    text,
                    colour: serving == .unknown ? .muted : style.text,
                    anchor: .middle,
                    plate: style.plate
                )
            } else {
                style.glyph.draw(
                    x: x + width / 2,
                    y: y + height / 2,
                    radius: 5,
                    colour: style.text,
                    plate: style.plate,
                    to: &writer
                )
            }
        }

        private var summary: String {
            let words = data.services.enumerated().map { column, name in
                let cells = data.areas.map { $0.ages(column) }
                let shares = cells.map { AgeCoverage.share($0.known) }
                let open = zip(cells, shares).count { $0.mayBeMore && $1 < 1 }
                return "\(name): some age in \(shares.count { $0 > 0 }), every age in \(shares.count { $0 == 1 })"
                    + (open == 0 ? "" : ", not all known in \(open)")
            }
            return
                "Of \(data.areas.count) areas the ages from conception to the fifth birthday are served as follows. "
                + words.joined(separator: "; ") + "."
        }
    }
}
