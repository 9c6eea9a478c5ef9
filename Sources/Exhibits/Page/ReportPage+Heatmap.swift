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
                writer.element("div", Self.scrolling("Heatmap table", class: look)) {
                    writeTable(to: &$0)
                }
            }
            for note in table.readingNotes { writer.element("p", [Attribute("class", "note")], text: safe(note)) }
            writePictures(to: &writer)
        }
    }

    // MARK: The table

    private func writeTable(to writer: inout MarkupWriter) {
        let words = LevelStyle.states(of: table.levels).reduce(into: [CellState: String]()) {
            $0[$1] = safe(table.words($1))
        }
        let qualifiers = CellQualifier.Finder(model: model, snapshot: snapshot)
        writer.element("table", [Attribute("id", "grid")]) { writer in
            writer.element("caption") { writer in
                writer.text("Level of provision by area and service type, as of ")
                writer.element("span", [Attribute("id", "as-of")], text: snapshot.asOf.displayText)
            }
            writer.raw("\n")
            writer.element("thead") { writer in
                writer.element("tr") { writer in
                    writer.element("th", [Attribute("scope", "col")], text: "Area")
                    for column in table.columns { writeHeading(safe(column), scope: "col", width: 300, to: &writer) }
                }
            }
            for group in table.groups {
                writer.raw("\n")
                writer.element("tbody") { writer in
                    if table.groups.count > 1 {
                        writer.element("tr", [Attribute("class", "group")]) { writer in
                            writer.element(
                                "th",
                                [Attribute("scope", "rowgroup"), Attribute("colspan", table.columns.count + 1)]
                            ) { $0.element("span", text: safe(group.name)) }
                        }
                    }
                    for row in group.rows {
                        writer.raw("\n")
                        let place = index.row(of: row.area)
                        writer.element("tr", [Attribute("data-r", place)]) { writer in
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
        writer.element("th", [Attribute("scope", scope), Attribute("title", short == name ? nil : name)]) { writer in
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
        writer.element("td", [Attribute("class", look + sign)]) { writer in
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
        writer.element("dl", [Attribute("class", "legend")]) { writer in
            for item in table.key { entry(item, to: &writer) }
            for qualifier in CellQualifier.allCases where used.contains(qualifier) {
                writer.element("div") { writer in
                    writer.element("dt") { writer in
                        writer.element("i", [Attribute("class", "swatch \(LevelRules.name(of: qualifier))")]) { _ in }
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
                writer.element(
                    "i",
                    [
                        Attribute("class", "swatch \(LevelRules.name(of: item.state))"),
                        Attribute("aria-hidden", "true"),
                    ],
                    text: safe(item.sign)
                )
                writer.text(safe(item.name))
            }
            writer.element("dd", text: safe(item.meaning))
        }
    }

    /// Filters, orders and the slider: hidden until the script runs, which fills what depends on the data.
    private func writeControls(to writer: inout MarkupWriter) {
        writer.element(
            "form",
            [
                Attribute("id", "controls"), Attribute("class", "controls"), Attribute("hidden", ""),
                Attribute("aria-label", "Filter, order and play the heatmap"),
            ]
        ) { writer in
            writer.element("div", [Attribute("class", "fields")]) { writer in
                field("area", "Area contains", to: &writer) { writer in
                    writer.element(
                        "input",
                        [
                            Attribute("type", "search"), Attribute("id", "area"), Attribute("autocomplete", "off"),
                            Attribute("spellcheck", "false"),
                        ]
                    )
                }
                if table.groups.count > 1 { select("head", "Within", first: "All", to: &writer) }
                select("service", "Service type", first: "All", to: &writer)
                select("kind", "Gap kind", first: "Any, or none", to: &writer)
                select("rows", "Order of areas", first: "As given", to: &writer)
                select("columns", "Order of service types", first: "As given", to: &writer)
            }
            writer.element("fieldset", [Attribute("id", "levels")]) { writer in
                writer.element("legend", text: "Levels shown")
            }
            writer.element("div", [Attribute("class", "time"), Attribute("id", "time"), Attribute("hidden", "")]) {
                writer in
                writer.element("button", [Attribute("type", "button"), Attribute("id", "play")], text: "Play")
                writer.element("label", [Attribute("for", "date")], text: "Date")
                writer.element(
                    "input",
                    [Attribute("type", "range"), Attribute("id", "date"), Attribute("min", 0), Attribute("step", 1)]
                )
                writer.element("output", [Attribute("id", "when"), Attribute("for", "date")]) { _ in }
            }
            writer.element("p") { writer in
                writer.element("span", [Attribute("id", "said"), Attribute("role", "status")]) { _ in }
                writer.text(" ")
                writer.element(
                    "button",
                    [Attribute("type", "reset"), Attribute("id", "clear")],
                    text: "Show everything again"
                )
            }
            writer.element(
                "p",
                [Attribute("id", "hint"), Attribute("class", "note")],
                text:
                    "Open a cell for its history, evidence, services and gaps: click it, or move to it with the arrow keys and "
                    + "press Enter. Click a service type to order the areas by it."
            )
        }
    }

    func field(
        _ id: String,
        _ label: String,
        to writer: inout MarkupWriter,
        _ content: (inout MarkupWriter) -> Void
    ) {
        writer.element("div") { writer in
            writer.element("label", [Attribute("for", id)], text: label)
            content(&writer)
        }
    }

    func select(_ id: String, _ label: String, first: String, to writer: inout MarkupWriter) {
        field(id, label, to: &writer) { writer in
            writer.element("select", [Attribute("id", id)]) {
                $0.element("option", [Attribute("value", "")], text: first)
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
                        writer.element("a", [Attribute("href", file)], text: safe(exhibit.heading))
                        writer.text(", in the file \(file) beside this page")
                    }
                }
            }
            guard cells <= Self.maxDrawnCells else { return }
            for exhibit in exhibits {
                writer.element("figure", Self.scrolling("Picture: \(safe(exhibit.heading))")) {
                    $0.embed(safe(HeatmapDrawing(of: exhibit.table, name: exhibit.name).svg(standalone: false)))
                }
            }
        }
    }

}
