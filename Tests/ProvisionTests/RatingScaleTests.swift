import Provision
import TestSupport
import Testing

@Suite("Rating scales")
struct RatingScaleTests {
    @Test("Red, amber, green and blue stand for none, partial, full and in development")
    func sourceScale() throws {
        let scale = try RatingScale(levels: SmallWorld.levels)
        #expect(scale.levels.map(\.standing) == [.full, .partial, .none, .inDevelopment])
        #expect(scale.index(of: "R") == 2)
        #expect(scale.index(of: "r") == nil)
        #expect(scale.codes == "G, A, R, B")
    }

    @Test("Other networks' scales fit: four colours in order; full, partial, none")
    func otherScales() throws {
        let campaign = try RatingScale(levels: [
            SmallWorld.level("R", rank: 0), SmallWorld.level("P", rank: 1), SmallWorld.level("A", rank: 2),
            SmallWorld.level("G", rank: 3, closes: true),
        ])
        #expect(campaign.levels.map(\.standing) == [.none, .partial, .partial, .full])
        let availability = try RatingScale(levels: [
            SmallWorld.level("F", rank: 2, closes: true), SmallWorld.level("P", rank: 1),
            SmallWorld.level("N", rank: 0),
        ])
        #expect(availability.levels.map(\.standing) == [.full, .partial, .none])
    }

    @Test("A scale that contradicts itself is refused, with the level at fault")
    func faults() throws {
        func faults(_ levels: [Level]) -> [String] {
            do {
                _ = try RatingScale(levels: levels)
                return []
            } catch {
                return error.faults.map { "\($0.place.list) \($0.place.index): \($0.message)" }
            }
        }
        let full = SmallWorld.level("G", rank: 1, closes: true)
        let none = SmallWorld.level("R", rank: 0)
        #expect(faults([full, none]).isEmpty)
        #expect(faults([]).contains("whole 0: a scale has 1 to 32 levels, this one 0"))
        #expect(faults([none]) == ["whole 0: no level closes the gap"])
        #expect(faults([full, none, none]).contains("level 2: two levels have the code 'R'"))
        #expect(faults([full, SmallWorld.level("A", rank: 1), none]).contains("level 1: two levels have the rank 1"))
        #expect(
            faults([full, SmallWorld.level("A", rank: 2), none]) == [
                "level 1: level 'A' ranks above one that closes the gap, yet leaves it open"
            ]
        )
        #expect(
            faults([SmallWorld.level("G", rank: nil, closes: true), none]) == [
                "level 0: level 'G' closes the gap but has no rank"
            ]
        )
        #expect(faults([SmallWorld.level("G", rank: 1, closes: true)]) == ["whole 0: no level has the rank 0"])
        #expect(faults([full] + (0..<32).map { SmallWorld.level("L\($0)", rank: nil) } + [none]).count == 1)
    }
}
