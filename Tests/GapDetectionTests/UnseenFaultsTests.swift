import GapDetection
import Provision
import TestSupport
import Testing

private func money(
    _ kind: Service.Funding.Kind = .nonRecurrent,
    from: String? = nil,
    until: String? = nil,
    _ funder: String? = nil
) throws -> Service.Funding {
    Service.Funding(
        kind: kind,
        funder: funder,
        from: try from.map { try date($0) },
        until: try until.map { try date($0) }
    )
}

/// A service of the first type with its days and its money.
private func service(
    _ id: String,
    opened: String? = nil,
    closed: String? = nil,
    _ funding: Service.Funding...
) throws -> Service {
    Service(
        id: try SmallWorld.id(id),
        name: id.uppercased(),
        type: try SmallWorld.id("service-1"),
        funding: funding,
        opened: try opened.map { try date($0) },
        closed: try closed.map { try date($0) },
        isDelivering: true
    )
}

@Suite("Funding: the days that count")
struct FundingDaysTests {
    private func found(_ iso: String, _ service: Service) throws -> [String] {
        var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1)])
        try world.answer(1, "A", services: [service])
        return try world.found(iso, .funding)
    }

    @Test("A gap is never older than its service, nor than the money")
    func notBeforeOpening() throws {
        let half = try money(until: "2021-12-31")
        let since = { (day: String) in ["funding:area-1:service-1/pilot since \(day)"] }
        #expect(try found("2021-09-01", service("pilot", opened: "2021-07-01", half)) == since("2021-07-01"))
        #expect(try found("2021-09-01", service("pilot", opened: "2019-07-01", half)) == since("2020-12-31"))
        let begun = try money(from: "2021-08-01", until: "2021-12-31")
        #expect(try found("2021-09-01", service("pilot", begun)) == since("2021-08-01"))
        // The service's own day holds where both are known.
        #expect(try found("2021-09-01", service("pilot", opened: "2021-07-01", begun)) == since("2021-07-01"))
        #expect(try found("2021-07-31", service("pilot", begun)).isEmpty)
    }

    @Test("Money that is followed by other money ends with the last")
    func lastEnd() throws {
        let both = try service("team", money(until: "2021-06-30"), money(.pilot, until: "2023-06-30"))
        #expect(both.lastFundedDay == (try date("2023-06-30")))
        #expect(try found("2022-06-29", both).isEmpty)
        #expect(try found("2022-06-30", both) == ["funding:area-1:service-1/team since 2022-06-30"])
    }

    @Test("On its closing day a service sees nobody any more; the day before it does")
    func closingDay() throws {
        let team = try service("team", closed: "2021-12-31", money(until: "2021-12-31"))
        #expect(team.mayBeLive(at: try date("2021-12-30")))
        #expect(!team.mayBeLive(at: try date("2021-12-31")))
        #expect(try found("2021-12-30", team).count == 1)
        #expect(try found("2021-12-31", team).isEmpty)
        let opening = try service("team", opened: "2021-12-31")
        #expect(opening.mayBeLive(at: try date("2021-12-31")))
        #expect(!opening.mayBeLive(at: try date("2021-12-30")))
    }

    @Test("The sentence speaks of money and services, of no rating; a funder of two grants is named once")
    func sentence() throws {
        var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1)])
        let team = try service(
            "team",
            money(until: "2021-06-30", "A fund"),
            money(.pilot, until: "2021-12-31", "A fund")
        )
        try world.answer(1, "B", services: [team])
        #expect(
            try world.audit("2021-06-01", .funding).gaps.map(\.why) == [
                "TEAM in Area 1 rests on non-recurrent money (A fund), which ends on 31 December 2021. Nothing else is on record there for Service 1."
            ]
        )
    }
}

