import Provision
import ScopingStore
import TestSupport
import Testing

/// What the two scoping reports and section 4.2 of the service model say, typed from them, against what the store holds.
@Suite("The facts of the source")
struct SourceFactsTests {
    private let model: ProvisionModel

    init() throws { model = try RealData.model() }

    private func latest(_ area: String) throws -> Return {
        try #require(model.standingReturns(knownAt: nil).first { $0.area.text == area })
    }

    private func service(_ id: String, in area: String) throws -> Service {
        try #require(try latest(area).services.first { $0.id.text == id })
    }

    /// Where an intervention stands, and how.
    private func places(of intervention: String) -> Set<String> {
        var found: Set<String> = []
        for document in model.standingReturns(knownAt: nil) {
            for service in document.services where service.interventions.contains(where: { $0.text == intervention }) {
                found.insert(document.area.text)
            }
            for entry in document.interventions where entry.intervention.text == intervention {
                found.insert(document.area.text + (entry.state == .planned ? ", planned" : ""))
            }
        }
        return found
    }

    /// Section 4.2: prevention and promotion help families to thrive, advice and signposting, help and more help, risk support.
    /// Peer support is "across all levels of need".
    private static let mapped: [String: [String]] = {
        let (thriving, advice, risk) = ("thriving", "getting-advice", "getting-risk-support")
        let help = ["getting-help", "getting-more-help"]
        return [
            "public-health": [thriving], "awareness-raising": [thriving], "workforce-training": [thriving],
            "selective-prevention": [thriving], "consultation": [advice, risk], "joint-working": [advice],
            "signposting": [advice], "parent-infant-psychotherapy": help, "watch-wait-and-wonder": help, "vig": help,
            "vipp": help, "vipp-sd": help, "family-therapy": help, "mellow-bumps": help, "mellow-babies": help,
            "mellow-parenting": help, "circle-of-security": help, "circle-of-security-parenting": help,
            "mentalization-based-therapy": help, "watch-me-play": help, "empowering-parents": help, "ambit": [risk],
            "peer-support": [thriving, advice] + help + [risk],
        ]
    }()

