import Markup
public import Provision

/// Which ages from conception to the fifth birthday are served, by service type and area: served, not served, or not known.
public struct AgeCoverage: Sendable {
    public var caption: ExhibitCaption
    public var services: [String]
    public var areas: [Area]

    public struct Area: Sendable {
        public var name: String
        /// For each service type the ages served.
        public var ages: [ServedAges]

        public init(name: String, ages: [ServedAges]) {
            self.name = name
            self.ages = ages
        }

        /// Those of one service type, by its place.
        func ages(_ column: Int) -> ServedAges {
            ages.indices.contains(column) ? ages[column] : ServedAges(mayBeMore: true)
        }

        /// Those of all service types together.
        var anyAges: ServedAges {
            ServedAges(ages.flatMap(\.known), mayBeMore: ages.contains(where: \.mayBeMore))
        }
    }

    /// The ages that something serves.
    public struct ServedAges: Hashable, Sendable {
        /// The stretches that are known to be served.
        public var known: [AgeRange]
        /// Whether the other ages may be served too: nobody has said. Otherwise they are not served.
        public var mayBeMore: Bool

        public init(_ known: [AgeRange] = [], mayBeMore: Bool = false) {
            self.known = known
            self.mayBeMore = mayBeMore
        }
    }

    public init(caption: ExhibitCaption, services: [String], areas: [Area]) {
        self.caption = caption
        self.services = services
        self.areas = areas
    }

    /// Stretches of age put together: in order, none touching another, cut at conception and the fifth birthday.
    static func merged(_ ranges: [AgeRange]) -> [AgeRange] {
        let cut = ranges.compactMap { AgeRange(from: $0.from, to: min($0.to, AgeRange.fifthBirthday)) }
        var result: [AgeRange] = []
        for range in cut.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
            if let last = result.last, range.from <= last.to,
                let joined = AgeRange(from: last.from, to: max(last.to, range.to))
            {
                result[result.count - 1] = joined
            } else {
                result.append(range)
            }
        }
        return result
    }

    /// The share of the months from conception to the fifth birthday that are served, 0 to 1.
    static func share(_ ranges: [AgeRange]) -> Double {
        let months = merged(ranges).reduce(0) { $0 + $1.to.months - $1.from.months }
        return months / (AgeRange.fifthBirthday.months - AgeRange.conception.months)
    }
}

/// Draws, for each area and service type, the ages from conception to the fifth birthday as a track that is filled where they are
/// served, thin where they are not, and hatched where nobody has said.
public enum AgeCoverageChart {
    public static func svg(_ data: AgeCoverage, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        Chart(data: data, options: options).svg()
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

    private struct Chart {
        let data: AgeCoverage
        let options: ExhibitOptions

        private let columnWidth: Double
        private let rowHeight = 24.0
        private let name = TextMeasure(size: 13)
        private let tick = TextMeasure(size: 10)
        private let labelWidth: Double

        init(data: AgeCoverage, options: ExhibitOptions) {
            self.data = data
            self.options = options
            let measure = name
            labelWidth = min(max(data.areas.map { measure.width(of: $0.name) }.max() ?? 0, 100), 260) + 14
            let words = data.services.map { Axis.heading.widestPiece(of: $0) }.max() ?? 0
            columnWidth = max(108, min(words.rounded(.up) + 10, 160))
        }

        private var served: LevelStyle {
            LevelStyle(key: "served", letter: "", fill: options.palette.colour(.full), palette: options.palette)
        }
        private var unserved: LevelStyle { LevelStyle(key: "unserved", letter: "", fill: .pale) }
        private var unknown: LevelStyle {
            LevelStyle(key: "unknown", letter: "?", fill: .paper, pattern: .diagonal, isBlank: true)
        }

        func svg() -> [UInt8] {
            let columns = data.services + ["Any service"]
            let headings = columns.map { Axis.heading.wrap($0, width: columnWidth - 8) }
            let headingHeight = Double(headings.map(\.count).max() ?? 1) * 15 + 24
            let width = labelWidth + Double(columns.count) * columnWidth
            let height = data.areas.isEmpty ? 30 : headingHeight + Double(data.areas.count) * rowHeight + 8
            let frame = ExhibitFrame(
                data.caption,
                options,
                form: "Table of small age lines, a row for each area and a column for each service type",
                summary: summary,
                table: AgeCoverageChart.table(data),
                legend: Legend(entries: [
                    .init(style: served, name: "Served"), .init(style: unserved, name: "Not served"),
                    .init(style: unknown, name: "Not known"),
                ]),
                notes: [
                    "Each line runs from conception (C) over birth (0) to the fifth birthday (5).",
                    "Where no service of a type is on record, its rating tells: full provision serves the ages that the type is for, "
                        + "and no provision or a plan serves none; of some provision, or without a rating, the ages are not known.",
                ]
            )
            return frame.svg(width: width, height: height) { writer, left, top in
                guard !data.areas.isEmpty else {
                    writer.label("There is no area to show.", x: left, y: top + 18, TextMeasure(size: 13))
                    return
                }
                for (column, lines) in headings.enumerated() {
                    let x = left + labelWidth + Double(column) * columnWidth
                    for (index, line) in lines.enumerated() {
                        let y = top + headingHeight - 24 - Double(lines.count - 1 - index) * 15
                        writer.label(line, x: x + columnWidth / 2, y: y, Axis.heading, anchor: .middle)
                    }
                    let scale = ages(x)
                    for age in [-9, 0, 12, 24, 36, 48, 60] {
                        writer.label(
                            age < 0 ? "C" : String(age / 12),
                            x: scale.position(Double(age)),
                            y: top + headingHeight - 6,
                            tick,
                            colour: .muted,
                            anchor: .middle
                        )
                    }
                }
                for (row, area) in data.areas.enumerated() {
                    let y = top + headingHeight + Double(row) * rowHeight
                    writer.label(
                        name.shorten(area.name, width: labelWidth - 10),
                        x: left + labelWidth - 10,
                        y: y + 15,
                        name,
                        anchor: .end
                    )
                    for column in columns.indices {
                        draw(
                            column == data.services.count ? area.anyAges : area.ages(column),
                            title: "\(area.name), \(columns[column])",
                            x: left + labelWidth + Double(column) * columnWidth,
                            y: y,
                            to: &writer
                        )
                    }
                }
            }
        }

        private func ages(_ x: Double) -> LinearScale {
            LinearScale(
                exactly: AgeRange.conception.months...AgeRange.fifthBirthday.months,
                from: x + 10,
                to: x + columnWidth - 10
            )
        }

        private func draw(
            _ ages: AgeCoverage.ServedAges,
            title: String,
            x: Double,
            y: Double,
            to writer: inout MarkupWriter
        ) {
            let scale = self.ages(x)
            let ranges = AgeCoverage.merged(ages.known)
            let words = AgeCoverageChart.words(ages) {
                "\(AgeCoverageChart.words($0.from)) to \(AgeCoverageChart.words($0.to))"
            }
            if ages.mayBeMore {
                writer.box(scale.start, y + 5, scale.end - scale.start, 14, unknown, title: "\(title): \(words)")
            } else {
                writer.box(scale.start, y + 8, scale.end - scale.start, 8, unserved, title: "\(title): \(words)")
            }
            for range in ranges {
                let from = scale.position(range.from.months)
                writer.box(
                    from,
                    y + 4,
                    scale.position(range.to.months) - from,
                    16,
                    served,
                    title: "\(title): \(words)"
                )
            }
            let birth = scale.position(0)
            writer.rule(birth, y + 2, birth, y + 22, colour: .ink)
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
