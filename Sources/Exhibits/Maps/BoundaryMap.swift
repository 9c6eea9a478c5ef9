import Markup
import Provision

/// Draws levels on the areas' real shapes, a map for each service type, and a first one that names the areas.
public enum BoundaryMap {
    public static func svg(
        _ data: AreaLevels,
        boundaries: Boundaries,
        _ options: ExhibitOptions = ExhibitOptions()
    ) -> [UInt8] {
        options.fitting { Drawing(data: data, boundaries: boundaries, options: $0).svg() }
    }

    /// An area's shape on the drawing.
    private struct Shape {
        let path: String
        let rings: [[Boundaries.Point]]
        let place: LabelPlace?
    }

    private struct Drawing {
        let data: AreaLevels
        let options: ExhibitOptions
        let match: BoundaryMatch
        let remarks: [String]
        /// One for each area; nil where none was found.
        let shapes: [Shape?]
        let short: [String]
        let columns: Int
        let mapWidth: Double
        let mapHeight: Double

        private var fullWidth: Double { options.room(1_020) }
        private static let panelGap = 30.0
        /// The most points one shape is drawn with.
        private static let maxPoints = 6_000
        private let heading = TextMeasure(size: 13, isBold: true)

        init(data: AreaLevels, boundaries: Boundaries, options: ExhibitOptions) {
            self.data = data
            self.options = options
            match = BoundaryMatch(data.areas, in: boundaries)
            short = Abbreviations(data.areas.map(\.name)).short
            let used = match.features.map { $0.flatMap { boundaries.features[$0].polygons } }
            remarks = boundaries.remarks
            let shown = Boundaries(
                features: used.map { Boundaries.Feature(properties: [], polygons: $0) },
                isGeographic: boundaries.isGeographic
            )
            let projection = BoundaryProjection(shown)
            let projected = used.map { polygons in
                polygons.map { rings in rings.map { ring in ring.map(projection.project) } }
            }
            var (left, right) = (Double.infinity, -Double.infinity)
            var (top, bottom) = (Double.infinity, -Double.infinity)
            for point in projected.lazy.joined().joined().joined() {
                (left, right) = (min(left, point.x), max(right, point.x))
                (top, bottom) = (min(top, point.y), max(bottom, point.y))
            }
            // Three maps beside each other, two where there are many areas, none much taller than wide.
            let width = options.room(1_020)
            columns = options.isNarrow ? 1 : data.areas.count > 60 || width < 700 ? 2 : 3
            let room = (width - Double(columns - 1) * Self.panelGap) / Double(columns)
            let isEmpty = left > right
            let extent = isEmpty ? 1 : max(right - left, (bottom - top) / 1.4, 1e-12)
            let scale = room / extent
            mapWidth = room
            mapHeight = isEmpty ? 0 : (bottom - top) * scale
            shapes = projected.map { polygons in
                let scaled = polygons.map { rings in
                    rings.map { ring in
                        ring.map { Boundaries.Point(x: ($0.x - left) * scale, y: ($0.y - top) * scale) }
                    }
                }
                return Self.shape(scaled.flatMap(wound))
            }
        }

        /// Rings in units of the drawing, wound as their polygons are, simplified to what can be seen; nil without any.
        private static func shape(_ rings: [[Boundaries.Point]]) -> Shape? {
            let largest = rings.indices.max { doubleArea(rings[$0]) < doubleArea(rings[$1]) }
            let visible = rings.indices.filter { $0 == largest || doubleArea(rings[$0]) > 1 }
            let thin = visible.map { thinned(rings[$0]) }
            var leastArea = 0.6
            var simple = thin.map { simplified($0, leastArea: leastArea) }.filter { $0.count >= 3 }
            // A coast of millions of teeth is drawn with coarser ones.
            while simple.reduce(0, { $0 + $1.count }) > maxPoints, leastArea < 1e6 {
                leastArea *= 4
                simple = simple.map { simplified($0, leastArea: leastArea) }
                    .filter { $0.count >= 3 && doubleArea($0) > leastArea }
            }
            guard !simple.isEmpty else { return nil }
            let path = simple.map { ring in
                ring.enumerated().map { "\($0 == 0 ? "M" : "L")\(length($1.x)) \(length($1.y))" }.joined() + "Z"
            }
            return Shape(path: path.joined(), rings: simple, place: LabelPlace(simple))
        }

