import Markup
import Provision

/// Draws funding that ends: a row for each service, a bar for each strand of money, a line at the day it is seen from.
public enum FundingChart {
    public static func svg(_ data: FundingTimeline, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        options.fitting { Chart(data: data, options: $0).svg() }
    }

    /// The same figures as a table.
    public static func table(_ data: FundingTimeline) -> DataTable {
        DataTable(
            caption: data.caption.title,
            columns: ["Service", "Detail", "Funding", "Funder", "From", "Until", "As of \(data.asOf)"],
            rows: data.services.flatMap { service in
                service.strands.map { strand in
                    [
                        service.name, service.detail, strand.kind.rawValue, strand.funder ?? "",
                        strand.from?.description ?? "", strand.until?.description ?? "",
                        Standing(strand, in: data).words(data.thresholds),
                    ]
                }
            }
        )
    }

    /// How a strand of funding stands on a day.
    private enum Standing: CaseIterable {
        case ended, endsSoon, endsLater, open

        init(_ strand: FundingTimeline.Strand, in data: FundingTimeline) {
            guard let until = strand.until else {
                self = .open
                return
            }
            let isSoon = data.thresholds.endsSoon(moneyUntil: until, asOf: data.asOf)
            self = until < data.asOf ? .ended : isSoon ? .endsSoon : .endsLater
        }

        func words(_ thresholds: GapThresholds) -> String {
            switch self {
            case .ended: "ended"
            case .endsSoon: "ends within \(counted(thresholds.fundingMonths, "month"))"
            case .endsLater: "ends later"
            case .open: "no end recorded"
            }
        }
    }

    private struct Chart {
        let data: FundingTimeline
        let options: ExhibitOptions

        private var width: Double { options.room(980) }
        private let barHeight = 18.0
        private var endRoom: Double { options.isNarrow ? 104 : 128 }
        private let name = TextMeasure(size: 13)
        private var small: TextMeasure { options.text(11) }
        private let kinds: [Provision.Service.Funding.Kind] = [.recurrent, .nonRecurrent, .pilot]

        init(data: FundingTimeline, options: ExhibitOptions) {
            self.data = data
            self.options = options
        }

        private func style(_ kind: Provision.Service.Funding.Kind) -> LevelStyle {
            switch kind {
            case .recurrent:
                LevelStyle(
                    key: "recurrent",
                    letter: "R",
                    fill: options.palette.colour(.full),
                    palette: options.palette
                )
            case .nonRecurrent:
                LevelStyle(
                    key: "non-recurrent",
                    letter: "N",
                    fill: options.palette.colour(.partial),
                    pattern: .diagonal,
                    palette: options.palette
                )
            case .pilot:
                LevelStyle(
                    key: "pilot",
                    letter: "P",
                    fill: options.palette.colour(.inDevelopment),
                    pattern: .dots,
                    palette: options.palette
                )
            }
        }

        private func words(_ kind: Provision.Service.Funding.Kind) -> String {
            switch kind {
            case .recurrent: "Recurrent"
            case .nonRecurrent: "Non-recurrent"
            case .pilot: "Pilot"
            }
        }

        private struct Row {
            let service: FundingTimeline.Service
            let lines: [String]
            let detail: [String]
            /// What stands above its bars.
            let above: Double
            let height: Double
        }

        private var labelWidth: Double {
            // In a column names stand above their bars.
            if options.isNarrow { return 14 }
            let widest = data.services.map { max(name.width(of: $0.name), small.width(of: $0.detail)) }.max() ?? 0
            return min(max(widest, 120), min(270, width * 0.3)) + 14
        }

        private func rows() -> [Row] {
            let room = options.isNarrow ? width : labelWidth - 14
            return data.services.map { service in
                let lines = name.wrap(service.name, width: room, maxLines: 2)
                let detail = small.wrap(service.detail, width: room, maxLines: 2)
                let text = Double(lines.count) * 16 + Double(detail.count) * 13
                let bars = Double(max(1, service.strands.count)) * (barHeight + 4)
                let above = options.isNarrow ? text + 4 : 0
                let height = options.isNarrow ? above + bars : max(text, bars)
                return Row(service: service, lines: lines, detail: detail, above: above, height: height + 12)
            }
        }

