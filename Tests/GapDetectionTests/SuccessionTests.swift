import GapDetection
import Provision
import TestSupport
import Testing

/// Areas that were joined, divided and followed in turn:
///
///     north ─┬─ joined ── last        2021 to 2022, 2022 to 2024, from 2024
///     south ─┘
///     whole ─┬─ east                  until 2022, from 2022
///            └─ west
private struct Lines {
    let model: ProvisionModel

    struct Answer {
        var area: String
        var round: Int
        var ratings = ""
        var services: [Service] = []
        var interventions: [String] = []
        var state = ReturnState.submitted
        /// The day of January 2030 on which it was recorded.
        var day = 1
    }

    static func service(_ id: String, _ funding: [Service.Funding] = [], closed: String? = nil) throws -> Service {
        Service(
            id: try SmallWorld.id(id),
            name: id.uppercased(),
            type: try SmallWorld.id("service-1"),
            funding: funding,
            closed: try closed.map { try date($0) },
            isDelivering: true
        )
    }

    init(asking asked: [[String]], _ answers: [Answer], framework given: Framework? = nil) throws {
        let framework = try given ?? SmallWorld.framework(services: 2)
        let plain = try SmallWorld.areas(0)
        func area(_ id: String, from: String? = nil, until: String? = nil, to next: [String] = []) throws -> Area {
            Area(
                id: try SmallWorld.id(id),
                kind: plain.kinds[1].id,
                name: id.prefix(1).uppercased() + id.dropFirst(),
                parent: plain.areas[0].id,
                from: try from.map { try date($0) },
                until: try until.map { try date($0) },
                successors: try next.map { try SmallWorld.id($0) }
            )
        }
        let areas = try AreaHierarchy(
            kinds: plain.kinds,
            areas: plain.areas + [
                area("north", until: "2021-12-31", to: ["joined"]), area("south", until: "2021-12-31", to: ["joined"]),
                area("joined", from: "2022-01-01", until: "2023-12-31", to: ["last"]),
                area("last", from: "2024-01-01"),
                area("whole", until: "2021-12-31", to: ["east", "west"]), area("east", from: "2022-01-01"),
                area("west", from: "2022-01-01"),
            ]
        )
        let rounds = try SmallWorld.rounds(asked.count, asking: 0).enumerated().map { index, round in
            Round(
                id: round.id,
                name: round.name,
                opened: round.opened,
                referenceDate: round.referenceDate,
                asked: try asked[index].map { try SmallWorld.id($0) }
            )
        }
        let day: Int64 = 86_400
        let start = Instant(endOf: try date("2029-12-31")).secondsSince1970
        let returns = try answers.map { answer in
            let ratings = try SmallWorld.answer(area: 1, round: answer.round, answer.ratings).ratings
            return Return(
                area: try SmallWorld.id(answer.area),
                round: rounds[answer.round - 1].id,
                revision: 1,
                source: .areaReturn,
                state: answer.state,
                recorded: Return.Recorded(
                    at: Instant(secondsSince1970: start + Int64(answer.day) * day - day / 2),
                    by: "tester",
                    role: "test"
                ),
                ratings: ratings,
                services: answer.services,
                interventions: try answer.interventions.map {
                    DeliveredIntervention(intervention: try SmallWorld.id($0))
                }
            )
        }
        model = ProvisionModel(framework: framework, areas: areas, rounds: rounds, returns: returns)
    }

    func register(_ area: String, _ iso: String, basis: AreaBasis = .current, knownAt: Instant? = nil) throws
        -> [String]
    {
        let snapshot = model.snapshot(asOf: try date(iso), knownAt: knownAt, basis: basis)
        let place = try SmallWorld.require(model.areas.index(of: try SmallWorld.id(area)))
        let row = try SmallWorld.require(snapshot.row(of: place))
        let register = AreaRegister.registers(of: snapshot, in: model)[row]
        return register.services.map(\.service.id.text) + register.interventions.map(\.intervention.text)
    }

