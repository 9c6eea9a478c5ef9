import Provision
import TestSupport
import Testing

@Suite("What a word names, and how words count and list")
struct NameLookupTests {
    private func model() throws -> ProvisionModel {
        ProvisionModel(
            framework: try SmallWorld.framework(services: 2),
            areas: try SmallWorld.areas(2),
            rounds: try SmallWorld.rounds(2, asking: 2),
            returns: []
        )
    }

    @Test("An area, a service type and a round are found by a word, or the nearest is named")
    func found() throws {
        let model = try model()
        let names = NameIndex(model)
        let day = try date("2022-01-01")
        #expect(
            try model.area(names.area("area 2"), on: day) { [] } == model.areas.index(of: try SmallWorld.id("area-2"))
        )
        #expect(try model.service(names.service("Service 2")) == 1)
        #expect(try model.round(named: "round-2").referenceDate == day)
        #expect(throws: NameFault.unknown(nearest: "round-2")) { try model.round(named: "round-22") }
        #expect(throws: NameFault.unknown(nearest: nil)) { try model.round(named: "No round!") }
        #expect(throws: NameFault.unknown(nearest: nil)) { try model.service(names.service("zzzzzzzz")) }
    }

    @Test("Of areas that share a name the one with a row is meant; where both have one, their ids are named")
    func shared() throws {
        let areas = try SmallWorld.areas(2).areas.map { area in
            area.parents.isEmpty
                ? area : Area(id: area.id, kind: area.kind, name: "Halton", parents: area.parents)
        }
        let hierarchy = try AreaHierarchy(kinds: SmallWorld.areas(2).kinds, areas: areas)
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 1),
            areas: hierarchy,
            rounds: [],
            returns: []
        )
        let match = NameIndex(model).area("halton")
        let day = try date("2022-01-01")
        let id: Area.ID = try SmallWorld.id("area-2")
        let second = try #require(hierarchy.index(of: id))
        #expect(try model.area(match, on: day) { [second] } == second)
        #expect(throws: NameFault.ambiguous(ids: "area-1 or area-2")) {
            try model.area(match, on: day) { [second - 1, second] }
        }
    }

    @Test("Numbers are grouped by threes, lists end with 'and', and long ones are counted")
    func words() {
        #expect(
            [0, 999, 1_000, 66_772, 1_234_567, -1_000].map { grouped($0) } == [
                "0", "999", "1,000", "66,772", "1,234,567", "-1,000",
            ]
        )
        #expect(grouped(Int.min) == "-9,223,372,036,854,775,808")
        #expect(counted(1, "area") == "1 area" && counted(0, "area") == "0 areas")
        #expect(counted(66_772, "child", "children") == "66,772 children")
        #expect(listed([]) == "" && listed(["A"]) == "A" && listed(["A", "B"]) == "A and B")
        #expect(listed(["A", "B", "C"]) == "A, B and C")
        #expect(listed(["A", "B", "C"], most: 2) == "A, B and 1 more")
        #expect(listed(["A", "B", "C"], most: .max) == "A, B and C")
    }

    @Test("A cell's code, sign, name, words and meaning speak of one state")
    func states() throws {
        let scale = try RatingScale(levels: SmallWorld.levels)
        #expect([.level(0), .notExpected, .unrated].map { scale.code(of: $0) } == ["G", "not-expected", nil])
        #expect(scale.state(of: .level("R")) == .level(2) && scale.state(of: .notExpected) == .notExpected)
        #expect(scale.state(of: .level("X")) == nil)
        #expect(CellState.notExpected.sign(as: nil) == "n/e" && CellState.unrated.sign(as: nil) == "–")
        #expect(CellState.unrated.meaning(as: nil) == "Nothing is on record.")
        #expect(CellState.level(31).levelIndex == 31 && CellState.notExpected.levelIndex == nil)
    }

    @Test("A copy differs in what is named and in nothing else")
    func copies() throws {
        let first = try SmallWorld.answer(area: 1, round: 1, "GR")
        let draft = first.with(state: .draft)
        #expect(draft.state == .draft && draft != first && draft.with(state: first.state) == first)
        let later = first.revised(to: 2, at: Instant(secondsSince1970: 9))
        #expect(later.revision == 2 && later.recorded.at == Instant(secondsSince1970: 9))
        #expect(later.recorded.by == first.recorded.by && later.revised(to: 1, at: first.recorded.at) == first)
        #expect(
            first.with(ratings: []).ratings.isEmpty && first.with(ratings: []).with(ratings: first.ratings) == first
        )
    }
}
