import Provision
import TestSupport
import Testing

@testable import GapDetection

@Suite("Gaps of posts: role groups that nobody has, and posts that are vacant, end or are too few")
struct StaffingRuleTests {
    private typealias Work = WorkforceEstimateTests

    @Test(
        "A role group that every option asks for and no post is of is absent from the ICS, from where posts are on record on"
    )
    func absent() throws {
        var world = try Work.world(areas: 2, rounds: 3, Work.workforce())
        try world.answer(1, round: 1, "G")
        try world.answer(2, round: 1, "G")
        try world.answer(1, round: 2, "G", posts: [Work.post("Therapist", "workers", "1", filled: "1")])
        #expect(try world.found("2021-06-01", .roleAbsent) == [], "no posts are on record")
        #expect(try world.found("2022-01-01", .roleAbsent) == ["role-absent:ics-1:lead since 2022-01-01"])
        #expect(try world.found("2023-01-01", .roleAbsent) == ["role-absent:ics-1:lead since 2022-01-01"])
        try world.answer(2, round: 3, "G", posts: [Work.post("Head", "lead")])
        #expect(try world.found("2023-01-01", .roleAbsent) == [])
    }

    @Test(
        "The role groups of an option that is chosen are asked for, others are not; a post whose money has ended is none"
    )
    func chosen() throws {
        var world = try Work.world(areas: 1, Work.workforce(chosen: "b"))
        try world.answer(
            1,
            "G",
            posts: [Work.post("Therapist", "workers"), Work.post("Head", "lead", until: "2020-12-31")]
        )
        #expect(
            try world.found("2021-01-01", .roleAbsent) == [
                "role-absent:ics-1:lead since 2021-01-01", "role-absent:ics-1:link since 2021-01-01",
            ]
        )
    }

    @Test("What is vacant, and money that ends, is one gap for each area and role group")
    func staffing() throws {
        var world = try Work.world(areas: 2, rounds: 2, Work.workforce())
        try world.answer(
            1,
            round: 1,
            "G",
            posts: [Work.post("Head", "lead", "1", filled: "1"), Work.post("Therapist", "workers", "1", filled: "1")]
        )
        try world.answer(
            2,
            round: 1,
            "G",
            posts: [Work.post("Nurse", "workers", "1"), Work.post("Trainee", "workers")]
        )
        #expect(try world.found("2021-06-01", .staffing) == [], "of what is not known nothing is vacant")
        try world.answer(
            1,
            round: 2,
            "G",
            posts: [
                Work.post("Head", "lead", "1", filled: "0.4"), Work.post("Therapist", "workers", "2", filled: "1.5"),
                Work.post("Helper", nil, "0.5", until: "2022-12-31"), Work.post("Cook", nil, "1", until: "2023-01-02"),
                Work.post("Nurse", "workers", "1", filled: "1", until: "2021-11-30"),
            ]
        )
        let gaps = try world.audit("2022-01-01", .staffing).gaps
        #expect(
            gaps.map(\.id.description).sorted() == [
                "staffing:area-1:lead", "staffing:area-1:other", "staffing:area-1:workers",
            ]
        )
        let why = Dictionary(uniqueKeysWithValues: gaps.map { ($0.id.subject, $0.why) })
        #expect(why["lead"] == "0.6 of 1 WTE in a post of lead are vacant in Area 1 (Head 0.6).")
        #expect(
            why["other"]
                == "The money of 1 post of no known role group in Area 1 has ended or ends soon: Helper, ends on 31 December 2022."
        )
        #expect(
            why["workers"]
                == "0.5 of 2 WTE in a post of workers are vacant in Area 1 (Therapist 0.5). The money of 1 post of workers in Area 1 has ended or ends soon: Nurse, ended on 30 November 2021."
        )
        #expect(gaps.allSatisfy { $0.since == (try? date("2022-01-01")) && $0.closing.hasPrefix("It closes when ") })
    }

    @Test(
        "Fewer than the framework's ratio asks for is a gap where options agree on the tier, and no post hides its size"
    )
    func few() throws {
        var world = try Work.world(areas: 2, Work.workforce(ratios: [("workers", "30", nil), ("lead", "50", nil)]))
        try world.answer(1, "G", posts: [Work.post("Team", "workers", "3.3")])
        try world.answer(2, "G", posts: [Work.post("Team", "workers", "6"), Work.post("Trainee", "workers")])
        // 100 children at 30 are 3.33; leaders are counted by the ICS under one option, and by each area under the other.
        let gaps = try world.audit("2021-01-01", .staffing).gaps
        #expect(gaps.map(\.id.description) == ["staffing:area-1:workers"])
        #expect(gaps.first?.since == (try date("2021-01-01")))
        #expect(gaps.first?.why == "3.3 WTE of workers are in post in Area 1, and the framework's ratio asks for 3.33.")
        world.workforce = try Work.workforce(ratios: [("workers", "30", nil), ("lead", "50", nil)], chosen: "b")
        #expect(
            try world.audit("2021-01-01", .staffing).gaps.map(\.id.description).sorted()
                == ["staffing:area-1:lead", "staffing:area-1:workers", "staffing:area-2:lead"]
        )
    }

    @Test("A network without a workforce, and areas without posts, see no trace of it")
    func none() throws {
        var world = try Work.world(areas: 1, nil)
        try world.answer(1, "G", posts: [Work.post("Therapist", nil, "2", filled: "1")])
        #expect(try world.audit("2021-01-01", .staffing, .roleAbsent).gaps.isEmpty)
        world.workforce = try Work.workforce(ratios: [("workers", "30", nil)])
        world.returns = []
        try world.answer(1, "G")
        #expect(try world.audit("2021-01-01", .staffing, .roleAbsent).gaps.isEmpty)
    }

    @Test("On the real data each ICS is told of the role groups that the reports name no post of")
    func real() throws {
        let model = try RealData.model()
        let audit = GapAudit(model, at: model.snapshot(asOf: try date("2022-05-01")), kinds: [.roleAbsent, .staffing])
        #expect(
            audit.gaps.map(\.id.description).sorted() == [
                "role-absent:ics-cheshire-and-merseyside:leadership",
                "role-absent:ics-lancashire-and-south-cumbria:leadership",
                "role-absent:ics-lancashire-and-south-cumbria:management",
            ]
        )
        #expect(
            audit.gap(named: "role-absent:ics-cheshire-and-merseyside:leadership")?.why
                == "13 posts are on record in Cheshire and Merseyside, and none of them in clinical leadership, which the model asks for. Roles of it might be: Clinical Lead, Consultant Clinical Psychologist, Parent-Infant Psychologist and 2 more."
        )
    }
}
