import Foundation
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("The real data in Scoping")
struct RealDataTests {
    private let store: LoadedStore
    private var model: ProvisionModel { store.model }

    init() throws { store = try StoreReader.load(Repository.scoping) }

    @Test func everyDocumentIsSound() {
        #expect(store.leftOut.isEmpty)
        #expect(model.areas.areas.count == 34)
        #expect(model.rounds.map(\.id.text) == ["2022-05"])
        #expect(model.framework.serviceTypes.count == 11)
    }

    @Test("C&M 26 R, 44 A, 24 G, 5 B; L&SC 22 R, 22 A, 41 G, 3 B")
    func counts() throws {
        func counts(_ ics: String) throws -> [String: Int] {
            let area = try #require(model.areas.index(of: try SmallWorld.id(ics)))
            let snapshot = model.snapshot(asOf: try date("2022-05-01"), within: area)
            let counts = snapshot.counts(scale: model.framework.scale, rows: snapshot.rows.indices)
            #expect(counts.unrated == 0 && counts.notExpected == 0)
            return Dictionary(uniqueKeysWithValues: zip(model.framework.scale.levels.map(\.code), counts.levels))
        }
        #expect(try counts("ics-cheshire-and-merseyside") == ["R": 26, "A": 44, "G": 24, "B": 5])
        #expect(try counts("ics-lancashire-and-south-cumbria") == ["R": 22, "A": 22, "G": 41, "B": 3])
    }

    @Test("Twelve areas returned, four were asked and silent, East Lancashire was not asked, two answered together")
    func participation() throws {
        let took = model.participation(in: try #require(model.rounds.first))
        func names(_ areas: [Int]) -> [String] { areas.map { model.areas.areas[$0].name } }
        #expect(took.asked.count == 16)
        #expect(took.returned.count == 12)
        #expect(names(took.silent) == ["South Sefton", "Southport & Formby", "Morecambe Bay", "West Lancashire"])
        #expect(names(took.ratedUnasked) == ["East Lancashire"])
        #expect(took.joint.map(names) == [["Blackpool", "Fylde & Wyre"]])
    }

    @Test(
        "All 187 cells are as the source prints them",
        .enabled(if: sourceDocument() != nil, "the source document is not beside the project")
    )
    func sourceTables() throws {
        let lines = try #require(sourceDocument()).split(separator: "\n", omittingEmptySubsequences: false)
        let rows = lines.map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        }
        .filter { $0.count == 12 && $0.dropFirst().allSatisfy { "RAGB".contains($0) && $0.count == 1 } }
        #expect(rows.count == 17)
        let headings = lines.map { $0.split(separator: "\t").map { $0.trimmingCharacters(in: .whitespaces) } }
            .filter { $0.count == 12 && $0[1] == "Parent Infant MH Service" }
        #expect(headings.count == 2)
        let names = NameIndex(model)
        let snapshot = model.snapshot(asOf: try date("2022-05-01"))
        var cells = 0
        for row in rows {
            let index = try #require(snapshot.rows.firstIndex { model.areas.areas[$0].name == row[0] })
            for (column, letter) in row.dropFirst().enumerated() {
                for heading in headings {
                    #expect(names.service(heading[column + 1]) == .one(column), "\(heading[column + 1])")
                }
                let level = model.framework.scale.level(of: snapshot.state(row: index, column: column))
                #expect(level?.code == letter, "\(row[0]), \(model.framework.serviceTypes[column].name)")
                cells += 1
            }
        }
        #expect(cells == 187)
        #expect(snapshot.rows.count == 17)
    }

    @Test(
        "Each document is a return or collated as Table 1 says",
        .enabled(if: sourceDocument() != nil, "the source document is not beside the project")
    )
    func sourceTableOne() throws {
        let lines = try #require(sourceDocument()).split(separator: "\n")
        let returned = lines.map { $0.split(separator: "\t").map { $0.trimmingCharacters(in: .whitespaces) } }
            .filter { $0.count == 2 && $0[1] == "Returned" }.map { $0[0] }
        #expect(returned.count == 11)
        for document in model.returns where !document.ratings.isEmpty {
            let name = try #require(model.areas.area(document.area)).name
            let own =
                returned.contains(name)
                || (returned.contains("Blackpool, Fylde & Wyre") && ["Blackpool", "Fylde & Wyre"].contains(name))
            #expect(document.source == (own ? .areaReturn : .collated), "\(name)")
        }
    }