        func svg() -> [UInt8] {
            let rows = rows()
            let used = kinds.filter { kind in data.services.contains { $0.strands.contains { $0.kind == kind } } }
            let frame = ExhibitFrame(
                data.caption.saying(data.finding),
                options,
                form: "Chart with a row for each service and a bar for each strand of its funding through time",
                summary: summary,
                table: FundingChart.table(data),
                legend: Legend(entries: used.map { Legend.Entry(style: style($0), name: "\(words($0)) funding") }),
                notes: isOpenAnywhere
                    ? ["An arrow head stands where a day is not recorded: the bar then ends at the edge of the chart."]
                    : []
            )
            let height = rows.reduce(0) { $0 + $1.height } + 40
            return frame.svg(width: width, height: height) { writer, left, top in
                let plotLeft = left + labelWidth
                let plotRight = left + width - endRoom
                let days = data.services.flatMap(\.strands).flatMap { [$0.from, $0.until] }.compactMap { $0 }
                guard !rows.isEmpty,
                    let scale = TimeScale(
                        covering: days + [data.asOf],
                        from: plotLeft,
                        to: plotRight,
                        maxTicks: max(2, Int(width / 110))
                    )
                else {
                    writer.label("There is no service to show.", x: left, y: top + 18, TextMeasure(size: 13))
                    return
                }
                let plotTop = top + 34
                Axis.dates(scale, top: plotTop, bottom: top + height - 4, to: &writer)
                var y = plotTop
                for (index, row) in rows.enumerated() {
                    if index > 0 { writer.rule(left, y, left + width, y, colour: .grid) }
                    drawNames(row, left: left, top: y + 6, scale, to: &writer)
                    for (index, strand) in row.service.strands.enumerated() {
                        let top = y + 6 + row.above + Double(index) * (barHeight + 4)
                        drawBar(strand, of: row.service, y: top, scale, to: &writer)
                    }
                    y += row.height
                }
                let now = scale.position(data.asOf)
                if options.isNarrow {
                    // Past the names, which stand where the line would run.
                    var top = plotTop
                    for row in rows {
                        let from = top + 6 + row.above
                        writer.rule(now, from - 3, now, top + row.height - 3, colour: .ink, width: 1.5, dash: "5 3")
                        top += row.height
                    }
                } else {
                    writer.rule(now, plotTop - 2, now, y + 2, colour: .ink, width: 1.5, dash: "5 3")
                }
                let words = "As of \(data.asOf.displayText)"
                let half = Axis.heading.width(of: words) / 2
                writer.label(
                    words,
                    x: min(max(now, plotLeft + half), left + width - half),
                    y: plotTop - 22,
                    Axis.heading,
                    anchor: .middle
                )
                // Above the line, so that it strikes no text through.
                y = plotTop
                for row in rows {
                    for (index, strand) in row.service.strands.enumerated() {
                        drawWords(
                            strand,
                            y: y + 6 + row.above + Double(index) * (barHeight + 4),
                            scale,
                            to: &writer
                        )
                    }
                    y += row.height
                }
            }
        }

        private var isOpenAnywhere: Bool {
            data.services.contains { $0.strands.contains { $0.from == nil || $0.until == nil } }
        }

        private func drawNames(_ row: Row, left: Double, top: Double, _ scale: TimeScale, to writer: inout MarkupWriter)
        {
            var y = top + 13
            for line in row.lines {
                writer.label(line, x: left, y: y, name)
                y += 16
            }
            y -= 1
            for line in row.detail {
                writer.label(line, x: left, y: y, small, colour: .muted)
                y += 13
            }
            if row.service.strands.isEmpty {
                writer.label("No funding recorded", x: scale.start + 6, y: top + row.above + 14, small, colour: .muted)
            }
        }

