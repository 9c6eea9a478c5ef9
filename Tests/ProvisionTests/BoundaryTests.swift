import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Boundaries that move")
struct BoundaryTests {
    private let model: ProvisionModel

    init() throws { model = try RealData.model() }

    private func rows(_ snapshot: Snapshot) -> [String] { snapshot.rows.map { model.areas.areas[$0].id.text } }

    private func letters(_ snapshot: Snapshot, _ area: String) throws -> String {
        let row = try #require(rows(snapshot).firstIndex(of: area))
        return (0..<snapshot.columns).map { column in
            model.framework.scale.level(of: snapshot.state(row: row, column: column))?.code ?? "."
        }.joined()
    }

    @Test("On the last day of the CCGs there are 17 of them; the day after, 14 Places continue them")
    func succession() throws {
        let before = model.snapshot(asOf: try date("2022-06-30"))
        let after = model.snapshot(asOf: try date("2022-07-01"))
        #expect(before.rows.count == 17 && rows(before).allSatisfy { $0.hasPrefix("ccg-") })
        #expect(after.rows.count == 14 && rows(after).allSatisfy { $0.hasPrefix("place-") })
        #expect(!before.isCombined && after.isCombined)
        for (ccg, place) in [
            ("ccg-halton", "place-halton"), ("ccg-cheshire", "place-cheshire-east"),
            ("ccg-cheshire", "place-cheshire-west"),
            ("ccg-west-lancashire", "place-west-lancashire"),
        ] {
            #expect(try letters(before, ccg) == letters(after, place))
        }
    }

    @Test("A Place made of several shows the worst, the best or what most of its children live under")
    func rules() throws {
        // Blackburn with Darwen (10,307 children) has R for specialist health visitors, East Lancashire (22,893) has G.
        func pennine(_ rule: CombinationRule) throws -> String {
            try letters(model.snapshot(asOf: try date("2024-01-01"), rule: rule), "place-pennine-lancashire")
        }
        #expect(try pennine(.worst) == "RRRAGRAAGGG")
        #expect(try pennine(.best) == "RRRAGGAAGGG")
        #expect(try pennine(.majority) == "RRRAGGAAGGG")
        // Blackpool B, Fylde & Wyre R: in development is better than none; Fylde & Wyre has more children.
        func coast(_ rule: CombinationRule) throws -> Character? {
            try letters(model.snapshot(asOf: try date("2024-01-01"), rule: rule), "place-fylde-coast").first
        }
        #expect(try (coast(.worst), coast(.best), coast(.majority)) == ("R", "B", "R"))
    }

    @Test("The parts a level was chosen from are kept")
    func parts() throws {
        let snapshot = model.snapshot(asOf: try date("2024-01-01"))
        let row = try #require(rows(snapshot).firstIndex(of: "place-fylde-coast"))
        let parts = snapshot.parts(row: row, column: 0).map { part in
            "\(model.areas.areas[part.area].name) \(model.framework.scale.level(of: part.state)?.code ?? ".")"
        }
        #expect(parts == ["Blackpool B", "Fylde & Wyre R"])
    }

    @Test("Any date's ratings on another date's areas, and on any level")
    func bases() throws {
        let earlyOnPlaces = model.snapshot(asOf: try date("2022-05-01"), basis: .date(try date("2024-01-01")))
        let lateOnPlaces = model.snapshot(asOf: try date("2024-01-01"))
        #expect(earlyOnPlaces.rows == lateOnPlaces.rows && earlyOnPlaces.states == lateOnPlaces.states)
        let lateOnCCGs = model.snapshot(asOf: try date("2024-01-01"), basis: .kind(try SmallWorld.id("ccg")))
        #expect(lateOnCCGs.rows.count == 17)
        let ics = model.snapshot(asOf: try date("2022-05-01"), basis: .kind(try SmallWorld.id("ics")))
        #expect(rows(ics) == ["ics-cheshire-and-merseyside", "ics-lancashire-and-south-cumbria"])
        #expect(ics.members.map(\.count) == [9, 8])
        #expect(try letters(ics, "ics-lancashire-and-south-cumbria") == "RRRAGRAAGGG")
        let region = model.snapshot(asOf: try date("2024-01-01"), basis: .kind(try SmallWorld.id("region")))
        #expect(region.rows.count == 1)
    }

    @Test("Shares of an area that ended: by children where they are known, else equal")
    func shares() throws {
        let cheshire = try #require(model.areas.area(try SmallWorld.id("ccg-cheshire")))
        let (shares, byChildren) = model.areas.successionShares(of: cheshire)
        #expect(byChildren)
        #expect(shares.map { ($0.share * 1000).rounded() } == [528, 472])
        let blackpool = try #require(model.areas.area(try SmallWorld.id("ccg-blackpool")))
        #expect(model.areas.successionShares(of: blackpool).shares.map(\.share) == [1])
    }

