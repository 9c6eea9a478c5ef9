import Markup
import Provision

/// The heatmap as a table: one that reads well as it stands, prints, and becomes a grid of cells to open once the script runs.
extension ReportPage {
    /// Beyond this many cells patterns are printed simply.
    private static let maxPatternedCells = 600
    /// Beyond this many columns headings stand upright and cells are small.
    private static let maxRoomyColumns = 16
    /// Beyond this many areas the table scrolls in a box of its own.
    private static let maxOpenRows = 24

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
                var look = table.rowCount > Self.maxOpenRows ? "wide tall heat" : "wide heat"
                if table.columns.count > Self.maxRoomyColumns { look += " small" }
                if table.columns.count * table.rowCount > Self.maxPatternedCells { look += " large" }
                writer.element("div") {
                    Self.scrolling("Heatmap table", class: look, to: &$0)
                    writeTable(to: &$0)
                }
            }
            writeMeanings(to: &writer)
            writePictures(to: &writer)
        }
    }

    // MARK: Around it

    /// One row: what each sign is called. What it means stands below the table.
    private func writeLegend(to writer: inout MarkupWriter) {
        writer.element("ul") { writer in
            writer.attribute("class", "legend")
            writer.attribute("aria-label", "Key")
            for item in table.key {
                writer.element("li") { writer in
                    writer.element("i", text: safe(item.sign)) {
                        $0.attribute("class", "swatch \(LevelRules.name(of: item.state))")
                        $0.attribute("aria-hidden", "true")
                    }
                    writer.element("span", text: safe(item.name))
                }
            }
            for qualifier in qualifiersUsed {
                writer.element("li") { writer in
                    writer.element("i") { $0.attribute("class", "swatch \(LevelRules.name(of: qualifier))") }
                    writer.element("span", text: qualifier.name)
                }
            }
        }
    }

    private var qualifiersUsed: [CellQualifier] {
        let rows = snapshot.rows.indices.lazy.flatMap { row in (0..<snapshot.columns).map { (row, $0) } }
        let finder = CellQualifier.Finder(model: model, snapshot: snapshot)
        let used = Set(rows.compactMap { finder.qualifier(row: $0, column: $1) })
        return CellQualifier.allCases.filter(used.contains)
    }

    /// What the signs of the table mean, and what must be known of its rows.
    private func writeMeanings(to writer: inout MarkupWriter) {
        writer.element("details") { writer in
            writer.element("summary", text: "What the levels, signs and marks mean")
            writer.element("dl") { writer in
                for item in table.key {
                    writer.element("dt", text: safe("\(item.name) (\(item.sign))"))
                    writer.element("dd", text: safe(item.meaning))
                }
                for qualifier in qualifiersUsed {
                    writer.element("dt", text: qualifier.name)
                    writer.element("dd", text: qualifier.meaning)
                }
            }
            let notes = table.readingNotes + [table.sharesNote, table.gapsNote].compactMap(\.self)
            for note in notes { writer.element("p", text: safe(note)) { $0.attribute("class", "note") } }
        }
    }

    /// Filters, orders and the slider: hidden until the script runs, which fills what depends on the data.
    private func writeControls(to writer: inout MarkupWriter) {
        writer.element("details") { writer in
            writer.attribute("id", "folded")
            writer.attribute("hidden", "")
            writer.element("summary", text: "Filter, order and play through time")
            writeForm(to: &writer)
        }
        writer.element("p") { writer in
            writer.attribute("class", "said")
            writer.element("span") {
                $0.attribute("id", "said")
                $0.attribute("role", "status")
            }
            writer.text(" ")
            writer.element("a", text: "Link to this view") {
                $0.attribute("id", "link")
                $0.attribute("href", "#heatmap")
                $0.attribute("hidden", "")
            }
        }
    }

    private func writeForm(to writer: inout MarkupWriter) {
        writer.element("form") { writer in
            writer.attribute("id", "controls")
            writer.attribute("class", "controls")
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
                    $0.embed(safe(exhibit.svg(palette: palette, standalone: false)))
                }
            }
        }
    }

}
