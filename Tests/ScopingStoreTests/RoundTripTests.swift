import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Returns written and read back")
struct RoundTripTests {
    private let model: ProvisionModel

    init() throws { model = try RealData.model() }

    private func readBack(_ document: Return, framework: Framework? = nil) throws -> Return {
        try ReturnDocument.read(
            ReturnWriter.bytes(of: document),
            file: "test.xml",
            framework: framework ?? model.framework,
            areas: model.areas,
            rounds: model.rounds
        )
    }

    @Test("Every real return reads back to the same model, and is written byte for byte as it lies in the store")
    func realReturns() throws {
        #expect(model.returns.count == 20)
        for document in model.returns {
            #expect(try readBack(document) == document)
            #expect(
                try bytes(of: Repository.scoping + "/" + StoreLayout.path(of: document))
                    == ReturnWriter.bytes(of: document)
            )
        }
    }

    @Test("Everything a return can hold survives, with markup, quotes and other scripts in its texts")
    func everything() throws {
        let hostile = "<script>\"&' ]]> é 産後 \u{202E}ok\u{202C} 👶🏽"
        let evidence = [Evidence(text: hostile, source: try SmallWorld.id("pier-2023"), section: "1 <2> & \"3\"")]
        let document = Return(
            area: try SmallWorld.id("ccg-halton"),
            round: try SmallWorld.id("2022-05"),
            revision: 7,
            source: .areaReturn,
            recorded: Return.Recorded(
                at: Instant(secondsSince1970: 1_651_397_459),
                by: hostile,
                role: hostile,
                note: hostile
            ),
            respondent: Return.Respondent(role: hostile, organisation: hostile, name: hostile),
            jointWith: [try SmallWorld.id("ccg-warrington")],
            ratings: [
                Rating(
                    service: try SmallWorld.id("health-visiting"),
                    value: .level("A"),
                    causes: [try SmallWorld.id("staff")],
                    evidence: evidence
                ),
                Rating(service: try SmallWorld.id("family-hubs"), value: .notExpected, evidence: evidence),
                Rating(service: try SmallWorld.id("maternal-mh"), value: .level("R")),
            ],
            services: [
                Service(
                    id: try SmallWorld.id("s"),
                    name: hostile,
                    type: try SmallWorld.id("maternal-mh"),
                    providers: [.init(name: hostile, sector: .thirdSector), .init(name: "P")],
                    extent: .part(hostile),
                    ages: AgeRange(from: -9, to: 300),
                    interventions: [try SmallWorld.id("vig")],
                    funding: [
                        .init(
                            kind: .pilot,
                            funder: hostile,
                            from: try date("2022-01-01"),
                            until: try date("2022-01-01")
                        ), .init(kind: .recurrent),
                    ],
                    opened: try date("0001-01-01"),
                    closed: try date("9999-12-31"),
                    isCommissioned: true,
                    isDelivering: false,
                    isAcceptingReferrals: true,
                    evidence: evidence
                ),
                Service(id: try SmallWorld.id("t"), name: "T", extent: .unstated),
            ],
            interventions: [
                DeliveredIntervention(
                    intervention: try SmallWorld.id("vig"),
                    service: try SmallWorld.id("s"),
                    ages: AgeRange(from: 0, to: 1),
                    staffTrained: 12,
                    evidence: evidence
                ),
                DeliveredIntervention(intervention: try SmallWorld.id("nbo")),
            ],
            queries: [
                Query(
                    number: 3,
                    service: try SmallWorld.id("maternal-mh"),
                    asked: Query.Signature(at: Instant(secondsSince1970: 9), by: hostile, role: hostile),
                    text: hostile,
                    answer: Query.Answer(
                        Query.Signature(at: Instant(secondsSince1970: 9), by: hostile, role: hostile),
                        text: hostile
                    )
                ),
                Query(
                    number: 999_999,
                    service: nil,
                    asked: Query.Signature(at: Instant(secondsSince1970: 10), by: "a", role: "b"),
                    text: hostile
                ),
            ]
        )
        #expect(try readBack(document) == document)
    }

    @Test("A character that XML cannot hold is replaced, not written")
    func controlCharacters() throws {
        let document = Return(
            area: try SmallWorld.id("ccg-halton"),
            round: try SmallWorld.id("2022-05"),
            revision: 1,
            source: .collated,
            recorded: Return.Recorded(at: Instant(secondsSince1970: 0), by: "a\u{1}b\u{FFFE}c", role: "r")
        )
        #expect(try readBack(document).recorded.by == "a\u{FFFD}b\u{FFFD}c")
    }
}
