import Markup
public import Provision

/// Which ages from conception to the fifth birthday are covered, by service type and area.
public struct AgeCoverage: Sendable {
    public var caption: ExhibitCaption
    public var services: [String]
    public var areas: [Area]

    public struct Area: Sendable {
        public var name: String
        /// For each service type the ages that some service covers; empty where none does.
        public var ages: [[AgeRange]]

        public init(name: String, ages: [[AgeRange]]) {
            self.name = name
            self.ages = ages
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

    /// The share of the months from conception to the fifth birthday that are covered, 0 to 1.
    static func share(_ ranges: [AgeRange]) -> Double {
        let months = merged(ranges).reduce(0) { $0 + $1.to - $1.from }
        return Double(months) / Double(AgeRange.fifthBirthday - AgeRange.conception)
    }
}

/// Draws, for each area and service type, the ages from conception to the fifth birthday as a track that is filled where a
/// service covers them.
public enum AgeCoverageChart {
    public static func svg(_ data: AgeCoverage, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        Chart(data: data, options: options).svg()
    }

    /// The same figures as a table: each cell the ages in months ("-9 to 24"), conception being -9.
    public static func table(_ data: AgeCoverage) -> DataTable {
        DataTable(
            caption: data.caption.title + " (ages in months from birth)",
            columns: ["Area"] + data.services + ["Any service"],
            rows: data.areas.map { area in
                [area.name]
                    + data.services.indices.map { index in
                        area.ages.indices.contains(index) ? months(area.ages[index]) : ""
                    } + [months(area.ages.flatMap { $0 })]
            }
        )
    }

    private static func months(_ ranges: [AgeRange]) -> String {
        AgeCoverage.merged(ranges).map { "\($0.from) to \($0.to)" }.joined(separator: "; ")
    }

    /// An age in words: "birth", "6 months", "2 years".
    private static func words(_ months: Int) -> String {
        switch months {
        case AgeRange.conception: "conception"
        case ..<0: "\(-months) months before birth"
        case 0: "birth"
        case let months where months.isMultiple(of: 12): months == 12 ? "1 year" : "\(months / 12) years"
        default: "\(months) months"
        }
    }

    private struct Chart {
        let data: AgeCoverage
        let options: ExhibitOptions

        private let columnWidth = 108.0
        private let rowHeight = 24.0
        private let name = TextMeasure(size: 13)
        private let tick = TextMeasure(size: 10)
        private let labelWidth: Double

        init(data: AgeCoverage, options: ExhibitOptions) {
            self.data = data
            self.options = options
            let measure = name
            labelWidth = min(max(data.areas.map { measure.width(of: $0.name) }.max() ?? 0, 100), 260) + 14
        }

        private var covered: LevelStyle {
            LevelStyle(key: "covered", letter: "", fill: options.palette.colour(.full), palette: options.palette)
        }
        private var empty: LevelStyle { LevelStyle(key: "empty", letter: "", fill: .pale) }

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
                    .init(style: covered, name: "Ages that a service covers"),
                    .init(style: empty, name: "Ages that none covers"),
                ]),
                notes: [
                    "Each line runs from conception (C) over birth (0) to the fifth birthday (5). "
                        + "Services whose ages are not recorded are not drawn."
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
                    for age in [AgeRange.conception, 0, 12, 24, 36, 48, 60] {
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
                        let ranges =
                            column == data.services.count
                            ? area.ages.flatMap { $0 } : area.ages.indices.contains(column) ? area.ages[column] : []
                        draw(
                            AgeCoverage.merged(ranges),
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
                exactly: Double(AgeRange.conception)...Double(AgeRange.fifthBirthday),
                from: x + 10,
                to: x + columnWidth - 10
            )
        }

        private func draw(
            _ ranges: [AgeRange],
            title: String,
            x: Double,
            y: Double,
            to writer: inout MarkupWriter
        ) {
            let scale = ages(x)
            let words =
                ranges.isEmpty
                ? "no age recorded as covered"
                : ranges.map { "\(AgeCoverageChart.words($0.from)) to \(AgeCoverageChart.words($0.to))" }
                    .joined(separator: "; ")
            writer.box(
                scale.start,
                y + 8,
                scale.end - scale.start,
                8,
                empty,
                title: "\(title): \(words)"
            )
            for range in ranges {
                let from = scale.position(Double(range.from))
                writer.box(
                    from,
                    y + 4,
                    scale.position(Double(range.to)) - from,
                    16,
                    covered,
                    title: "\(title): \(words)"
                )
            }
            let birth = scale.position(0)
            writer.rule(birth, y + 2, birth, y + 22, colour: .ink)
        }

        private var summary: String {
            let shares = data.services.indices.map { column in
                data.areas.map { AgeCoverage.share($0.ages.indices.contains(column) ? $0.ages[column] : []) }
            }
            let words = zip(data.services, shares).map { name, shares in
                "\(name): some age in \(shares.count { $0 > 0 }), every age in \(shares.count { $0 > 0.999 })"
            }
            return
                "Of \(data.areas.count) areas the ages from conception to the fifth birthday are covered as follows. "
                + words.joined(separator: "; ") + "."
        }
    }
}
