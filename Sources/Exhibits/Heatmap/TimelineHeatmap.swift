import Markup
import Provision

/// Draws levels through time: areas down, service types across, and in each cell a strip of its levels from the first round
/// to the last. Rounds of one level in a row are drawn as one bar with one letter.
public enum TimelineHeatmap {
    public static func svg(_ data: LevelHistory, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        Drawing(data: data, options: options).svg()
    }

    private struct Drawing {
        let data: LevelHistory
        let options: ExhibitOptions
        /// The width of one round in a strip: letters have room when there are few, glyphs always.
        let stepWidth: Double
        let columnWidth: Double
        private let labelWidth: Double
        /// Whether any cell has a sign below its letter.
        let hasSigns: Bool

        private let rowHeight = 32.0
        private let groupHeight = 30.0
        private let gap = 10.0
        private let name = TextMeasure(size: 13)
        private let bold = TextMeasure(size: 13, isBold: true)

        init(data: LevelHistory, options: ExhibitOptions) {
            self.data = data
            self.options = options.fine
            hasSigns = !data.qualifiers(services: Array(data.services.indices)).isEmpty
            let count = Double(max(1, data.rounds.count))
            let label = min(max(data.areas.map { TextMeasure(size: 13).width(of: $0.name) }.max() ?? 0, 120) + 14, 280)
            if options.width != nil {
                // As wide as there is room for, and a round no narrower than its sign needs.
                labelWidth = min(label, options.fine.room(900) * 0.22)
                let (whole, number) = (options.fine.room(900) - labelWidth, Double(max(1, data.services.count)))
                let wide = ColumnHeads(data.services, columnWidth: (whole / number).rounded(.down))
                let room = (whole - wide.overhang * 1.3) / number
                stepWidth = min(30, max(9, (room - gap) / count))
                columnWidth = max(room.rounded(.down), count * stepWidth + gap)
                return
            }
            labelWidth = label
            stepWidth = min(30, max(9, 96 / count))
            // Wide enough for the longest word of a heading, up to a point.
            let words = data.services.map { Axis.heading.widestPiece(of: $0) }.max() ?? 0
            let usual = max(86, count * stepWidth + gap, min(words.rounded(.up) + gap + 2, 150))
            columnWidth = usual
        }

        func svg() -> [UInt8] {
            let heads = ColumnHeads(data.services, columnWidth: columnWidth)
            let headingHeight = heads.height
            let groups = data.groups
            let hasHeadings = groups.contains { $0.name != nil }
            let isEmpty = data.areas.isEmpty || data.rounds.isEmpty || data.services.isEmpty
            let all = Array(data.services.indices)
            let frame = ExhibitFrame(
                data.caption.saying(data.finding(services: all)),
                options,
                form:
                    "Heatmap with a row for each area and a column for each service type; each cell a strip through the rounds",
                summary: summary,
                table: data.table(),
                legend: Legend(
                    levels: data.levels,
                    palette: options.palette,
                    qualifiers: data.qualifiers(services: all),
                    isUsed: { data.isUsed($0, services: all) }
                )
            )
            let width = labelWidth + Double(data.services.count) * columnWidth
            let directions = name.wrap(
                direction,
                width: max(width, ExhibitFrame.leastWidth(options)),
                longWords: .broken
            )
            let above = 14 + Double(directions.count) * 16
            let fullWidth = width + heads.overhang
            let height =
                isEmpty
                ? 30
                : above + headingHeight + Double(data.areas.count) * rowHeight
                    + (hasHeadings ? Double(groups.count) * groupHeight : 0) + 8
            return frame.svg(width: isEmpty ? width : fullWidth, height: height) { writer, left, top in
                guard !isEmpty else {
                    writer.label("There is no round, area or service type to show.", x: left, y: top + 18, name)
                    return
                }
                for (index, line) in directions.enumerated() {
                    writer.label(line, x: left, y: top + 12 + Double(index) * 16, name)
                }
                let tableTop = top + above + headingHeight
                for column in data.services.indices {
                    let x = left + labelWidth + Double(column) * columnWidth + (columnWidth - gap) / 2
                    heads.draw(column, centre: x, bottom: tableTop - 6, to: &writer)
                }
                var y = tableTop
                for group in groups {
                    if hasHeadings {
                        writer.rule(left, y + groupHeight - 5, left + width, y + groupHeight - 5)
                        let words = bold.shorten(group.name ?? "Other areas", width: max(width, 100))
                        writer.label(words, x: left, y: y + groupHeight - 11, bold)
                        y += groupHeight
                    }
                    for area in group.areas {
                        drawRow(data.areas[area], left: left, y: y, to: &writer)
                        y += rowHeight
                    }
                }
            }
        }

