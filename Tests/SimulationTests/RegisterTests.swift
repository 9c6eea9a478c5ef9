import Provision
import Simulation
import TestSupport
import Testing

@Suite("The register of simulated services")
struct RegisterTests {
    private static let made = Result {
        let world = try SimulatedWorld(areas: 60, services: 20, rounds: 8)
        return (world: world, returns: Array(world.allReturns().joined()))
    }
    private let world: SimulatedWorld
    private let returns: [Return]

    init() throws { (world, returns) = try Self.made.get() }

    @Test("An entry's id belongs to one area, and comes once in a return")
    func ids() {
        var owner: [Service.ID: Area.ID] = [:]
        for document in returns {
            #expect(Set(document.services.map(\.id)).count == document.services.count)
            for service in document.services {
                #expect(owner.updateValue(document.area, forKey: service.id) ?? document.area == document.area)
            }
        }
        #expect(owner.count > 200)
    }

    @Test("Recurrent money has no end, other money has one, and all has a beginning before it")
    func funding() {
        let funding = returns.flatMap(\.services).flatMap(\.funding)
        #expect(Set(funding.map(\.kind)) == Set(Service.Funding.Kind.allCases))
        for money in funding { #expect((money.until == nil) == (money.kind == .recurrent)) }
        #expect(
            funding.allSatisfy { money in money.until.map { until in money.from.map { $0 < until } ?? false } ?? true }
        )
        let withEnd = SimulatedWorld.permille(funding.count { $0.until != nil }, of: funding.count)
        #expect((200...600).contains(withEnd))
    }

    @Test("A service stands with the rating of its type: open where there is provision, planned where there is a plan")
    func ratings() throws {
        let first = returns.filter { document in
            // A mistaken rating, corrected later, may contradict the register.
            document.revision == 2
                || !returns.contains { $0.area == document.area && $0.round == document.round && $0.revision == 2 }
        }
        for document in first {
            let levels = Dictionary(document.ratings.map { ($0.service, $0.value) }, uniquingKeysWith: { $1 })
            for service in document.services {
                guard let level = service.type.flatMap({ levels[$0] }) else { continue }
                switch level {
                case .level("G"), .level("A"): #expect(service.isDelivering == true && service.closed == nil)
                case .level("B"): #expect(service.isDelivering == false)
                case .level("R"): #expect(service.closed != nil && service.isCommissioned == false)
                default: Issue.record("a service of a type that is not expected")
                }
            }
        }
    }

    @Test("Services lose their money and close with it; others are planned and not yet open")
    func lossAndPlans() {
        let services = returns.flatMap(\.services)
        let lost = services.filter { service in
            service.funding.contains { $0.until != nil && $0.until == service.closed }
        }
        #expect(lost.count > 10)
        #expect(services.contains { $0.closed != nil && $0.funding.allSatisfy { $0.until == nil } })
        #expect(services.contains { $0.isCommissioned == true && $0.isDelivering == false && $0.opened == nil })
        #expect(services.contains { $0.extent != .whole })
    }

    @Test("Trusts serve an ICS, charities many ICSs, councils their own area")
    func providers() throws {
        var areasOf: [Service.Provider: Set<Area.ID>] = [:]
        for document in returns {
            for provider in document.services.flatMap(\.providers) {
                areasOf[provider, default: []].insert(document.area)
            }
        }
        let areas = world.network.areas
        let day = try SmallWorld.require(world.network.rounds.last).referenceDate
        func systems(_ ids: Set<Area.ID>) -> Set<Int?> {
            Set(ids.compactMap { areas.index(of: $0) }.map { areas.parent(of: $0, on: day) })
        }
        for (provider, ids) in areasOf {
            switch try SmallWorld.require(provider.sector) {
            case .nhs: #expect(ids.count > 3 && systems(ids).count == 1)
            case .localAuthority: #expect(ids.count == 1)
            case .thirdSector: #expect(ids.count > 6 && systems(ids).count > 3)
            }
        }
        #expect(Set(areasOf.keys.compactMap(\.sector)) == Set(Service.Sector.allCases))
    }

    @Test("Interventions are delivered, some by a service of the same return that lists them")
    func interventions() {
        let delivered = returns.flatMap(\.interventions)
        #expect(delivered.contains { $0.service == nil } && delivered.contains { $0.service != nil })
        for document in returns {
            for item in document.interventions where item.service != nil {
                #expect(
                    document.services.contains {
                        $0.id == item.service && $0.isDelivering == true && $0.interventions.contains(item.intervention)
                    }
                )
            }
        }
    }
}
