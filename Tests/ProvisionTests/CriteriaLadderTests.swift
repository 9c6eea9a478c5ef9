import Provision
import TestSupport
import Testing

/// Which level criteria make, on scales and ladders of several networks.
@Suite("The ladder of criteria")
struct CriteriaLadderTests {
    private func level(_ code: String, _ rank: Int?, closes: Bool = false) -> Level {
        SmallWorld.level(code, rank: rank, closes: closes)
    }

    private func rung(_ level: String, _ criteria: [String], atLeast: Int? = nil, of type: String? = nil) throws
        -> CriteriaLadder.Rung
    {
        CriteriaLadder.Rung(
            level: level,
            serviceType: try type.map { try SmallWorld.id($0) },
            criteria: try criteria.map { try SmallWorld.id($0) },
            atLeast: atLeast
        )
    }

    private func ladder(_ rungs: [CriteriaLadder.Rung]) -> CriteriaLadder {
        let ids = Set(rungs.flatMap(\.criteria)).sorted { $0.text < $1.text }
        return CriteriaLadder(criteria: ids.map { Criterion(id: $0, name: $0.text) }, rungs: rungs)
    }

    /// "+provided -funding ?capacity", as an area states it.
    private func stated(_ words: String) throws -> [StatedCriterion] {
        try words.split(separator: " ").map { word in
            let state: Criterion.State = word.first == "+" ? .met : word.first == "-" ? .notMet : .notKnown
            return StatedCriterion(try SmallWorld.id(String(word.dropFirst())), state)
        }
    }

    /// "A", "R to G": what the words make; "-" where no rung holds.
    private func made(_ words: String, _ ladder: CriteriaLadder, _ scale: RatingScale, of type: String = "service-1")
        throws -> String?
    {
        guard let levels = ladder.levels(try stated(words), of: try SmallWorld.id(type), on: scale) else { return nil }
        let (least, most) = (levels.least?.code ?? "-", levels.most?.code ?? "-")
        return least == most ? least : "\(least) to \(most)"
    }

    /// The usual ladder: all five for full provision, provision alone for some, nothing for none; a plan is on no rung.
    private func usual() throws -> (CriteriaLadder, RatingScale) {
        (
            ladder([
                try rung("R", []), try rung("A", ["provided"]),
                try rung("G", ["provided", "guidelines", "funding", "capacity", "whole-area", "all-ages"]),
            ]), try RatingScale(levels: SmallWorld.levels)
        )
    }

    @Test(
        "Full provision needs all, some provision needs provision, none is what is left; what is not known may be either",
        arguments: [
            ("+provided +guidelines +funding +capacity +whole-area +all-ages", "G"),
            ("+provided +guidelines -funding +capacity +whole-area +all-ages", "A"), ("-provided", "R"),
            ("+provided", "A to G"), ("+provided -funding", "A"), ("?provided", "R to G"),
            ("+guidelines", "R to G"), ("-funding", "R to A"), ("-provided ?funding", "R"),
        ]
    )
    func usualLadder(words: String, expected: String) throws {
        let (ladder, scale) = try usual()
        #expect(try made(words, ladder, scale) == expected)
    }

    @Test("Nothing stated makes nothing")
    func silence() throws {
        let (ladder, scale) = try usual()
        #expect(try made("", ladder, scale) == nil)
    }

    @Test(
        "A level stated agrees where the criteria may make it; a plan where they make nothing yet",
        arguments: [
            ("G", "+provided -funding", false), ("A", "+provided -funding", true), ("R", "+provided -funding", false),
            ("G", "+provided", true), ("R", "+provided", false), ("B", "+provided", false), ("B", "-provided", true),
            ("B", "?provided", true), ("R", "-provided", true), ("A", "-provided", false), ("A", "+guidelines", true),
        ]
    )
    func agreement(code: String, words: String, agrees: Bool) throws {
        let (ladder, scale) = try usual()
        let level = try #require(scale.index(of: code).flatMap(scale.level(at:)))
        let levels = try #require(ladder.levels(try stated(words), of: try SmallWorld.id("service-1"), on: scale))
        #expect(levels.allow(level) == agrees)
    }

    @Test(
        "A ladder in steps from red to green, as maps of perinatal teams have it: each colour asks more of the team",
        arguments: [
            ("-team", "red"), ("+team -funded", "pink"), ("+team +funded -standards", "amber"),
            ("+team +funded +standards", "green"), ("+team +funded", "amber to green"), ("+funded -team", "red"),
        ]
    )
    func inSteps(words: String, expected: String) throws {
        let scale = try RatingScale(levels: [
            level("green", 3, closes: true), level("amber", 2), level("pink", 1), level("red", 0),
        ])
        let ladder = ladder([
            try rung("green", ["team", "funded", "standards"]), try rung("amber", ["team", "funded"]),
            try rung("pink", ["team"]), try rung("red", []),
        ])
        #expect(try made(words, ladder, scale) == expected)
    }

    @Test(
        "A ladder of least expectations and of going further, as for family hubs: further takes four of five",
        arguments: [
            ("+access +staff +outreach +digital -groups", "further"),
            ("+access +staff +outreach -digital -groups", "least"), ("-access +staff +outreach -digital", "below"),
            ("+access +staff", "least to further"),
        ]
    )
    func goingFurther(words: String, expected: String) throws {
        let scale = try RatingScale(levels: [level("further", 2, closes: true), level("least", 1), level("below", 0)])
        let ladder = ladder([
            try rung("further", ["access", "staff", "outreach", "digital", "groups"], atLeast: 4),
            try rung("least", ["access", "staff"]), try rung("below", []),
        ])
        #expect(try made(words, ladder, scale) == expected)
    }

    @Test("A service type with rungs of its own is on these alone")
    func ofOneType() throws {
        let scale = try RatingScale(levels: SmallWorld.levels)
        let ladder = ladder([
            try rung("G", ["provided", "funding"]), try rung("R", []), try rung("G", ["team"], of: "service-2"),
            try rung("R", [], of: "service-2"),
        ])
        #expect(try made("+team", ladder, scale, of: "service-2") == "G")
        #expect(try made("+provided +funding", ladder, scale) == "G")
        #expect(try made("+provided +funding -team", ladder, scale, of: "service-2") == "R")
    }

    @Test("Without a rung that always holds, too little makes no level, and contradicts none from below")
    func noGround() throws {
        let scale = try RatingScale(levels: SmallWorld.levels)
        let ladder = ladder([try rung("G", ["provided"])])
        #expect(try made("-provided", ladder, scale) == "-")
        let levels = try #require(ladder.levels(try stated("-provided"), of: try SmallWorld.id("service-1"), on: scale))
        #expect(SmallWorld.levels.allSatisfy(levels.allow))
    }

    @Test("A criterion that is not met says why a rating leaves a gap")
    func reason() throws {
        let framework = try SmallWorld.framework(services: 1)
        func rating(_ words: String) throws -> Rating {
            Rating(service: try SmallWorld.id("service-1"), value: .level("A"), criteria: try stated(words))
        }
        #expect(try rating("").lacksReason(framework) && rating("+provided").lacksReason(framework))
        #expect(try !rating("-funding").lacksReason(framework))
    }
}