@Suite("Ratings that were carried forward")
struct CarriedForwardTests {
    /// Rated in January 2021, carried to January 2022 and from there to January 2023.
    private func world() throws -> FindingWorld {
        var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1)], rounds: 3)
        try world.answer(1, round: 1, "A")
        try world.answer(1, round: 2, "A", carriedFrom: "round-1")
        try world.answer(1, round: 3, "A", carriedFrom: "round-2")
        return world
    }

    @Test("Once or twice: the sentence names the round in which the rating was made")
    func voice() throws {
        for day in ["2022-01-01", "2023-01-01"] {
            #expect(
                try world().audit(day, .partial).gaps.map(\.why) == [
                    "Area 1 has Service 1 only in part: rated A (level a), carried forward from the round of 1 January 2021."
                ]
            )
        }
        #expect(
            try world().audit("2021-06-01", .partial).gaps.map(\.why) == [
                "Area 1 has Service 1 only in part: rated A (level a), by its own return in the round of 1 January 2021."
            ]
        )
    }

    @Test("It is as old as the round in which it was made, not as the return that carried it")
    func stale() throws {
        #expect(try world().found("2022-06-30", .stale).isEmpty)
        for day in ["2022-07-01", "2023-01-01"] {
            #expect(try world().found(day, .stale) == ["stale:area-1:service-1 since 2022-07-01"])
        }
        #expect(
            try world().audit("2023-01-01", .stale).gaps.map(\.why) == [
                "The rating of Service 1 in Area 1 dates from 1 January 2021, 24 months before 1 January 2023."
            ]
        )
    }

    @Test("Returns that name each other as the source end the search")
    func circle() throws {
        var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1)], rounds: 2)
        try world.answer(1, round: 1, "A", carriedFrom: "round-2")
        try world.answer(1, round: 2, "A", carriedFrom: "round-1")
        let model = try world.model()
        let entry = try #require(model.snapshot(asOf: try date("2022-01-01")).entry(row: 0, column: 0))
        #expect(model.roundMade(ofEntry: entry)?.id.text == "round-1")
    }
}

@Suite("Rounds and silence")
struct SilenceDaysTests {
    @Test("An area is late from the day the round was due, and not before; without such a day from the reference date")
    func due() throws {
        var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1)])
        let plain = world.rounds[0]
        #expect(try world.found("2021-01-01", .noReturn) == ["no-return:area-1:round-1 since 2021-01-01"])
        for (due, day) in [("2021-03-31", "2021-03-31"), ("2021-01-01", "2021-01-01")] {
            world.rounds = [
                Round(
                    id: plain.id,
                    name: plain.name,
                    opened: try date("2020-11-01"),
                    due: try date(due),
                    referenceDate: plain.referenceDate,
                    asked: plain.asked
                )
            ]
            #expect(try world.found(day, .noReturn) == ["no-return:area-1:round-1 since \(due)"])
        }
        world.rounds[0] = Round(
            id: plain.id,
            name: plain.name,
            opened: try date("2020-11-01"),
            due: try date("2021-03-31"),
            referenceDate: plain.referenceDate,
            asked: plain.asked
        )
        #expect(try world.found("2021-03-30", .noReturn) == ["no-return:area-1:round-1 since -"])
        #expect(
            try world.audit("2021-03-30", .noReturn).gaps.map(\.why) == [
                "Area 1 was asked in the round of 1 January 2021, not due before 31 March 2021, and made no return of its own."
            ]
        )
        #expect(
            try world.audit("2021-04-01", .noReturn).gaps.map(\.why) == [
                "Area 1 was asked in the round of 1 January 2021, due on 31 March 2021, and made no return of its own."
            ]
        )
    }

    @Test("Silence about a service type counts from the first round that asked, not from the last")
    func firstAsked() throws {
        var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1), FindingWorld.type(2)], rounds: 3)
        for round in 1...3 { try world.answer(1, round: round, "A.") }
        #expect(try world.found("2023-01-01", .unrated) == ["unrated:area-1:service-2 since 2021-01-01"])
    }
}

