import Provision
import TestSupport
import Testing

@Suite("Levels that are combined, and reasons that are asked for")
struct CombiningTests {
    /// The letter that an ICS has whose areas have these, `-` for not expected, `.` for not rated.
    private func combined(_ letters: [String], _ rule: CombinationRule) throws -> String {
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 1),
            areas: try SmallWorld.areas(letters.count),
            rounds: try SmallWorld.rounds(1, asking: letters.count),
            returns: try letters.enumerated().filter { $1 != "." }.map {
                try SmallWorld.answer(area: $0 + 1, round: 1, $1)
            }
        )
        let snapshot = model.snapshot(asOf: try date("2021-01-01"), basis: .kind(try SmallWorld.id("ics")), rule: rule)
        #expect(snapshot.rows.count == 1)
        return model.framework.scale.words(snapshot.state(row: 0, column: 0))
    }

    @Test(
        "What is not expected and what is not rated count only where there is nothing else",
        arguments: [
            (["-", "-"], "not expected"), (["-", "."], "not expected"), ([".", "-"], "not expected"),
            ([".", "."], "not rated"), (["-", "R"], "R"), ([".", "G"], "G"),
        ] as [([String], String)]
    )
    func absence(_ letters: [String], _ expected: String) throws {
        for rule in CombinationRule.allCases { #expect(try combined(letters, rule) == expected) }
    }

    @Test("In development stands between no provision and any: the worst of B and A is B, the best of B and R is B")
    func inDevelopment() throws {
        #expect(try combined(["B", "A"], .worst) == "B" && combined(["A", "B"], .worst) == "B")
        #expect(try combined(["B", "A"], .best) == "A")
        #expect(try combined(["B", "R"], .worst) == "R")
        #expect(try combined(["B", "R"], .best) == "B" && combined(["R", "B"], .best) == "B")
    }

    @Test(
        "A reason is excused where the same level stands on record for the same service type, not by any earlier rating"
    )
    func reasons() throws {
        let framework = try SmallWorld.framework(services: 2)
        let document = try SmallWorld.answer(area: 1, round: 2, "R.")
        func asked(_ known: String) throws -> Int {
            let known = try SmallWorld.answer(area: 1, round: 1, known).ratings
            return document.missingReasons(framework: framework, known: known).count
        }
        #expect(try asked("..") == 1)
        #expect(try asked("R.") == 0)
        #expect(try asked("A.") == 1 && asked("G.") == 1 && asked("-.") == 1)
        #expect(try asked(".R") == 1)
        #expect(
            try SmallWorld.answer(area: 1, round: 2, "G-").missingReasons(framework: framework).isEmpty
        )
    }
}

@Suite("Words for cells without a level")
struct CellWordsTests {
    @Test("The three ways of saying that there is none, and a level's own words")
    func words() throws {
        let scale = try SmallWorld.framework(services: 1).scale
        let states: [CellState] = [.level(0), .notExpected, .unrated]
        #expect(states.map { $0.sign(as: scale.level(of: $0)) } == ["G", "n/e", "–"])
        #expect(states.map { $0.name(as: scale.level(of: $0)) } == ["Level G", "Not expected here", "Not rated"])
        #expect(states.map(scale.words) == ["G", "not expected", "not rated"])
    }
}
