import Mail
import TestSupport
import Testing

@testable import Papers

@Suite("A paper as the words of a mail")
struct LetterTests {
    private func letter(_ text: String) -> PaperLetter {
        PaperLetter(
            title: text,
            blocks: [
                .text(text), .text(text, .warning), .heading(text, level: 2), .bullets([text, "Second"]),
                .table(
                    PaperTable(
                        text,
                        columns: [
                            .init("Area", width: 3), .init("Gaps", width: 1, .trailing), .init("Note", width: 1),
                        ],
                        rows: [
                            PaperTable.Row(group: "North"),
                            PaperTable.Row([.init(text), .init("1,234", isBold: true), .init("")]),
                        ]
                    )
                ),
            ]
        )
    }

    @Test("Plain text: headings underlined, items and rows on lines of their own, what is empty not named")
    func plain() {
        let expected = """
            Halton

            Halton

            Halton

            Halton
            ------

            - Halton
            - Second

            Halton:
            North:
            - Halton; Gaps: 1,234
            """
        #expect(letter("Halton").text == expected)
    }

    @Test("HTML: tables with headings of rows and columns, nothing to fetch, run or follow, whatever the texts hold")
    func html() {
        let page = letter("<img src=x onerror=alert(1)>\n\"'</td>").html
        #expect(!page.contains("<img") && !page.contains("</td>\""))
        for word in ["<script", "<link", "<a ", "url(", "src=\"", "http"] { #expect(!page.contains(word), "\(word)") }
        let plain = letter("Halton").html
        for part in [
            "<caption style=\"padding: 0 0 4px; text-align: left; font-weight: bold\">Halton</caption>",
            "<th scope=\"rowgroup\" colspan=\"3\"", "<th scope=\"row\"", "scope=\"col\"", "text-align: right",
        ] { #expect(plain.contains(part), "\(part)") }
    }

    @Test(
        "The real data: a mail's subject is the first thing that stands out, and the same record gives the same bytes"
    )
    func mail() throws {
        let brief = try Papers.brief("2022-05-01", in: RealData.model())
        let paper: [UInt8] = [1, 2, 3]
        let mail = brief.mail(from: nil, to: [], paper: paper)
        #expect(mail.subject.hasPrefix("No area of North West Coast has full provision of "))
        #expect(mail.subject.hasSuffix(" (North West Coast, 1 May 2022)"))
        #expect(mail.attachments.map(\.name) == ["brief-2022-05-01.docx"] && mail.attachments[0].bytes == paper)
        #expect(mail.bytes == brief.mail(from: nil, to: [], paper: paper).bytes)
        #expect(mail.id != brief.mail(from: nil, to: [], paper: [4]).id)
        for sentence in brief.headlineSentences { #expect(mail.text.contains("- \(sentence)\n")) }
    }
}
