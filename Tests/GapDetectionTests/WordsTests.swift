import GapDetection
import Provision
import TestSupport
import Testing

@Suite("Words of findings")
struct WordsTests {
    @Test("Numbers have separators of thousands")
    func numbers() {
        #expect(
            [0, 999, 1_000, 66_772, 1_234_567, -4_000].map { grouped($0) } == [
                "0", "999", "1,000", "66,772", "1,234,567", "-4,000",
            ]
        )
    }

    @Test("One thing is one thing")
    func counts() {
        #expect(counted(1, "child", "children") == "1 child")
        #expect(counted(0, "child", "children") == "0 children")
        #expect(counted(66_772, "child", "children") == "66,772 children")
        #expect(counted(2, "area") == "2 areas")
    }

    @Test("Lists end with and; long ones count the rest")
    func lists() {
        #expect(listed([]) == "" && listed(["A"]) == "A" && listed(["A", "B"]) == "A and B")
        #expect(listed(["A", "B", "C"]) == "A, B and C")
        #expect(listed(["A", "B", "C", "D"], most: 2) == "A, B and 2 more")
    }

    @Test(
        "Ages are told by birth and birthdays where they are one",
        arguments: [
            (-9, 0, "from conception to birth"), (-9, 6, "from conception to 6 months"),
            (0, 60, "from birth to the fifth birthday"), (24, 60, "from the second to the fifth birthday"),
            (6, 24, "from 6 months to the second birthday"), (2, 8, "from 2 to 8 months"),
            (-3, 0, "from 3 months before birth to birth"), (-3, 6, "from 3 months before birth to 6 months"),
            (12, 30, "from the first birthday to 30 months"), (0, 216, "from birth to the eighteenth birthday"),
            (288, 300, "from the twenty-fourth to the twenty-fifth birthday"), (0, 1, "from birth to 1 month"),
        ]
    )
    func ages(_ from: Int, _ to: Int, _ expected: String) throws {
        #expect(try AuditWorld.ages(from, to).displayText == expected)
    }

    @Test("How many gaps there are of each register, with one of them or none left out")
    func tally() {
        #expect(GapTally(provision: 148, record: 15).displayText == "148 gaps in provision, 15 in the record")
        #expect(GapTally(provision: 1, record: 0).displayText == "1 gap in provision")
        #expect(GapTally(provision: 0, record: 1_000).displayText == "1,000 gaps in the record")
        #expect(GapTally(provision: 0, record: 0).displayText == "no gaps")
    }

    @Test("A need is rounded to whole children in words: 10.4 are 10, 7,667.6 are 7,668")
    func need() throws {
        func need(_ children: Int) throws -> NeedEstimate {
            let model = NeedModel(
                base: 0.065,
                deprived: 0.05,
                target: 0.35,
                source: try SmallWorld.id("source-1"),
                section: nil,
                published: []
            )
            let area = Area(
                id: try SmallWorld.id("area-1"),
                kind: try SmallWorld.id("ccg"),
                name: "Area 1",
                populations: [
                    Area.Population(date: try date("2020-06-30"), ages: try AuditWorld.ages(0, 60), children: children)
                ]
            )
            return try #require(model.expected(of: area))
        }
        // 160 x 0.065 = 10.4; 117,963 x 0.065 = 7,667.595.
        #expect(
            try need(160).displayText == "35% of the 10 children aged 0 to 4 who are expected to need specialist help"
        )
        #expect(try need(117_963).displayText.contains("the 7,668 children"))
        // 35% of 6.5 are 2.275, and of 10.4 are 3.64.
        #expect(try need(100).target == 2)
        #expect(try need(160).target == 4)
    }
}