        private var direction: String {
            guard let first = data.rounds.first, let last = data.rounds.last, data.rounds.count > 1 else {
                return "There is one round only, \(data.rounds.first ?? "")."
            }
            return
                "Each strip runs from \(first) at its left to \(last) at its right, a step for each of \(data.rounds.count) rounds."
        }

        private var summary: String {
            let all = Array(data.services.indices)
            return "\(data.areas.count * all.count) cells through \(data.rounds.count) rounds; "
                + "\(data.changed(services: all)) are at another level in the last round than in the first."
        }

        private func drawRow(_ area: LevelHistory.Area, left: Double, y: Double, to writer: inout MarkupWriter) {
            writer.rowName(
                area.name,
                right: left + labelWidth - 10,
                middle: y + rowHeight / 2,
                width: labelWidth - 10,
                name
            )
            for service in data.services.indices {
                let x = left + labelWidth + Double(service) * columnWidth
                var first = 0
                for round in data.rounds.indices {
                    let isLast = round + 1 == data.rounds.count
                    guard isLast || area.cell(service, round + 1).state != area.cell(service, round).state else {
                        continue
                    }
                    drawRun(area, service, first...round, x: x, y: y, to: &writer)
                    first = round + 1
                }
            }
        }

        private func drawRun(
            _ area: LevelHistory.Area,
            _ service: Int,
            _ run: ClosedRange<Int>,
            x: Double,
            y: Double,
            to writer: inout MarkupWriter
        ) {
            let cell = area.cell(service, run.lowerBound)
            let style = LevelStyle(cell.state, in: data.levels, palette: options.palette)
            let left = x + Double(run.lowerBound) * stepWidth
            let width = Double(run.count) * stepWidth - 1
            let when =
                run.count == 1
                ? data.rounds[run.lowerBound] : "\(data.rounds[run.lowerBound]) to \(data.rounds[run.upperBound])"
            let plate = style.plate
            writer.element("g") { writer in
                let words = ExhibitCell(cell.state).words(data.levels)
                writer.element("title", text: "\(area.name), \(data.services[service]), \(when): \(words)")
                writer.box(left, y + 2, width, rowHeight - 4, style)
                let letter = options.text(style.letter.unicodeScalars.count > 1 ? 10 : 12, isBold: true)
                if letter.width(of: style.letter) + 5 <= width {
                    writer.label(
                        style.letter,
                        x: left + width / 2,
                        y: y + (hasSigns ? 17 : rowHeight / 2 + 4),
                        letter,
                        colour: style.text,
                        anchor: .middle,
                        plate: plate
                    )
                } else {
                    style.glyph.draw(
                        x: left + width / 2,
                        y: y + (hasSigns ? 13 : rowHeight / 2),
                        radius: 3,
                        colour: style.text,
                        plate: style.plate,
                        to: &writer
                    )
                }
                for round in run {
                    area.cell(service, round).qualifier?.draw(
                        x: x + (Double(round) + 0.5) * stepWidth - 0.5,
                        y: y + rowHeight - 8,
                        radius: 2.2,
                        colour: style.text,
                        plate: plate,
                        to: &writer
                    )
                }
            }
        }
    }
}