@Suite("Findings of one area that are none of an ICS")
struct OneAreaTests {
    @Test("Systemic and full nowhere want two areas that expect the service type")
    func one() throws {
        for letters in [["R"], ["R", "-"], ["A", "-", "-"]] {
            var world = try FindingWorld(areas: letters.count, types: [FindingWorld.type(1)])
            for (place, letter) in letters.enumerated() { try world.answer(place + 1, letter) }
            #expect(try world.audit("2021-01-01", .systemic, .fullNowhere).gaps.isEmpty, "\(letters)")
        }
    }

    @Test("The sentences: how many areas are at which level, and those that do not expect it left out")
    func sentences() throws {
        func why(_ letters: String...) throws -> [String] {
            var world = try FindingWorld(areas: letters.count, types: [FindingWorld.type(1)])
            for (place, letter) in letters.enumerated() { try world.answer(place + 1, letter) }
            return try world.audit("2021-01-01", .systemic, .fullNowhere).gaps.map(\.why)
        }
        #expect(
            try why("A", "A", "R") == [
                "No area of ICS 1 has Service 1 in full: of its 3 areas, 2 are rated A (level a) and 1 R (level r)."
            ]
        )
        #expect(
            try why("A", "R", "B", "-") == [
                "No area of ICS 1 has Service 1 in full: of the 3 areas that expect it, 1 is rated A (level a), 1 R (level r) and 1 B (level b)."
            ]
        )
        #expect(
            try why("R", "R") == ["No area of ICS 1 has Service 1: all 2 of its areas are rated R (level r)."]
        )
    }

    @Test("Full nowhere closes, as it says, when one area has full provision, the others being as they were")
    func closing() throws {
        var world = try FindingWorld(areas: 3, types: [FindingWorld.type(1)], rounds: 2)
        for area in 1...3 { try world.answer(area, "A") }
        try world.answer(3, round: 2, "G")
        let gap = try #require(try world.audit("2021-01-01", .fullNowhere).gaps.first)
        #expect(gap.closing == "It closes when one area has full provision; the gaps of the other areas stay.")
        #expect(try world.audit("2022-01-01", .fullNowhere).gaps.isEmpty)
        #expect(try world.audit("2022-01-01", .partial).gaps.count == 2)
    }
}

@Suite("Masked: where all there is serves a part")
struct MaskedExtentTests {
    @Test("One service for a part and one for all of it mask nothing; two for parts do")
    func extent() throws {
        let north = try AuditWorld.service("north", extent: .part("The North"))
        let south = try AuditWorld.service("south", extent: .part("The South"))
        for (services, expected) in [
            ([north, try AuditWorld.service("all")], []),
            ([north, try AuditWorld.service("some", extent: .unstated)], []),
            ([north, south], ["masked:area-1:service-1/extent since -"]),
        ] {
            var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1)])
            try world.answer(1, "A", services: services)
            #expect(try world.found("2021-01-01", .masked) == expected)
        }
    }

    @Test("Ages that are left out where all services state theirs are a gap; where one states none they are not judged")
    func ages() throws {
        let baby = try AuditWorld.service("baby", ages: (-9, 6))
        var world = try FindingWorld(areas: 2, types: [FindingWorld.type(1, ages: (-9, 24))])
        try world.answer(1, "A", services: [baby])
        try world.answer(2, "A", services: [baby, AuditWorld.service("other")])
        let audit = try world.audit("2021-01-01", .masked)
        #expect(
            audit.gaps.map(\.why) == [
                "BABY, the only Service 1 on record in Area 1, serves no children from 6 months to the second birthday."
            ]
        )
        #expect(audit.notJudged.map { $0.areas.map(\.text) } == [["area-2"]])
    }
}

@Suite("Dependency: on one alone")
struct DependencyRuleTests {
    private func world(_ services: [[Service]]) throws -> FindingWorld {
        var world = try FindingWorld(areas: services.count, types: [FindingWorld.type(1)])
        world.thresholds = GapThresholds(dependencyCells: 3)
        for (place, list) in services.enumerated() { try world.answer(place + 1, "A", services: list) }
        return world
    }

