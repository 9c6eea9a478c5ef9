import GapDetection
import Provision
import TestSupport
import Testing

@Suite("Ages: served, not served, not known")
struct AgeRangeRuleTests {
    @Test("What states no ages is neither covering nor leaving out: the finding names it")
    func threeStates() throws {
        var world = try FindingWorld(areas: 3, types: [FindingWorld.type(1)])
        let baby = try AuditWorld.service("baby", ages: (-9, 24))
        try world.answer(1, "A", services: [baby])
        try world.answer(2, "A", services: [baby, AuditWorld.service("any"), AuditWorld.service("other")])
        try world.answer(3, "A", services: [AuditWorld.service("any")])
        let audit = try world.audit("2021-01-01", .ageRange)
        let why = Dictionary(audit.gaps.map { ($0.id.description, $0.why) }, uniquingKeysWith: { first, _ in first })
        #expect(
            why == [
                "age-range:area-1:24-60":
                    "Nothing on record in Area 1 serves children from the second to the fifth birthday.",
                "age-range:area-2:24-60":
                    "Nothing on record in Area 2 is known to serve children from the second to the fifth birthday. Whether ANY and OTHER do is not known: no ages are stated.",
                "age-range:ics-1:24-60":
                    "Provision made for children from the second to the fifth birthday is known in none of the 2 areas of ICS 1 with ages on record. There, 2 services state no ages: whether they reach these children is not known.",
            ]
        )
        #expect(audit.notJudged.map { $0.areas.map(\.text) } == [["area-3"]])
    }

    @Test("A universal service type that is rated as provided serves its ages; one that is rated none does not")
    func universal() throws {
        let types = [
            try FindingWorld.type(1, ages: (-9, 60), reach: .universal), try FindingWorld.type(2, ages: (-9, 24)),
        ]
        for (letter, isCovered) in [("G", true), ("A", true), ("R", false), ("B", false), (".", false), ("-", false)] {
            var world = try FindingWorld(areas: 1, types: types)
            try world.answer(1, letter + "G")
            let ids = try world.audit("2021-01-01", .ageRange).gaps.filter { $0.area.text == "area-1" }.map(
                \.id.description
            )
            #expect(ids == (isCovered ? [] : ["age-range:area-1:24-60"]), "\(letter)")
        }
    }

    @Test("Of an ICS what is universal is said beside, and does not hide that nothing is made for an age")
    func beyondUniversal() throws {
        let types = [
            try FindingWorld.type(1, ages: (-9, 60), reach: .universal), try FindingWorld.type(2, ages: (-9, 24)),
            try FindingWorld.type(3, ages: (0, 60)),
        ]
        var world = try FindingWorld(areas: 3, types: types)
        try world.answer(1, "GGG")
        try world.answer(2, "GGR")
        // From birth to eighteen is not made for children under five.
        try world.answer(3, "GGR", services: [AuditWorld.service("all-ages", type: nil, ages: (0, 216))])
        let gaps = try world.audit("2021-01-01", .ageRange).gaps
        #expect(gaps.map(\.id.description) == ["age-range:ics-1:24-60"])
        #expect(
            gaps.first?.why
                == "Beyond Service 1, which is for every child, provision made for children from the second to the fifth birthday is known in 1 of the 3 areas of ICS 1 (Area 1)."
        )
        // 2,000 and 3,000 children of the two areas without.
        #expect(gaps.first?.children == 5_000)
    }

    @Test("What is in development, or not rated as there, serves nobody yet unless it is known to")
    func notYet() throws {
        let coming = try AuditWorld.service("coming", ages: (24, 60), delivering: nil)
        let baby = try AuditWorld.service("baby", type: nil, ages: (-9, 24))
        for (letter, service, isGap) in [
            ("B", coming, true), ("A", coming, false),
            ("B", try AuditWorld.service("open", ages: (24, 60)), false),
        ] {
            var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1)])
            try world.answer(1, letter, services: [baby, service])
            let ids = try world.audit("2021-01-01", .ageRange).gaps.filter { $0.area.text == "area-1" }
            #expect(ids.isEmpty != isGap, "\(letter) \(service.name)")
        }
    }

    @Test(
        "No area of the real data is said to lack ages that Health Visiting serves; both ICSs lack provision of their own from two on"
    )
    func realData() throws {
        let model = try realModel()
        let gaps = GapAudit(model, at: model.snapshot(asOf: try date("2022-05-01")), kinds: [.ageRange]).gaps
        #expect(gaps.allSatisfy { $0.area.text.hasPrefix("ics-") })
        #expect(Set(gaps.map(\.area.text)).count == 2)
        #expect(gaps.allSatisfy { $0.why.hasPrefix("Beyond Health Visiting, which is for every child, ") })
    }
}

@Suite("Needs groups")
struct NeedsGroupRuleTests {
    private func world(_ delivered: [String]) throws -> FindingWorld {
        var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1)])
        world.interventions = [
            try FindingWorld.intervention("vig", ["getting-help"]),
            try FindingWorld.intervention("peers", ["thriving", "getting-help"], isCrossCutting: true),
            try FindingWorld.intervention("massage"),
        ]
        try world.answer(1, "A", services: [AuditWorld.service("one", interventions: delivered)])
        return world
    }

    @Test(
        "A cross-cutting intervention fills no group; one without a group is said to be unknown",
        arguments: [
            (["vig"], ["thriving"], 0), (["vig", "peers"], ["thriving"], 0),
            (["peers"], ["getting-help", "thriving"], 0), (["massage"], [], 1), ([], [], 1),
            (["massage", "vig"], ["thriving"], 0),
        ] as [([String], [String], Int)]
    )
    func groups(_ delivered: [String], _ missing: [String], _ notJudged: Int) throws {
        let audit = try world(delivered).audit("2021-01-01", .needsGroup)
        #expect(audit.gaps.map(\.id.description).sorted() == missing.map { "needs-group:area-1:\($0)" })
        #expect(audit.notJudged.count == notJudged)
    }

    @Test("The sentence counts what does not count, and what the framework says nothing of")
    func sentence() throws {
        let gap = try #require(try world(["vig", "peers", "massage"]).audit("2021-01-01", .needsGroup).gaps.first)
        #expect(
            gap.why
                == "None of the 3 interventions on record in Area 1 is listed for families who are thriving. The framework lists 1 of them for no group. Peers, which goes with all help, does not count."
        )
        let only = try #require(try world(["vig"]).audit("2021-01-01", .needsGroup).gaps.first)
        #expect(only.why == "The only intervention on record in Area 1 is not listed for families who are thriving.")
    }

    @Test("Nothing on record is told apart from nothing that the framework lists")
    func reasons() throws {
        #expect(
            try world([]).audit("2021-01-01", .needsGroup).notJudged.map(\.reason) == ["no intervention is on record"]
        )
        #expect(
            try world(["massage"]).audit("2021-01-01", .needsGroup).notJudged.map(\.reason) == [
                "the framework lists none of the interventions on record for a needs group"
            ]
        )
    }

    @Test("In the real data peer support alone speaks of thriving, so it has nothing in any of the 17 areas")
    func realData() throws {
        let model = try realModel()
        let gaps = GapAudit(model, at: model.snapshot(asOf: try date("2022-05-01")), kinds: [.needsGroup]).gaps
        #expect(gaps.count { $0.id.description.hasSuffix(":thriving") } == 17)
    }
}
