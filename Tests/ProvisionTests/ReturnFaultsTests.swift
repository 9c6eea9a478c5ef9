import Provision
import TestSupport
import Testing

@Suite("What a schema cannot see in a return")
struct ReturnFaultsTests {
    private func faults(_ document: Return) throws -> [String] {
        document.faults(
            framework: try SmallWorld.framework(services: 2),
            areas: try SmallWorld.areas(2),
            rounds: [
                Round(
                    id: try SmallWorld.id("round-1"),
                    name: "Round 1",
                    opened: try date("2021-01-01"),
                    referenceDate: try date("2021-01-01"),
                    asked: [try SmallWorld.id("area-1")]
                )
            ]
        ).map { "\($0.place.list) \($0.place.index): \($0.message)" + ($0.hint.map { " (\($0))" } ?? "") }
    }

    private func document(
        area: String = "area-1",
        round: String = "round-1",
        source: ReturnSource = .areaReturn,
        jointWith: [String] = [],
        ratings: [Rating] = [],
        services: [Service] = [],
        interventions: [DeliveredIntervention] = []
    ) throws -> Return {
        Return(
            area: try SmallWorld.id(area),
            round: try SmallWorld.id(round),
            revision: 1,
            source: source,
            recorded: Return.Recorded(at: Instant(secondsSince1970: 0), by: "t", role: "t"),
            jointWith: try jointWith.map { try SmallWorld.id($0) },
            ratings: ratings,
            services: services,
            interventions: interventions
        )
    }

    private func rating(
        _ service: String,
        _ code: String,
        causes: [String] = [],
        source: String? = nil,
        from: String? = nil
    ) throws -> Rating {
        Rating(
            service: try SmallWorld.id(service),
            value: .level(code),
            carriedFrom: try from.map { try SmallWorld.id($0) },
            causes: try causes.map { try SmallWorld.id($0) },
            evidence: try source.map { [Evidence(text: "e", source: try SmallWorld.id($0))] } ?? []
        )
    }

    @Test func soundReturn() throws {
        let sound = try document(
            jointWith: ["area-2"],
            ratings: [
                rating("service-1", "R", causes: ["staff"], source: "source-1"),
                Rating(service: try SmallWorld.id("service-2"), value: .notExpected),
            ]
        )
        #expect(try faults(sound).isEmpty)
    }

    @Test("A measure that the framework has not is unknown; one that it has is none")
    func measures() throws {
        let measure: Measure.ID = try SmallWorld.id("mors")
        let framework = try Framework(
            title: "A small world",
            network: "Test network",
            sources: [Source(id: SmallWorld.id("source-1"), title: "Source one", published: "2020")],
            scale: RatingScale(levels: SmallWorld.levels),
            serviceTypes: [ServiceType(id: try SmallWorld.id("service-1"), name: "Service 1")],
            measures: [Measure(id: measure, name: "MORS", isCore: true)],
            severity: .usual
        )
        func faults(_ measure: Measure.ID) throws -> [String] {
            let outcome = Outcome(
                service: try SmallWorld.id("visits"),
                measure: measure,
                from: try date("2021-01-01"),
                until: try date("2021-12-31")
            )
            return try SmallWorld.answer(area: 1, round: 1, "R").with(outcomes: [outcome]).faults(
                framework: framework,
                areas: SmallWorld.areas(1),
                rounds: SmallWorld.rounds(1, asking: 1)
            ).map(\.message)
        }
        #expect(try !faults(measure).contains { $0.contains("measure") })
        #expect(try faults(SmallWorld.id("morse")).contains("unknown measure 'morse'"))
    }

    @Test("A name leads to one service type: no other has it, as name or alias, in other letters either")
    func namesOfServiceTypes() throws {
        func faults(_ second: String, aliases: [String] = []) throws -> [String] {
            do {
                _ = try Framework(
                    title: "A small world",
                    network: "Test network",
                    sources: [Source(id: SmallWorld.id("source-1"), title: "Source one", published: "2020")],
                    scale: RatingScale(levels: SmallWorld.levels),
                    serviceTypes: [
                        ServiceType(id: try SmallWorld.id("one"), name: "Home visits", aliases: ["Visits"]),
                        ServiceType(id: try SmallWorld.id("two"), name: second, aliases: aliases),
                    ],
                    severity: .usual
                )
                return []
            } catch let error as ModelFaults {
                return error.faults.map(\.message)
            }
        }
        #expect(try faults("Midwives") == [])
        #expect(try faults("home visits") == ["'home visits' also names the service type 'one'"])
        #expect(try faults("Midwives", aliases: ["VISITS"]) == ["'VISITS' also names the service type 'one'"])
    }

    @Test func unknownReferences() throws {
        #expect(try faults(document(area: "area-9")) == ["whole 0: unknown area 'area-9' (did you mean 'area-1'?)"])
        #expect(
            try faults(document(round: "round-7")) == ["whole 0: unknown round 'round-7' (did you mean 'round-1'?)"]
        )
        #expect(
            try faults(document(ratings: [rating("servise-1", "R")])) == [
                "rating 0: unknown service type 'servise-1' (did you mean 'service-1'?)"
            ]
        )
        #expect(
            try faults(document(ratings: [rating("service-1", "X")])) == [
                "rating 0: 'X' is no level of the rating scale (rating of 'service-1') (the levels are G, A, R, B)"
            ]
        )
        #expect(
            try faults(document(ratings: [rating("service-1", "R", causes: ["weather"])])) == [
                "rating 0: unknown cause 'weather'"
            ]
        )
        #expect(
            try faults(document(ratings: [rating("service-1", "R", source: "source-2")])) == [
                "rating 0: unknown source 'source-2' (did you mean 'source-1'?)"
            ]
        )
        #expect(
            try faults(document(jointWith: ["area-7"])) == [
                "jointWith 0: unknown area 'area-7' (did you mean 'area-1'?)"
            ]
        )
        #expect(
            try faults(
                document(interventions: [
                    DeliveredIntervention(intervention: SmallWorld.id("vig"), service: SmallWorld.id("s"))
                ])
            ) == ["delivered 0: unknown service 's'"]
        )
    }

    @Test func contradictions() throws {
        #expect(
            try faults(
                document(ratings: [rating("service-1", "R"), rating("service-2", "A"), rating("service-1", "G")])
            ) == ["rating 2: 'service-1' is rated twice in this return (keep one of the two)"]
        )
        #expect(
            try faults(document(ratings: [rating("service-1", "R", from: "round-1")])) == [
                "rating 0: a rating cannot be carried forward from its own round (name an earlier round)"
            ]
        )
        #expect(
            try faults(document(jointWith: ["area-1"])) == [
                "jointWith 0: a return cannot be joint with its own area (name the other area)"
            ]
        )
        let closedEarly = Service(
            id: try SmallWorld.id("s"),
            name: "S",
            opened: try date("2021-02-01"),
            closed: try date("2021-01-01")
        )
        #expect(
            try faults(document(services: [closedEarly])) == [
                "service 0: 's' closed (2021-01-01) before it opened (2021-02-01)"
            ]
        )
    }

    @Test("An area that the round did not ask cannot have returned, but the network can have collated")
    func notAsked() throws {
        #expect(try faults(document(area: "area-2")).count == 1)
        #expect(try faults(document(area: "area-2", source: .collated)).isEmpty)
    }
}
