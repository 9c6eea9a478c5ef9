import TestSupport
import Testing

@testable import lacuna

@Suite("Children and deprivation name their sources")
struct FigureSourcesTests {
    private let children = "Mid-2020 population estimates for lower layer super output areas"
    private let deprivation = "English Indices of Deprivation 2019"
    private let licence = "Open Government Licence v3.0"

    private func names(_ text: String) -> Bool {
        text.contains(children) && text.contains(deprivation) && text.split(separator: licence).count >= 2
    }

    @Test(
        "Wherever the figures stand: tables, CSV, JSON and pictures",
        arguments: [
            "need", "need --format csv", "need --format json", "need --format svg", "equity", "equity --format csv",
            "equity --format json", "equity --format svg", "gaps --format csv",
        ]
    )
    func outputs(command: String) {
        let output = lacuna(command.split(separator: " ").map(String.init)).output
        #expect(names(output.replacing("\n", with: " ")), "\(command)")
    }

    @Test("CSV has them in a column of its own, each row with as many fields as the heading, so that programs read on")
    func columns() throws {
        let lines = lacuna("need", "--format", "csv").output.split(whereSeparator: \.isNewline)
        #expect(lines[0].hasSuffix(",need,target,source"))
        for line in lines.dropFirst() { #expect(line.hasSuffix("\(licence)\"")) }
        let gaps = lacuna("gaps", "--kind", "none,no-return", "--format", "csv").output.split(
            whereSeparator: \.isNewline
        )
        #expect(gaps[0].hasSuffix(",evidence,source of children"))
        #expect(gaps.dropFirst().contains { $0.hasSuffix("\(licence)\"") })
    }

    @Test("The page of the report lists them with the licence")
    func page() throws {
        let folder = try TemporaryFolder()
        #expect(lacuna("report", "--output", folder.path + "/out").status == 0)
        let page = try text(of: folder.path + "/out/index.html")
        let notes = try #require(page.split(separator: "id=\"people-sources\"").last.map { $0.prefix(900) })
        #expect(names(String(notes)))
    }

    @Test("Heatmaps and charts that show neither do not name them")
    func others() {
        #expect(!lacuna("gaps", "--chart", "coverage", "--format", "svg").output.contains(licence))
    }

    @Test("The chart of ages names what is planned, and does not draw it")
    func planned() {
        let output = lacuna("gaps", "--chart", "coverage", "--format", "svg").output.replacing("\n", with: " ")
        #expect(output.contains("Planned, and serving nobody yet: SafeCare, Caring Dads"))
    }
}
