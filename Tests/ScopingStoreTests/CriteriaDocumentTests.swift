import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("Criteria in framework.xml and beside ratings")
struct CriteriaDocumentTests {
    private let folder: TemporaryFolder
    private let store: String
    private static let halton = "returns/2022-05/ccg-halton.1.xml"

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private func write(_ edit: (String) -> String, to path: String) throws {
        let before = try text(of: store + "/" + path)
        let after = edit(before)
        try #require(after != before)
        try folder.write(Seal.applied(to: Array(after.utf8)), to: "store/" + path)
    }

    private func state(_ criteria: String) throws {
        try write(
            { $0.replacing("value=\"R\"/>", with: "value=\"R\">\n\(criteria)\n    </rating>", maxReplacements: 1) },
            to: Self.halton
        )
    }

    @Test("The real ladder is that of the reports' own scale: guidelines, capacity and funding")
    func real() throws {
        let framework = try RealData.model().framework
        let ladder = try #require(framework.criteria)
        #expect(ladder.criteria.map(\.id.text) == ["provided", "guidelines", "capacity", "stable-funding"])
        #expect(Set(ladder.criteria.map(\.section)) == ["2.1"])
        #expect(ladder.rungs.map(\.level) == ["G", "A", "R"] && ladder.rungs.map(\.criteria.count) == [4, 1, 0])
    }

    @Test("They are written as they were read, and come out of the cache as they went in")
    func roundTrip() throws {
        try state(
            """
                  <criterion ref="provided" state="not-met"/>
                  <criterion ref="stable-funding" state="not-known"/>
            """
        )
        let cache = StoreCache(folder: folder.path + "/cache", minDocuments: 1, tick: 0)
        for _ in 0..<3 {
            let model = try StoreReader.load(store, cache: cache).model
            #expect(FrameworkWriter.bytes(of: model.framework) == (try bytes(of: store + "/framework.xml")))
            let halton = try #require(model.returns.first { $0.area.text == "ccg-halton" })
            #expect(halton.ratings.flatMap(\.criteria).map(\.state) == [.notMet, .notKnown])
            #expect(ReturnWriter.bytes(of: halton) == (try bytes(of: store + "/" + Self.halton)))
        }
    }

    @Test("A ladder with rungs of a service type, and of so many criteria, is written as it was read")
    func rungs() throws {
        try write(
            {
                $0.replacing(
                    "    <rung level=\"R\"/>\n",
                    with:
                        "    <rung level=\"R\"/>\n    <rung level=\"G\" service=\"iapt-0-5\" at-least=\"1\">\n      <criterion ref=\"provided\"/>\n      <criterion ref=\"capacity\"/>\n    </rung>\n"
                )
            },
            to: "framework.xml"
        )
        let framework = try StoreReader.load(store).model.framework
        #expect(framework.criteria?.rungs.last?.serviceType?.text == "iapt-0-5")
        #expect(FrameworkWriter.bytes(of: framework) == (try bytes(of: store + "/framework.xml")))
    }

    @Test(
        "What cannot be in a ladder is told with its line and mend",
        arguments: [
            ("id=\"capacity\"", "id=\"provided\"", "two criteria have the id 'provided'"),
            ("rung level=\"A\"", "rung level=\"X\"", "the levels are G, A, R, B"),
            ("rung level=\"A\"", "rung level=\"G\"", "the level 'G' has two rungs"),
            ("rung level=\"R\"", "rung level=\"R\" service=\"iapt\"", "unknown service type 'iapt'"),
            ("<criterion ref=\"guidelines\"/>", "<criterion ref=\"guideline\"/>", "did you mean 'guidelines'"),
            ("<criterion ref=\"guidelines\"/>", "<criterion ref=\"capacity\"/>", "names a criterion twice"),
            ("rung level=\"G\"", "rung level=\"G\" at-least=\"5\"", "write a number from 1 to 4"),
            ("rung level=\"R\"", "rung level=\"R\" at-least=\"1\"", "names 0"),
        ]
    )
    func frameworkFaults(from: String, to: String, words: String) throws {
        try write({ $0.replacing(from, with: to, maxReplacements: 1) }, to: "framework.xml")
        do throws(StoreFailure) {
            _ = try StoreReader.load(store)
            Issue.record("it was read")
        } catch {
            let told = error.faults.map { "\($0)" }
            #expect(told.contains { $0.contains(words) && $0.contains("framework.xml:") }, "\(told)")
        }
    }

    @Test(
        "A return with a criterion that cannot be is left out, with its line and mend",
        arguments: [
            ("<criterion ref=\"capacty\" state=\"met\"/>", "did you mean 'capacity'"),
            ("<criterion ref=\"capacity\" state=\"maybe\"/>", "maybe"), ("<criterion ref=\"capacity\"/>", "state"),
            (
                "<criterion ref=\"capacity\" state=\"met\"/><criterion ref=\"capacity\" state=\"met\"/>",
                "stated twice"
            ),
        ]
    )
    func returnFaults(criteria: String, words: String) throws {
        try state(criteria)
        let loaded = try StoreReader.load(store)
        let told = loaded.leftOut.map { "\($0)" }
        #expect(loaded.leftOut.count == 1 && told.contains { $0.contains(words) }, "\(told)")
    }
}
