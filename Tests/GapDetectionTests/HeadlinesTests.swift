import GapDetection
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Headlines of the real data, 1 May 2022")
struct RealHeadlinesTests {
    private let model: ProvisionModel

    init() throws { model = try RealData.model() }

    private func headlines(_ within: String? = nil) throws -> Headlines {
        let area = try within.map { try #require(model.areas.index(of: SmallWorld.id($0))) }
        return Headlines(model, at: model.snapshot(asOf: try date("2022-05-01")), within: area)
    }

    @Test("The source's two main findings lead: nothing in full for parents and infants, little for ages two to five")
    func mainFindingsLead() throws {
        let found = try headlines().headlines
        // Table 2 of both reports: R in the CAMHS column of 7 + 7 areas, in that of Parent Infant MH of 3 + 7; no G in either.
        #expect(
            found.first?.sentence
                == "No area of North West Coast has full provision of 0-5s Pathway in CAMHS or Parent Infant MH Service: 14 and 10 of the 17 areas have no provision of them; 228,353 children aged 0 to 4 live there."
        )
        #expect(found.first?.services.map(\.text) == ["camhs-0-5", "parent-infant-mh"])
        #expect(found.first?.children == 136_635 + 91_718)
        #expect(
            found.dropFirst().first?.claim
                == "Little is made for children from the second to the fifth birthday in North West Coast"
        )
        #expect(found.dropFirst().first?.figure == 5)
    }

    @Test("Then what most areas lack, money that ends, who has not answered, and what families said")
    func others() throws {
        let found = try headlines()
        #expect(
            found.headlines.map(\.kind) == [.fullNowhere, .ages, .mostLack, .actions, .funding, .unanswered, .families]
        )
        #expect(
            found.headlines[2].sentence
                == "Most areas of North West Coast have no provision of IAPT 0-5s: 11 of the 17 areas, where 150,495 children aged 0 to 4 live."
        )
        // Section 4 of both reports recommends fifteen things, and names nobody and no day.
        #expect(
            found.headlines[3].sentence
                == "Nobody is named for any of the 15 actions on record: none of them has a day by which it is due."
        )
        #expect(
            found.headlines[4].sentence
                == "The money of 1 service ends within 12 months: Enhancing Families Pathway in St. Helen's, on 31 May 2022."
        )
        #expect(
            found.headlines[5].sentence
                == "4 of the 16 areas asked have made no return of their own in the round of 1 May 2022: South Sefton, Southport & Formby, Morecambe Bay and West Lancashire."
        )
        #expect(found.headlines[6].claim.contains("36% of families said “A peer supporter”"))
        // One round: nothing to compare with.
        #expect(found.comparedWith == nil && found.headlines.allSatisfy { $0.change == nil })
        #expect(found.title == found.headlines.first?.claim)
    }

    @Test("The gaps beneath a sentence are open, and of what it names")
    func gapsBeneath() throws {
        let audit = GapAudit(model, at: model.snapshot(asOf: try date("2022-05-01")))
        let open = Set(audit.findings.map(audit.id))
        for headline in try headlines().headlines {
            #expect(headline.gaps.allSatisfy(open.contains))
        }
        // 14 R + 10 R, 1 A + 6 A, 2 B + 1 B, and one of each ICS for each type.
        #expect(try headlines().headlines.first?.gaps.count == 24 + 7 + 3 + 4)
    }

    @Test("An ICS speaks of itself; one area of what it has and lacks")
    func within() throws {
        #expect(
            try headlines("ics-lancashire-and-south-cumbria").headlines.first?.sentence
                == "No area of Lancashire and South Cumbria has full provision of 3 of the 11 service types, Parent Infant MH Service and 0-5s Pathway in CAMHS first among them: 7 of the 8 areas have no provision of either; 91,718 children aged 0 to 4 live there."
        )
        #expect(
            try headlines("ccg-liverpool").headlines.map(\.sentence) == [
                "Liverpool has no provision of 1 of 11 service types: Specialist Perinatal MH Health Visitors.",
                "Liverpool has full provision of 3 of 11 service types: it has some provision of 6, and Maternal MH Service is in development.",
            ]
        )
    }
}

