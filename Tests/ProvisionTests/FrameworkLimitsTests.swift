import Provision
import TestSupport
import Testing

@Suite("What a framework, a hierarchy and an action hold at most, and what cannot be")
struct FrameworkLimitsTests {
    private func messages(_ work: () throws -> Void) -> [String] {
        do {
            try work()
            return []
        } catch {
            return (error as? ModelFaults)?.faults.map(\.message) ?? ["\(error)"]
        }
    }

    @Test("A framework has 1 to 250 service types")
    func serviceTypes() {
        func said(_ count: Int) -> [String] { messages { _ = try SmallWorld.framework(services: count) } }
        #expect(said(0) == ["a framework has 1 to 250 service types, this one 0"])
        #expect(said(1) == [] && said(250) == [])
        #expect(said(251) == ["a framework has 1 to 250 service types, this one 251"])
    }

    @Test("A hierarchy has at most 10,000 areas")
    func areas() {
        #expect(messages { _ = try SmallWorld.areas(9_999) } == [])
        #expect(
            messages { _ = try SmallWorld.areas(10_000) } == ["a hierarchy has at most 10000 areas, this one 10001"]
        )
    }

    @Test("An option of the workforce without role groups, and one that names a group twice")
    func workforce() throws {
        let small = try SmallWorld.framework(services: 1)
        func said(_ works: [WorkforceOption.Work]) -> [String] {
            messages {
                let option = WorkforceOption(
                    id: try SmallWorld.id("a"),
                    title: "A",
                    text: "One service.",
                    source: try SmallWorld.id("source-1"),
                    works: works
                )
                _ = try Framework(
                    title: small.title,
                    network: small.network,
                    sources: small.sources,
                    scale: small.scale,
                    serviceTypes: small.serviceTypes,
                    workforce: Workforce(
                        roleGroups: [RoleGroup(id: try SmallWorld.id("leadership"), name: "Leadership")],
                        options: [option]
                    ),
                    severity: .usual
                )
            }
        }
        #expect(said([]) == ["option 'a' has no role groups"])
        #expect(said([WorkforceOption.Work(group: try SmallWorld.id("leadership"), tiers: [.ics])]) == [])
    }

    @Test("A parent that an area leaves before it begins")
    func parents() throws {
        let early = try DatedParentsTests.area(
            "place",
            "place",
            [try DatedParentsTests.parent("ics", until: "2021-12-31")],
            from: "2022-07-01"
        )
        let late = try DatedParentsTests.area("ics", "ics", from: "2022-07-01")
        #expect(
            messages { _ = try DatedParentsTests.hierarchy([late, early]) }.contains(
                "'place' leaves 'ics' (2021-12-31) before 'ics' begins (2022-07-01)"
            )
        )
    }

    @Test("Of an area that is no more, and all that it became, the newer compositions alone count")
    func compositions() throws {
        func area(_ id: String, from: String?, until: String?, successors: [String] = [], known: Bool) throws -> Area {
            Area(
                id: try SmallWorld.id(id),
                kind: try SmallWorld.id("ccg"),
                name: id,
                parent: try SmallWorld.id("ics-1"),
                from: try from.map(date),
                until: try until.map(date),
                composition: known ? [Area.EthnicGroup(name: "Asian", share: Share(millionths: 100_000))] : [],
                successors: try successors.map { try SmallWorld.id($0) }
            )
        }
        func composed(newIsKnown: Bool) throws -> [String] {
            let plain = try SmallWorld.areas(1)
            let areas = try AreaHierarchy(
                kinds: plain.kinds,
                areas: [
                    plain.areas[0],
                    area("old", from: nil, until: "2021-06-30", successors: ["new"], known: true),
                    area("new", from: "2021-07-01", until: nil, known: newIsKnown),
                ]
            )
            let round = Round(
                id: try SmallWorld.id("round-1"),
                name: "Round 1",
                opened: try date("2021-09-01"),
                referenceDate: try date("2021-09-01"),
                asked: [try SmallWorld.id("new")]
            )
            let answer = Return(
                area: try SmallWorld.id("new"),
                round: round.id,
                revision: 1,
                source: .areaReturn,
                recorded: Return.Recorded(at: Instant(secondsSince1970: 0), by: "t", role: "t"),
                ratings: [Rating(service: try SmallWorld.id("service-1"), value: .level("G"))]
            )
            let model = ProvisionModel(
                framework: try SmallWorld.framework(services: 1),
                areas: areas,
                rounds: [round],
                returns: [answer]
            )
            let snapshot = model.snapshot(asOf: try date("2021-09-01"))
            return model.composedAreas(in: snapshot).map { areas.areas[$0].id.text }
        }
        #expect(try composed(newIsKnown: true) == ["new"])
        #expect(try composed(newIsKnown: false) == ["old"])
    }

    @Test(
        "Pounds in words: without pence where there are none",
        arguments: [(1_200_000, "£ 12,000"), (125_050, "£ 1,250.50"), (5, "£ 0.05"), (0, "£ 0"), (110, "£ 1.10")]
    )
    func pounds(hundredths: Int, words: String) {
        #expect(Action.Cost(pounds: Hundredths(hundredths)).inWords == words)
    }
}
