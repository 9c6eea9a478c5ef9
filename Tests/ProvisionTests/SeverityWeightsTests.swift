import Provision
import TestSupport
import Testing

@Suite("Weights of severity")
struct SeverityWeightsTests {
    private var usual: [(kind: String, points: Int)] {
        GapKind.all.map { (kind: $0.rawValue, points: SeverityWeights.usual.points[$0] ?? 0) }
    }

    private func faults(
        _ base: [(kind: String, points: Int)],
        fixed: Int = 20,
        halfNeed: Int = 1_000,
        longer: Int = 25
    ) -> [String] {
        do {
            _ = try SeverityWeights(base: base, fixed: fixed, halfNeed: halfNeed, longer: longer)
            return []
        } catch {
            return error.faults.map {
                "\($0.place.list) \($0.place.index): \($0.message)" + ($0.hint.map { " (\($0))" } ?? "")
            }
        }
    }

    private func usual(_ kind: GapKind, _ points: Int) -> [(kind: String, points: Int)] {
        usual.map { $0.kind == kind.rawValue ? (kind: $0.kind, points: points) : $0 }
    }

    @Test("The usual weights keep their own promises")
    func usualWeights() throws {
        #expect(try SeverityWeights(base: usual) == .usual)
        #expect(SeverityWeights.usual.points.count == GapKind.all.count)
    }

    @Test("A kind that is missing, misspelt or given twice is a fault at its place, with the kinds named")
    func kinds() {
        let kinds = GapKind.all.map(\.rawValue).joined(separator: ", ")
        #expect(kinds.hasPrefix("none, systemic, full-nowhere, regressed, in-development"))
        #expect(
            faults(usual.filter { $0.kind != "none" }) == [
                "whole 0: severity has no base for the kind 'none'; the kinds are \(kinds) (add <base kind=\"none\" points=\"80\"/>)"
            ]
        )
        #expect(
            faults(usual + [(kind: "nonne", points: 80)]) == [
                "severity \(usual.count): there is no kind of gap 'nonne'; the kinds are \(kinds) (did you mean 'none'?)"
            ]
        )
        #expect(
            faults(usual + [(kind: "stale", points: 1)]) == [
                "severity \(usual.count): the kind 'stale' has two bases (keep one)"
            ]
        )
        #expect(faults([]).count == GapKind.all.count - SeverityWeights.later.count)
    }

    @Test("A kind younger than the frameworks in use has its usual points where it is left out, or those it is given")
    func later() throws {
        #expect(SeverityWeights.later.contains(.staleCopy) && !SeverityWeights.later.contains(.stale))
        let older = usual.filter { $0.kind != "stale-copy" }
        #expect(try SeverityWeights(base: older) == .usual)
        #expect(try SeverityWeights(base: older + [(kind: "stale-copy", points: 7)]).points[.staleCopy] == 7)
    }

    @Test("Weights under which a level that is raised would count as worse are refused")
    func promises() {
        // 64 x 1.25 = 80: the most that in development may have beside 80 for none.
        #expect(faults(usual(.inDevelopment, 64)).isEmpty)
        #expect(
            faults(usual(.inDevelopment, 65)) == [
                "whole 0: a gap 'in-development' of 65 points that has stood for years would weigh more than a new one 'none' of 80: a level that is raised would count as worse (give 'none' at least 125% of the points of 'in-development')"
            ]
        )
        #expect(faults(usual(.inDevelopment, 25)).count == 2)
        #expect(faults(usual(.partial, 39)).isEmpty)
        #expect(
            faults(usual(.partial, 40)).contains { $0.contains("from no provision to some must be the larger step") }
        )
        #expect(faults(usual(.partial, 0)).count == 1)
        #expect(faults(usual(.fullNowhere, 65)).count == 1 && faults(usual(.stalled, 65)).count == 1)
        #expect(faults(usual(.masked, 49)).count == 1)
        #expect(
            faults(usual(.inequity, 81)) == [
                "whole 0: 'inequity' has 81 points, and 25% more in time: beyond 100 (give no kind more than 80 points)"
            ]
        )
        #expect(faults(usual(.unrated, 100)).isEmpty)
        #expect(faults(usual(.unrated, 101)).count == 1)
        #expect(faults(usual, longer: 0).isEmpty && faults(usual, longer: 26).count > 1)
        for (fixed, halfNeed) in [(9, 1_000), (91, 1_000), (20, 0)] {
            #expect(faults(usual, fixed: fixed, halfNeed: halfNeed).count == 1)
        }
    }

    @Test("What a level lacks falls from none over in development and some to nothing, on each network's scale")
    func lacks() throws {
        let scale = try RatingScale(levels: SmallWorld.levels)
        let lacks = ["R", "B", "A", "G"].compactMap { scale.level(coded: $0) }.map {
            SeverityWeights.usual.lack(of: $0, on: scale)
        }
        #expect(lacks == [1, 0.75, 0.375, 0])
        let four = try RatingScale(levels: [
            SmallWorld.level("R", rank: 0), SmallWorld.level("P", rank: 1), SmallWorld.level("A", rank: 2),
            SmallWorld.level("G", rank: 3, closes: true),
        ])
        #expect(four.levels.map { SeverityWeights.usual.lack(of: $0, on: four) } == [1, 0.375, 0.1875, 0])
    }
}

@Suite("One order of levels")
struct LevelOrderTests {
    private let scale: RatingScale

    init() throws { scale = try RatingScale(levels: SmallWorld.levels) }

    @Test("In development stands half a rank above none: better than none, worse than any provision")
    func order() {
        #expect(scale.levels.map(\.order) == [2, 1, 0, 0.5])
        #expect(scale.levels.placesBestFirst == [0, 1, 3, 2])
        #expect(scale.levels.placesAsCounted == [2, 1, 0, 3])
        #expect(scale.levels.ladder.map(\.code) == ["R", "A", "G"])
        #expect(scale.levels.shortfalls == [0, 0.5, 1, 0.75])
    }

    @Test("The level above: a plan that comes true is some provision; above the highest there is none")
    func above() {
        let above = ["R", "B", "A", "G"].map { code in
            scale.level(coded: code).flatMap { scale.level(above: $0) }?.code
        }
        #expect(above == ["A", "A", "G", nil])
        #expect(scale.level(coded: "r") == nil)
    }
}
