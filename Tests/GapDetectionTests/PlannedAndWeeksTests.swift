import GapDetection
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Plans fill no gap, and weeks are counted")
struct PlannedAndWeeksTests {
    private func gaps(_ state: DeliveredIntervention.State, _ kind: GapKind) throws -> Set<String> {
        let delivered = DeliveredIntervention(
            intervention: try SmallWorld.id("vig"),
            state: state,
            ages: AgeRange(from: 24, to: 60)
        )
        let world = try AuditWorld(
            children: [100],
            [["A"]],
            services: [1: [try AuditWorld.service("baby", ages: (-9, 24), interventions: ["massage"])]],
            interventions: [1: [delivered]]
        )
        return Set(try world.audit("2021-01-01", kind).gaps.map(\.id.description))
    }

    @Test("An intervention that is planned serves no age and no needs group; the same one delivered does")
    func planned() throws {
        #expect(try gaps(.planned, .ageRange).contains("age-range:area-1:24-60"))
        #expect(try gaps(.delivered, .ageRange).isEmpty)
        // Delivered, it fills "getting help"; planned, nothing on record is placed in a group, and the area is not judged.
        #expect(try gaps(.delivered, .needsGroup) == ["needs-group:area-1:thriving"])
        #expect(try gaps(.planned, .needsGroup).isEmpty)
    }

    private func stretches(_ ages: (String, String)...) throws -> [String] {
        let services = try ages.enumerated().map { index, pair in
            Service(
                id: try SmallWorld.id("s-\(index)"),
                name: "S\(index)",
                type: try SmallWorld.id("service-1"),
                ages: AgeRange(from: try SmallWorld.require(Age(pair.0)), to: try SmallWorld.require(Age(pair.1))),
                isDelivering: true
            )
        }
        let world = try AuditWorld(children: [100], [["A"]], services: [1: services])
        return try world.audit("2021-01-01", .ageRange).gaps.map(\.id.description)
            .filter { $0.hasPrefix("age-range:area-1:") }.sorted()
    }

    @Test("A service from six weeks leaves the first six weeks open, and no more")
    func weeks() throws {
        #expect(try stretches(("-9", "0"), ("6w", "60")) == ["age-range:area-1:0-6w"])
        #expect(try stretches(("-9", "10d"), ("6w", "60")) == ["age-range:area-1:10d-6w"])
        #expect(try stretches(("-9", "6w"), ("42d", "60")).isEmpty)
        #expect(try stretches(("-9", "6w"), ("1.5", "60")) == ["age-range:area-1:6w-1.5"])
    }

    @Test("The sentence says weeks")
    func words() throws {
        let service = Service(
            id: try SmallWorld.id("s"),
            name: "S",
            type: try SmallWorld.id("service-1"),
            ages: AgeRange(from: try SmallWorld.require(Age("6w")), to: 60),
            isDelivering: true
        )
        let world = try AuditWorld(children: [100], [["A"]], services: [1: [service]])
        let why = try world.audit("2021-01-01", .ageRange).gaps.map(\.why)
        #expect(why.contains { $0.contains("from conception to six weeks") })
    }

    @Test("The real register of Blackpool: three plans, apart from what is delivered")
    func blackpool() throws {
        let model = try RealData.model()
        let snapshot = model.snapshot(asOf: try date("2022-05-01"))
        let registers = AreaRegister.registers(of: snapshot, in: model)
        let row = try #require(snapshot.rows.firstIndex { model.areas.areas[$0].id.text == "ccg-blackpool" })
        #expect(
            registers[row].planned.map(\.intervention.text) == ["safecare", "caring-dads", "behavioural-activation"]
        )
        #expect(
            registers[row].interventions.map(\.intervention.text) == [
                "baby-steps", "being-a-parent", "survivor-mums-companion", "vig",
            ]
        )
        #expect(registers.reduce(0) { $0 + $1.planned.count } == 3)
    }
}