    @Test(
        "Section 4.2 maps 23 approaches and interventions to needs groups, and no other; of the others it is said that it does not"
    )
    func needsGroups() {
        let interventions = model.framework.interventions
        #expect(interventions.count == 59)
        for intervention in interventions {
            let groups = Self.mapped[intervention.id.text] ?? []
            #expect(intervention.needsGroups.map(\.text) == groups, "\(intervention.id)")
            #expect(intervention.isUnmapped == groups.isEmpty, "\(intervention.id)")
            if !groups.isEmpty { #expect(intervention.source?.text == "pier-2023" && intervention.section == "4.2") }
        }
        #expect(interventions.count { !$0.isUnmapped } == 23)
    }

    @Test("Names as the source has them: rewind therapy for no one trauma, AMBIT for adolescents, CALM spelt out")
    func names() throws {
        func name(_ id: String) -> String? { model.framework.interventions.first { $0.id.text == id }?.name }
        #expect(name("rewind-therapy") == "Rewind therapy")
        #expect(name("ambit") == "AMBIT, Adolescent Mentalization-Based Integrative Therapy")
        #expect(name("calm") == "Children's Attainment through Leuven Monitoring")
    }

    @Test("Baby yoga and the music group are of one team each: no area has them, the document of the ICS says it once")
    func oneTeam() {
        #expect(places(of: "baby-yoga") == ["ics-cheshire-and-merseyside"])
        #expect(places(of: "music-group") == ["ics-cheshire-and-merseyside"])
        #expect(places(of: "art-therapy").isEmpty, "it may be considered")
        #expect(places(of: "child-psychotherapy").isEmpty, "it could be involved")
        #expect(places(of: "joint-working").isEmpty)
        // Parent-infant psychotherapy and consultation are BIBS's, and consultations are to be Wirral's.
        #expect(places(of: "consultation") == ["ccg-halton", "ccg-warrington", "ccg-wirral"])
    }

    @Test("Staff who are to be trained deliver nothing yet")
    func planned() throws {
        #expect(places(of: "safecare") == ["ccg-blackpool, planned"])
        #expect(places(of: "caring-dads") == ["ccg-blackpool, planned"])
        #expect(places(of: "behavioural-activation") == ["ccg-blackpool, planned"])
        #expect(places(of: "piios") == ["ics-lancashire-and-south-cumbria, planned"])
        #expect(places(of: "couples-workshops") == ["ics-cheshire-and-merseyside, planned"])
        #expect(places(of: "nbo").contains("ics-lancashire-and-south-cumbria, planned"))
        #expect(places(of: "nbo").contains("ics-cheshire-and-merseyside"))
        let plans = model.standingReturns(knownAt: nil).flatMap(\.interventions).filter { $0.state == .planned }
        #expect(plans.count == 7)
        #expect(plans.allSatisfy { !$0.evidence.isEmpty && $0.evidence.allSatisfy { $0.section != nil } })
        #expect(places(of: "survivor-mums-companion") == ["ccg-blackpool"])
        #expect(try service("blackpool-pimhs", in: "ccg-blackpool").isDelivering == nil)
        #expect(try service("wirral-0-5-pathway", in: "ccg-wirral").isDelivering == false)
    }

    @Test(
        "Ages, in months",
        arguments: [
            ("halton-cypmhs", "ccg-halton", 0, 60), ("warrington-cypmhs", "ccg-warrington", 0, 60),
            ("st-helens-cypmhs", "ccg-st-helens", 0, 60), ("wirral-0-5-pathway", "ccg-wirral", 0, 60),
            ("knowsley-cypmhs", "ccg-knowsley", 0, 216), ("fresh-camhs-0-5", "ccg-liverpool", 0, 60),
            ("bibs", "ccg-halton", -9, 6), ("bibs", "ccg-warrington", -9, 6), ("babs", "ccg-knowsley", -9, 24),
            ("babs", "ccg-south-sefton", -9, 24), ("babs", "ccg-southport-and-formby", -9, 24),
            ("nct-parents-in-mind", "ics-cheshire-and-merseyside", 4, 24), ("blackpool-camhs", "ccg-blackpool", 0, 216),
            ("elcas", "ccg-east-lancashire", 0, 192),
            ("elcas-primary-mental-health-workers", "ccg-east-lancashire", 0, 216),
            ("morecambe-bay-camhs", "ccg-morecambe-bay", 0, 60), ("cm-perinatal", "ccg-cheshire", -9, 24),
            ("lsc-perinatal", "ccg-east-lancashire", -9, 24),
        ]
    )
    func ages(id: String, area: String, from: Int, to: Int) throws {
        #expect(try service(id, in: area).ages == AgeRange(from: from, to: to))
    }

    @Test("Commissioned for all ages, yet nothing for under-fives: St. Helen's, and East Lancashire's service up to 16")
    func nothingForUnderFives() throws {
        for (id, area) in [("st-helens-cypmhs", "ccg-st-helens"), ("elcas", "ccg-east-lancashire")] {
            let found = try service(id, in: area)
            #expect((found.isCommissioned, found.isDelivering, found.isAcceptingReferrals) == (true, false, false))
        }
        #expect(try service("elcas-primary-mental-health-workers", in: "ccg-east-lancashire").interventions.isEmpty)
    }

    @Test("East Lancashire's Emotional Health Team worked up until 2018: a year, without a day")
    func closedYear() throws {
        let team = try service("east-lancashire-emotional-health", in: "ccg-east-lancashire")
        #expect(team.closed?.components.year == 2018 && team.closedPrecision == .year)
        let text = try text(of: Repository.scoping + "/returns/2022-05/ccg-east-lancashire.1.xml")
        #expect(text.contains("closed=\"2018\"") && !text.contains("2018-12-31"))
    }

    @Test("No R rests on the sentence that no area has full provision: each of the ten cites the table that prints it")
    func noProvision() throws {
        var areas = 0
        for document in model.standingReturns(knownAt: nil) {
            for rating in document.ratings
            where rating.service.text == "parent-infant-mh" && rating.value == .level("R") {
                areas += 1
                #expect(rating.evidence.contains { $0.section == "Table 2" })
                #expect(!rating.evidence.contains { $0.section == "2.6" }, "\(document.area)")
            }
        }
        #expect(areas == 10)
    }

    @Test("What sections 2.2 and 2.6 say of Fresh CAMHS is cited apart")
    func twoSections() throws {
        let rating = try #require(try latest("ccg-liverpool").ratings.first { $0.service.text == "camhs-0-5" })
        #expect(rating.evidence.map(\.section) == ["2.2", "2.6"])
        #expect(rating.evidence[0].text.contains("routinely") == false)
    }

    @Test("Every return says in its note that it was held against the report, and what was corrected by which section")
    func corrections() throws {
        #expect(model.returns.count == 20)
        for document in model.standingReturns(knownAt: nil) {
            let note = try #require(document.recorded.note)
            #expect(note.contains("Corrected against the report.") && note.contains("section"), "\(document.area)")
        }
    }
}
