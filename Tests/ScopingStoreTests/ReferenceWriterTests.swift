import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("Framework, areas and rounds written and read back")
struct ReferenceWriterTests {
    @Test("The real documents are written byte for byte as they lie in the store")
    func realDocuments() throws {
        let model = try StoreReader.load(Repository.scoping).model
        expectGolden(FrameworkWriter.bytes(of: model.framework), Repository.scoping + "/framework.xml")
        expectGolden(AreasWriter.bytes(of: model.areas, isSimulated: false), Repository.scoping + "/areas.xml")
        expectGolden(RoundsWriter.bytes(of: model.rounds, isSimulated: false), Repository.scoping + "/rounds.xml")
    }
}