        /// Without points that stand within a quarter of a unit of the one before.
        private static func thinned(_ ring: [Boundaries.Point]) -> [Boundaries.Point] {
            var kept: [Boundaries.Point] = []
            for point in ring {
                if let last = kept.last, abs(point.x - last.x) < 0.25, abs(point.y - last.y) < 0.25 { continue }
                kept.append(point)
            }
            return kept.count < 4 ? ring : kept
        }

        private var notes: [String] {
            var notes: [String] = []
            if let property = match.property { notes.append("Boundaries found by the property '\(property)'.") }
            if !match.unmatchedAreas.isEmpty {
                notes.append("Without a boundary, and not drawn: \(match.unmatchedAreas.joined(separator: ", ")).")
            }
            for (beginning, names) in match.doubts { notes.append("\(beginning) \(names.joined(separator: ", ")).") }
            notes += remarks
            if zip(shapes, short).contains(where: { shape, short in
                shape.map { fittingText(short, room: $0.place?.room ?? 0) == nil } ?? false
            }) {
                notes.append("Areas too small for their short form go without; pointing at a shape names it.")
            }
            if !match.unmatchedFeatures.isEmpty {
                let names = match.unmatchedFeatures.prefix(12).joined(separator: ", ")
                let more = match.unmatchedFeatures.count > 12 ? " and \(match.unmatchedFeatures.count - 12) more" : ""
                notes.append("Boundaries of no area shown here: \(names)\(more).")
            }
            return notes
        }

