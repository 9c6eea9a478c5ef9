import Answers
import Exhibits
import GapDetection
import JSON
import Provision
import ScopingStore

private let pdf = OptionSpec(
    name: "pdf",
    help: "Also print the page with an installed Chromium, as a tagged PDF: report.pdf."
)
private let paper = OptionSpec(
    name: "paper",
    value: "SIZE",
    help: "The sheets of the PDF; a4-landscape unless told. a4 and letter stand upright, a3 lies on its side.",
    allowed: ReportPage.Paper.allCases.map(\.rawValue)
)
private let palette = OptionSpec(
    name: "palette",
    value: "PALETTE",
    help: "The framework's colours unless told; nhs for those of the NHS identity, with dark borders.",
    allowed: Palette.words
)

let reportCommand = Command(
    name: "report",
    summary: "Write everything for a board: heatmaps, gap register, XML returns, one page.",
    options: [Options.asOf, Options.knownAt, palette, pdf, paper, Options.folder, Options.store, Options.noCache],
    discussion: [
        "Writes into Exports, or the folder named with -o: index.html (open it in a browser), a heatmap of the whole map and one of "
            + "each ICS (heatmap-*.svg), the charts that the data allow (chart-*.svg), the gap register (gaps.csv, gaps.json), "
            + "all ratings with their evidence (ratings.csv), "
            + "and the standing return of each area (returns/ROUND/AREA.REVISION.xml), valid against 'lacuna schema return'.",
        "--pdf runs chromium, chromium-browser or google-chrome, or the program that LACUNA_CHROMIUM names. Nothing is written if it fails.",
    ],
    examples: [
        ("lacuna report -o /tmp/board", "the report of the latest round, into /tmp/board"),
        ("lacuna report --pdf --paper a3 -o /tmp/board", "the same, and a PDF to print on A3"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        if invocation.value(paper) != nil, !invocation.flag(pdf) {
            throw invocation.refusal("--paper says what to print on, and nothing is printed", hint: "Add --pdf.")
        }
        let printer = invocation.flag(pdf) ? try PagePrinter(environment: console.environment) : nil
        var report = try Report(
            access,
            asOf: try access.date(invocation),
            knownAt: try access.knownAt(invocation),
            palette: invocation.value(palette).flatMap(Palette.init(word:)) ?? .framework
        )
        if let printer {
            if PagePrinter.lacksSandbox {
                console.note("lacuna: Chromium starts no sandbox for root, so it prints without one (--no-sandbox).")
            }
            let sheet = invocation.value(paper).flatMap(ReportPage.Paper.init(rawValue:)) ?? .a4Landscape
            try report.add(printedBy: printer, on: sheet)
        }
        let folder = invocation.value(Options.folder) ?? "Exports"
        try report.files.write(below: folder, store: access.store.folder)
        console.print(report.title)
        for line in report.headlines { console.print(line) }
        console.print()
        console.print("Wrote \(report.files.files.count) files below \(folder):")
        let width = (report.contents.map(\.file.count).max() ?? 0) + 2
        for entry in report.contents { console.print("  \(padded(entry.file, to: width))\(entry.meaning)") }
        return access.status
    }
)

/// Everything for a board, made in memory first.
struct Report {
    let title: String
    /// What a board reads first, a sentence each.
    let headlines: [String]
    private(set) var files = OutputFiles()
    private(set) var contents: [(file: String, meaning: String)] = []
    private let page: ReportPage

    init(_ access: StoreAccess, asOf: CalendarDate, knownAt: Instant?, palette: Palette = .framework) throws {
        let model = access.model
        let leftOut = access.leftOutFiles
        let snapshot = model.snapshot(asOf: asOf, knownAt: knownAt)
        title = "\(access.networkName): \(model.framework.title), \(asOf.displayText)"

        let history = ProvisionHistory(model, upTo: asOf, knownAt: knownAt, basis: snapshot.basis, rule: snapshot.rule)
        let audit = GapAudit(model, at: snapshot, history: history)
        let register = GapRegister(gaps: audit.gaps, model: model, asOf: asOf, notJudged: audit.notJudged)
        let openGaps = audit.countsByArea

        func exhibit(_ name: String, _ heading: String, _ snapshot: Snapshot, within: Int? = nil) -> ReportPage.Exhibit
        {
            let table = ProvisionTable(
                model: model,
                snapshot: snapshot,
                heading: heading,
                leftOut: leftOut,
                openGaps: openGaps
            )
            return ReportPage.Exhibit(
                name: name,
                heading: heading,
                table: table,
                finding: Headlines.finding(of: audit, within: within)
            )
        }
        let network = exhibit("network", access.networkName, snapshot)
        var exhibits = [network]
        let heads = model.groups(of: snapshot).map(\.head)
        if heads.count > 1 {
            for head in heads {
                let area = model.areas.areas[head]
                let part = model.snapshot(asOf: asOf, knownAt: knownAt, within: head)
                let name = area.id.text.split(separator: "-", maxSplits: 1).last.map(String.init) ?? area.id.text
                exhibits.append(exhibit(name, area.name, part, within: head))
            }
        }
        let headlines = Headlines(model, at: snapshot, history: history, register: audit)
        self.headlines = HeadlinesAnswer(headlines, heading: access.networkName, asOf: asOf).lines
        let charts = reportCharts(model, asOf: asOf, knownAt: knownAt, leftOut: leftOut, gaps: register.gaps)
        let chapters = reportChapters(model, snapshot, leftOut: leftOut)

        page = ReportPage(
            title: title,
            heading: "\(access.networkName): \(model.framework.title)",
            headlines: headlines,
            summary: Self.counts(model, snapshot, network.table, register, knownAt),
            model: model,
            snapshot: snapshot,
            history: history,
            table: network.table,
            exhibits: exhibits,
            charts: charts.map { $0.onPage(palette) },
            chapters: chapters.map { $0.onPage(palette) },
            register: register,
            leftOut: leftOut,
            palette: palette,
            sha256: Self.sha256
        )
        let standing = model.standingReturns(knownAt: knownAt)
        var parts: [Part] = [
            Part("index.html", "the page for a board: open it in a browser") { [page] in page.html() }
        ]
        parts += exhibits.map { exhibit in
            Part("heatmap-\(exhibit.name).svg", "heatmap, \(exhibit.heading)") {
                exhibit.svg(palette: palette)
            }
        }
        parts += (charts + chapters.flatMap(\.charts)).map { chart in
            Part(chart.file, "chart, \(chart.heading)") { chart.standalone(palette) }
        }
        parts += [
            Part("gaps.csv", "the gap register, for a spreadsheet") { register.csv() },
            Part("gaps.json", "the gap register, for programs") { try JSONText.bytes(GapListAnswer(register)) },
            Part("ratings.csv", "all ratings with their evidence") {
                RatingsAnswer(of: standing, in: model).csv() ?? []
            },
        ]
        let made = concurrentMap(parts.count, stage: "drawing the report") { [parts] index in
            Result { try parts[index].bytes() }
        }
        for (part, bytes) in zip(parts, made) { add(part.file, try bytes.get(), part.meaning) }
        let returns = concurrentMap(standing.count, chunkSize: 64, stage: "writing returns") {
            ReturnWriter.bytes(of: standing[$0].published)
        }
        for (document, bytes) in zip(standing, returns) { files.add(StoreLayout.path(of: document), bytes) }
        contents.append(("returns/", "\(standing.count) XML returns, valid against 'lacuna schema return'"))
    }

    /// A file of the report, made when its turn comes.
    private struct Part: Sendable {
        let file: String
        let meaning: String
        let bytes: @Sendable () throws -> [UInt8]

        init(_ file: String, _ meaning: String, _ bytes: @escaping @Sendable () throws -> [UInt8]) {
            self.file = file
            self.meaning = meaning
            self.bytes = bytes
        }
    }

    /// Adds the page as a PDF.
    mutating func add(printedBy printer: PagePrinter, on sheet: ReportPage.Paper) throws(CommandFailure) {
        add("report.pdf", try printer.pdf(of: page.html(paper: sheet)), "the page, printed")
    }

    @Sendable private static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        SHA256.digest(of: bytes)
    }

    private mutating func add(_ file: String, _ bytes: [UInt8], _ meaning: String) {
        files.add(file, bytes)
        contents.append((file, meaning))
    }

    /// With more groups than these, the counts say how many areas of all are at which level, not of each.
    private static let maxGroupsNamed = 8

    private static func counts(
        _ model: ProvisionModel,
        _ snapshot: Snapshot,
        _ whole: ProvisionTable,
        _ register: GapRegister,
        _ knownAt: Instant?
    ) -> [String] {
        var lines: [String] = []
        lines +=
            whole.groups.count <= maxGroupsNamed
            ? whole.groups.map { "\($0.name), \($0.rows.count) areas: \(whole.summary($0.counts))." }
            : ["\(whole.rowCount) areas in \(whole.groups.count) groups: \(whole.summary(whole.counts))."]
        if let round = model.latestRound(asOf: snapshot.asOf) {
            let took = model.participation(in: round, knownAt: knownAt)
            let silent = took.silent.map { model.areas.areas[$0].name }
            let who = silent.isEmpty ? "" : " Silent: \(silent.joined(separator: ", "))."
            lines.append(
                "Round \(round.id): \(took.returned.count) of the \(took.asked.count) areas asked made a return.\(who)"
            )
        }
        lines.append("The register holds \(register.summary)")
        return lines
    }
}