@Suite("Headlines over time")
struct HeadlinesOverTimeTests {
    /// Three areas with 1,000, 2,000 and 3,000 children, two service types, two rounds.
    private static func world(_ first: [String], _ second: [String]) throws -> ProvisionModel {
        var world = try FindingWorld(
            areas: first.count,
            types: [try FindingWorld.type(1), try FindingWorld.type(2)],
            rounds: second.isEmpty ? 1 : 2
        )
        for (area, letters) in first.enumerated() { try world.answer(area + 1, round: 1, letters) }
        for (area, letters) in second.enumerated() { try world.answer(area + 1, round: 2, letters) }
        return try world.model()
    }

    private static func latest(_ model: ProvisionModel) throws -> Headlines {
        Headlines(model, at: model.snapshot(asOf: try SmallWorld.require(model.latestReferenceDate)))
    }

    @Test("What changed leads, with the ratings that rose and fell, and the weightiest of each")
    func changeLeads() throws {
        // Rose: A to G in area 1. Fell: G to R in area 3, A to R in area 2.
        let model = try Self.world(["AG", "AA", "GA"], ["GG", "RA", "RA"])
        let found = try Self.latest(model).headlines
        #expect(found.prefix(3).map(\.kind) == [.change, .worse, .better])
        let since = model.rounds[0].referenceDate.displayText
        #expect(
            found[0].sentence.hasPrefix(
                "Since \(since), 1 rating of \(model.wholeName) rose and 2 fell: 2 of 6 ratings say full provision, as before; "
            )
        )
        #expect(found[0].change == 0)
        #expect(
            found[1].sentence
                == "It got worse in 2 areas, first of all in Area 3: 2 ratings fell, among them Service 1 in Area 3 from level g to level r."
        )
        #expect(found[1].children == 5_000 && found[2].children == 1_000)
        #expect(
            found[2].sentence
                == "It got better in Area 1: 1 rating rose, Service 1 in Area 1 from level a to level g."
        )
    }

    @Test("What did not move is said not to have moved")
    func nothingMoved() throws {
        let model = try Self.world(["AR", "AA", "GR"], ["AR", "AA", "GR"])
        let found = try Self.latest(model).headlines
        #expect(
            found.first?.claim
                == "Since \(model.rounds[0].referenceDate.displayText), no rating of \(model.wholeName) rose or fell"
        )
        #expect(!found.contains { $0.kind == .worse || $0.kind == .better })
    }

    @Test("A round that looked at areas for the first time is no change")
    func firstLook() throws {
        #expect(try Self.latest(Self.world(["AR"], ["AR"])).headlines.first?.kind == .change)
        var world = try FindingWorld(areas: 2, types: [try FindingWorld.type(1), try FindingWorld.type(2)], rounds: 2)
        try world.answer(1, round: 1, "AR")
        try world.answer(1, round: 2, "AR")
        try world.answer(2, round: 2, "RR")
        let found = try Self.latest(try world.model())
        #expect(found.comparedWith == nil && !found.headlines.contains { $0.kind == .change })
    }

    @Test("Where all is well there is little to say, and before the first rating nothing")
    func well() throws {
        let well = try Self.latest(try Self.world(["GG", "GG"], []))
        #expect(well.headlines.isEmpty && well.title.hasPrefix("No gap in provision is on record in "))
        let empty = try Self.latest(try Self.world([], []))
        #expect(empty.headlines.isEmpty && empty.title.hasPrefix("Nothing is rated yet in "))
    }

    @Test(
        "Of every simulated round the sentences are at most seven, whole, and free of codes",
        arguments: [1, 2, 3, 4, 5]
    )
    func simulated(seed: UInt64) throws {
        let model = try simulatedModel(seed: seed)
        for round in model.rounds {
            let snapshot = model.snapshot(asOf: round.referenceDate)
            let wholes: [Int?] =
                [nil] + (model.groups(of: snapshot).map(\.head) + snapshot.rows.prefix(4)).map { Optional($0) }
            for within in wholes {
                let found = Headlines(model, at: snapshot, within: within)
                #expect(found.headlines.count <= Headlines.most)
                #expect(Set(found.headlines.map(\.sentence)).count == found.headlines.count)
                for headline in found.headlines {
                    let words = headline.sentence.split(separator: " ")
                    #expect(headline.sentence.hasSuffix(".") && !headline.sentence.contains("  "))
                    #expect(
                        !words.contains { model.framework.scale.levels.map(\.code).contains(String($0)) },
                        "\(headline.sentence)"
                    )
                    #expect(headline.sentence.filter { $0 == ":" }.count <= 1, "\(headline.sentence)")
                }
            }
        }
    }

    @Test("What is full nowhere is so when counted by hand", arguments: [1, 2, 3, 4, 5])
    func counted(seed: UInt64) throws {
        let model = try simulatedModel(seed: seed)
        let full = try SmallWorld.require(model.framework.scale.levels.first { $0.closesGap }?.code)
        for round in model.rounds {
            let snapshot = model.snapshot(asOf: round.referenceDate)
            let found = Headlines(model, at: snapshot).headlines.first { $0.kind == .fullNowhere }
            var expected: [String] = []
            for (column, type) in model.framework.serviceTypes.enumerated() {
                let states = snapshot.rows.indices.map { snapshot.state(row: $0, column: column) }
                let codes = states.compactMap { model.framework.scale.level(of: $0)?.code }
                if codes.count * 2 > states.count, !codes.contains(full) { expected.append(type.id.text) }
            }
            #expect((found?.services.map(\.text) ?? []).sorted() == expected.sorted())
        }
    }
}

