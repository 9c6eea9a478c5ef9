import GapDetection
import Provision
import TestSupport
import Testing

@Suite("Gaps of time: stalled, regressed, stale")
struct ChangeRulesTests {
    @Test("Stalled from twelve months in development on, and not a day before")
    func stalled() throws {
        let world = try AuditWorld(children: [100], [["B"]])
        #expect(try world.found("2021-12-31", .stalled).isEmpty)
        #expect(try world.found("2022-01-01", .stalled) == ["stalled:area-1:service-1 since 2022-01-01"])
        let begunLater = try AuditWorld(children: [100], [["R"], ["B"]])
        #expect(try begunLater.found("2022-12-31", .stalled).isEmpty)
        let stricter = try AuditWorld(children: [100], [["B"]], thresholds: GapThresholds(stalledMonths: 3))
        #expect(try stricter.found("2021-04-01", .stalled) == ["stalled:area-1:service-1 since 2021-04-01"])
    }

    @Test(
        "Regressed: below the best level so far, since it fell",
        arguments: [
            (["G", "A", "A"], "2022-01-01"), (["A", "G", "R"], "2023-01-01"), (["B", "R", "R"], "2022-01-01"),
            (["G", "R", "A"], "2022-01-01"), (["R", "A", "G"], nil), (["R", "B", "A"], nil), (["G", "G", "G"], nil),
        ] as [([String], String?)]
    )
    func regressed(_ letters: [String], _ since: String?) throws {
        let world = try AuditWorld(children: [100], letters.map { [$0] })
        let expected = since.map { ["regressed:area-1:service-1 since \($0)"] } ?? []
        #expect(try world.found("2023-06-01", .regressed) == expected)
    }

    @Test("Stale from eighteen months on; a new round ends it, a rating carried forward does not")
    func stale() throws {
        let world = try AuditWorld(children: [100, 100], [["R", "R"], ["R", "."]])
        #expect(try world.found("2022-06-30", .stale).isEmpty)
        #expect(try world.found("2022-07-01", .stale) == ["stale:area-2:service-1 since 2022-07-01"])
        #expect(try world.found("2023-07-01", .stale).count == 2)
    }

    @Test("Duration adds to severity: ten points in five years")
    func duration() throws {
        let world = try AuditWorld(children: [100], [["R"]])
        let now = try #require(try world.audit("2021-01-01", .none).gaps.first)
        let later = try #require(try world.audit("2023-07-01", .none).gaps.first)
        let last = try #require(try world.audit("2031-01-01", .none).gaps.first)
        // 60 for the kind, 20 for the most children, 20 x 0.5 for deprivation.
        #expect([now.severity, later.severity, last.severity] == [90, 95, 100])
        #expect(
            later.severityInWords
                == "95 = 60 for the kind + 20.0 for 100 children aged 0-4 + 10.0 for deprivation + 5.0 for lasting 30 months"
        )
    }
}

@Suite("Gaps of an ICS: inequity, systemic, full nowhere")
struct SystemRulesTests {
    @Test(
        "Each pattern of three areas",
        arguments: [
            ("GGG", []), ("GAR", ["inequity"]), ("RRR", ["systemic"]), ("RRA", ["full-nowhere"]),
            ("AAA", ["full-nowhere"]), ("GAA", []), ("RR-", ["systemic"]), ("RR.", []), ("BBB", ["full-nowhere"]),
            ("GR-", ["inequity"]), ("AA.", []),
        ] as [(String, [String])]
    )
    func patterns(_ letters: String, _ expected: [String]) throws {
        let world = try AuditWorld(children: [100, 200, 300], [letters.map(String.init)])
        let found = try world.audit("2021-01-01", .inequity, .systemic, .fullNowhere).gaps
        #expect(found.map(\.kind.rawValue) == expected)
        #expect(found.allSatisfy { $0.area.text == "ics-1" && $0.service?.text == "service-1" })
    }

    @Test("Inequity counts the children on both sides, and weighs those without")
    func children() throws {
        let world = try AuditWorld(children: [100, 200, 300], [["G", "A", "R"]])
        let gap = try #require(try world.audit("2021-01-01", .inequity).gaps.first)
        #expect(gap.children == 300)
        #expect(
            gap.why
                == "Within ICS 1: Area 1 has Service 1 in full (100 children aged 0 to 4), while Area 3 has none (300 children aged 0 to 4)."
        )
    }

    @Test("Asked for one area, what is said of the ICS is of the whole ICS, and so left out")
    func within() throws {
        let world = try AuditWorld(children: [100, 200], [["R", "R"]])
        let snapshot = world.model.snapshot(asOf: try date("2021-01-01"))
        #expect(GapAudit(world.model, at: snapshot, within: 1).gaps.allSatisfy { $0.area.text == "area-1" })
        #expect(GapAudit(world.model, at: snapshot, within: 0).gaps.contains { $0.kind == .systemic })
    }
}
