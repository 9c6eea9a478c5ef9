import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Interventions that go with all help")
struct CrossCuttingTests {
    @Test("The real framework says it of peer support alone")
    func real() throws {
        let interventions = try RealData.model().framework.interventions
        #expect(interventions.filter(\.isCrossCutting).map(\.id.text) == ["peer-support"])
    }

    @Test("It is read and written, may be left out, and another word is refused")
    func words() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let before = try text(of: store + "/framework.xml")
        func write(_ attribute: String) throws {
            try folder.write(before.replacing(" cross-cutting=\"true\"", with: attribute), to: "store/framework.xml")
        }
        func read() throws -> Framework { try StoreReader.load(store).model.framework }
        func isCrossCutting(_ framework: Framework) -> Bool? {
            framework.interventions.first { $0.id.text == "peer-support" }?.isCrossCutting
        }
        for (attribute, expected) in [
            (" cross-cutting=\"1\"", true), (" cross-cutting=\"false\"", false), ("", false),
        ] {
            try write(attribute)
            #expect(isCrossCutting(try read()) == expected)
            try folder.write(
                String(decoding: FrameworkWriter.bytes(of: try read()), as: UTF8.self),
                to: "store/framework.xml"
            )
            #expect(isCrossCutting(try read()) == expected)
        }
        try write(" cross-cutting=\"often\"")
        do {
            _ = try StoreReader.load(store)
            Issue.record("an unknown word was read")
        } catch {
            let told = error.faults.map(\.description).joined(separator: " ")
            #expect(told.contains("cross-cutting") && told.contains("often"), "\(told)")
        }
    }
}