    func letters(_ area: String, _ iso: String, basis: AreaBasis = .current) throws -> String {
        let snapshot = model.snapshot(asOf: try date(iso), basis: basis)
        let place = try SmallWorld.require(model.areas.index(of: try SmallWorld.id(area)))
        let row = try SmallWorld.require(snapshot.row(of: place))
        return (0..<2).map { column in
            model.framework.scale.level(of: snapshot.state(row: row, column: column))?.code ?? "."
        }.joined()
    }
}

@Suite("The register follows predecessors")
struct RegisterSuccessionTests {
    private let first = [
        ["north", "south", "whole"], ["joined", "east", "west"], ["joined", "east", "west"], ["last"],
    ]

    private func lines(_ more: [Lines.Answer] = []) throws -> Lines {
        try Lines(
            asking: first,
            [
                Lines.Answer(
                    area: "north",
                    round: 1,
                    ratings: "AA",
                    services: [Lines.service("alpha"), Lines.service("shared")],
                    interventions: ["vig"]
                ),
                Lines.Answer(area: "south", round: 1, ratings: "RA", services: [Lines.service("shared")]),
                Lines.Answer(area: "whole", round: 1, ratings: "AA", services: [Lines.service("wide")]),
            ] + more
        )
    }

    @Test("Two areas joined: the successor has the services of both, a shared one once, whether it has answered or not")
    func joined() throws {
        let silent = try lines()
        #expect(try silent.register("joined", "2022-06-01") == ["alpha", "shared", "vig"])
        let answered = try lines([Lines.Answer(area: "joined", round: 2, ratings: "AG")])
        for basis in try [AreaBasis.current, .date(date("2022-06-01")), .kind(SmallWorld.id("ccg"))] {
            #expect(try answered.register("joined", "2022-06-01", basis: basis) == ["alpha", "shared", "vig"])
        }
        // Seen on the areas of before, each has what it listed itself.
        let before = AreaBasis.date(try date("2021-06-01"))
        #expect(try answered.register("north", "2022-06-01", basis: before) == ["alpha", "shared", "vig"])
        #expect(try answered.register("south", "2022-06-01", basis: before) == ["shared"])
    }

    @Test("A list of its own takes the place of the predecessors' list, and of that list only")
    func ownList() throws {
        let world = try lines([
            Lines.Answer(area: "joined", round: 2, ratings: "AG", services: [Lines.service("new")]),
            Lines.Answer(area: "joined", round: 3, ratings: "AG", interventions: ["vig"]),
        ])
        #expect(try world.register("joined", "2022-06-01") == ["new", "vig"])
        #expect(try world.register("joined", "2023-06-01") == ["new", "vig"])
        #expect(try world.register("last", "2024-06-01") == ["new", "vig"])
    }

    @Test("An area divided: a part that lists services has those, the other goes on with the whole's")
    func divided() throws {
        let world = try lines([
            Lines.Answer(area: "east", round: 2, ratings: "A.", services: [Lines.service("eastern")]),
            Lines.Answer(area: "west", round: 2, ratings: "AA"),
        ])
        for basis in try [AreaBasis.current, .date(date("2023-01-01")), .kind(SmallWorld.id("ccg"))] {
            #expect(try world.register("east", "2022-06-01", basis: basis) == ["eastern"])
            #expect(try world.register("west", "2022-06-01", basis: basis) == ["wide"])
        }
    }

