import Provision
import TestSupport
import Testing

@testable import GapDetection

@Suite("Published figures held against what they should agree with")
struct FigureCheckTests {
    private static func checks() throws -> [FigureCheck] { FigureCheck.all(of: try realModel()) }

    private static func check(_ id: String) throws -> FigureCheck {
        try #require(try checks().first { $0.id == id }, "\(id)")
    }

    @Test("Of the source's figures these and no others disagree")
    func disagreeing() throws {
        #expect(
            try Self.checks().filter { !$0.agrees }.map(\.id) == [
                "need-ics-lancashire-and-south-cumbria-additional", "need-ics-cheshire-and-merseyside-base",
                "need-ics-cheshire-and-merseyside-additional", "survey-respondents", "families-thanked",
                "summit-attendance", "areas-lsc", "internet-first", "question-of-help", "ethnic-national",
            ]
        )
    }

    @Test(
        "What is printed and what it should be",
        arguments: [
            // 111,629 x 6.5% is 7,255.9; the source prints half of it.
            ("need-ics-cheshire-and-merseyside-base", "3628", "7256"),
            // 10,251 - 7,255.9, and 6,174 - 4,827.9.
            ("need-ics-cheshire-and-merseyside-additional", "8576", "2995"),
            ("need-ics-lancashire-and-south-cumbria-additional", "5060", "1346"), ("survey-respondents", "225", "150"),
            ("summit-attendance", "200", "150"), ("internet-first", "66.667", "64"),
            // 71.7 + 9.3 + 4 + 2.9.
            ("ethnic-national", "87.9", "100"), ("ethnic-central-lancashire", "99.5", "100"),
            ("ethnic-west-lancashire", "99.9", "100"), ("time-with-child", "55", "55.333"),
        ]
    )
    func figures(id: String, printed: String, expected: String) throws {
        let check = try Self.check(id)
        #expect((check.printed.description, check.expected.description) == (printed, expected))
        #expect(check.section != nil)
    }

    @Test(
        "Each number that is held against another stands in the source, section by section",
        .enabled(if: sourceDocument() != nil, "the source document is not beside the project")
    )
    func inTheSource() throws {
        let source = try #require(sourceDocument())
        for phrase in [
            "online survey completed by 225 parents", "**150 survey respondents**", "attended by 200 people",
            "attended by 150 stakeholders", "Over two thirds of respondents", "Almost two thirds of respondents (64%)",
            "over 150 families",
            "(82%)", "(54%)", "(**35%**)", "more time** both with their child (55%) and for themselves (52%)",
            "over three quarters (78%)", "(29%/30%)", "(36%)", "(17% / 14%)", "9 individuals",
        ] { #expect(source.contains(phrase), "\(phrase)") }
        for figure in try realModel().framework.figures where figure.id.text.hasPrefix("ethnic-") {
            let row = figure.parts.map { "\($0.value)%" }.joined(separator: "\t")
            #expect(source.contains(row), "\(figure.id): \(row)")
        }
    }

    @Test("The sentences name both numbers and where each stands")
    func sentences() throws {
        #expect(try Self.check("survey-respondents").why == "225 here, and 150 in Appendix B, Demographics.")
        let summit = try Self.check("summit-attendance").why
        #expect(summit.hasPrefix("200 here, and 150 in section 3 of Review of Mental Health"))
        #expect(
            try Self.check("ethnic-national").why
                == "White 71.7%, Asian 9.3%, Black 4% and Mixed 2.9% come to 87.9%, where all would be 100%."
        )
        #expect(
            try Self.check("time-with-child").why.hasPrefix("83 of 150 (Appendix B, What promotes strong")
                && Self.check("time-with-child").why.hasSuffix("are 55.3%; printed is 55%.")
        )
    }

    @Test(
        "A share may be rounded by half of its last place and no more",
        arguments: [("54", false), ("55", true), ("55.3", true), ("55.2", false), ("56", false)]
    )
    func rounding(printed: String, agrees: Bool) throws {
        let check = try #require(FigureCheck(Self.figure(.share, printed, [("83", "150")]), sources: []))
        #expect(check.agrees == agrees)
    }

    @Test("As many of the largest numbers as a document holds come to no sum, and to no trap")
    func tooMuch() throws {
        let largest = try #require(PrintedNumber("999999999999"))
        // Just below the limit two of them are too many, and one more still fits.
        let one = try #require(PrintedNumber("1"))
        #expect([largest, largest].sum == nil && [largest, one].sum != nil)
        #expect(Array(repeating: largest, count: 20_000).sum == nil)
        let parts = Array(repeating: ("999999999999", String?.none), count: 20_000)
        #expect(FigureCheck(try Self.figure(.sum, "1", parts), sources: []) == nil)
    }

    @Test("More than is more, and not as much")
    func moreThan() throws {
        for (rule, part, agrees) in [
            (PublishedFigure.Rule.moreThan, "67", true), (.moreThan, "66", false), (.moreThan, "66.5", false),
            (.lessThan, "66", true), (.lessThan, "66.5", false), (.same, "66.5", true), (.same, "66", false),
        ] {
            let check = try #require(FigureCheck(Self.figure(rule, "66.5", [(part, nil)]), sources: []))
            #expect(check.agrees == agrees, "\(rule) \(part)")
        }
    }

    @Test("Numbers as printed: exact, to three decimals, within a million million")
    func numbers() {
        for text in ["0", "225", "71.7", "0.065", "-3", "999999999999"] {
            #expect(PrintedNumber(text)?.description == text, "\(text)")
        }
        for text in [
            "", "-", ".5", "5.", "1e3", "1.2345", "10000000000000", "1,5", "\u{0661}", " 1", "+1", "1000000000001",
        ] {
            #expect(PrintedNumber(text) == nil, "\(text)")
        }
        #expect(PrintedNumber("111629")?.displayText == "111,629" && PrintedNumber("-0.05")?.description == "-0.05")
        #expect(
            PrintedNumber("66.667")?.rounded.description == "66.7" && PrintedNumber("0.04")?.rounded.description == "0"
        )
        #expect([("150", 500), ("0.7", 50), ("0.05", 5)].allSatisfy { PrintedNumber($0.0)?.rounding == $0.1 })
    }

    private static func figure(
        _ rule: PublishedFigure.Rule,
        _ claim: String,
        _ parts: [(String, String?)]
    ) throws -> PublishedFigure {
        let source = try #require(Source.ID("paper"))
        func printed(_ value: String, of base: String? = nil) throws -> PublishedFigure.Printed {
            PublishedFigure.Printed(
                value: try #require(PrintedNumber(value)),
                of: base.flatMap { PrintedNumber($0) },
                source: source
            )
        }
        return PublishedFigure(
            id: try #require(PublishedFigure.ID("figure")),
            title: "Figure",
            rule: rule,
            claim: try printed(claim),
            parts: try parts.map { try printed($0.0, of: $0.1) }
        )
    }
}
