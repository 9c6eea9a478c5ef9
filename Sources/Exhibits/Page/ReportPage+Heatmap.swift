import Markup
import Provision

/// The heatmap as a table: one that reads well as it stands, prints, and becomes a grid of cells to open once the script runs.
extension ReportPage {
    /// Beyond this many cells patterns are printed simply.
    private static let maxPatternedCells = 600
    /// Beyond this many columns headings stand upright and cells are small.
    private static let maxRoomyColumns = 16

    func writeHeatmap(to writer: inout MarkupWriter) {
        section("heatmap", "Heatmap", to: &writer) { writer in
            writer.element(
                "p",
                text:
                    "\(counted(table.rowCount, "area")), \(counted(table.columns.count, "service type")): \(safe(table.summary(table.counts)))."
            )
            writeLegend(to: &writer)
            writeControls(to: &writer)
            if table.rowCount == 0 {
                writer.element("p", text: "No area has been asked or rated by this date.")
            } else {
                var look = "wide tall heat"
                if table.columns.count > Self.maxRoomyColumns { look += " small" }
                if table.columns.count * table.rowCount > Self.maxPatternedCells { look += " large" }
                writer.element("div") {
                    Self.scrolling("Heatmap table", class: look, to: &$0)
                    writeTable(to: &$0)
                }
            }
            for note in table.readingNotes { writer.element("p", text: safe(note)) { $0.attribute("class", "note") } }
            writePictures(to: &writer)
        }
    }

    // MARK: The table

    private func writeTable(to writer: inout MarkupWriter) {
        let words = LevelStyle.states(of: table.levels).reduce(into: [CellState: String]()) {
            $0[$1] = safe(table.words($1))
        }
        let qualifiers = CellQualifier.Finder(model: model, snapshot: snapshot)
        writer.element("table") { writer in
            writer.attribute("id", "grid")
            writer.element("caption") { writer in
                writer.text("Level of provision by area and service type, as of ")
                writer.element("span", text: snapshot.asOf.displayText) { $0.attribute("id", "as-of") }
            }
            writer.markup("\n")
            writer.element("thead") { writer in
                writer.element("tr") { writer in
                    writer.element("th", text: "Area") { $0.attribute("scope", "col") }
                    for column in table.columns { writeHeading(safe(column), scope: "col", width: 300, to: &writer) }
                }
            }
            for group in table.groups {
                writer.markup("\n")
                writer.element("tbody") { writer in
                    if table.groups.count > 1 {
                        writer.element("tr") { writer in
                            writer.attribute("class", "group")
                            writer.element("th") {
                                $0.attribute("scope", "rowgroup")
                                $0.attribute("colspan", table.columns.count + 1)
                                $0.element("span", text: safe(group.name))
                            }
                        }
                    }
                    for row in group.rows {
                        writer.markup("\n")
                        let place = index.row(of: row.area)
                        writer.element("tr") { writer in
                            writer.attribute("data-r", place)

                            writeHeading(
                                safe(row.name),
                                scope: "row",
                                width: 420,
                                mark: row.mark?.rawValue,
                                to: &writer
                            )
                            for (column, state) in row.cells.enumerated() {
                                write(
                                    state,
                                    words: words[state] ?? "",
                                    qualifier: place.flatMap { qualifiers.qualifier(row: $0, column: column) },
                                    mixture: row.mixtures.indices.contains(column) ? row.mixtures[column] : nil,
                                    to: &writer
                                )
                            }
                        }
                    }
                }
            }
        }
    }

    /// A name too long for its place is cut short; the whole stands in its tooltip and in the panel of each of its cells.
    private func writeHeading(
        _ name: String,
        scope: String,
        width: Double,
        mark: String? = nil,
        to writer: inout MarkupWriter
    ) {
        let short = TextMeasure(size: 13).shorten(name, width: width)
        writer.element("th") { writer in
            writer.attribute("scope", scope)
            writer.attribute("title", short == name ? nil : name)
            writer.element("span", text: mark.map { "\(short) \($0)" } ?? short)
        }
    }

    private func write(
        _ state: CellState,
        words: String,
        qualifier: CellQualifier?,
        mixture: String?,
        to writer: inout MarkupWriter
    ) {
        let look = LevelRules.name(of: state)
        let sign = qualifier.map { " \(LevelRules.name(of: $0))" } ?? ""
        writer.element("td") { writer in
            writer.attribute("class", look + sign)
            writer.text(safe(table.letter(state)))
            if let mixture { writer.element("small", text: safe(mixture)) }
            writer.element("span", text: " " + words + (qualifier.map { ", \($0.name.lowercased())" } ?? ""))
        }
    }

    // MARK: Around it

