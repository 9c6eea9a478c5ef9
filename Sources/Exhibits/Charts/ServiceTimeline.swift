import Markup
import Provision

/// Draws one service type through time: areas down, rounds across, a level in each cell, and in the last row how many areas
/// had full provision.
public enum ServiceTimeline {
    /// - Parameter service: the service type's place among those of the data.
    public static func svg(
        _ data: LevelHistory,
        service: Int,
        _ options: ExhibitOptions = ExhibitOptions()
    ) -> [UInt8] {
        options.fitting { Drawing(data: data, service: service, options: $0).svg() }
    }

    private struct Drawing {
        let data: LevelHistory
        let service: Int
        let options: ExhibitOptions

        private let rowHeight = 28.0
        private let groupHeight = 30.0
        private let name = TextMeasure(size: 13)
        private let bold = TextMeasure(size: 13, isBold: true)

        init(data: LevelHistory, service: Int, options: ExhibitOptions) {
            self.data = data
            self.service = service
            self.options = options
        }

        private var labelWidth: Double {
            min(
                max(data.areas.map { name.width(of: $0.name) }.max() ?? 0, options.isNarrow ? 100 : 170) + 14,
                options.isNarrow ? 110 : 280
            )
        }

        /// Few rounds have room for their names; many get narrow columns.
        private var columnWidth: Double {
            min(76, max(28, (options.room(1_000) - labelWidth - 40) / Double(max(1, data.rounds.count))))
        }

        func svg() -> [UInt8] {
            let isEmpty = data.areas.isEmpty || data.rounds.isEmpty || !data.services.indices.contains(service)
            let groups = data.groups
            let hasHeadings = groups.contains { $0.name != nil }
            var caption = data.caption
            if data.services.indices.contains(service) { caption.title = "\(data.services[service]): \(caption.title)" }
            caption = caption.saying(data.finding(services: data.services.indices.contains(service) ? [service] : []))
            let frame = ExhibitFrame(
                caption,
                options,
                form: "Heatmap with a row for each area and a column for each round",
                summary: summary,
                table: data.table(services: [service]),
                legend: Legend(
                    levels: data.levels,
                    palette: options.palette,
                    qualifiers: data.qualifiers(services: [service]),
                    isUsed: { data.isUsed($0, services: [service]) }
                )
            )
            let width = labelWidth + Double(data.rounds.count) * columnWidth + 40
            let height =
                isEmpty
                ? 30
                : Axis.bandRoom + Double(data.areas.count + 1) * rowHeight
                    + (hasHeadings ? Double(groups.count) * groupHeight : 0) + 14
            return frame.svg(width: width, height: height) { writer, left, top in
                guard !isEmpty else {
                    writer.label("There is no round, area or service type to show.", x: left, y: top + 18, name)
                    return
                }
                let tableLeft = left + labelWidth
                let tableRight = tableLeft + Double(data.rounds.count) * columnWidth
                let bands = BandScale(count: data.rounds.count, from: tableLeft, to: tableRight, padding: 0)
                Axis.bandNames(data.rounds, bands, y: top, left: left, right: tableRight + 40, to: &writer)
                var y = top + Axis.bandRoom
                for group in groups {
                    if hasHeadings {
                        writer.rule(left, y + groupHeight - 5, tableRight, y + groupHeight - 5)
                        let words = bold.shorten(group.name ?? "Other areas", width: tableRight - left)
                        writer.label(words, x: left, y: y + groupHeight - 11, bold)
                        y += groupHeight
                    }
                    for area in group.areas {
                        drawRow(data.areas[area], right: tableLeft - 10, y: y, bands, to: &writer)
                        y += rowHeight
                    }
                }
                drawTotals(right: tableLeft - 10, y: y + 6, bands, to: &writer)
            }
        }

        private func drawRow(
            _ area: LevelHistory.Area,
            right: Double,
            y: Double,
            _ bands: BandScale,
            to writer: inout MarkupWriter
        ) {
            writer.rowName(area.name, right: right, middle: y + rowHeight / 2, width: labelWidth - 10, name)
            for round in data.rounds.indices {
                let cell = area.cell(service, round)
                let style = LevelStyle(cell.state, in: data.levels, palette: options.palette)
                let plate = style.plate
                let width = columnWidth - 2
                let x = bands.left(round) + 1
                writer.element("g") { writer in
                    writer.element("title", text: "\(area.name), \(data.rounds[round]): \(cell.words(data.levels))")
                    writer.box(x, y + 1, width, rowHeight - 2, style, radius: 2)
                    let letter = options.text(style.letter.unicodeScalars.count > 1 ? 10 : 13, isBold: true)
                    // A sign stands beside the letter or, in narrow columns, below it.
                    let isBelow = cell.qualifier != nil && columnWidth < 44
                    let isBeside = cell.qualifier != nil && !isBelow
                    let centre = bands.centre(round) - (isBeside ? 5 : 0)
                    let base = y + (isBelow ? 15.5 : 18.5)
                    if letter.width(of: style.letter) + (isBeside ? 16 : 4) <= width {
                        writer.label(
                            style.letter,
                            x: centre,
                            y: base,
                            letter,
                            colour: style.text,
                            anchor: .middle,
                            plate: plate
                        )
                    } else {
                        style.glyph.draw(
                            x: centre,
                            y: base - 4.5,
                            radius: isBelow ? 4 : 5,
                            colour: style.text,
                            plate: style.plate,
                            to: &writer
                        )
                    }
                    cell.qualifier?.draw(
                        x: isBelow ? centre : x + width - 8,
                        y: isBelow ? y + rowHeight - 6.5 : y + rowHeight / 2,
                        radius: 2.6,
                        colour: style.text,
                        plate: plate,
                        to: &writer
                    )
                }
            }
        }

        private func drawTotals(right: Double, y: Double, _ bands: BandScale, to writer: inout MarkupWriter) {
            writer.rule(right - labelWidth + 10, y, bands.left(data.rounds.count - 1) + columnWidth, y)
            writer.rowName(
                "Areas with full provision",
                right: right,
                middle: y + 14,
                width: labelWidth - 10,
                Axis.heading
            )
            for round in data.rounds.indices {
                let figure = "\(full(round))"
                guard Axis.heading.width(of: figure) <= columnWidth - 4 else { continue }
                writer.label(figure, x: bands.centre(round), y: y + 18, Axis.heading, anchor: .middle)
            }
        }

        private func full(_ round: Int) -> Int {
            data.areas.count { area in
                area.cell(service, round).state.levelIndex.map {
                    data.levels.indices.contains($0) && data.levels[$0].closesGap
                } ?? false
            }
        }

        private var summary: String {
            guard data.services.indices.contains(service), !data.rounds.isEmpty else {
                return "There is nothing to show."
            }
            return "Areas with full provision, of \(data.areas.count): "
                + data.rounds.indices.map { "\(data.rounds[$0]) \(full($0))" }.joined(separator: ", ")
                + ". \(data.changed(services: [service])) areas are at another level in the last round than in the first."
        }
    }
}
