import GapDetection
import Provision
import TestSupport
import Testing

/// A model of a small world, and its gaps as short words: "none area-1 service-2 since 2021-01-01".
private struct World {
    let model: ProvisionModel

    init(areas: Int, services: Int, rounds: Int = 2, _ returns: [Return]) throws {
        model = ProvisionModel(
            framework: try SmallWorld.framework(services: services),
            areas: try SmallWorld.areas(areas),
            rounds: try SmallWorld.rounds(rounds, asking: areas),
            returns: returns
        )
    }

    /// - Parameter kinds: those that a level or its absence says by itself, unless told.
    func gaps(
        _ iso: String,
        kinds: Set<GapKind> = [.none, .partial, .inDevelopment, .unrated, .noReturn]
    ) throws -> [Gap] {
        TestSupport.gaps(in: model, at: model.snapshot(asOf: try date(iso)), kinds: kinds)
    }

    func words(
        _ iso: String,
        kinds: Set<GapKind> = [.none, .partial, .inDevelopment, .unrated, .noReturn]
    ) throws -> [String] {
        try gaps(iso, kinds: kinds).map { gap in
            "\(gap.kind) \(gap.area) \(gap.service?.text ?? "-") since \(gap.since?.description ?? "-")"
        }.sorted()
    }
}

@Suite("Gaps that a level says by itself: none, partial, in development")
struct LevelRulesTests {
    @Test("One gap of each kind where its level stands, none where provision is full or not expected")
    func eachKind() throws {
        let world = try World(areas: 1, services: 5, [SmallWorld.answer(area: 1, round: 1, "RABG-")])
        #expect(
            try world.words("2021-01-01") == [
                "in-development area-1 service-3 since 2021-01-01", "none area-1 service-1 since 2021-01-01",
                "partial area-1 service-2 since 2021-01-01",
            ]
        )
    }

    @Test("A gap lasts from the first round of its present spell")
    func since() throws {
        let letters: [(String, String, String)] = [
            ("R", "R", "none since 2021-01-01"), ("G", "R", "none since 2022-01-01"),
            ("A", "R", "none since 2022-01-01"),
            ("-", "B", "in-development since 2022-01-01"), ("A", "A", "partial since 2021-01-01"),
        ]
        for (first, second, expected) in letters {
            let world = try World(
                areas: 1,
                services: 1,
                [SmallWorld.answer(area: 1, round: 1, first), SmallWorld.answer(area: 1, round: 2, second)]
            )
            let words = try world.gaps("2022-06-01").map { "\($0.kind) since \($0.since?.description ?? "-")" }
            #expect(words == [expected])
        }
    }

    @Test("A reopened gap is counted from when it reopened")
    func reopened() throws {
        let world = try World(
            areas: 1,
            services: 1,
            rounds: 3,
            [
                SmallWorld.answer(area: 1, round: 1, "R"), SmallWorld.answer(area: 1, round: 2, "G"),
                SmallWorld.answer(area: 1, round: 3, "R"),
            ]
        )
        #expect(try world.words("2023-01-01") == ["none area-1 service-1 since 2023-01-01"])
        #expect(try world.words("2022-01-01") == [])
    }

    @Test("Its id is the same in every snapshot; its sentence names whose word it is")
    func identity() throws {
        let world = try World(
            areas: 2,
            services: 1,
            [
                SmallWorld.answer(area: 1, round: 1, "R"), SmallWorld.answer(area: 1, round: 2, "R", source: .collated),
                SmallWorld.answer(area: 2, round: 1, "R"),
            ]
        )
        let early = try world.gaps("2021-01-01", kinds: [.none])
        let late = try world.gaps("2022-01-01", kinds: [.none])
        #expect(early.map(\.id.description) == ["none:area-1:service-1", "none:area-2:service-1"])
        #expect(late.map(\.id) == early.map(\.id))
        #expect(
            early.first?.why
                == "Area 1 has no Service 1: rated R (level r), by its own return in the round of 1 January 2021."
        )
        #expect(
            late.map(\.why) == [
                "Area 1 has no Service 1: rated R (level r), collated by the network in the round of 1 January 2022.",
                "Area 2 has no Service 1: rated R (level r), carried forward from the round of 1 January 2021.",
            ]
        )
    }

    @Test("Kinds can be chosen")
    func kinds() throws {
        let world = try World(areas: 1, services: 2, [SmallWorld.answer(area: 1, round: 1, "RA")])
        #expect(try world.gaps("2021-01-01", kinds: [.partial]).map(\.kind) == [.partial])
        #expect(try world.gaps("2021-01-01", kinds: []).isEmpty)
    }

    @Test("In every world of one area and three service types, each cell is one gap unless it is full or not expected")
    func exhaustive() throws {
        let letters = ["R", "A", "G", "B", "-", "."]
        for first in letters {
            for second in letters {
                for third in letters {
                    let row = first + second + third
                    let world = try World(areas: 1, services: 3, [SmallWorld.answer(area: 1, round: 1, row)])
                    let found = try world.gaps("2021-01-01")
                    #expect(found.count == row.filter { $0 != "G" && $0 != "-" }.count)
                    #expect(Set(found.map(\.id)).count == found.count)
                    #expect(found.allSatisfy { (0...100).contains($0.severity) })
                }
            }
        }
    }
}

@Suite("Gaps in what is known: unrated, no return")
struct SilenceRulesTests {
    @Test("A cell without a rating in an area that was asked is unrated; one stated as not expected is not")
    func unrated() throws {
        let world = try World(areas: 2, services: 2, [SmallWorld.answer(area: 1, round: 1, ".-")])
        #expect(
            try world.words("2021-01-01", kinds: [.unrated]) == [
                "unrated area-1 service-1 since 2021-01-01", "unrated area-2 service-1 since 2021-01-01",
                "unrated area-2 service-2 since 2021-01-01",
            ]
        )
    }

    @Test("No return: asked by the latest round, and not answered by the area itself")
    func noReturn() throws {
        let world = try World(
            areas: 3,
            services: 1,
            [
                SmallWorld.answer(area: 1, round: 1, "G"), SmallWorld.answer(area: 2, round: 1, "G", source: .collated),
                SmallWorld.answer(area: 1, round: 2, "G"),
            ]
        )
        #expect(
            try world.words("2021-01-01", kinds: [.noReturn]) == [
                "no-return area-2 - since 2021-01-01", "no-return area-3 - since 2021-01-01",
            ]
        )
        let collated = try world.gaps("2021-01-01", kinds: [.noReturn]).map(\.why)
        #expect(
            collated.contains(
                "Area 2 was asked in the round of 1 January 2021 and made no return of its own; the network collated its ratings."
            )
        )
        #expect(collated.contains("Area 3 was asked in the round of 1 January 2021 and made no return of its own."))
    }

    @Test("Before any round there is nothing to find")
    func beforeAnyRound() throws {
        #expect(try World(areas: 1, services: 1, []).words("2020-01-01").isEmpty)
    }
}
