import Provision
import Testing

@testable import Simulation

@Suite("Invented names")
struct InventedNameTests {
    @Test("The list of real names finds them alone and inside other names")
    func theListFinds() {
        #expect(RealNames.all.count > 500)
        for name in ["Ashbourne", "Calderdale", "North Calderdale", "Westbury and Zorrelbeck", "Greater Manchester"] {
            #expect(RealNames.taints(name), "\(name)")
        }
        #expect(!RealNames.taints("Greater Quibbelmouth"))
    }

    @Test("None of the places there can be is a real one")
    func places() {
        #expect(PlaceNames.count >= 2_222)
        #expect(Set(PlaceNames.all).count == PlaceNames.count)
        #expect(PlaceNames.all.filter(RealNames.taints) == [])
    }

    @Test("No area, provider, funder or service of a network bears a real name", arguments: [1, 2, 5] as [UInt64])
    func networks(seed: UInt64) throws {
        let world = try SimulatedWorld(areas: 150, services: 10, rounds: 4, seed: seed)
        let areas = world.network.areas.areas
        #expect(Set(areas.map(\.name)).count == areas.count)
        #expect(areas.map(\.name).filter(RealNames.taints) == [])
        let services = world.allReturns().joined().flatMap(\.services)
        let bodies = Set(
            services.flatMap { $0.providers.map(\.name) + $0.funding.compactMap(\.funder) }
        )
        #expect(bodies.filter(RealNames.taints) == [])
        #expect(bodies.allSatisfy { $0.contains("Simulated") })
        #expect(Set(services.map(\.name)).filter(RealNames.taints) == [])
    }
}
