import Markup
import Provision

/// Draws, for each service type of each group, the shares of children under each level as one bar of full width, the best
/// level first.
public enum ChildrenChart {
    public static func svg(_ data: ChildrenByLevel, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        options.fitting { Chart(data: data, options: $0).svg() }
    }

    /// The same figures as a table.
    public static func table(_ data: ChildrenByLevel) -> DataTable {
        DataTable(
            caption: data.caption.title,
            columns: ["Group", "Service type"] + data.levels.map(\.name) + ["Not rated or not expected"],
            rows: data.groups.flatMap { group in
                group.services.map { service in
                    [group.name, service.name]
                        + data.levels.indices.map { level in
                            String(service.children.indices.contains(level) ? service.children[level] : 0)
                        } + [String(service.others)]
                }
            }
        )
    }

    private struct Chart {
        let data: ChildrenByLevel
        let options: ExhibitOptions
        private let order: [Int]
        private let styles: [LevelStyle]
        private let labelWidth: Double

        private var width: Double { options.room(900) }
        private let rowHeight = 26.0
        private let headingHeight = 28.0
        private let axisHeight = 34.0
        private let name = TextMeasure(size: 13)
        private let heading = TextMeasure(size: 14, isBold: true)
        private var number: TextMeasure { options.text(11) }

        init(data: ChildrenByLevel, options: ExhibitOptions) {
            self.data = data
            self.options = options
            let levels = data.levels
            order = levels.placesBestFirst
            styles = levels.indices.map { LevelStyle(.level($0), in: levels, palette: options.palette) }
            let measure = name
            let widest = data.groups.flatMap(\.services).map { measure.width(of: $0.name) }.max() ?? 0
            labelWidth = min(max(widest, 100), min(280, options.room(900) * 0.42)) + 14
        }

        func svg() -> [UInt8] {
            let others = LevelStyle(.unrated, in: data.levels, palette: options.palette)
            var entries = order.map { Legend.Entry(style: styles[$0], name: data.levels[$0].name) }
            if data.groups.contains(where: { $0.services.contains { $0.others > 0 } }) {
                entries.append(Legend.Entry(style: others, name: "Not rated or not expected"))
            }
            let frame = ExhibitFrame(
                data.caption.saying(data.finding),
                options,
                form: "Bars of shares, one for each service type, in a chart for each group of areas",
                summary: summary,
                table: ChildrenChart.table(data),
                legend: Legend(entries: entries)
            )
            let height = data.groups.reduce(0) {
                $0 + headingHeight + Double($1.services.count) * rowHeight + axisHeight
            }
            return frame.svg(width: width, height: max(30, height)) { writer, left, top in
                guard !data.groups.isEmpty else {
                    writer.label("There is no area to show.", x: left, y: top + 18, name)
                    return
                }
                var y = top
                for group in data.groups {
                    writer.label(heading.shorten(group.name, width: width), x: left, y: y + 16, heading)
                    y += headingHeight
                    let scale = LinearScale(exactly: 0...100, from: left + labelWidth, to: left + width - 14)
                    let bottom = y + Double(group.services.count) * rowHeight
                    Axis.valuesBelow(scale, top: y, bottom: bottom, to: &writer)
                    for (index, service) in group.services.enumerated() {
                        draw(service, of: group.name, y: y + Double(index) * rowHeight, scale, others, to: &writer)
                    }
                    y = bottom + axisHeight
                }
                let words = "Share of children aged 0-4, %"
                let isBeside = Axis.text.width(of: words) < labelWidth - 8
                writer.label(
                    words,
                    x: left,
                    y: y - axisHeight + (isBeside ? 16 : 31),
                    Axis.text,
                    colour: .muted
                )
            }
        }

        private func draw(
            _ service: ChildrenByLevel.Service,
            of group: String,
            y: Double,
            _ scale: LinearScale,
            _ others: LevelStyle,
            to writer: inout MarkupWriter
        ) {
            writer.rowName(service.name, right: scale.start - 10, middle: y + 13, width: labelWidth - 12, name)
            let total = service.total
            guard total > 0 else {
                writer.label(
                    "Children not known",
                    x: scale.start + 6,
                    y: y + 17.5,
                    number,
                    colour: .muted,
                    plate: .paper
                )
                return
            }
            var before = 0
            func segment(_ count: Int, _ style: LevelStyle, _ words: String) {
                guard count > 0 else { return }
                let begin = scale.position(Double(before) * 100 / Double(total))
                before += count
                let end = scale.position(Double(before) * 100 / Double(total))
                let share = "\(grouped(Double(count) * 100 / Double(total)))%"
                writer.box(
                    begin,
                    y + 3,
                    end - begin,
                    rowHeight - 6,
                    style,
                    title:
                        "\(group), \(service.name): \(grouped(count)) of \(grouped(total)) children (\(share)), \(words)"
                )
                guard number.width(of: share) + 8 <= end - begin else { return }
                writer.label(
                    share,
                    x: (begin + end) / 2,
                    y: y + rowHeight / 2 + 4,
                    number,
                    colour: style.text,
                    anchor: .middle,
                    plate: style.plate
                )
            }
            for level in order where service.children.indices.contains(level) {
                segment(service.children[level], styles[level], data.levels[level].name.lowercased())
            }
            segment(service.others, others, "not rated or not expected")
        }

        private var summary: String {
            data.groups.map { group in
                let parts = group.services.map { service in
                    let full = data.levels.indices.filter {
                        data.levels[$0].closesGap && service.children.indices.contains($0)
                    }
                    .reduce(0) { $0 + service.children[$1] }
                    return
                        "\(service.name) \(service.total > 0 ? grouped(Double(full) * 100 / Double(service.total)) : "–")%"
                }
                return "\(group.name), children under full provision: \(parts.joined(separator: ", "))."
            }.joined(separator: " ")
        }
    }
}