    private func writeLegend(to writer: inout MarkupWriter) {
        let rows = snapshot.rows.indices.lazy.flatMap { row in (0..<snapshot.columns).map { (row, $0) } }
        let finder = CellQualifier.Finder(model: model, snapshot: snapshot)
        let used = Set(rows.compactMap { finder.qualifier(row: $0, column: $1) })
        writer.element("dl") { writer in
            writer.attribute("class", "legend")
            for item in table.key { entry(item, to: &writer) }
            for qualifier in CellQualifier.allCases where used.contains(qualifier) {
                writer.element("div") { writer in
                    writer.element("dt") { writer in
                        writer.element("i") { $0.attribute("class", "swatch \(LevelRules.name(of: qualifier))") }
                        writer.text(qualifier.name)
                    }
                    writer.element("dd", text: qualifier.meaning)
                }
            }
        }
    }

    private func entry(_ item: ProvisionTable.KeyEntry, to writer: inout MarkupWriter) {
        writer.element("div") { writer in
            writer.element("dt") { writer in
                writer.element("i", text: safe(item.sign)) {
                    $0.attribute("class", "swatch \(LevelRules.name(of: item.state))")
                    $0.attribute("aria-hidden", "true")
                }
                writer.text(safe(item.name))
            }
            writer.element("dd", text: safe(item.meaning))
        }
    }

    /// Filters, orders and the slider: hidden until the script runs, which fills what depends on the data.
    private func writeControls(to writer: inout MarkupWriter) {
        writer.element("form") { writer in
            writer.attribute("id", "controls")
            writer.attribute("class", "controls")
            writer.attribute("hidden", "")
            writer.attribute("aria-label", "Filter, order and play the heatmap")
            writer.element("div") { writer in
                writer.attribute("class", "fields")

                field("area", "Area contains", to: &writer) { writer in
                    writer.empty("input") {
                        $0.attribute("type", "search")
                        $0.attribute("id", "area")
                        $0.attribute("autocomplete", "off")
                        $0.attribute("spellcheck", "false")
                    }
                }
                if table.groups.count > 1 { select("head", "Within", first: "All", to: &writer) }
                select("service", "Service type", first: "All", to: &writer)
                select("kind", "Gap kind", first: "Any, or none", to: &writer)
                select("rows", "Order of areas", first: "As given", to: &writer)
                select("columns", "Order of service types", first: "As given", to: &writer)
            }
            writer.element("fieldset") { writer in
                writer.attribute("id", "levels")
                writer.element("legend", text: "Levels shown")
            }
            writer.element("div") { writer in
                writer.attribute("class", "time")
                writer.attribute("id", "time")
                writer.attribute("hidden", "")
                writer.element("button", text: "Play") {
                    $0.attribute("type", "button")
                    $0.attribute("id", "play")
                }
                writer.element("label", text: "Date") { $0.attribute("for", "date") }
                writer.empty("input") {
                    $0.attribute("type", "range")
                    $0.attribute("id", "date")
                    $0.attribute("min", 0)
                    $0.attribute("step", 1)
                }
                writer.element("output") {
                    $0.attribute("id", "when")
                    $0.attribute("for", "date")
                }
            }
            writer.element("p") { writer in
                writer.element("span") {
                    $0.attribute("id", "said")
                    $0.attribute("role", "status")
                }
                writer.text(" ")
                writer.element("button", text: "Show everything again") {
                    $0.attribute("type", "reset")
                    $0.attribute("id", "clear")
                }
            }
            writer.element(
                "p",
                text:
                    "Open a cell for its history, evidence, services and gaps: click it, or move to it with the arrow keys and "
                    + "press Enter. Click a service type to order the areas by it."
            ) {
                $0.attribute("id", "hint")
                $0.attribute("class", "note")
            }
        }
    }

    func field(
        _ id: String,
        _ label: String,
        to writer: inout MarkupWriter,
        _ content: (inout MarkupWriter) -> Void
    ) {
        writer.element("div") { writer in
            writer.element("label", text: label) { $0.attribute("for", id) }
            content(&writer)
        }
    }

    func select(_ id: String, _ label: String, first: String, to writer: inout MarkupWriter) {
        field(id, label, to: &writer) { writer in
            writer.element("select") {
                $0.attribute("id", id)
                $0.element("option", text: first) { $0.attribute("value", "") }
            }
        }
    }

    /// The drawn heatmaps, for papers and slides: on the page where they are small enough, always as files beside it.
    private func writePictures(to writer: inout MarkupWriter) {
        let cells = exhibits.reduce(0) { $0 + $1.table.rowCount * $1.table.columns.count }
        writer.element("details") { writer in
            writer.element("summary", text: "The heatmap as pictures, for papers and slides")
            writer.element("ul") { writer in
                for exhibit in exhibits {
                    writer.element("li") { writer in
                        let file = "heatmap-\(exhibit.name).svg"
                        writer.element("a", text: safe(exhibit.heading)) { $0.attribute("href", file) }
                        writer.text(", in the file \(file) beside this page")
                    }
                }
            }
            guard cells <= Self.maxDrawnCells else { return }
            for exhibit in exhibits {
                writer.element("figure") {
                    Self.scrolling("Picture: \(safe(exhibit.heading))", to: &$0)
                    $0.embed(
                        safe(
                            HeatmapDrawing(of: exhibit.table, ExhibitOptions(name: exhibit.name, palette: palette))
                                .svg(standalone: false)
                        )
                    )
                }
            }
        }
    }

}
