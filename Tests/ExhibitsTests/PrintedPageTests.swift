import Foundation
import GapDetection
import Provision
import TestSupport
import Testing

@testable import Exhibits

@Suite("The report's page, made to be printed")
struct PrintedPageTests {
    private func page(heading: String = "North West Coast", palette: Palette = .framework) throws -> ReportPage {
        let model = try RealData.model()
        let asOf = try date("2022-05-01")
        let snapshot = model.snapshot(asOf: asOf)
        let history = ProvisionHistory(model, upTo: asOf, basis: snapshot.basis)
        let audit = GapAudit(model, at: snapshot, history: history)
        let table = ProvisionTable(model: model, snapshot: snapshot, heading: heading, leftOut: [])
        return ReportPage(
            title: "Title",
            heading: "Title",
            headlines: Headlines(model, at: snapshot, history: history),
            summary: [],
            model: model,
            snapshot: snapshot,
            history: history,
            table: table,
            exhibits: [ReportPage.Exhibit(name: "network", heading: heading, table: table)],
            register: GapRegister(gaps: audit.gaps, model: model, asOf: asOf, notJudged: audit.notJudged),
            leftOut: [],
            palette: palette,
            sha256: { _ in Array("digest".utf8) }
        )
    }

    private func text(_ page: ReportPage, _ paper: ReportPage.Paper?) -> String {
        String(decoding: page.html(paper: paper), as: UTF8.self)
    }

    @Test(
        "A sheet is asked for by its name and way up, with a running head and the number of the page",
        arguments: [
            (ReportPage.Paper.a4, "A4 portrait"), (.a4Landscape, "A4 landscape"), (.letter, "letter portrait"),
            (.a3, "A3 landscape"),
        ]
    )
    func sheets(paper: ReportPage.Paper, size: String) throws {
        let text = text(try page(), paper)
        #expect(text.contains("@page { size: \(size); "))
        #expect(text.contains("@top-left { content: \"North West Coast, ratings as of 1 May 2022\";"))
        #expect(text.contains("\"Page \" counter(page) \" of \" counter(pages);"))
        #expect(text.contains("@page :first { @top-left { content: none; } }"))
    }

    @Test("The page for a screen asks for no sheet and has its register and script")
    func screen() throws {
        let text = text(try page(), nil)
        #expect(!text.contains("counter(page)") && !text.contains("class=\"appendix\""))
        #expect(text.contains("id=\"gaps\"") && text.contains("<script>"))
    }

    @Test("The register is an appendix at the end: every gap in a row under its area, no evidence, no script")
    func appendix() throws {
        let page = try page()
        let text = text(page, .a4Landscape)
        let appendix = text.components(separatedBy: "id=\"register\"").last ?? ""
        #expect(!text.contains("<script") && !text.contains("id=\"gaps\""))
        #expect(
            text.firstRange(of: "id=\"notes\"")?.lowerBound ?? text.endIndex < text.firstRange(of: "id=\"register\"")?
                .lowerBound ?? text.startIndex
        )
        #expect(appendix.components(separatedBy: "scope=\"row\"").count - 1 == page.register.gaps.count)
        let areas =
            Set(page.register.gaps(.provision).map(\.area)).count + Set(page.register.gaps(.record).map(\.area)).count
        #expect(appendix.components(separatedBy: "scope=\"rowgroup\"").count - 1 == areas)
        for gap in page.register.gaps.prefix(20) where !gap.why.contains("&") {
            #expect(appendix.contains("<td>\(gap.why)</td>"), "\(gap.why)")
        }
    }

    @Test("A name in the running head ends neither its string nor the style sheet")
    func hostile() throws {
        let text = text(try page(heading: "A\"; } </style><script>x</script>\\ \u{202E}B"), .a4)
        let rule = text.components(separatedBy: "@top-left { content: ").dropFirst().first ?? ""
        #expect(rule.hasPrefix("\"A\\22 \\3b  \\7d  \\3c \\2f style\\3e \\3c script\\3e x"))
        #expect(!text.contains("<script>x"))
    }

    @Test("Cells and pictures have the colours of the palette that was asked for")
    func palettes() throws {
        #expect(text(try page(), nil).lowercased().contains(".l0{--f:#0a7f7a;"))
        let nhs = text(try page(palette: .nhs), nil).lowercased()
        #expect(nhs.contains("--f:#007f3b") && nhs.contains("--f:#d5281b"))
    }
}
