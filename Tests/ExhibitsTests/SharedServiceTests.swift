import Provision
import TestSupport
import Testing

@testable import Exhibits

@Suite("Need against capacity: a service of several areas")
struct SharedServiceTests {
    @Test("A service that two areas of an ICS share counts once, two services count twice")
    func shared() throws {
        func capacity(_ ids: [String]) throws -> Double? {
            let small = try SmallWorld.framework(services: 1)
            let framework = try Framework(
                title: small.title,
                network: small.network,
                sources: small.sources,
                scale: small.scale,
                serviceTypes: small.serviceTypes,
                need: NeedModel(
                    base: 0.065,
                    deprived: 0.05,
                    target: 0.35,
                    source: try SmallWorld.id("source-1"),
                    section: nil,
                    serviceTypes: [try SmallWorld.id("service-1")],
                    published: []
                ),
                severity: small.severity
            )
            let ages = try SmallWorld.require(AgeRange(from: 0, to: 60))
            let plain = try SmallWorld.areas(ids.count)
            let areas = try AreaHierarchy(
                kinds: plain.kinds,
                areas: try plain.areas.map { area in
                    Area(
                        id: area.id,
                        kind: area.kind,
                        name: area.name,
                        parents: area.parents,
                        populations: [Area.Population(date: try date("2020-06-30"), ages: ages, children: 1_000)]
                    )
                }
            )
            let returns = try ids.enumerated().map { place, id in
                let answer = try SmallWorld.answer(area: place + 1, round: 1, "A")
                return Return(
                    area: answer.area,
                    round: answer.round,
                    revision: 1,
                    source: .areaReturn,
                    recorded: answer.recorded,
                    ratings: answer.ratings,
                    services: [
                        Service(
                            id: try SmallWorld.id(id),
                            name: "Team",
                            type: try SmallWorld.id("service-1"),
                            isDelivering: true,
                            capacity: 30
                        )
                    ]
                )
            }
            let model = ProvisionModel(
                framework: framework,
                areas: areas,
                rounds: try SmallWorld.rounds(1, asking: ids.count),
                returns: returns
            )
            let scope = ExhibitScope(model, asOf: try date("2021-01-01"))
            return try #require(NeedAndCapacity(scope, byGroup: true)).areas.first?.capacity
        }
        #expect(try capacity(["team", "team"]) == 30)
        #expect(try capacity(["team", "other"]) == 60)
    }
}
