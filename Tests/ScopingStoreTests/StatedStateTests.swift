import Provision
import ScopingStore
import TestSupport
import Testing

/// What a return can state beside a level: ages to the week, a year without a day, what is planned and not yet delivered.
@Suite("Ages in weeks, years alone and plans in returns")
struct StatedStateTests {
    private let model: ProvisionModel
    private let halton: String

    init() throws {
        model = try RealData.model()
        halton = try text(of: Repository.scoping + "/returns/2022-05/ccg-halton.1.xml")
    }

    private func read(_ text: String) throws -> Return {
        try ReturnDocument.read(
            Array(text.utf8),
            file: "x.xml",
            framework: model.framework,
            areas: model.areas,
            rounds: model.rounds
        )
    }

    /// Halton's first return, with other attributes in the service "bibs", unsealed.
    private func bibs(_ attributes: String) throws -> Service? {
        let changed = halton.replacing(#/ sha256="[0-9a-f]+"/#, with: "")
            .replacing(
                "type=\"parent-infant-mh\" age-from=\"-9\" age-to=\"6\"",
                with: "type=\"parent-infant-mh\" \(attributes)"
            )
        let document = try read(changed)
        let service = document.services.first { $0.id.text == "bibs" }
        let written = ReturnWriter.bytes(of: document)
        #expect(String(decoding: written, as: UTF8.self).contains("type=\"parent-infant-mh\" \(attributes) "))
        #expect(try read(String(decoding: written, as: UTF8.self)) == document)
        return service
    }

    @Test("From six weeks, from ten days, from a month and a half: read, kept and written as stated")
    func weeks() throws {
        for (from, to) in [("6w", "6"), ("10d", "24"), ("1.5", "6"), ("-9", "0"), ("0", "60")] {
            let ages = try #require(try bibs("age-from=\"\(from)\" age-to=\"\(to)\"")?.ages)
            #expect(ages.from == Age(from) && ages.to == Age(to))
        }
    }

    @Test(
        "What is no age, or no range, is refused by the schema or by name",
        arguments: ["6m", "w", "1.234", "6 w", "", "-40w", "301"]
    )
    func noAges(from: String) {
        #expect(throws: DocumentFaults.self) { try bibs("age-from=\"\(from)\" age-to=\"300\"") }
    }

    @Test("An intervention of a framework may state weeks too")
    func framework() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let changed = try text(of: store + "/framework.xml").replacing(#/ sha256="[0-9a-f]+"/#, with: "")
            .replacing("name=\"Baby massage\"", with: "name=\"Baby massage\" age-from=\"6w\" age-to=\"12\"")
        try folder.write(changed, to: "store/framework.xml")
        let massage = try StoreReader.load(store).model.framework.interventions.first { $0.id.text == "baby-massage" }
        #expect(massage?.ages == AgeRange(from: try #require(Age("6w")), to: 12))
        #expect(massage?.isUnmapped == true)
    }

    @Test("A closing year counts to its last day, an opening month from its first; both are written as stated")
    func years() throws {
        let service = try #require(try bibs("opened=\"2018-06\" closed=\"2021\""))
        #expect(service.opened == (try date("2018-06-01")) && service.openedPrecision == .month)
        #expect(service.closed == (try date("2021-12-31")) && service.closedPrecision == .year)
        let day = try #require(try bibs("opened=\"2018-06-30\" closed=\"2021-01-01\""))
        #expect(day.openedPrecision == .day && day.closedPrecision == .day)
        for wrong in ["2021-13", "21", "2021-02-30", "about 2021", ""] {
            #expect(throws: DocumentFaults.self) { try bibs("closed=\"\(wrong)\"") }
        }
        #expect(throws: DocumentFaults.self) { try bibs("opened=\"2019\" closed=\"2018\"") }
        #expect(try bibs("opened=\"2018\" closed=\"2018-03\"") != nil, "it may have opened in January")
    }

    @Test("Planned is a state of its own; without one an intervention is delivered, as in older documents")
    func planned() throws {
        let unsealed = halton.replacing(#/ sha256="[0-9a-f]+"/#, with: "")
        #expect(try read(unsealed).interventions.allSatisfy { $0.state == .delivered })
        let changed = unsealed.replacing(
            "<delivered intervention=\"baby-massage\"",
            with: "<delivered intervention=\"baby-massage\" state=\"planned\""
        )
        let document = try read(changed)
        #expect(document.interventions.map(\.state) == [.planned, .delivered, .delivered])
        let written = String(decoding: ReturnWriter.bytes(of: document), as: UTF8.self)
        #expect(
            written.contains(
                "<delivered intervention=\"baby-massage\" state=\"planned\" service=\"halton-childrens-centres\">"
            )
        )
        #expect(try read(written) == document)
        #expect(throws: DocumentFaults.self) { try read(changed.replacing("\"planned\"", with: "\"hoped\"")) }
    }
}
