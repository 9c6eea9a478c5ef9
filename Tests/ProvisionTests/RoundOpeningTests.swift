import Provision
import TestSupport
import Testing

@Suite("Whom a round may ask")
struct RoundOpeningTests {
    private func areas() throws -> AreaHierarchy {
        try DatedParentsTests.hierarchy([
            DatedParentsTests.area("old", "ccg", until: "2022-06-30", successors: ["east", "west"]),
            DatedParentsTests.area("east", "place", from: "2022-07-01"),
            DatedParentsTests.area("west", "place", from: "2022-07-01"),
            DatedParentsTests.area("gone", "ccg", until: "2022-06-30"), DatedParentsTests.area("always", "ccg"),
            DatedParentsTests.area("before", "ccg", until: "2023-12-31", successors: ["after"]),
            DatedParentsTests.area("after", "ccg", from: "2023-01-01"),
        ])
    }

    private func round(_ day: String, _ asked: [String], nobody: Bool = false) throws -> Round {
        Round(
            id: try SmallWorld.id("r"),
            name: "R",
            opened: try date(day),
            referenceDate: try date(day),
            asked: try asked.map { try SmallWorld.id($0) },
            asksNobody: nobody
        )
    }

    private func doubts(_ round: Round) throws -> [String] {
        try round.doubts(areas: areas()).map { $0.message + ($0.hint.map { " (\($0))" } ?? "") }
    }

    @Test("An area that exists on the reference date, to its last day, may be asked")
    func sound() throws {
        #expect(try doubts(round("2022-06-30", ["old", "gone", "always"])).isEmpty)
        #expect(try doubts(round("2022-07-01", ["east", "west", "always"])).isEmpty)
    }

    @Test("What has ended, or not begun, is refused with what is there instead")
    func absent() throws {
        #expect(
            try doubts(round("2022-07-01", ["old"])) == [
                "round 'r' asks 'old', which ended on 2022-06-30, before the reference date 2022-07-01 (ask east and west, which took its place)"
            ]
        )
        #expect(
            try doubts(round("2022-06-30", ["east"])) == [
                "round 'r' asks 'east', which begins on 2022-07-01, after the reference date 2022-06-30 (ask old, which was there before it)"
            ]
        )
        #expect(try doubts(round("2022-07-01", ["gone"])).first?.contains("no successor is on record") == true)
        #expect(
            try doubts(round("2023-06-01", ["before", "after"])) == [
                "round 'r' asks 'before' and its successor 'after' (ask one of them)"
            ]
        )
    }

    @Test("Nobody is asked only on purpose")
    func nobody() throws {
        #expect(try doubts(round("2023-06-01", [])).count == 1)
        #expect(try doubts(round("2023-06-01", [], nobody: true)).isEmpty)
        #expect(try Round.faults(in: [round("2023-06-01", ["always"], nobody: true)], areas: areas()).count == 1)
    }

    @Test("Of one succession one area is waited for, whatever an old round asked")
    func oneReturn() throws {
        let areas = try areas()
        func names(_ day: String, _ asked: [String]) throws -> [String] {
            let round = try round(day, asked)
            let model = ProvisionModel(
                framework: try SmallWorld.framework(services: 1),
                areas: areas,
                rounds: [round],
                returns: []
            )
            let chased = RoundProgress(round, in: model).areas.map { areas.areas[$0.area].name }
            #expect(model.participation(in: round).asked.map { areas.areas[$0].name } == chased)
            return chased
        }
        #expect(try names("2023-06-01", ["old", "east", "always"]) == ["east", "always"])
        #expect(try names("2022-05-01", ["old", "east"]) == ["old"])
        #expect(try names("2023-06-01", ["before", "after"]) == ["after"])
        #expect(try names("2023-06-01", ["old", "gone"]) == ["old", "gone"])
    }
}
