import Provision
import TestSupport
import Testing

@testable import GapDetection

@Suite("Criteria that make another level than the one stated")
struct CriteriaDisagreeTests {
    private func world(_ ratings: [(String, [StatedCriterion])]) throws -> FindingWorld {
        var world = try FindingWorld(
            areas: ratings.count,
            types: [FindingWorld.type(1)],
            rounds: 1
        )
        world.criteria = CriteriaLadder(
            criteria: [
                Criterion(id: try SmallWorld.id("provided"), name: "Provision"),
                Criterion(id: try SmallWorld.id("funding"), name: "Stable funding"),
            ],
            rungs: [
                CriteriaLadder.Rung(
                    level: "G",
                    criteria: [try SmallWorld.id("provided"), try SmallWorld.id("funding")]
                ), CriteriaLadder.Rung(level: "A", criteria: [try SmallWorld.id("provided")]),
                CriteriaLadder.Rung(level: "R", criteria: []),
            ]
        )
        for (place, (letter, criteria)) in ratings.enumerated() {
            let plain = try SmallWorld.answer(area: place + 1, round: 1, letter)
            world.returns.append(
                plain.with(
                    ratings: plain.ratings.map { Rating(service: $0.service, value: $0.value, criteria: criteria) }
                )
            )
        }
        return world
    }

    private func stated(_ id: String, _ state: Criterion.State) throws -> StatedCriterion {
        StatedCriterion(try SmallWorld.id(id), state)
    }

    @Test("It is found where what is stated cannot be so, and says what was stated; silence is no finding")
    func found() throws {
        let (met, unmet) = (try stated("provided", .met), try stated("funding", .notMet))
        let world = try world([
            ("G", [met, unmet]), ("A", [met, unmet]), ("G", []), ("B", [met]),
            ("R", [try stated("provided", .notKnown)]),
        ])
        let audit = try world.audit("2021-01-01", .criteriaDisagree)
        #expect(
            audit.gaps.map(\.id.description).sorted() == [
                "criteria-disagree:area-1:service-1", "criteria-disagree:area-4:service-1",
            ]
        )
        let why = Dictionary(audit.gaps.map { ($0.area.text, $0.why) }, uniquingKeysWith: { one, _ in one })
        #expect(
            why["area-1"]
                == "Area 1 is rated G (level g) for Service 1, and by the criteria stated it is A (level a). Stated as met: provision; not met: stable funding."
        )
        #expect(why["area-4"]?.contains("it is between A (level a) and G (level g). Stated as met: provision.") == true)
        #expect(audit.gaps.allSatisfy { $0.children == nil && $0.kind.isOfTheRecord })
    }

    @Test("Without a ladder there is none")
    func withoutLadder() throws {
        var world = try world([("G", [try stated("provided", .notMet)])])
        world.criteria = nil
        #expect(try world.audit("2021-01-01", .criteriaDisagree).gaps.isEmpty)
    }

    @Test("The sentence of the level's own gap says them too")
    func inWords() throws {
        let world = try world([("A", [try stated("provided", .met), try stated("funding", .notKnown)])])
        let why = try #require(try world.audit("2021-01-01", .partial).gaps.first?.why)
        #expect(why.hasSuffix(" Criteria stated as met: provision; not known: stable funding."))
    }
}