        /// Where a strand begins and ends: at the edge of the chart where the day is not recorded.
        private func extent(_ strand: FundingTimeline.Strand, _ scale: TimeScale) -> (begin: Double, end: Double) {
            let begin = strand.from.map(scale.position) ?? scale.start
            return (begin, max(strand.until.map(scale.position) ?? scale.end, begin + 3))
        }

        private func drawBar(
            _ strand: FundingTimeline.Strand,
            of service: FundingTimeline.Service,
            y: Double,
            _ scale: TimeScale,
            to writer: inout MarkupWriter
        ) {
            let (begin, end) = extent(strand, scale)
            let style = style(strand.kind)
            let standing = Standing(strand, in: data)
            let funder = strand.funder.map { ", \($0)" } ?? ""
            let title =
                "\(service.name): \(words(strand.kind).lowercased()) funding\(funder), "
                + "from \(strand.from?.displayText ?? "a day not recorded") until \(strand.until?.displayText ?? "a day not recorded")"
                + " (\(standing.words(data.thresholds)))"
            // A bar that begins or ends on a day not recorded is pointed there.
            let tip = min(8, (end - begin) / 2)
            let (middle, bottom) = (y + barHeight / 2, y + barHeight)
            let left =
                strand.from == nil
                ? [(begin + tip, bottom), (begin, middle), (begin + tip, y)] : [(begin, bottom), (begin, y)]
            let right =
                strand.until == nil ? [(end - tip, y), (end, middle), (end - tip, bottom)] : [(end, y), (end, bottom)]
            let corners = (left + right).map { TileGeometry.Point(x: $0, y: $1) }
            Hatching.fill(style, corners: corners, to: &writer) { fill, writer in
                writer.path(TileGeometry.path(corners), fill: fill, stroke: style.border, title: title)
            }
        }

        private func drawWords(
            _ strand: FundingTimeline.Strand,
            y: Double,
            _ scale: TimeScale,
            to writer: inout MarkupWriter
        ) {
            let (begin, end) = extent(strand, scale)
            let style = style(strand.kind)
            let standing = Standing(strand, in: data)
            if end - begin > 26 {
                // Beside the line of the day it is seen from, not under it.
                let (middle, now) = ((begin + end) / 2, scale.position(data.asOf))
                let aside = middle < now ? max(now - 12, begin + 8) : min(now + 12, end - 8)
                writer.label(
                    style.letter,
                    x: abs(middle - now) < 9 ? aside : middle,
                    y: y + barHeight / 2 + 4,
                    TextMeasure(size: 11, isBold: true),
                    colour: style.text,
                    anchor: .middle,
                    plate: style.plate
                )
            }
            let words =
                switch standing {
                case .ended: "ended \(strand.until?.short ?? "")"
                case .endsSoon, .endsLater: "ends \(strand.until?.short ?? "")"
                case .open: strand.kind == .recurrent ? "no end recorded" : "end not recorded"
                }
            let measure = TextMeasure(size: 11, isBold: standing == .endsSoon)
            writer.label(
                words,
                x: end + 7,
                y: y + barHeight / 2 + 4,
                measure,
                colour: standing == .endsSoon ? .ink : .muted,
                plate: .paper
            )
        }

        private var summary: String {
            let strands = data.services.flatMap(\.strands)
            let counts = Standing.allCases.map { standing in
                "\(strands.count { Standing($0, in: data) == standing }) \(standing.words(data.thresholds))"
            }
            return "Of \(strands.count) strands of funding of \(data.services.count) services, seen from "
                + "\(data.asOf.displayText): \(counts.joined(separator: ", "))."
        }
    }
}

extension CalendarDate {
    /// `29 Feb 2024`.
    var short: String {
        let (year, month, day) = components
        return "\(day) \(Self.shortMonthNames[month - 1]) \(year)"
    }
}