    @Test("A successor's own rating takes the place of those it inherited, cell by cell")
    func ownRating() throws {
        let round = Round(
            id: try SmallWorld.id("2023-05"),
            name: "R",
            opened: try date("2023-01-01"),
            referenceDate: try date("2023-05-01"),
            asked: [try SmallWorld.id("place-sefton")]
        )
        let own = Return(
            area: try SmallWorld.id("place-sefton"),
            round: round.id,
            revision: 1,
            source: .areaReturn,
            recorded: Return.Recorded(at: Instant(secondsSince1970: 0), by: "t", role: "t"),
            ratings: [Rating(service: try SmallWorld.id("camhs-0-5"), value: .level("G"))]
        )
        let later = ProvisionModel(
            framework: model.framework,
            areas: model.areas,
            rounds: model.rounds + [round],
            returns: model.returns + [own]
        )
        let snapshot = later.snapshot(asOf: try date("2023-06-01"))
        let row = try #require(snapshot.rows.firstIndex { later.areas.areas[$0].id.text == "place-sefton" })
        let codes = (0..<snapshot.columns).map {
            later.framework.scale.level(of: snapshot.state(row: row, column: $0))?.code ?? "."
        }
        #expect(codes.joined() == "AGGAGAAAGAR")
        #expect(snapshot.parts(row: row, column: 1).isEmpty)
        #expect(snapshot.parts(row: row, column: 0).count == 2)
    }

    @Test("Every stated cell is found again in some row, whatever the basis and the rule")
    func nothingIsLost() throws {
        let dates = try ["2022-05-01", "2022-07-01", "2026-01-01"].map(date)
        let kinds = try ["ccg", "place", "ics", "region"].map { AreaBasis.kind(try SmallWorld.id($0)) }
        for day in dates {
            for basis in [.current, .date(dates[0]), .date(dates[2])] + kinds {
                for rule in CombinationRule.allCases {
                    let snapshot = model.snapshot(asOf: day, basis: basis, rule: rule)
                    let members = Set(snapshot.members.joined())
                    #expect(members.filter { model.areas.areas[$0].kind.text == "ccg" }.count == 17)
                    #expect(snapshot.states.allSatisfy { $0.levelIndex != nil })
                    for row in snapshot.rows.indices {
                        for column in 0..<snapshot.columns where !snapshot.parts(row: row, column: column).isEmpty {
                            let states = snapshot.parts(row: row, column: column).map(\.state)
                            #expect(states.contains(snapshot.state(row: row, column: column)))
                        }
                    }
                }
            }
        }
    }
}

@Suite("What moved between two snapshots")
struct SnapshotComparisonTests {
    @Test("Up, down, new, lost, restated")
    func directions() throws {
        let framework = try SmallWorld.framework(services: 8)
        let areas = try SmallWorld.areas(1)
        let rounds = try SmallWorld.rounds(1, asking: 1)
        func snapshot(_ letters: String) throws -> (Snapshot, ProvisionModel) {
            let model = ProvisionModel(
                framework: framework,
                areas: areas,
                rounds: rounds,
                returns: [try SmallWorld.answer(area: 1, round: 1, letters)]
            )
            return (model.snapshot(asOf: try date("2021-01-01")), model)
        }
        let (before, model) = try snapshot("RGRB.A-G")
        let (after, _) = try snapshot("AABGR.GG")
        let moves = SnapshotComparison(from: before, to: after, in: model).moves
        #expect(moves.map(\.direction) == [.up, .down, .up, .up, .new, .lost, .restated])
        #expect(SnapshotComparison(from: before, to: before, in: model).moves.isEmpty)
    }
}

@Suite("Drafts and acceptance")
struct ReturnStateTests {
    @Test("A draft counts for nothing, at any time, and takes nobody's place")
    func drafts() throws {
        func model(_ states: [ReturnState]) throws -> ProvisionModel {
            let letters = ["R", "A", "G"]
            return ProvisionModel(
                framework: try SmallWorld.framework(services: 1),
                areas: try SmallWorld.areas(1),
                rounds: try SmallWorld.rounds(1, asking: 1),
                returns: try states.enumerated().map { index, state in
                    try SmallWorld.answer(
                        area: 1,
                        round: 1,
                        revision: index + 1,
                        letters[index],
                        recorded: Int64(index * 10)
                    ).with(state: state)
                }
            )
        }
        func letter(_ model: ProvisionModel, knownAt: Int64? = nil) throws -> String {
            let snapshot = model.snapshot(
                asOf: try date("2021-01-01"),
                knownAt: knownAt.map(Instant.init(secondsSince1970:))
            )
            return model.framework.scale.level(of: snapshot.state(row: 0, column: 0))?.code ?? "."
        }
        #expect(try letter(model([.draft])) == ".")
        #expect(try letter(model([.submitted, .draft])) == "R")
        #expect(try letter(model([.submitted, .draft, .accepted])) == "G")
        let story = try model([.submitted, .draft, .accepted])
        #expect(
            try (letter(story, knownAt: 0), letter(story, knownAt: 15), letter(story, knownAt: 20)) == ("R", "R", "G")
        )
    }
}