    private func by(_ providers: String...) throws -> Service {
        Service(
            id: try SmallWorld.id("s-\(providers.count)"),
            name: "Team",
            type: try SmallWorld.id("service-1"),
            providers: providers.map { Service.Provider(name: $0) },
            isDelivering: true
        )
    }

    @Test("Areas count for a provider only where nobody else provides; partners count as one")
    func alone() throws {
        // North Trust alone in two areas, beside another in one: not three. The partners stand behind three.
        let alone = try by("North Trust")
        let partners = try by("North Trust", "South Trust")
        #expect(
            try world([[alone], [alone], [alone, try by("Charity", "Charity two")]]).found("2021-01-01", .dependency)
                .isEmpty
        )
        #expect(
            try world([[alone], [alone], [partners], [partners], [partners]]).audit("2021-01-01", .dependency).gaps.map(
                \.why
            )
                == [
                    "In ICS 1, North Trust and South Trust together are the only providers on record behind Service 1 in Area 3, Area 4 and Area 5."
                ]
        )
        #expect(
            try world([[alone], [alone], [alone], [alone]]).audit("2021-01-01", .dependency).gaps.map(\.why) == [
                "In ICS 1, North Trust is the only provider on record behind Service 1 in 4 areas."
            ]
        )
    }

    @Test("A service of which no provider is stated may be anybody's")
    func unknown() throws {
        let alone = try by("North Trust")
        #expect(try world([[alone], [alone], [alone, try by()]]).found("2021-01-01", .dependency).isEmpty)
    }

    @Test("What an ICS's own document lists is counted in no area")
    func listedByTheICS() throws {
        var world = try world([[try by("North Trust")], [try by("North Trust")], []])
        let round = world.rounds[0]
        world.returns.append(
            Return(
                area: try SmallWorld.id("ics-1"),
                round: round.id,
                revision: 1,
                source: .collated,
                recorded: world.returns[0].recorded,
                services: [try by("North Trust")]
            )
        )
        #expect(try world.found("2021-01-01", .dependency).isEmpty)
    }

    @Test("A funder counts where all the money on record is its own")
    func funders() throws {
        let paid = try service("team", money(until: "2030-01-01", "Lottery"))
        let mixed = try service("team", money(until: "2030-01-01", "Lottery"), money(.recurrent, "ICB"))
        #expect(
            try world([[paid], [paid], [paid]]).found("2021-01-01", .dependency) == [
                "dependency:ics-1:funder/lottery since -"
            ]
        )
        #expect(try world([[paid], [paid], [mixed]]).found("2021-01-01", .dependency).isEmpty)
    }

    @Test(
        "In the real data Mersey Care alone stands behind three areas, too few to be named; its partnership stands behind nine"
    )
    func realData() throws {
        let model = try realModel()
        let gaps = GapAudit(model, at: model.snapshot(asOf: try date("2022-05-01")), kinds: [.dependency]).gaps
        #expect(!gaps.contains { $0.why.contains("Mersey Care Foundation Trust is the only") })
        #expect(
            gaps.contains {
                $0.why.contains("Cheshire and Wirral Partnership Trust and Mersey Care Foundation Trust together")
            }
        )
    }
}

@Suite("Contradictions that are none")
struct ContradictionRuleTests {
    @Test("In development with nothing in the register yet: a plan need not have a service")
    func inDevelopment() throws {
        for services in [
            [], [try AuditWorld.service("other", type: nil)], [try AuditWorld.service("new", delivering: false)],
        ] {
            var world = try FindingWorld(areas: 1, types: [FindingWorld.type(1)])
            try world.answer(1, "B", services: services)
            #expect(try world.audit("2021-01-01", .contradiction).gaps.isEmpty)
        }
    }
}
