import GapDetection
import Provision
import TestSupport
import Testing

private func money(
    _ kind: Service.Funding.Kind,
    until: String? = nil,
    funder: String? = nil
) throws -> Service.Funding {
    Service.Funding(kind: kind, funder: funder, from: try date("2020-01-01"), until: try until.map { try date($0) })
}

@Suite("Gaps that the register of services shows: funding, ages, needs, capacity")
struct RegisterRulesTests {
    @Test("Funding: non-recurrent alone, ending within twelve months or ended; recurrent or unknown money is no gap")
    func funding() throws {
        let world = try AuditWorld(
            children: [100],
            [["A"]],
            services: [
                1: [
                    AuditWorld.service(
                        "ending",
                        funding: [money(.nonRecurrent, until: "2022-06-30", funder: "A fund")]
                    ),
                    AuditWorld.service("mixed", funding: [money(.pilot, until: "2021-02-01"), money(.recurrent)]),
                    AuditWorld.service("unknown"), AuditWorld.service("open-ended", funding: [money(.pilot)]),
                ]
            ]
        )
        #expect(try world.found("2021-06-29", .funding).isEmpty)
        #expect(try world.found("2021-06-30", .funding) == ["funding:area-1:service-1/ending since 2021-06-30"])
        let audit = try world.audit("2023-01-01", .funding)
        #expect(
            audit.gaps.map(\.why) == [
                "ENDING in Area 1 rested on non-recurrent money (A fund), which ended on 30 June 2022; no later money is on record. Beside it MIXED, UNKNOWN and OPEN-ENDED are on record there for Service 1."
            ]
        )
        #expect(audit.notJudged.map(\.areas.count) == [1])
    }

    @Test("Capacity below the initial target; at it there is no gap; unknown capacity is not judged")
    func capacity() throws {
        // 2,000 children, half of them deprived: need 130 + 50 = 180, target 63.
        let need = NeedModel(
            base: 0.065,
            deprived: 0.05,
            target: 0.35,
            source: try SmallWorld.id("source-1"),
            section: nil,
            serviceTypes: [try SmallWorld.id("service-1")],
            published: []
        )
        for (capacity, isGap) in [(62, true), (63, false)] {
            let world = try AuditWorld(
                children: [2_000],
                [["A"]],
                services: [1: [AuditWorld.service("team", capacity: capacity)]],
                need: need
            )
            #expect(try world.audit("2021-01-01", .capacity).gaps.isEmpty != isGap)
        }
        let unknown = try AuditWorld(
            children: [2_000],
            [["A"]],
            services: [1: [AuditWorld.service("team", capacity: 1), AuditWorld.service("other")]],
            need: need
        )
        let audit = try unknown.audit("2021-01-01", .capacity)
        #expect(audit.gaps.isEmpty && audit.notJudged.count == 1)
    }

    @Test("Dependency: one provider behind five cells, whatever the service types; four are none")
    func dependency() throws {
        func world(_ count: Int) throws -> AuditWorld {
            try AuditWorld(
                children: Array(repeating: 100, count: count),
                [Array(repeating: "A", count: count)],
                services: Dictionary(
                    uniqueKeysWithValues: (1...count).map { ($0, [try AuditWorld.service("s", provider: "Big Trust")]) }
                )
            )
        }
        #expect(try world(4).found("2021-01-01", .dependency).isEmpty)
        #expect(try world(5).found("2021-01-01", .dependency) == ["dependency:ics-1:provider/big-trust since -"])
    }
}

@Suite("Gaps between what is said here and there: contradiction, masked")
struct ContradictionRulesTests {
    private func contradictions(_ letter: String, _ services: [Service]) throws -> [String] {
        let world = try AuditWorld(children: [100], [[letter]], services: [1: services])
        return try world.audit("2021-01-01", .contradiction).gaps.map(\.why)
    }

    @Test("A live service under none, and under not expected; one that may be live is no contradiction")
    func liveUnderNone() throws {
        let live = try AuditWorld.service("team")
        #expect(
            try contradictions("R", [live]) == [
                "Area 1 is rated R (level r) for Service 1, yet TEAM is on record as delivering it."
            ]
        )
        #expect(try contradictions("-", [live]).count == 1)
        #expect(try contradictions("A", [live]).isEmpty)
        #expect(try contradictions("R", [AuditWorld.service("team", delivering: nil)]).isEmpty)
        #expect(try contradictions("R", [AuditWorld.service("team", type: nil)]).isEmpty)
    }

    @Test("Full on non-recurrent money alone")
    func fullOnGrants() throws {
        let grant = try AuditWorld.service("team", funding: [money(.nonRecurrent, until: "2030-01-01")])
        #expect(try contradictions("G", [grant]).count == 1)
        #expect(try contradictions("G", [grant, AuditWorld.service("other")]).isEmpty)
    }

    @Test("Masked: a part at none, services in a part only, ages the services leave out")
    func masked() throws {
        func found(
            _ services: [Service] = [],
            parts: [RatedPart] = [],
            letter: String = "A"
        ) throws -> [String] {
            try AuditWorld(
                children: [100],
                [[letter]],
                services: [1: services],
                parts: [1: parts],
                serviceAges: AuditWorld.ages(-9, 24)
            ).audit("2021-01-01", .masked).gaps.map(\.id.description)
        }
        let part = [RatedPart(name: "The North", level: "R"), RatedPart(name: "The South", level: "G")]
        #expect(try found(parts: part) == ["masked:area-1:service-1/part/the-north"])
        #expect(try found(parts: part, letter: "R").isEmpty)
        #expect(
            try found([AuditWorld.service("s", extent: .part("Millom"), ages: (-9, 24))]) == [
                "masked:area-1:service-1/extent"
            ]
        )
        #expect(try found([AuditWorld.service("s", ages: (-9, 6))]) == ["masked:area-1:service-1/ages/6-24"])
        #expect(try found([AuditWorld.service("s", ages: (-9, 6)), AuditWorld.service("t")]).isEmpty)
    }
}