    @Test(
        "Places have the children of the CCG areas that became them, by hand from the reference data",
        arguments: [
            ("place-pennine-lancashire", 33_200, 51.7), ("place-fylde-coast", 16_216, 37.0),
            ("place-central-lancashire", 21_409, 26.2), ("place-sefton", 13_789, 37.1),
            ("place-morecambe-bay", 15_455, 24.3), ("place-west-lancashire", 5_438, 30.0),
        ]
    )
    func inheritedChildren(place: String, children: Int, deprived: Double) throws {
        let area = try #require(model.areas.area(SmallWorld.id(place)))
        #expect(area.childrenUnderFive == children)
        #expect(((area.deprivedShare ?? 0) * 1_000).rounded() / 10 == deprived)
        #expect(area.people.deprivedFrom == .predecessors)
    }

    @Test("Cheshire was split: its two Places have their own children, and no deprivation by guess")
    func cheshire() throws {
        for (place, children) in [("place-cheshire-east", 20_193), ("place-cheshire-west", 18_059)] {
            let area = try #require(model.areas.area(SmallWorld.id(place)))
            #expect(area.childrenUnderFive == children && area.people.childrenFrom == .own)
            #expect(area.deprivedShare == nil)
        }
    }

    @Test("The CCG areas' children add up to their ICS's, and their succession leads to the 14 Places")
    func areas() throws {
        let areas = model.areas
        for ics in ["ics-cheshire-and-merseyside", "ics-lancashire-and-south-cumbria"] {
            let index = try #require(areas.index(of: try SmallWorld.id(ics)))
            let ccgs = areas.children(of: index, on: try date("2022-05-01")).map { areas.areas[$0] }.filter {
                $0.kind.text == "ccg"
            }
            #expect(ccgs.compactMap(\.childrenUnderFive).reduce(0, +) == areas.areas[index].childrenUnderFive)
            #expect(ccgs.allSatisfy { !$0.successors.isEmpty && $0.until?.description == "2022-06-30" })
            #expect(ccgs.allSatisfy { $0.codes.map(\.scheme) == ["ods", "gss"] })
        }
        let places = areas.areas.indices.filter { areas.areas[$0].kind.text == "place" }
        #expect(places.count == 14)
        #expect(places.allSatisfy { !areas.predecessors(of: $0).isEmpty })
        let sefton = try #require(areas.index(of: try SmallWorld.id("place-sefton")))
        #expect(areas.predecessors(of: sefton).map(\.name) == ["South Sefton", "Southport & Formby"])
        let cheshire = try #require(areas.area(try SmallWorld.id("ccg-cheshire")))
        #expect(cheshire.successors.map(\.text) == ["place-cheshire-east", "place-cheshire-west"])
    }

    @Test("Table 4 stands as printed, the misprint with it")
    func publishedNeed() throws {
        let need = try #require(model.framework.need)
        #expect(need.published.map(\.base) == [4_828, 3_628])
        #expect(need.published.map(\.total) == [6_174, 10_251])
        #expect((need.base, need.deprived, need.target) == (0.065, 0.05, 0.35))
    }

    @Test("Services as the source describes them")
    func services() throws {
        func service(_ id: String, in area: String) throws -> Service {
            let document = try #require(model.standingReturns(knownAt: nil).first { $0.area.text == area })
            return try #require(document.services.first { $0.id.text == id })
        }
        let blackpool = try service("blackpool-pimhs", in: "ccg-blackpool")
        #expect(blackpool.funding.first?.kind == .nonRecurrent)
        #expect(blackpool.funding.first?.until == (try date("2024-02-29")))
        #expect(blackpool.ages == AgeRange(from: 0, to: 60))
        #expect(try service("good-enough-start", in: "ccg-morecambe-bay").extent == .part("Millom"))
        #expect(try service("bibs", in: "ccg-halton") == service("bibs", in: "ccg-warrington"))
        #expect(try service("enhancing-families", in: "ccg-st-helens").funding.first?.kind == .pilot)
        let wirral = try service("wirral-0-5-pathway", in: "ccg-wirral")
        #expect((wirral.isCommissioned, wirral.isDelivering, wirral.isAcceptingReferrals) == (true, false, nil))
        #expect(try service("nct-parents-in-mind", in: "ics-cheshire-and-merseyside").extent == .unstated)
    }
}