        func svg() -> [UInt8] {
            let isEmpty = data.services.isEmpty || shapes.allSatisfy { $0 == nil }
            let names = ["The areas"] + data.services
            let lines = names.map { heading.wrap($0, width: mapWidth, maxLines: 3) }
            let nameHeight = Double(lines.map(\.count).max() ?? 1) * 17 + 12
            let panelHeight = nameHeight + mapHeight + 30
            let rows = (names.count + columns - 1) / columns
            let drawn = data.areas.indices.filter { shapes[$0] != nil }
            let key = AreaKey(
                areas: drawn.map { data.areas[$0] },
                short: drawn.map { short[$0] },
                width: fullWidth
            )
            let frame = ExhibitFrame(
                data.caption.saying(data.finding),
                options,
                form: "Maps of the areas' boundaries, one for each service type",
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
            return frame.svg(width: fullWidth, height: height) { writer, left, top in
                guard !isEmpty else {
                    writer.label(
                        "No boundary of the file belongs to an area shown here.",
                        x: left,
                        y: top + 18,
                        TextMeasure(size: 13)
                    )
                    return
                }
                writer.element("defs") { writer in
                    for (index, shape) in shapes.enumerated() {
                        guard let shape else { continue }
                        writer.empty("path") {
                            $0.attribute("id", shapeID(index))
                            $0.attribute("d", shape.path)
                            $0.attribute("fill-rule", "nonzero")
                        }
                        for (pattern, lines) in hatching(shape, of: data.areas[index]) {
                            writer.empty("path") {
                                $0.attribute("id", linesID(index, pattern))
                                $0.attribute("d", lines)
                                $0.attribute("fill", "none")
                            }
                        }
                    }
                }
                for panel in names.indices {
                    let x = left + Double(panel % columns) * (mapWidth + Self.panelGap)
                    let y = top + Double(panel / columns) * panelHeight
                    for (line, text) in lines[panel].enumerated() {
                        writer.label(text, x: x, y: y + 14 + Double(line) * 17, heading)
                    }
                    drawMap(panel == 0 ? nil : panel - 1, x: x, y: y + nameHeight, to: &writer)
                }
                key.draw(left: left, top: top + Double(rows) * panelHeight, to: &writer)
            }
        }

        private func shapeID(_ index: Int) -> String { "\(options.prefix)-area-\(index)" }

        private func linesID(_ index: Int, _ pattern: Level.Pattern) -> String {
            "\(shapeID(index))-\(pattern.rawValue)"
        }

        /// The patterns that some map shows an area in, and their lines inside its shape.
        private func hatching(_ shape: Shape, of area: AreaLevels.Area) -> [(Level.Pattern, lines: String)] {
            let used = Set(data.services.indices.map { style(area.cell($0)).pattern })
            let rings = shape.rings.map { ring in ring.map { TileGeometry.Point(x: $0.x, y: $0.y) } }
            return Level.Pattern.allCases.filter { used.contains($0) && $0 != .solid }
                .map { ($0, Hatching.lines($0, inside: rings)) }
        }

        private func style(_ cell: ExhibitCell) -> LevelStyle {
            LevelStyle(cell.state, in: data.levels, palette: options.palette)
        }

        /// Draws again at a place what the definitions hold. `xlink:href` is what renderers of SVG 1.1 know.
        private func use(
            _ id: String,
            x: Double,
            y: Double,
            title: String? = nil,
            to writer: inout MarkupWriter,
            attributes: (inout MarkupWriter) -> Void
        ) {
            writer.compact("use") { writer in
                writer.attribute("xlink:href", "#\(id)")
                writer.attribute("x", length: x)
                writer.attribute("y", length: y)
                attributes(&writer)
                if let title { writer.element("title", text: title) }
            }
        }

        /// - Parameter service: nil for the map that names the areas.
        private func drawMap(_ service: Int?, x: Double, y: Double, to writer: inout MarkupWriter) {
            let plain = LevelStyle(key: "area", letter: "", fill: .pale)
            for (index, shape) in shapes.enumerated() {
                guard shape != nil else { continue }
                let area = data.areas[index]
                let cell = service.map { area.cell($0) }
                let style = cell.map(style) ?? plain
                let title =
                    service.map { "\(area.name), \(data.services[$0]): \(data.words(area.cell($0)))" } ?? area.name
                use(shapeID(index), x: x, y: y, title: title, to: &writer) {
                    $0.attribute("fill", style.fill.hex)
                    $0.attribute("stroke", outline(style).hex)
                    $0.attribute("stroke-width", "0.7")
                    $0.attribute("stroke-dasharray", style.isBlank ? "3 2" : nil)
                    $0.attribute("stroke-linejoin", "round")
                }
                if style.pattern != .solid {
                    use(linesID(index, style.pattern), x: x, y: y, to: &writer) {
                        Hatching.stroke(style, to: &$0)
                        $0.attribute("pointer-events", "none")
                    }
                }
            }
            for (index, shape) in shapes.enumerated() {
                guard let place = shape?.place else { continue }
                let cell = service.map { data.areas[index].cell($0) }
                let style = cell.map(style) ?? plain
                drawLabel(
                    service == nil ? short[index] : style.letter,
                    cell,
                    style,
                    x: x + place.point.x,
                    y: y + place.point.y,
                    room: place.room,
                    to: &writer
                )
            }
        }

        /// Shapes lie side by side without a gap: light ones are outlined dark and dark ones light, so that of any two
        /// neighbours at least one stands out from the line between them.
        private func outline(_ style: LevelStyle) -> Colour {
            style.isBlank || style.key == "area" ? .edge : options.palette.border ?? style.text
        }

        /// The largest text whose box fits into a circle of a radius; nil where none does.
        private func fittingText(_ text: String, room: Double) -> TextMeasure? {
            [13.0, 11, 9].map(options.size).map { TextMeasure(size: $0, isBold: true) }.first { measure in
                let (width, height) = (measure.width(of: text), measure.size)
                return (width * width + height * height).squareRoot() / 2 <= room
            }
        }

        /// Writes a letter where it fits inside the shape, so that no two can touch; a glyph where only that does.
        private func drawLabel(
            _ letter: String,
            _ cell: ExhibitCell?,
            _ style: LevelStyle,
            x: Double,
            y: Double,
            room: Double,
            to writer: inout MarkupWriter
        ) {
            let plate = style.plate
            guard let fitting = fittingText(letter, room: room) else {
                if room > 3 {
                    style.glyph.draw(
                        x: x,
                        y: y,
                        radius: min(room - 1, 5),
                        colour: style.text,
                        plate: style.plate,
                        to: &writer
                    )
                }
                return
            }
            writer.label(
                letter,
                x: x,
                y: y + fitting.size * 0.35,
                fitting,
                colour: style.text,
                anchor: .middle,
                plate: plate
            )
            let offset = fitting.width(of: letter) / 2 + 6
            guard let qualifier = cell?.qualifier, offset + 4 <= room else { return }
            qualifier.draw(x: x + offset, y: y, radius: 2.6, colour: style.text, plate: plate, to: &writer)
        }
    }
}
