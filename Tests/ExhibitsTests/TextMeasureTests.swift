import Markup
import Testing

@testable import Exhibits

@Suite("Text measure")
struct TextMeasureTests {
    private let measure = TextMeasure(size: 12)

    @Test("Lines are never wider than asked, and hold every word in order")
    func wrap() {
        let heading = "Specialist Perinatal and Infant MH Health Visitor"
        for width in stride(from: 20.0, through: 400, by: 10) {
            let lines = measure.wrap(heading, width: width, longWords: .broken)
            #expect(lines.allSatisfy { measure.width(of: $0) <= width }, "at \(width)")
            #expect(lines.joined().replacing(" ", with: "") == heading.replacing(" ", with: ""))
        }
        #expect(measure.wrap(heading, width: 1_000) == [heading])
        #expect(measure.wrap("", width: 10).isEmpty)
    }

    @Test("In sentences a word wider than the line is broken inside; surplus lines end in …")
    func longWords() {
        let word = String(repeating: "Llanfairpwllgwyngyll", count: 5)
        let lines = measure.wrap(word, width: 60, longWords: .broken)
        #expect(lines.count > 5 && lines.joined() == word)
        #expect(measure.wrap("Parent-infant support", width: 50) == ["Parent-", "infant", "support"])
        let cut = measure.wrap(word, width: 60, maxLines: 2, longWords: .broken)
        #expect(cut.count == 2 && cut[1].hasSuffix("…") && measure.width(of: cut[1]) <= 60)
    }

    @Test(
        "Headings break at spaces, and after hyphens and slashes that stand inside a word; never inside what is left",
        arguments: [
            ("Interventions/Developmental", 100.0, ["Interventions/", "Developmental"]),
            ("Interventions/Developmental", 200.0, ["Interventions/Developmental"]),
            ("Developmental", 60, ["Develo…"]), ("Parent-infant support", 50, ["Parent-", "infant", "support"]),
            ("A – B", 25, ["A –", "B"]), ("and/or", 30, ["and/", "or"]), ("--", 5, ["…"]), ("a//b", 16, ["a//", "b"]),
            ("Pre- and post-natal", 61, ["Pre- and", "post-natal"]),
        ] as [(String, Double, [String])]
    )
    func headings(text: String, width: Double, expected: [String]) {
        #expect(measure.wrap(text, width: width) == expected)
    }

    @Test("The widest piece of a heading is what no break can narrow")
    func widestPiece() {
        #expect(measure.widestPiece(of: "Interventions/Developmental care") == measure.width(of: "Developmental"))
        #expect(measure.widestPiece(of: "") == 0)
        for text in ["Specialist Perinatal MH Health Visitors", "Children's Centres / Family Hubs", "0-5s Pathway"] {
            let lines = measure.wrap(text, width: measure.widestPiece(of: text))
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        }
    }

    @Test("Balanced lines are as few as wrapped ones, and leave no lone word at the end")
    func balanced() {
        let title = "Lancashire and South Cumbria: Mental health and relationship support from conception to age five"
        let bold = TextMeasure(size: 20, isBold: true)
        for width in stride(from: 400.0, through: 1_200, by: 50) {
            let lines = bold.balanced(title, width: width)
            #expect(lines.count == bold.wrap(title, width: width).count)
            #expect(lines.allSatisfy { bold.width(of: $0) <= width })
            if let last = lines.last, lines.count > 1 { #expect(bold.width(of: last) > bold.width(of: lines[0]) / 3) }
        }
    }

    @Test func shortening() {
        #expect(measure.shorten("Halton", width: 100) == "Halton")
        #expect(measure.shorten("Chorley & South Ribble", width: 60).hasSuffix("…"))
        #expect(measure.width(of: measure.shorten(String(repeating: "W", count: 300), width: 60)) <= 60)
        #expect(measure.shorten("x", width: 0) == "…")
    }

    @Test("Other scripts count a full em, combining marks nothing")
    func otherScripts() {
        #expect(measure.width(of: "産後") == 24)
        #expect(measure.width(of: "e\u{301}") == measure.width(of: "e"))
        #expect(TextMeasure(size: 12, isBold: true).width(of: "Halton") > measure.width(of: "Halton"))
    }
}

@Suite("Colours")
struct ColourTests {
    @Test("Contrast as WCAG 2.2 defines it, against its own worked values")
    func contrast() throws {
        #expect(abs(Colour.paper.contrast(with: Colour(red: 0, green: 0, blue: 0)) - 21) < 0.001)
        let grey = try #require(Colour(hex: "#767676"))
        #expect(abs(grey.contrast(with: .paper) - 4.54) < 0.005)
        let red = try #require(Colour(hex: "#ff0000"))
        #expect(abs(red.luminance - 0.2126) < 0.0001)
    }

    @Test(
        "Letters have at least 4.5 to 1 on every level of the real framework",
        arguments: ["#0a7f7a", "#ffd166", "#a4161a", "#b1abfa"]
    )
    func letters(hex: String) throws {
        let colour = try #require(Colour(hex: hex))
        #expect(colour.contrast(with: colour.legibleText) >= 4.5)
        #expect(colour.hex == hex)
    }

    @Test(arguments: ["", "red", "#fff", "#12345g", "123456", "#1234567"])
    func notAColour(hex: String) { #expect(Colour(hex: hex) == nil) }
}

@Suite("CSV")
struct CSVWriterTests {
    @Test("Excel's mark first; quotes where RFC 4180 wants them; formulas disarmed, numbers left")
    func fields() {
        var writer = CSVWriter(header: ["a", "b"])
        writer.row(["x,y", "say \"hi\""])
        writer.row(["two\nlines", "=1+1"])
        writer.row(["-5", "@cmd"])
        writer.row(["", "–"])
        writer.row(["-5.25", "-5-2"])
        writer.row(["'=1", "'tis"])
        writer.row(["-", "-1.2.3"])
        let expected =
            "\u{FEFF}a,b\r\n\"x,y\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",'=1+1\r\n-5,'@cmd\r\n,–\r\n-5.25,'-5-2\r\n''=1,'tis\r\n'-,'-1.2.3\r\n"
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }
}
