import Markup
import Provision

/// Draws levels as tile maps: a small map for each service type, a tile for each area, laid out by rough geography.
public enum TileMap {
    /// - Parameter layout: where tiles stand; nil for the areas' own tiles or, where none has one, reading order.
    ///   Areas that it does not place stand in rows below the map, and are named.
    public static func svg(
        _ data: AreaLevels,
        layout: TileLayout? = nil,
        _ options: ExhibitOptions = ExhibitOptions()
    ) -> [UInt8] {
        options.fitting { Drawing(data: data, layout: layout, options: $0).svg() }
    }

    private struct Drawing {
        let data: AreaLevels
        let options: ExhibitOptions
        let geometry: TileGeometry
        /// Each area's centre, seen from the map's upper left corner.
        let centres: [TileGeometry.Point]
        let mapWidth: Double
        let mapHeight: Double
        let short: [String]
        let notes: [String]

        private var fullWidth: Double { options.room(1_040) }
        private let panelGap = 34.0
        private let heading = TextMeasure(size: 13, isBold: true)
        private var small: TextMeasure { options.text(11) }
        private var shortText: TextMeasure { options.text(10) }

        init(data: AreaLevels, layout: TileLayout?, options: ExhibitOptions) {
            self.data = data
            self.options = options
            let ids = data.areas.map { $0.words.first ?? $0.name }
            let layout = layout ?? TileLayout(of: data.areas) ?? TileLayout(inReadingOrder: ids)
            let short = Abbreviations(data.areas.map(\.name)).short
            self.short = short
            let shortText = options.text(10)
            let widest = short.map { shortText.width(of: $0) }.max() ?? 0
            let geometry = TileGeometry(shape: layout.shape, size: max(40, widest + 10))
            self.geometry = geometry

            // What the layout does not place stands in rows below it.
            var places = data.areas.map { layout.place(of: $0.words) }
            let placed = places.compactMap { $0 }
            let firstColumn = placed.map(\.column).min() ?? 0
            let columns = max(4, (placed.map(\.column).max() ?? 0) - firstColumn + 1)
            var next = 0
            let firstRow = (placed.map(\.row).max() ?? -2) + 2
            for index in places.indices where places[index] == nil {
                places[index] = TileLayout.Place(column: firstColumn + next % columns, row: firstRow + next / columns)
                next += 1
            }
            let missing = data.areas.indices.filter { layout.place(of: data.areas[$0].words) == nil }
            notes =
                missing.isEmpty
                ? []
                : [
                    "Not placed by the layout, and shown below the map: \(missing.map { data.areas[$0].name }.joined(separator: ", "))."
                ]
            let raw = places.compactMap { $0 }.map { geometry.centre($0) }
            let corners = raw.flatMap { geometry.corners($0) }
            let (left, top) = (corners.map(\.x).min() ?? 0, corners.map(\.y).min() ?? 0)
            centres = raw.map { TileGeometry.Point(x: $0.x - left, y: $0.y - top) }
            mapWidth = (corners.map(\.x).max() ?? 0) - left
            mapHeight = (corners.map(\.y).max() ?? 0) - top
        }

        func svg() -> [UInt8] {
            let panelWidth = max(mapWidth, 170)
            let columns = max(1, min(data.services.count, Int((fullWidth + panelGap) / (panelWidth + panelGap))))
            let width = max(Double(columns) * (panelWidth + panelGap) - panelGap, options.room(760))
            let names = data.services.map { heading.wrap($0, width: panelWidth, maxLines: 3) }
            let nameHeight = Double(names.map(\.count).max() ?? 1) * 17 + 24
            let rows = (data.services.count + columns - 1) / columns
            let panelHeight = nameHeight + mapHeight + 30
            let key = AreaKey(areas: data.areas, short: short, width: width)
            let isEmpty = data.areas.isEmpty || data.services.isEmpty
            let frame = ExhibitFrame(
                data.caption.saying(data.finding),
                options,
                form: "Tile maps, one for each service type, with a tile for each area",
                summary: data.summary,
                table: data.table,
                legend: Legend(
                    levels: data.levels,
                    palette: options.palette,
                    qualifiers: data.qualifiers,
                    isUsed: data.isUsed
                ),
                notes: notes
            )
            let height = isEmpty ? 30 : Double(rows) * panelHeight + key.height
            return frame.svg(width: width, height: height) { writer, left, top in
                guard !isEmpty else {
                    writer.label(
                        "There is no area or no service type to show.",
                        x: left,
                        y: top + 18,
                        TextMeasure(size: 13)
                    )
                    return
                }
                for service in data.services.indices {
                    let x = left + Double(service % columns) * (panelWidth + panelGap)
                    let y = top + Double(service / columns) * panelHeight
                    for (line, text) in names[service].enumerated() {
                        writer.label(text, x: x, y: y + 14 + Double(line) * 17, heading)
                    }
                    let counts = data.counts(service).map { state, count in
                        "\(count) \(LevelStyle(state, in: data.levels).letter)"
                    }
                    writer.label(
                        small.shorten(counts.joined(separator: ", "), width: panelWidth),
                        x: x,
                        y: y + 14 + Double(names[service].count) * 17,
                        small,
                        colour: .muted
                    )
                    drawMap(service, x: x, y: y + nameHeight, to: &writer)
                }
                key.draw(left: left, top: top + Double(rows) * panelHeight, to: &writer)
            }
        }