    @Test("What an ICS lists stands beside what its areas list")
    func systems() throws {
        let world = try lines([Lines.Answer(area: "ics-1", round: 1, services: [Lines.service("somewhere")])])
        let basis = AreaBasis.kind(try SmallWorld.id("ics"))
        #expect(
            try world.register("ics-1", "2021-06-01", basis: basis) == ["somewhere", "alpha", "shared", "wide", "vig"]
        )
        #expect(try world.register("north", "2021-06-01") == ["alpha", "shared", "vig"])
        let snapshot = world.model.snapshot(asOf: try date("2021-06-01"), basis: basis)
        #expect(snapshot.members.map(\.count) == [3])
    }

    @Test("Three generations: the nearest that said anything counts, of lists and of ratings alike")
    func generations() throws {
        let world = try lines([Lines.Answer(area: "joined", round: 2, ratings: "G.", services: [Lines.service("mid")])])
        for basis in try [AreaBasis.current, .date(date("2025-01-01")), .kind(SmallWorld.id("ccg"))] {
            #expect(try world.register("last", "2024-06-01", basis: basis) == ["mid", "vig"])
            // North's R of 2021 is long superseded by the G of 2022; of the second type nothing newer is known.
            #expect(try world.letters("last", "2024-06-01", basis: basis) == "GA")
        }
    }

    @Test("What was not on record yet, and what is a draft, changes nothing")
    func knownAtAndDrafts() throws {
        let world = try lines([
            Lines.Answer(area: "joined", round: 2, ratings: "AG", services: [Lines.service("new")], day: 9),
            Lines.Answer(
                area: "east",
                round: 2,
                ratings: "GG",
                services: [Lines.service("planned")],
                state: .draft
            ),
        ])
        let before = Instant(endOf: try date("2030-01-05"))
        #expect(try world.register("joined", "2022-06-01", knownAt: before) == ["alpha", "shared", "vig"])
        #expect(try world.register("joined", "2022-06-01") == ["new", "vig"])
        #expect(try world.register("east", "2022-06-01") == ["wide"])
    }

    @Test("Of a service that two areas describe the later description counts")
    func laterDescription() throws {
        let grant = { (until: String) in Service.Funding(kind: .pilot, until: try date(until)) }
        let world = try Lines(
            asking: [["north"], ["north", "south"]],
            [
                Lines.Answer(area: "north", round: 1, services: [Lines.service("shared", [grant("2023-01-01")])]),
                Lines.Answer(area: "south", round: 2, services: [Lines.service("shared", [grant("2025-01-01")])]),
            ]
        )
        let snapshot = world.model.snapshot(asOf: try date("2022-06-01"))
        let services = AreaRegister.registers(of: snapshot, in: world.model).flatMap(\.services)
        #expect(services.map(\.service.lastFundedDay) == [try date("2025-01-01")])
    }

    @Test("A service is live from its opening day to the day before it closes")
    func live() throws {
        let service = Service(
            id: try SmallWorld.id("one"),
            name: "One",
            opened: try date("2022-03-01"),
            closed: try date("2022-06-01"),
            isDelivering: true
        )
        func isLive(_ iso: String) throws -> [Bool] {
            [service.isKnownLive(at: try date(iso)), service.mayBeLive(at: try date(iso))]
        }
        #expect(try isLive("2022-02-28") == [false, false] && isLive("2022-03-01") == [true, true])
        #expect(try isLive("2022-05-31") == [true, true] && isLive("2022-06-01") == [false, false])
    }
}

