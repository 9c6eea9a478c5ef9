import Bytes
public import GapDetection
import Markup
public import Provision

/// The report's page: one self-contained HTML file that asks nothing of the network.
///
/// First what was found in plain words, then the heatmap as a table, charts, the gap register, and how to read it all. It is
/// complete without its script, which adds filters, sorting, playing through time and a panel for each cell.
public struct ReportPage: Sendable {
    let title: String
    let heading: String
    let headlines: Headlines
    let summary: [String]
    let model: ProvisionModel
    let snapshot: Snapshot
    let history: ProvisionHistory
    let table: ProvisionTable
    let exhibits: [Exhibit]
    let charts: [Chart]
    let chapters: [Chapter]
    let register: GapRegister
    let leftOut: [String]
    let palette: Palette
    let sha256: @Sendable ([UInt8]) -> [UInt8]
    /// More bytes of data than these are packed.
    var maxPlainData = Self.maxPlainData
    let index: PageIndex
    /// Each gap's place in the register, those in provision first.
    let gapPlaces: [Gap.ID: Int]

    /// A heatmap as a picture, in a file of its own beside the page.
    public struct Exhibit: Sendable {
        public let name: String
        public let heading: String
        public let table: ProvisionTable
        /// What it says, in a sentence: its heading; nil for the table's title.
        public let finding: String?

        /// - Parameter name: a slug that names the picture and its file, `heatmap-NAME.svg`.
        public init(name: String, heading: String, table: ProvisionTable, finding: String? = nil) {
            self.finding = finding
            self.name = name
            self.heading = heading
            self.table = table
        }

        /// The picture. An XML declaration comes first unless it is to stand inside a page.
        public func svg(palette: Palette, standalone: Bool = true) -> [UInt8] {
            var drawing = HeatmapDrawing(of: table, ExhibitOptions(name: name, palette: palette))
            drawing.finding = finding
            return drawing.svg(standalone: standalone)
        }
    }

    /// A picture that stands on the page.
    public struct Chart: Sendable {
        let name: String
        let heading: String
        let svg: [UInt8]
        let table: DataTable?

        /// - Parameters:
        ///   - name: a slug, unique on the page; the chart's place is `#chart-NAME`.
        ///   - svg: the drawing without an XML declaration, its ids beginning with `name`.
        ///   - table: the same figures, shown on request below the picture.
        public init(name: String, heading: String, svg: [UInt8], table: DataTable? = nil) {
            self.name = name
            self.heading = heading
            self.svg = svg
            self.table = table
        }

        /// Whether the picture is higher than wide, as its `viewBox` says: it prints on a sheet of its own that stands upright.
        var isUpright: Bool {
            let beginning = String(decoding: svg.prefix(600), as: UTF8.self)
            guard let box = beginning.split(separator: "viewBox=\"", maxSplits: 1).dropFirst().first else {
                return false
            }
            let numbers = box.prefix { $0 != "\"" }.split(separator: " ").compactMap { Double($0) }
            return numbers.count == 4 && numbers[3] > numbers[2]
        }
    }

    /// The most gaps that have a row of their own on the page; the script shows the others on request, `gaps.csv` has all.
    public static let maxGapRows = 500
    /// The most bytes of data for the script that stand on the page as they are; more are packed.
    public static let maxPlainData = 400_000
    /// The most cells of all pictures together that the page holds; those of larger ones lie beside it alone.
    public static let maxDrawnCells = 3000

