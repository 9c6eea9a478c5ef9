import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("Standards in framework.xml, and assessments in returns")
struct StandardDocumentTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private static let halton = "returns/2022-05/ccg-halton.1.xml"

    private func write(_ edit: (String) -> String, to path: String) throws {
        let before = try text(of: store + "/" + path)
        let after = edit(before)
        try #require(after != before)
        try folder.write(Seal.applied(to: Array(after.utf8)), to: "store/" + path)
    }

    private func assess(_ assessments: String) throws {
        try write(
            { $0.replacing("</return>", with: "  <assessments>\n\(assessments)\n  </assessments>\n</return>") },
            to: Self.halton
        )
    }

    @Test("The source's standards: how many of each kind, their ids, and where they are printed")
    func real() throws {
        let standards = try RealData.model().framework.standards
        func ids(_ kind: Standard.Kind) -> [String] { standards.filter { $0.kind == kind }.map(\.id.text) }
        func sections(_ kind: Standard.Kind) -> Set<String?> {
            Set(standards.filter { $0.kind == kind }.map(\.section))
        }
        #expect(ids(.principle) == (1...12).map { "principle-\($0)" } && sections(.principle) == ["3"])
        #expect(ids(.element) == (1...4).map { "element-\($0)" } && sections(.element) == ["4.1"])
        #expect(ids(.outcomePrinciple) == (1...5).map { "outcome-principle-\($0)" })
        #expect(sections(.outcomePrinciple) == ["4.3"] && sections(.recommendation) == ["4"])
        #expect(ids(.trainingTopic).count == 8 && sections(.trainingTopic) == ["4.5"])
        #expect(
            ids(.recommendation)
                == ["1a", "1b", "1c", "1d"].map { "recommendation-\($0)" }
                + ["2a", "2b", "2c", "2d", "2e", "2f", "2g", "2h", "2i", "3a", "3b"].map { "recommendation-\($0)" }
        )
        #expect(ids(.other).count == 11 && ids(.other).allSatisfy { $0.hasPrefix("family-") })
        // The principles that data can judge, and nothing else of the model but what families asked for.
        #expect(
            standards.filter { $0.judge != nil }.map(\.id.text) == [
                "principle-2", "principle-4", "principle-5", "principle-8", "principle-9", "principle-11",
                "family-parents-mental-health", "family-peer-support",
            ]
        )
    }

    @Test(
        "As many principles, clauses and topics as the source prints",
        .enabled(if: sourceDocument() != nil, "the source document is not beside the project")
    )
    func counted() throws {
        let lines = try #require(sourceDocument()).split(separator: "\n").map(String.init)
        func count(from start: String, to end: String, _ isOne: (String) -> Bool) throws -> Int {
            let first = try #require(lines.lastIndex { $0.hasPrefix(start) })
            return lines[first...].dropFirst().prefix { !$0.hasPrefix(end) }.count(where: isOne)
        }
        func isNumbered(_ line: String) -> Bool { line.first?.isNumber == true && line.contains(". ") }
        let standards = try RealData.model().framework.standards
        func held(_ kind: Standard.Kind) -> Int { standards.count { $0.kind == kind } }
        #expect(try count(from: "3 Guiding Principles", to: "4 Proposed", isNumbered) == held(.principle))
        #expect(lines.count { $0.hasPrefix("Element ") && $0.contains(" = ") } == held(.element))
        #expect(try count(from: "Topics to include", to: "4.6 ") { $0.hasPrefix("- ") } == held(.trainingTopic))
        func isClause(_ line: String) -> Bool { line.hasPrefix("- ") && line.dropFirst(3).hasPrefix(". ") }
        #expect(try count(from: "Recommendation 1:", to: "Additional", isClause) == held(.recommendation) - 2)
        #expect(
            try count(from: "In terms of what the service would provide", to: "And there", { $0.hasPrefix("- ") })
                == held(.other)
        )
    }

    @Test("Framework and return are written as they were read")
    func roundTrip() throws {
        try assess(
            """
                <assessment standard="principle-1" state="met">
                  <evidence source="pier-2023" section="3">Every referral is about the relationship.</evidence>
                </assessment>
                <assessment standard="principle-2" state="not-met"/>
                <assessment standard="principle-3" state="partly"/>
                <assessment standard="recommendation-3a" state="not-applicable"/>
            """
        )
        let model = try StoreReader.load(store).model
        #expect(FrameworkWriter.bytes(of: model.framework) == (try bytes(of: store + "/framework.xml")))
        let halton = try #require(model.returns.first { $0.area.text == "ccg-halton" })
        #expect(halton.assessments.map(\.state) == [.met, .notMet, .partly, .notApplicable])
        #expect(halton.assessments.first?.evidence.first?.section == "3")
        #expect(ReturnWriter.bytes(of: halton) == (try bytes(of: store + "/" + Self.halton)))
        #expect(halton.with(ratings: []).assessments == halton.assessments, "other lists stay as they are")
        #expect(halton.with(assessments: []).services == halton.services)
    }

    @Test("They come out of the cache as they went in")
    func cached() throws {
        try assess("    <assessment standard=\"principle-1\" state=\"met\"><evidence>So it is.</evidence></assessment>")
        let cache = StoreCache(folder: folder.path + "/cache", minDocuments: 1, tick: 0)
        let read = try (0..<3).map { _ in try StoreReader.load(store, cache: cache).model.returns.map(\.assessments) }
        let plain = try StoreReader.load(store).model.returns.map(\.assessments)
        #expect(read.allSatisfy { $0 == plain } && plain.joined().count == 1)
    }

    @Test("A request for a correction keeps the assessments that it says nothing of")
    func kept() throws {
        try assess("    <assessment standard=\"principle-1\" state=\"met\"/>")
        let model = try StoreReader.load(store).model
        let halton = try #require(model.returns.first { $0.area.text == "ccg-halton" })
        let corrected = halton.corrected(
            by: Rating(service: try SmallWorld.id("iapt-0-5"), value: .level("A")),
            order: model.framework.serviceTypes.map(\.id)
        )
        #expect(corrected != halton && corrected.assessments == halton.assessments)
    }

    @Test(
        "What cannot be in a framework is told with its line and mend",
        arguments: [
            ("id=\"principle-2\"", "id=\"principle-1\"", "two standards have the id 'principle-1'"),
            ("title=\"Built on Thrive\" source=\"pier-2023\"", "title=\"T\" source=\"pier\"", "unknown source 'pier'"),
            ("at-least=\"2\"", "at-least=\"15\"", "write a number from 1 to "),
            (
                "<intervention ref=\"joint-working\"/>", "<intervention ref=\"joint-work\"/>",
                "did you mean 'joint-working'"
            ),
            ("<intervention ref=\"joint-working\"/>", "<intervention ref=\"consultation\"/>", "'consultation' twice"),
            ("rule=\"needs-groups\"", "rule=\"thrive\"", "rule"),
            ("rule=\"needs-groups\"", "rule=\"ages\"", "<needs-group>"),
            ("rule=\"ages\" age-from=\"-9\" age-to=\"60\"", "rule=\"ages\"", "age-from and age-to"),
            ("rule=\"ages\" ", "rule=\"interventions\" ", "has no ages"),
            ("rule=\"ages\" age-from=\"-9\" age-to=\"60\"", "rule=\"interventions\"", "names no intervention"),
            ("rule=\"needs-groups\"", "rule=\"needs-groups\" at-least=\"2\"", "counts nothing"),
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
        "A return with an assessment that cannot be is left out, with its line and mend",
        arguments: [
            ("standard=\"principle-22\" state=\"met\"", "unknown standard 'principle-22'"),
            ("standard=\"principle-1\" state=\"perhaps\"", "perhaps"),
            ("standard=\"principle-1\"", "state"),
            (
                "standard=\"principle-1\" state=\"met\"/><assessment standard=\"principle-1\" state=\"met\"",
                "assessed twice"
            ),
        ]
    )
    func returnFaults(attributes: String, words: String) throws {
        try assess("    <assessment \(attributes)/>")
        let loaded = try StoreReader.load(store)
        let told = loaded.leftOut.map { "\($0)" }
        #expect(loaded.leftOut.count == 1 && told.contains { $0.contains(words) }, "\(told)")
    }
}