        private func drawMap(_ service: Int, x: Double, y: Double, to writer: inout MarkupWriter) {
            let moved = centres.map { TileGeometry.Point(x: $0.x + x, y: $0.y + y) }
            for (index, centre) in moved.enumerated() {
                let area = data.areas[index]
                drawTile(
                    area.cell(service),
                    short[index],
                    at: centre,
                    "\(area.name), \(data.services[service])",
                    to: &writer
                )
            }
            let tiles = zip(moved, data.areas).map { (centre: $0, group: $1.group) }
            let sides = geometry.divides(tiles).map { first, second in
                "M\(length(first.x)) \(length(first.y)) L\(length(second.x)) \(length(second.y))"
            }
            guard !sides.isEmpty else { return }
            writer.path(sides.joined(separator: " "), stroke: .ink, width: 2.5)
        }

        private func drawTile(
            _ cell: ExhibitCell,
            _ short: String,
            at centre: TileGeometry.Point,
            _ title: String,
            to writer: inout MarkupWriter
        ) {
            let style = LevelStyle(cell.state, in: data.levels, palette: options.palette)
            let plate = style.plate
            writer.element("g") { writer in
                writer.element("title", text: "\(title): \(data.words(cell))")
                let corners = geometry.corners(centre, inset: 1.5)
                Hatching.fill(style, corners: corners, to: &writer) { fill, writer in
                    writer.path(
                        TileGeometry.path(corners),
                        fill: fill,
                        stroke: style.border,
                        dash: style.isBlank ? "3 2" : nil
                    )
                }
                writer.label(
                    short,
                    x: centre.x,
                    y: centre.y - 4,
                    shortText,
                    colour: style.text,
                    anchor: .middle,
                    plate: plate
                )
                let letterText = TextMeasure(size: style.letter.unicodeScalars.count > 1 ? 11 : 13, isBold: true)
                if letterText.width(of: style.letter) <= geometry.size - 18 {
                    writer.label(
                        style.letter,
                        x: centre.x,
                        y: centre.y + 12,
                        letterText,
                        colour: style.text,
                        anchor: .middle,
                        plate: plate
                    )
                } else {
                    style.glyph.draw(
                        x: centre.x,
                        y: centre.y + 8,
                        radius: 5,
                        colour: style.text,
                        plate: style.plate,
                        to: &writer
                    )
                }
                cell.qualifier?.draw(
                    x: centre.x + min(letterText.width(of: style.letter) / 2 + 5.5, geometry.size / 2 - 5),
                    y: centre.y + 8,
                    radius: 2.6,
                    colour: style.text,
                    plate: plate,
                    to: &writer
                )
            }
        }
    }
}

/// The key from short forms to names, under a heading for each group, in columns.
struct AreaKey {
    private struct Item {
        let x: Double
        let y: Double
        let short: String?
        let text: String
    }

    private let items: [Item]
    let height: Double

    private static let text = TextMeasure(size: 12)
    private static let bold = TextMeasure(size: 12, isBold: true)

    init(areas: [AreaLevels.Area], short: [String], width: Double) {
        let shortWidth = (short.map { Self.bold.width(of: $0) }.max() ?? 0) + 8
        let widest = areas.map { Self.text.width(of: $0.name) }.max() ?? 0
        let columnWidth = shortWidth + min(widest, 260) + 20
        let columns = max(1, Int((width + 20) / columnWidth))
        var order: [String?] = []
        for area in areas where !order.contains(area.group) { order.append(area.group) }
        var items: [Item] = []
        var y = 0.0
        for group in order {
            if let group {
                items.append(Item(x: 0, y: y, short: nil, text: Self.bold.shorten(group, width: width)))
                y += 18
            }
            let members = areas.indices.filter { areas[$0].group == group }
            let rows = (members.count + columns - 1) / columns
            for (place, index) in members.enumerated() {
                items.append(
                    Item(
                        x: Double(place / max(1, rows)) * columnWidth,
                        y: y + Double(place % max(1, rows)) * 17,
                        short: short[index],
                        text: Self.text.shorten(areas[index].name, width: columnWidth - shortWidth - 10)
                    )
                )
            }
            y += Double(rows) * 17 + 8
        }
        self.items = items
        height = y + 4
        self.shortWidth = shortWidth
    }

    private let shortWidth: Double

    func draw(left: Double, top: Double, to writer: inout MarkupWriter) {
        for item in items {
            guard let short = item.short else {
                writer.label(item.text, x: left + item.x, y: top + item.y + 12, Self.bold)
                continue
            }
            writer.label(short, x: left + item.x, y: top + item.y + 12, Self.bold)
            writer.label(item.text, x: left + item.x + shortWidth, y: top + item.y + 12, Self.text)
        }
    }
}
