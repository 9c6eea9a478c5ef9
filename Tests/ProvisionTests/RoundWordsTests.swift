import Provision
import TestSupport
import Testing

@Suite("Words that name a round")
struct RoundWordsTests {
    private func round(_ id: String, _ referenceDate: String) throws -> Round {
        Round(
            id: try SmallWorld.id(id),
            name: "Round \(id) by name",
            opened: try date("2021-01-01"),
            referenceDate: try date(referenceDate),
            asked: []
        )
    }

    @Test("The id itself goes before whatever else it can be read as")
    func exact() throws {
        let (autumn, special) = (try round("2022-11", "2022-11-01"), try round("special", "2022-11-01"))
        #expect(Round.match("2022-11", in: [special, autumn]) == .one(autumn))
        #expect(Round.match(" 2022-11\u{A0}", in: [special, autumn]) == .one(autumn))
        #expect(Round.match("Nov-22", in: [special, autumn]) == .several([special, autumn]))
    }

    @Test("A day that can be read in two ways leads to a round only where one fits")
    func ambiguous() throws {
        let (november, january) = (try round("a", "2022-11-01"), try round("b", "2022-01-11"))
        #expect(Round.match("01/11/2022", in: [november]) == .one(november))
        #expect(Round.match("01/11/2022", in: [january]) == .one(january))
        #expect(Round.match("01/11/2022", in: [november, january]) == .several([november, january]))
        #expect(Round.match("2022-11-01", in: [november, january]) == .one(november))
    }

    @Test(
        "The reference date, as people and spreadsheets write it, whatever the id is",
        arguments: [
            "2022-09-01", "1 Sept 2022", "September 1 2022", "Sept-22", "Sep 22", "September 2022", "1/9/22",
            "2022-09-01 00:00:00",
            // Days since 1899-12-30, and since 1904-01-01, as Python counts them.
            "44805", "43343",
        ]
    )
    func referenceDate(word: String) throws {
        let third = try round("third", "2022-09-01")
        #expect(Round.match(word, in: [try round("second", "2022-05-01"), third]) == .one(third))
    }

    @Test("Another day, a word, nothing", arguments: ["2022-09-02", "44806", "1922-09-01", "autumn", "", " \u{A0}"])
    func none(word: String) throws {
        #expect(Round.match(word, in: [try round("third", "2022-09-01")]) == .none)
    }
}

@Suite("Words that name a level")
struct LevelWordsTests {
    private func level(_ code: String, _ name: String, _ rank: Int, closes: Bool = false) -> Level {
        Level(
            code: code,
            name: name,
            meaning: "-",
            rank: rank,
            closesGap: closes,
            colour: "#808080",
            pattern: .solid
        )
    }

    @Test("A word that begins two levels' names leads to neither; a whole name leads to its own")
    func several() throws {
        let (little, some) = (level("P", "Some provision of little reach", 1), level("A", "Some provision", 2))
        let scale = try RatingScale(
            levels: [level("G", "Full provision", 3, closes: true), some, little, level("R", "No provision", 0)]
        )
        #expect(scale.meaning(of: "some") == .several([some, little]))
        #expect(scale.meaning(of: "SOME PROVISION") == .value(.level("A")))
        #expect(scale.meaning(of: "full") == .value(.level("G")))
    }
}