@Suite("Gaps over changes of boundaries")
struct GapSuccessionTests {
    @Test("A gap of an area that ended is neither closed nor opened where its successor has it")
    func carried() throws {
        let world = try Lines(
            asking: [["north", "south", "whole"], ["joined", "east", "west"]],
            [
                Lines.Answer(area: "north", round: 1, ratings: "RG"),
                Lines.Answer(area: "south", round: 1, ratings: "RG"),
                Lines.Answer(area: "whole", round: 1, ratings: "RR"),
                Lines.Answer(area: "joined", round: 2, ratings: "RR"),
                Lines.Answer(area: "east", round: 2, ratings: "RG"),
                Lines.Answer(area: "west", round: 2, ratings: "GR"),
            ]
        )
        func changes(on areas: AreaBasis) throws -> GapChanges {
            GapChanges(
                world.model,
                from: try date("2021-01-01"),
                to: world.model.snapshot(asOf: try date("2022-01-01"), basis: areas),
                kinds: [.none]
            )
        }
        func ids(_ gaps: [Gap]) -> [String] { gaps.map(\.id.description).sorted() }
        let found = try changes(on: .current)
        #expect(
            ids(found.persisting) == ["none:east:service-1", "none:joined:service-1", "none:west:service-2"]
        )
        #expect(ids(found.opened) == ["none:joined:service-2"])
        #expect(ids(found.closed) == ["none:east:service-2", "none:west:service-1"])
    }

    @Test("A missing return of a round goes on while nothing has come, though the area has become another")
    func missingReturn() throws {
        let world = try Lines(
            asking: [["north", "south"]],
            [Lines.Answer(area: "north", round: 1, ratings: "GG")]
        )
        let changes = GapChanges(
            world.model,
            from: try date("2021-06-01"),
            to: world.model.snapshot(asOf: try date("2022-06-01"))
        )
        #expect(changes.persisting.contains { $0.kind == .noReturn })
        #expect(!changes.closed.contains { $0.kind == .noReturn } && !changes.opened.contains { $0.kind == .noReturn })
    }

    @Test("An ICS that gave way to another hands its gaps on")
    func systems() throws {
        let framework = try SmallWorld.framework(services: 1)
        let kinds = try SmallWorld.areas(0).kinds
        func ics(_ id: String, from: String? = nil, until: String? = nil, to next: [String] = []) throws -> Area {
            Area(
                id: try SmallWorld.id(id),
                kind: kinds[0].id,
                name: id,
                from: try from.map { try date($0) },
                until: try until.map { try date($0) },
                successors: try next.map { try SmallWorld.id($0) }
            )
        }
        func model(below head: String) throws -> ProvisionModel {
            let areas = try AreaHierarchy(
                kinds: kinds,
                areas: [ics("ics-old", until: "2021-06-30", to: ["ics-new"]), ics("ics-new", from: "2021-07-01")]
                    + (1...2).map {
                        Area(
                            id: try SmallWorld.id("area-\($0)"),
                            kind: kinds[1].id,
                            name: "Area \($0)",
                            parent: try SmallWorld.id(head)
                        )
                    }
            )
            return ProvisionModel(
                framework: framework,
                areas: areas,
                rounds: try SmallWorld.rounds(1, asking: 2),
                returns: try (1...2).map { try SmallWorld.answer(area: $0, round: 1, "R") }
            )
        }
        let (before, after) = (try model(below: "ics-old"), try model(below: "ics-new"))
        let changes = GapChanges(before, recording: after, asOf: try date("2021-12-01"))
        #expect(changes.persisting.contains { $0.id.description == "systemic:ics-new:service-1" })
        #expect(changes.opened.isEmpty && changes.closed.isEmpty)
    }

    @Test("Counted round by round: a gap that grows past the least severity has not opened")
    func severity() throws {
        let world = try AuditWorld(children: [100], [["R"], ["R"]])
        let model = world.model
        let severities = try ["2021-01-01", "2022-01-01"].map { iso in
            GapAudit(model, at: model.snapshot(asOf: try date(iso)), kinds: [.none]).findings.map(\.severity)
        }
        // 80 x 0.21, and x 1.05 for a year.
        #expect(severities == [[17], [18]])
        let history = ProvisionHistory(model, upTo: try date("2022-01-01"), basis: .current)
        let steps = GapCourse(model, over: history, kinds: [.none]) { $0.severity >= 18 }.steps
        #expect(steps.map(\.firstSeen) == [0, 0] && steps.map(\.opened) == [0, 0])
        #expect(steps.map(\.persisting) == [0, 1])
    }
}

@Suite("The latest round, and money that ends soon")
struct OneDefinitionTests {
    @Test("A round that asked nobody is not the latest: nobody is silent in it")
    func latestRound() throws {
        let world = try Lines(
            asking: [["north", "south"], []],
            [Lines.Answer(area: "north", round: 1, ratings: "GG")]
        )
        #expect(world.model.latestRound(asOf: try date("2022-01-01"))?.id.text == "round-1")
        #expect(world.model.latestRound(asOf: try date("2020-12-31")) == nil)
        #expect(world.model.latestReferenceDate == (try date("2022-01-01")))
    }

    @Test("Money ends soon from the framework's months before its last day on, in whole months, not in days")
    func endsSoon() throws {
        let leap = try date("2024-02-29")
        let usual = GapThresholds.usual
        #expect(usual.warningDay(ofMoneyUntil: leap) == (try date("2023-02-28")))
        #expect(usual.endsSoon(moneyUntil: leap, asOf: try date("2023-02-28")))
        #expect(!usual.endsSoon(moneyUntil: leap, asOf: try date("2023-02-27")))
        let six = GapThresholds(fundingMonths: 6)
        #expect(!six.endsSoon(moneyUntil: leap, asOf: try date("2023-08-28")))
        #expect(six.endsSoon(moneyUntil: leap, asOf: try date("2023-08-29")))
    }
}