    /// - Parameters:
    ///   - title: what a browser's tab and a list of files call it.
    ///   - heading: what stands above the page; the date stands below it.
    ///   - headlines: what a board reads first.
    ///   - summary: the counts behind the headlines, a sentence each.
    ///   - snapshot: what the page shows, of all areas.
    ///   - history: the same areas at the dates of the rounds.
    ///   - table: the snapshot as a table.
    ///   - leftOut: paths of returns that could not be read.
    ///   - sha256: the digest by which the page allows its own script, and no other, to run.
    public init(
        title: String,
        heading: String,
        headlines: Headlines,
        summary: [String],
        model: ProvisionModel,
        snapshot: Snapshot,
        history: ProvisionHistory,
        table: ProvisionTable,
        exhibits: [Exhibit],
        charts: [Chart] = [],
        chapters: [Chapter] = [],
        register: GapRegister,
        leftOut: [String],
        palette: Palette = .framework,
        sha256: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) {
        self.title = title
        self.heading = heading
        self.headlines = headlines
        self.summary = summary
        self.model = model
        self.snapshot = snapshot
        self.history = history
        self.table = table
        self.exhibits = exhibits
        self.charts = charts
        self.chapters = chapters
        self.register = register
        self.leftOut = leftOut
        self.palette = palette
        self.sha256 = sha256
        index = PageIndex(model, snapshot, register.gaps)
        gapPlaces = Dictionary(
            (register.gaps(.provision) + register.gaps(.record)).enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The page as UTF-8.
    ///
    /// - Parameter paper: the sheet it asks to be printed on; nil leaves that to whoever prints it.
    public func html(paper: Paper? = nil) -> [UInt8] {
        var writer = MarkupWriter(indentation: .none)
        writer.markup("<!DOCTYPE html>\n")
        writer.element("html") { writer in
            writer.attribute("lang", "en-GB")

            writeHead(paper, to: &writer)
            writer.markup("\n")
            writer.element("body") { writer in
                writer.element("a", text: "Skip to the content") {
                    $0.attribute("class", "skip")
                    $0.attribute("href", "#main")
                }
                writeHeader(to: &writer)
                writer.element("main") { writer in
                    writer.attribute("id", "main")
                    writer.attribute("tabindex", -1)

                    writer.element("div") { writer in
                        writer.attribute("class", "first")
                        writeHeadlines(to: &writer)
                        writeHeatmap(to: &writer)
                    }
                    writeCharts(to: &writer)
                    writeChapters(to: &writer)
                    if paper == nil { writeRegister(to: &writer) }
                    writeNotes(to: &writer)
                    if paper != nil { writeAppendix(to: &writer) }
                }
                writer.markup("\n")
                writer.element("footer") { writer in
                    writer.element("p") { writer in
                        writer.text("Made by Lacuna. ")
                        writer.element("span", text: footer)
                    }
                }
                writer.element("dialog") {
                    $0.attribute("id", "cell")
                    $0.attribute("aria-labelledby", "cell-title")
                }
                // Nobody clicks on paper.
                if paper == nil { writeScript(to: &writer) }
            }
        }
        writer.markup("\n")
        return writer.bytes
    }

    private var footer: String {
        "This file is complete in itself: it asks nothing of any network, and can be kept, mailed and printed as it is."
    }

    private func writeHead(_ paper: Paper?, to writer: inout MarkupWriter) {
        writer.element("head") { writer in
            writer.empty("meta") { $0.attribute("charset", "utf-8") }
            writer.empty("meta") {
                $0.attribute("http-equiv", "Content-Security-Policy")
                $0.attribute("content", securityPolicy)
            }
            writer.empty("meta") {
                $0.attribute("name", "viewport")
                $0.attribute("content", "width=device-width, initial-scale=1")
            }
            writer.empty("meta") {
                $0.attribute("name", "color-scheme")
                $0.attribute("content", "light dark")
            }
            writer.element("title", text: safe(title))
            writer.element("style") { writer in
                writer.markup("\n")
                writer.embed(PackageResources.report_css)
                writer.embed(LevelRules(levels: table.levels, palette: palette).css())
                writer.embed(pageRules(paper))
            }
            writer.element("style") { writer in
                writer.attribute("id", "labels")
                writer.attribute("media", "(max-width: 600px)")
                writer.markup("\n")
                writer.embed(
                    GridLabels(names: arrangement.flatMap { $0.columns }.map { safe(table.columns[$0]) }).css()
                )
            }
        }
    }

    /// Nothing may be fetched from anywhere, and no script may run but the page's own, known by its digest. Pictures are the signs in
    /// the style sheet, which it carries itself.
    private var securityPolicy: String {
        let digest = base64(sha256(Self.script))
        return "default-src 'none'; script-src 'sha256-\(digest)'; style-src 'unsafe-inline'; img-src data:; "
            + "base-uri 'none'; form-action 'none'"
    }

    /// The page's script: its files in one strict block, so that nothing of it is global.
    private static let script: [UInt8] = {
        let files = [
            PackageResources.report_js, PackageResources.report_grid_js, PackageResources.report_time_js,
            PackageResources.report_panel_js, PackageResources.report_register_js, PackageResources.report_address_js,
            PackageResources.report_marks_js, PackageResources.report_start_js,
        ]
        return Array("\"use strict\";\n{\n".utf8) + files.joined() + Array("}\n".utf8)
    }()

    private func writeScript(to writer: inout MarkupWriter) {
        let data = PageData(
            model: model,
            snapshot: snapshot,
            table: table,
            history: history,
            register: register,
            furtherGaps: Array(register.gaps(.provision).dropFirst(Self.maxGapRows)) + register.gaps(.record),
            beneath: headlines.headlines.map(beneath),
            index: index
        ).json()
        writer.markup("\n")
        write(PackedData(data, beyond: maxPlainData), to: &writer)
        writer.markup("\n")
        writer.element("script") { $0.embed(Self.script) }
        writer.markup("\n")
    }

    private func writeHeader(to writer: inout MarkupWriter) {
        writer.markup("\n")
        writer.element("header") { writer in
            let known = snapshot.knownAt.map { ", as recorded by \($0.displayText)" } ?? ""
            writer.element("div") { writer in
                writer.attribute("class", "head")
                writer.element("h1", text: safe(heading))
                writer.element("p", text: "Ratings as of \(snapshot.asOf.displayText)\(known)") {
                    $0.attribute("class", "date")
                }
            }
            if table.isSimulated {
                writer.element("p", text: "SIMULATED DATA, made up for trials.") { $0.attribute("class", "warning") }
            }
            writer.element("nav") { writer in
                writer.attribute("aria-label", "On this page")
                writer.element("ul") { writer in
                    var places = [("#summary", "Headlines"), ("#heatmap", "Heatmap")]
                    if !charts.isEmpty { places.append(("#charts", "Charts")) }
                    places += chapters.map { ("#\($0.id)", safe($0.heading)) }
                    places += [("#register", "Gap register"), ("#notes", "How to read this")]
                    for (place, name) in places {
                        writer.element("li") { $0.element("a", text: name) { $0.attribute("href", place) } }
                    }
                }
            }
        }
        writer.markup("\n")
    }

    private func writeCharts(to writer: inout MarkupWriter) {
        guard !charts.isEmpty else { return }
        section("charts", "Charts", to: &writer) { writer in
            for chart in charts { writeChart(chart, to: &writer) }
        }
    }

    func writeChart(_ chart: Chart, to writer: inout MarkupWriter) {
        writer.element("article") { writer in
            writer.attribute("class", chart.isUpright ? "chart upright" : "chart")
            writer.element("h3", text: safe(chart.heading)) { $0.attribute("id", "chart-\(chart.name)") }
            writer.element("figure") {
                Self.scrolling("Chart: \(safe(chart.heading))", to: &$0)
                $0.embed(safe(chart.svg))
            }
            guard let table = chart.table else { return }
            writer.element("details") { writer in
                writer.element("summary", text: "The figures of this chart: \(safe(chart.heading))")
                writer.element("div") {
                    Self.scrolling("Figures: \(safe(chart.heading))", to: &$0)
                    table.writeHTML(to: &$0)
                }
            }
        }
    }

    /// A section of the page under a heading of its own.
    func section(
        _ id: String,
        _ heading: String,
        to writer: inout MarkupWriter,
        _ content: (inout MarkupWriter) -> Void
    ) {
        writer.markup("\n")
        writer.element("section") { writer in
            writer.attribute("id", id)
            writer.attribute("aria-labelledby", "\(id)-heading")
            writer.element("h2", text: heading) { $0.attribute("id", "\(id)-heading") }
            content(&writer)
        }
        writer.markup("\n")
    }

    /// Writes the attributes that make a box which scrolls sideways reachable and named.
    static func scrolling(_ name: String, class words: String = "wide", to writer: inout MarkupWriter) {
        writer.attribute("class", words)
        writer.attribute("tabindex", 0)
        writer.attribute("role", "region")
        writer.attribute("aria-label", name)
    }

    /// The service types under their reach, as the drawn heatmap has them.
    var arrangement: [(heading: String?, columns: [Int])] { HeatmapArrangement(table, .given).columns }

    func safe(_ text: String) -> String { withoutDirectionMarks(text) }

    func safe(_ picture: [UInt8]) -> [UInt8] { Array(safe(String(decoding: picture, as: UTF8.self)).utf8) }
}