@Suite("Headlines about actions")
struct ActionHeadlineTests {
    private static func action(
        _ id: String,
        _ state: Action.State = .planned,
        owner: String? = "Lead",
        due: String? = nil
    ) throws -> Action {
        Action(
            id: try SmallWorld.id(id),
            opened: try date("2021-01-01"),
            stated: try date("2021-01-01"),
            recorded: Return.Recorded(at: Instant(secondsSince1970: 0), by: "tester", role: "test"),
            targets: [try SmallWorld.require(Action.Target("none:area-1:service-1"))],
            what: "Open a hub.",
            owner: owner.map { Action.Owner(role: $0) },
            due: try due.map { try date($0) },
            state: state
        )
    }

    private static func headline(_ actions: [Action], on day: String = "2022-06-01") throws -> Headline? {
        var world = try FindingWorld(areas: 2, types: [try FindingWorld.type(1), try FindingWorld.type(2)])
        try world.answer(1, "RA")
        try world.answer(2, "AG")
        world.actions = actions
        let model = try world.model()
        return Headlines(model, at: model.snapshot(asOf: try date(day))).headlines.first { $0.kind == .actions }
    }

    @Test("What is late comes first, with who answers for the one longest overdue")
    func late() throws {
        let found = try Self.headline([
            try Self.action("a", due: "2022-05-01"), try Self.action("b", owner: "Board", due: "2022-01-31"),
            try Self.action("c", .done(on: try date("2021-06-01")), due: "2021-06-01"),
        ])
        #expect(
            found?.sentence
                == "2 of the 3 actions on record are late: the one longest overdue is “Open a hub” (Board, due on 31 January 2022)."
        )
        #expect(found?.figure == 2 && found?.gaps.map(\.description) == ["none:area-1:service-1"])
    }

    @Test("Then what nobody is named for, else how far it has come; without actions nothing is said")
    func others() throws {
        #expect(
            try Self.headline([try Self.action("a", owner: nil), try Self.action("b", due: "2030-01-01")])?.sentence
                == "Nobody is named for 1 of the 2 actions on record: it has no day by which it is due."
        )
        #expect(
            try Self.headline([try Self.action("a", due: "2030-01-01")])?.sentence
                == "1 action is on record, and none is done yet: the next is “Open a hub” (Lead, due on 1 January 2030)."
        )
        #expect(try Self.headline([]) == nil)
    }
}
