import GapDetection
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Gaps of the real data, 1 May 2022")
struct RealDataGapsTests {
    private let model: ProvisionModel
    private let found: [Gap]

    init() throws {
        model = try RealData.model()
        found = gaps(in: model, at: model.snapshot(asOf: try date("2022-05-01")))
    }

    @Test("What the ratings say by themselves, and what the other rules make of them")
    func countsByKind() {
        let counts = Dictionary(grouping: found, by: \.kind).mapValues(\.count)
        // 26 + 22 R, 44 + 22 A, 5 + 3 B: the letters of the source's two tables.
        #expect([counts[.none], counts[.partial], counts[.inDevelopment]] == [48, 66, 8])
        // No G in six columns of Cheshire and Merseyside and in three of Lancashire and South Cumbria; none of them all R.
        #expect(counts[.fullNowhere] == 9 && counts[.systemic] == nil)
        // G and R in one column: IAPT 0-5s, health visitors and midwives of the one ICS, health visitors of the other.
        #expect(counts[.inequity] == 4)
        // BIBS to six months in Halton and Warrington; South Cumbria within Morecambe Bay.
        #expect(counts[.masked] == 3)
        // The pilot in St. Helen's; Blackpool's money lasts until February 2024.
        #expect(counts[.funding] == 1)
        #expect(counts[.unrated] == nil && counts[.stale] == nil && counts[.regressed] == nil)
    }

    @Test("The four areas that were asked and silent, and not East Lancashire, which was not asked")
    func silent() {
        let areas = found.filter { $0.kind == .noReturn }.map(\.area.text).sorted()
        #expect(areas == ["ccg-morecambe-bay", "ccg-south-sefton", "ccg-southport-and-formby", "ccg-west-lancashire"])
    }

    @Test("The worked example of severity: no provision for the 2,894 children in need of Liverpool is 80 x 0.79 = 63")
    func severity() throws {
        let gap = try #require(found.first { $0.id.description == "none:ccg-liverpool:perinatal-mh-health-visitors" })
        #expect(gap.severity == 63)
        #expect(
            gap.severityInWords
                == "63 = 80 for no provision x 0.79 for 2,894 children in need (of 28,836 aged 0-4)"
        )
        #expect(found.first == gap)
    }

    @Test("Blackpool's three in development carry their evidence and their document")
    func evidence() throws {
        let gap = try #require(found.first { $0.id.description == "in-development:ccg-blackpool:parent-infant-mh" })
        #expect(gap.evidence.contains { $0.section == "2.2" && $0.text.contains("29 February 2024") })
        #expect(gap.document?.round.text == "2022-05")
        #expect(gap.document?.origin == .areaReturn)
        #expect(found.count { $0.kind == .inDevelopment && $0.area.text == "ccg-blackpool" } == 3)
    }

    @Test("What a part or an age lacks is weighed by all children of the area, and says so: 40 x 0.64 = 26")
    func severityOfAPart() throws {
        let id = "masked:ccg-morecambe-bay:perinatal-mh-health-visitors/part/south-cumbria"
        #expect(
            try #require(found.first { $0.id.description == id }).severityInWords
                == "26 = 40 for a part or an age left out behind some provision x 0.64 for 1,192 children in need (of 15,455 aged 0-4), those of the whole area"
        )
    }

    @Test("What a gap is about is said in words where it is no service type, and of no other")
    func topics() throws {
        func topic(_ id: String) throws -> String? { try #require(found.first { $0.id.description == id }).topic }
        #expect(try topic("needs-group:ccg-liverpool:getting-risk-support") == "families who are getting risk support")
        #expect(
            try topic("age-range:ics-cheshire-and-merseyside:24-60") == "ages from the second to the fifth birthday"
        )
        #expect(try topic("contradiction:ccg-east-lancashire:round/2022-05") == "the round of 1 May 2022")
        #expect(try topic("none:ccg-cheshire:iapt-0-5") == nil)
        #expect(found.allSatisfy { ($0.topic == nil) == ($0.service != nil) })
    }

    @Test("A Place that was not rated itself has no return of its own: the sentence names whose ratings it stands on")
    func notItsOwnReturn() throws {
        let places = gaps(in: model, at: model.snapshot(asOf: try date("2026-11-01")))
        func why(_ id: String) throws -> String { try #require(places.first { $0.id.description == id }).why }
        #expect(
            try why("none:place-cheshire-east:parent-infant-mh")
                == "Cheshire East has no Parent Infant MH Service: rated R (no provision), by the return of Cheshire in the round of 1 May 2022."
        )
        #expect(
            try why("none:place-halton:iapt-0-5")
                == "Halton has no IAPT 0-5s: rated R (no provision), by its own return in the round of 1 May 2022."
        )
        // East Lancashire made no return, Blackburn with Darwen did: neither is Pennine Lancashire's own.
        #expect(
            try why("none:place-pennine-lancashire:parent-infant-mh")
                == "Pennine Lancashire has no Parent Infant MH Service: rated R (no provision) in the round of 1 May 2022 in all that it is made of, Blackburn with Darwen and East Lancashire."
        )
        #expect(
            try why("none:place-fylde-coast:parent-infant-mh")
                == "Fylde Coast has no Parent Infant MH Service: taken as R (no provision), the worst of its parts in the round of 1 May 2022: Blackpool B and Fylde & Wyre R."
        )
        #expect(
            try why("none:place-sefton:maternal-mh")
                == "Sefton has no Maternal MH Service: rated R (no provision), collated by the network in the round of 1 May 2022, in all that it is made of, South Sefton and Southport & Formby."
        )
        // Blackpool plans what "no area provides": the finding on the ICS says so.
        #expect(
            try why("systemic:ics-lancashire-and-south-cumbria:parent-infant-mh")
                == "No area of Lancashire and South Cumbria has Parent Infant MH Service: all 5 of its areas are rated R (no provision); Fylde Coast is counted by the worst of its parts, Blackpool B and Fylde & Wyre R."
        )
    }

    @Test("Everywhere the service type Parent Infant MH leaves a gap: full nowhere")
    func fullNowhere() {
        let levels: [GapKind] = [.none, .partial, .inDevelopment]
        #expect(found.count { $0.service?.text == "parent-infant-mh" && levels.contains($0.kind) } == 17)
    }

    @Test("Of each register the most severe come first")
    func order() {
        for section in RegisterSection.allCases {
            let part = found.filter { $0.kind.section == section }
            #expect(zip(part, part.dropFirst()).allSatisfy { $0.severity >= $1.severity })
        }
    }
}
